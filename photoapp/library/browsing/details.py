"""All that is known of one photo, and why it answers a query."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import msgspec

from photoapp.catalog import Catalog, Description, Keyword, Suggestion
from photoapp.catalog.browsing import failure_of, file_places, folded, format_of, words_of
from photoapp.media.metadata import Metadata

_decoder = msgspec.json.Decoder(Metadata)


@dataclass(frozen=True)
class FilePlace:
    """Where a copy of a photo is; ``offline`` says that its drive was missing last."""

    path: Path
    offline: bool


@dataclass(frozen=True)
class PhotoDetails:
    """What is known of a photo; None or empty where nothing is.

    ``metadata`` is all that its files say, each fact with its source. ``given`` is what holds of
    rating, flag, colour and caption, and which of them a person has said; ``keywords`` say so
    themselves. ``suggestions`` are what the model would tag it with, the likeliest first. Sizes
    are in pixels and bytes; ``files`` begin with those that are there.
    """

    photo_id: int
    name: str
    metadata: Metadata
    given: Description
    keywords: tuple[Keyword, ...]
    albums: tuple[str, ...]
    files: tuple[FilePlace, ...]
    width: int | None
    height: int | None
    byte_size: int
    format: str | None
    damage: str | None
    failure: str | None
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True)
class Why:
    """Why a photo answers a query.

    ``chance`` is how likely it is right, from 0 to 1, None where the query does not rank or the
    photo is not searchable; ``words`` are the words that it is described by, by where they stand:
    caption, title, keywords, names or place.
    """

    chance: float | None
    words: dict[str, tuple[str, ...]]


def details_of(catalog: Catalog, photo_id: int) -> PhotoDetails | None:
    """Return what is known of a photo, None when no file holds it any more."""
    places = file_places(catalog.database, photo_id)
    photo = catalog.photos.records([photo_id]).get(photo_id)
    if photo is None or not places:
        return None
    known = catalog.metadata.of(photo_id)
    byte_size, kind = format_of(catalog.database, photo_id)
    return PhotoDetails(
        photo_id,
        photo.path.name,
        _decoder.decode(known.facts) if known else Metadata(),
        catalog.marks.of([photo_id]).get(photo_id, Description()),
        catalog.keywords.of([photo_id]).get(photo_id, ()),
        _albums(catalog, photo_id),
        tuple(FilePlace(path, offline) for path, offline in places),
        photo.width,
        photo.height,
        byte_size,
        kind,
        photo.damage,
        failure_of(catalog.database, photo_id),
        catalog.suggestions.of([photo_id]).get(photo_id, ()),
    )


def _albums(catalog: Catalog, photo_id: int) -> tuple[str, ...]:
    holding = set(catalog.albums.of(photo_id))
    return tuple(album.name for album in catalog.albums.all() if album.id in holding)


def matching_words(catalog: Catalog, photo_id: int, asked: str) -> dict[str, tuple[str, ...]]:
    """Return which of the words in a text a photo is described by, by where they stand."""
    wanted = list(dict.fromkeys(re.findall(r"\w+", asked)))
    described = words_of(catalog.database, photo_id)
    columns = ("caption", "title", "keywords", "names", "place")
    found = {column: _in(wanted, getattr(described, column)) for column in columns}
    return {column: words for column, words in found.items() if words}


def _in(wanted: Collection[str], text: str) -> tuple[str, ...]:
    words = set(re.findall(r"[^\W_]+", folded(text)))
    return tuple(word for word in wanted if folded(word) in words)
