"""Words that photos are described by: captions, titles, keywords, file names and places."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog.database import Database

COLUMNS = ("caption", "title", "keywords", "names", "place")


@dataclass(frozen=True)
class PhotoWords:
    """What is said of a photo in words; ``names`` are its files', a line each."""

    caption: str = ""
    title: str = ""
    keywords: str = ""
    names: str = ""
    place: str = ""


def phrase(text: str) -> str:
    """Return what finds words side by side, "" where there is no word in a text."""
    if not any(letter.isalnum() for letter in text):
        return ""
    return '"{}"'.format(text.replace('"', '""').replace("\0", " "))


def said(database: Database, words: Sequence[str]) -> NDArray[np.int64]:
    """Return the photos, int64 (n,), that are described by all of some words; not by file names."""
    asked = [found for word in words if (found := phrase(word))]
    if not asked:
        return np.empty(0, dtype=np.int64)
    rows = database.connection().execute(
        "SELECT rowid FROM words WHERE words MATCH ?",
        ("{caption title keywords place} : (" + " AND ".join(asked) + ")",),
    )
    return np.array([row[0] for row in rows], dtype=np.int64)


def words_of(database: Database, photo_id: int) -> PhotoWords:
    """Return the words of a photo, as they were gathered last."""
    query = f"SELECT {', '.join(COLUMNS)} FROM words WHERE rowid = ?"
    row = database.connection().execute(query, (photo_id,)).fetchone()
    return PhotoWords(*(value or "" for value in row)) if row else PhotoWords()
