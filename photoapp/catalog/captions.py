"""Captions of photos: the one that shows, and what else was said that a photo shows."""

import json
import os
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from photoapp.catalog.database import Database, from_column
from photoapp.catalog.spelling import caseless

# As in events.py: "file's time" is what the reader says where nothing better is known.
_OWN_DATE = """CASE WHEN json_extract(facts, '$.taken.source') <> 'file''s time'
    THEN (julianday(taken) - 2440587.5) * 86400.0 END"""
_PRESENT = """EXISTS (SELECT 1 FROM file WHERE file.photo_id = described.photo_id)
    AND described.photo_id NOT IN (SELECT photo_id FROM failure)"""
# A further caption that stands in for the file's came from a person, too.
_BY_PERSON = """(mark.caption IS NOT NULL
    OR (described.caption <> '' AND coalesce(metadata.caption, '') = ''))"""
_CAPTIONS = f"""SELECT described.photo_id, described.caption, {_BY_PERSON},
        round({_OWN_DATE}, 3)
    FROM described LEFT JOIN mark USING (photo_id) LEFT JOIN metadata USING (photo_id)
    WHERE {{wanted}} AND {_PRESENT} ORDER BY described.photo_id"""
_CAPTIONED = "described.caption <> ''"
_TAGGED = "(described.caption <> '' OR described.photo_id IN (SELECT photo_id FROM tag))"

# By photo: captions after the one that shows.
FurtherCaptions = Mapping[int, tuple[str, ...]]


@dataclass(frozen=True)
class Caption:
    """The caption that shows of a photo, "" for none; ``by_person`` where a person said it.

    ``taken`` is when the photo was taken, by what it says itself: seconds of local time since
    1970, None where it does not say.
    """

    photo_id: int
    text: str
    by_person: bool
    taken: float | None


class CaptionTable:
    """Captions of all photos. Photos that are not known are passed over."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, *, tagged: bool = False) -> list[Caption]:
        """Return the captions of present photos that have not failed, by id.

        ``tagged`` adds the photos that have keywords and no caption.
        """
        query = _CAPTIONS.format(wanted=_TAGGED if tagged else _CAPTIONED)
        rows = self._database.connection().execute(query)
        return [Caption(row[0], row[1], bool(row[2]), row[3]) for row in rows]

    def further(self, photo_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
        """Return the captions after the one that shows, of those photos that have any."""
        found: defaultdict[int, list[str]] = defaultdict(list)
        query = """SELECT photo_id, text FROM json_each(?) JOIN further_caption ON photo_id = value
            ORDER BY photo_id, position"""
        for photo_id, text in self._database.connection().execute(query, (_array(photo_ids),)):
            found[photo_id].append(text)
        return {photo_id: tuple(texts) for photo_id, texts in found.items()}

    def put_further(self, captions: FurtherCaptions) -> dict[int, tuple[str, ...]]:
        """Set the captions after the one that shows, in one transaction; none takes them away.

        What was said before of the photos that are changed is returned: to put that undoes this.
        """
        with self._database.transaction() as connection:
            known = _known(connection, captions)
            before: dict[int, tuple[str, ...]] = dict.fromkeys(known, ()) | self.further(known)
            changed = {i: captions[i] for i in known if captions[i] != before[i]}
            connection.executemany(
                "DELETE FROM further_caption WHERE photo_id = ?", [(i,) for i in changed]
            )
            connection.executemany(
                "INSERT INTO further_caption VALUES (?, ?, ?)",
                [(i, at, text) for i, texts in changed.items() for at, text in enumerate(texts)],
            )
            return {photo_id: before[photo_id] for photo_id in changed}

    def refused_words(self, photo_ids: Collection[int]) -> set[tuple[int, str]]:
        """Return which photos a person said not to have which keywords, those without case."""
        query = """SELECT photo_id, word FROM json_each(?) JOIN person_keyword ON photo_id = value
            WHERE removed"""
        rows = self._database.connection().execute(query, (_array(photo_ids),))
        return {(photo_id, caseless(word)) for photo_id, word in rows}

    def files(self) -> Iterator[tuple[str, int]]:
        """Yield the paths of all files of photos, with their photos' ids."""
        rows = self._database.connection().execute(
            "SELECT root.path, file.path, photo_id FROM file"
            " JOIN root ON root.id = root_id WHERE photo_id IS NOT NULL"
        )
        return (  # not Paths: there may be hundreds of thousands
            (os.path.join(from_column(row[0]), from_column(row[1])), row[2])  # noqa: PTH118
            for row in rows
        )


def _known(connection: sqlite3.Connection, photo_ids: Collection[int]) -> list[int]:
    query = "SELECT id FROM photo WHERE id IN (SELECT value FROM json_each(?))"
    return [row[0] for row in connection.execute(query, (_array(photo_ids),))]


def _array(photo_ids: Collection[int]) -> str:
    return json.dumps(list(photo_ids))
