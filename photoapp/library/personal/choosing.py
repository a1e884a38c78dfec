"""Which photos a training learns from, and which others of the library it looks at."""

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from photoapp.catalog import Catalog
from photoapp.catalog.spelling import caseless
from photoapp.library.captions import CaptionedRow, CaptionLine, Captions, read_caption_file
from photoapp.library.captions.files import Tell
from photoapp.library.captions.taken import taken_at
from photoapp.library.personal.wish import Wish
from photoapp.paths import absolute
from trainer.job.order import LibraryPhoto, Photo

# Enough to tell whether the model finds what it found before; they take 10 MB.
_MOST_OTHERS = 4000


@dataclass(frozen=True)
class Chosen:
    """Photos with captions, and the library's ids of them, None for those it does not hold."""

    photos: list[Photo]
    photo_ids: list[int | None]


def choose(catalog: Catalog, captions: Captions, wish: Wish, tell: Tell) -> Chosen:
    """Return the photos to learn from; ``tell`` hears a sentence for each that is passed over.

    Raises:
        DataFileError, UsageError: the file of captions can't be read.

    """
    if wish.captions_file is None:
        chosen = _of_library(captions.captioned(tagged=True), wish)
    else:
        lines = read_caption_file(wish.captions_file, tell=tell)
        chosen = _of_lines(catalog, captions, lines, wish)
    return _that_can_be_said(chosen, tell)


def others(
    catalog: Catalog, chosen: Collection[int | None]
) -> tuple[list[LibraryPhoto], list[int]]:
    """Return photos of the library that are not chosen, drawn evenly, and their ids."""
    taken = set(chosen)
    ids = [
        photo_id for photo_id in catalog.photos.present_ids(decoded=True) if photo_id not in taken
    ]
    if len(ids) > _MOST_OTHERS:
        places = np.linspace(0, len(ids) - 1, _MOST_OTHERS).round().astype(int)
        ids = [ids[place] for place in places]
    records = catalog.photos.records(ids)
    ids = [i for i in ids if i in records and _is_text(str(records[i].path))]
    return [LibraryPhoto(str(records[i].path), records[i].content_hash.hex()) for i in ids], ids


def _that_can_be_said(chosen: Chosen, tell: Tell) -> Chosen:
    """Leave out, and tell, photos whose names a run's files can't say, for those are UTF-8."""
    kept = Chosen([], [])
    for photo, photo_id in zip(chosen.photos, chosen.photo_ids, strict=True):
        if _is_text(photo.path):
            kept.photos.append(photo)
            kept.photo_ids.append(photo_id)
        else:
            tell(f"The name {_readable(photo.path)} is not UTF-8; rename that photo to learn it.")
    return kept


def _is_text(path: str) -> bool:
    """Return whether a file's name is UTF-8; what is not stands in it as lone surrogates."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def _readable(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "replace")


def _of_library(rows: Sequence[CaptionedRow], wish: Wish) -> Chosen:
    names = {caseless(name) for name in wish.names}
    chosen = Chosen([], [])
    for row in rows:
        keywords = _keywords(row.keywords, names, wish)
        # A photo that has no caption teaches what is in it only if it is one of a name's.
        if row.captions or any(caseless(word) in names for word in keywords):
            chosen.photos.append(
                Photo(
                    str(row.path),
                    list(row.captions),
                    keywords,
                    row.content_hash.hex(),
                    row.taken,
                )
            )
            chosen.photo_ids.append(row.photo_id)
    return chosen


def _of_lines(
    catalog: Catalog, captions: Captions, lines: Sequence[CaptionLine], wish: Wish
) -> Chosen:
    names = {caseless(name) for name in wish.names}
    ids = _held(catalog, captions, lines)
    records = catalog.photos.records([i for i in ids if i is not None])
    photos = []
    for line, photo_id in zip(lines, ids, strict=True):
        record = records.get(photo_id) if photo_id is not None else None
        file = absolute(line.file)
        photos.append(
            Photo(
                str(record.path if record and not _is_there(file) else file),
                list(line.captions),
                _keywords(line.keywords, names, wish),
                record.content_hash.hex() if record else "",
                taken_at(catalog, record.id) if record else None,
                line.split,
            )
        )
    return Chosen(photos, ids)


def _held(catalog: Catalog, captions: Captions, lines: Sequence[CaptionLine]) -> list[int | None]:
    """Return which photo of the library each line means.

    Names alone say so only where no file is in the place that the line names.
    """
    ids = [catalog.files.photo_at(absolute(line.file)) for line in lines]
    lost = [n for n, line in enumerate(lines) if ids[n] is None and not _is_there(line.file)]
    found = captions.photos_of([lines[n] for n in lost]) if lost else []
    for n, photo_id in zip(lost, found, strict=True):
        ids[n] = photo_id
    return ids


def _is_there(file: Path) -> bool:
    """Return whether a file is there; one whose name is too long, say, can't be."""
    return os.path.exists(file)  # noqa: PTH110 - Path's raises for such


def _keywords(words: Sequence[str], names: Collection[str], wish: Wish) -> list[str]:
    return [word for word in words if wish.keywords or caseless(word) in names]
