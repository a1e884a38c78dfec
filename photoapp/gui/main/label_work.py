"""What the page of labels asks of the library, in background threads."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from photoapp.errors import PhotoappError
from photoapp.gui.labels.example_photos import EDGE
from photoapp.gui.viewer.pyramid import screen_photo

if TYPE_CHECKING:
    from photoapp.library import Library
    from photoapp.library.changes import Change
    from photoapp.library.labels import Reliability
    from photoapp.tagging.lists import LabelLine

_MOST_EXAMPLES = 60
# As many as a screen of twice the usual density shows.
_PICTURE_EDGE = 4 * EDGE


@dataclass(frozen=True)
class Known:
    """What is known of a label, and which photos have it, the first of them."""

    label_id: int
    reliability: "Reliability"
    photo_ids: tuple[int, ...]


def changed_by(act: "Callable[[Library], object]", library: "Library") -> "Change | None":
    """Do something, and return the change that it was, if it was one."""
    before = library.changes.next_undo
    act(library)
    after = library.changes.next_undo
    return after if after is not before else None


def known_of(library: "Library", label_id: int) -> Known:
    """Return what is known of a label; runs in a background thread."""
    photo_ids = tuple(library.labels.accepted(label_id, _MOST_EXAMPLES))
    return Known(label_id, library.labels.reliability(label_id), photo_ids)


def add_examples(
    library: "Library", label_id: int, paths: Sequence[Path], refused: list[str]
) -> None:
    """Let files show what a label means, and tell which can't."""
    with library.changes.as_one("label", "examples added"):
        refused += library.labels.give_examples(label_id, paths).refused


def picture(path: Path) -> QImage:
    """Return a picture, a null one if it can't be read; runs in a background thread."""
    from photoapp import media  # noqa: PLC0415 - imported with the library

    try:
        with path.open("rb") as file:
            opened = media.open_photo(file, media.Want(_PICTURE_EDGE))
            return screen_photo(opened, _PICTURE_EDGE).levels[0]
    except (OSError, PhotoappError):
        return QImage()


def starters() -> dict[str, Path]:
    """Return the files of the lists that come along, by name."""
    from photoapp.tagging.lists import starter_lists  # noqa: PLC0415 - imported with the library

    return starter_lists()


def lines_of(path: Path) -> "list[LabelLine]":
    """Read a list of labels.

    Raises:
        DataFileError: it can't be read, or makes no sense.

    """
    from photoapp.tagging.lists import read_label_list  # noqa: PLC0415 - as above

    return read_label_list(path)


def write(library: "Library", path: Path) -> Path:
    """Write all labels to a list, and return which.

    Raises:
        DataFileError: it can't be written.

    """
    from photoapp.tagging.lists import write_label_list  # noqa: PLC0415 - as above

    write_label_list(path, library.labels.lines())
    return path
