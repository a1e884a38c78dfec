"""Albums from a list of labels: both are made in one act."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from photoapp.catalog.spelling import caseless
from photoapp.library.albums import AlbumsMade

if TYPE_CHECKING:
    from photoapp.library.library import Library
    from photoapp.tagging.lists import LabelLine


@dataclass(frozen=True)
class LabelAlbumsMade:
    """The ``albums`` that were made, and the names of the ``labels`` that were not there before."""

    albums: AlbumsMade
    labels: tuple[str, ...] = ()


def create_from_list(
    library: "Library",
    lines: "Sequence[LabelLine]",
    *,
    live: bool = True,
    under: str = "",
    stop: threading.Event | None = None,
) -> LabelAlbumsMade:
    """Define the labels of a list that are not there yet, and make an album for each of its labels.

    Labels that are there stay as they are, and so do albums of those names. All of it is one
    change. ``live`` and ``under`` are as ``Albums.create_from_labels`` has them. Live albums find
    what is suggested once somebody has called ``library.labels.settle``.

    Raises:
        LabelError: a label can't be defined as the list has it.
        WorkerUnavailableError: a label's words can't be turned into a vector.

    """
    known = {caseless(card.label.name) for card in library.labels.cards()}
    new = [line for line in lines if caseless(line.name) not in known]
    with library.changes.as_one("album", "Albums created from a list of labels"):
        created = library.labels.import_lines(new).created if new else ()
        if not live and library.labels.stale():  # else what is new would find nothing yet
            library.labels.settle(stop)
        names = [line.name for line in lines]
        return LabelAlbumsMade(
            library.albums.create_from_labels(names, live=live, under=under), created
        )
