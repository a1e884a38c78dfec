"""What events are found by: when and where photos were taken, and what they are tagged with."""

import json
import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog.database import Database
from photoapp.catalog.suggestions import SERVING

# "file's time" is what the reader of metadata says where nothing better is known.
_OWN_DATE = (
    "failed = 0 AND flag <> 'reject' AND julianday(taken) IS NOT NULL"
    " AND json_extract(facts, '$.taken.source') <> 'file''s time'"
)
_DATED = f"""SELECT shown.photo_id, moment, latitude, longitude
    FROM shown JOIN metadata ON metadata.photo_id = shown.photo_id
    WHERE {_OWN_DATE} ORDER BY moment, shown.photo_id"""
_TAGS_OF = """SELECT word, photo_id FROM shown_keyword
    WHERE failed = 0 AND photo_id IN (SELECT value FROM json_each(?))"""
_SUGGESTIONS_OF = f"""SELECT name, photo_id FROM suggestion JOIN label ON label.id = label_id
    WHERE photo_id IN (SELECT value FROM json_each(?)) AND model_id = {SERVING}"""
_TAG_COUNTS = "SELECT word, count(*) FROM shown_keyword WHERE failed = 0 GROUP BY word"
_SUGGESTION_COUNTS = f"""SELECT name, photos FROM label JOIN (SELECT label_id, count(*) AS photos
    FROM suggestion WHERE model_id = {SERVING} GROUP BY label_id) ON label_id = label.id"""


@dataclass(frozen=True)
class DatedPhotos:
    """Photos that say themselves when they were taken, by time; arrays of shape (n,).

    ``moments`` are milliseconds of local time since 1970; ``latitudes`` and ``longitudes`` are in
    degrees, NaN where the place is not known.
    """

    ids: NDArray[np.int64]
    moments: NDArray[np.int64]
    latitudes: NDArray[np.float64]
    longitudes: NDArray[np.float64]


class Names(NamedTuple):
    """The names of a place, "" where one is not known."""

    city: str
    region: str
    country: str


class EventTable:
    """Times, places and words of photos, and which events are not to be suggested again.

    Photos are those that ``browsing.gather`` has gathered; rejected ones are left out.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def dated(self) -> DatedPhotos:
        """Return the photos that say themselves when they were taken."""
        rows = self._rows(_DATED)
        ids, moments, latitudes, longitudes = zip(*rows, strict=True) if rows else ((),) * 4
        return DatedPhotos(
            np.array(ids, dtype=np.int64),
            np.array(moments, dtype=np.int64),
            np.array(latitudes, dtype=np.float64),  # None becomes NaN
            np.array(longitudes, dtype=np.float64),
        )

    def undated(self) -> int:
        """Count the photos of which only the file's time is known."""
        query = f"""SELECT (SELECT count(*) FROM shown WHERE failed = 0 AND flag <> 'reject')
            - (SELECT count(*) FROM shown JOIN metadata USING (photo_id) WHERE {_OWN_DATE})"""
        return int(self._rows(query)[0][0])

    def shown(self) -> int:
        """Count all photos that can be shown."""
        return int(self._rows("SELECT count(*) FROM shown WHERE failed = 0")[0][0])

    def places(self, photo_ids: Collection[int]) -> dict[int, Names]:
        """Return the names of the places where some photos were taken, as far as known."""
        rows = self._rows(
            "SELECT photo_id, city, region, country FROM shown"
            " WHERE photo_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(photo_ids)),),
        )
        named = {row[0]: Names(*(part or "" for part in row[1:])) for row in rows}
        return {photo_id: names for photo_id, names in named.items() if any(names)}

    def words(self, photo_ids: Collection[int]) -> list[tuple[str, int]]:
        """Return the tags of some photos, and what the serving model suggests to tag them with."""
        among = (json.dumps(list(photo_ids)),)
        return [*self._rows(_TAGS_OF, among), *self._rows(_SUGGESTIONS_OF, among)]

    def word_counts(self) -> list[tuple[str, int]]:
        """Return on how many photos each word is, tags and suggestions apart."""
        return [*self._rows(_TAG_COUNTS), *self._rows(_SUGGESTION_COUNTS)]

    def in_albums(self) -> list[tuple[int, int]]:
        """Return which photo is in which fixed album: pairs of their ids, by album."""
        return self._rows("SELECT album_id, photo_id FROM album_photo ORDER BY album_id")

    def dismissed(self) -> NDArray[np.int64]:
        """Return the spans of time whose events are not to be suggested again, (n, 2)."""
        rows = self._rows("SELECT first, last FROM dismissed_event ORDER BY first")
        return np.array(rows, dtype=np.int64).reshape(-1, 2)

    def dismiss(self, first: int, last: int) -> None:
        """Suggest no event of a span of time again."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO dismissed_event VALUES (?, ?, ?)", (first, last, time.time())
            )

    def bring_back(self, spans: Collection[tuple[int, int]]) -> None:
        """Suggest events of some spans again."""
        with self._database.transaction() as connection:
            connection.executemany(
                "DELETE FROM dismissed_event WHERE first = ? AND last = ?", list(spans)
            )

    def _rows(self, query: str, values: tuple[object, ...] = ()) -> list[tuple]:  # type: ignore[type-arg]
        cursor = self._database.connection().cursor()
        cursor.row_factory = None
        return cursor.execute(query, values).fetchall()
