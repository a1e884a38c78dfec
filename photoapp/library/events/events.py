"""Albums that suggest themselves: the events that photos were taken at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from photoapp.catalog import Catalog
from photoapp.catalog.browsing import gather
from photoapp.catalog.events import DatedPhotos
from photoapp.library.albums import Albums
from photoapp.library.changes import Change, Changes
from photoapp.library.events.finding import find_events
from photoapp.library.events.naming import days_of, name_of, place_of
from photoapp.library.events.spans import Span
from photoapp.library.events.telling import Telling

_KIND = "event"
_MOST = 50
# Of an event's photos: so many in one album, and there is an album of it.
_SHARE_IN_ALBUM = 0.8
_SHARE_DISMISSED = 0.5
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC).replace(tzinfo=None)


@dataclass(frozen=True)
class Event:
    """Photos that belong together by time and place, which might make an album.

    ``first`` and ``last`` are local times, without a zone; ``photo_ids`` are by time. ``place`` is
    "" where it is not known, and ``labels`` are the words that tell most of the photos, tags and
    suggestions alike. ``name`` is made of these.
    """

    first: datetime
    last: datetime
    photo_ids: tuple[int, ...]
    place: str
    labels: tuple[str, ...]
    name: str

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day, each of which ends when people go to bed."""
        return days_of(self.first, self.last)


class Events:
    """Finds events, makes albums of them, and remembers which nobody wants.

    Photos are left out of which only the file's time is known: copying changes that.
    """

    def __init__(self, catalog: Catalog, changes: Changes, albums: Albums) -> None:
        self._catalog, self._changes, self._albums = catalog, changes, albums
        self._table = catalog.events

    def suggested(self, limit: int = _MOST) -> list[Event]:
        """Return the events that there is no album of and nobody has dismissed, latest first."""
        gather(self._catalog.database, "shown")
        photos = self._table.dated()
        new = find_events(photos)
        new = _without_dismissed(photos, new, self._table.dismissed())
        new = _without_albums(photos, new, self._table.in_albums())
        return self._told(photos, new[::-1][:limit])

    def undated(self) -> int:
        """Count the photos that are left out since they do not say when they were taken."""
        gather(self._catalog.database, "shown")
        return self._table.undated()

    def create(self, event: Event, name: str = "") -> int:
        """Make a fixed album of an event, and return its id; a name that is taken is numbered.

        Raises:
            AlbumError: ``name`` is given, and taken.

        """
        return self._albums.create(name.strip() or self._free(event.name), event.photo_ids)

    def dismiss(self, event: Event) -> Change:
        """Suggest an event no longer, also when more photos of that time come in."""
        span = _moment(event.first), _moment(event.last)
        self._table.dismiss(*span)
        return self._changes.add(
            Change(
                _KIND,
                f"Suggested album “{event.name}” dismissed",
                (),
                lambda: self._table.bring_back([span]),
                lambda: self._table.dismiss(*span),
            )
        )

    def bring_back(self) -> int:
        """Suggest again what was ever dismissed, and return how many events that were."""
        spans = [(int(first), int(last)) for first, last in self._table.dismissed()]
        self._table.bring_back(spans)
        return len(spans)

    def _told(self, photos: DatedPhotos, spans: Sequence[Span]) -> list[Event]:
        """Say of each span what, where and when it was."""
        ids = [photos.ids[span.first : span.end].tolist() for span in spans]
        every = [photo_id for some in ids for photo_id in some]
        places, met = self._table.places(every), dict[int, list[str]]()
        for word, photo_id in self._table.words(every):
            met.setdefault(photo_id, []).append(word)
        telling = Telling(self._table.word_counts(), self._table.shown())
        events = []
        for span, some in zip(spans, ids, strict=True):
            first, last = (_datetime(photos.moments[i]) for i in (span.first, span.end - 1))
            named = [places[photo_id] for photo_id in some if photo_id in places]
            place = place_of(named) if span.at is not None else ""
            words = [(word, photo_id) for photo_id in some for word in met.get(photo_id, ())]
            # Places make poor labels of what is named after one.
            labels = telling.words(words, len(some), {part for names in named for part in names})
            name = name_of(first, last, place, labels)
            events.append(Event(first, last, tuple(some), place, labels, name))
        return events

    def _free(self, name: str) -> str:
        taken = {album.name.casefold() for album in self._albums.all()}
        number, free = 1, name
        while free.casefold() in taken:
            number += 1
            free = f"{name} ({number})"
        return free


def _without_dismissed(
    photos: DatedPhotos, spans: list[Span], dismissed: NDArray[np.int64]
) -> list[Span]:
    """Leave out what lies, for the most part, in spans of time that were dismissed."""
    unwanted = np.zeros(len(photos.ids) + 1, dtype=np.int64)
    firsts = np.searchsorted(photos.moments, dismissed[:, 0], side="left")
    ends = np.searchsorted(photos.moments, dismissed[:, 1], side="right")
    np.add.at(unwanted, firsts, 1)
    np.add.at(unwanted, ends, -1)
    inside = np.cumsum(unwanted)[:-1] > 0
    return [s for s in spans if inside[s.first : s.end].mean() < _SHARE_DISMISSED]


def _without_albums(
    photos: DatedPhotos, spans: list[Span], in_albums: list[tuple[int, int]]
) -> list[Span]:
    """Leave out what there is an album of."""
    event_of = {
        int(photo_id): number
        for number, span in enumerate(spans)
        for photo_id in photos.ids[span.first : span.end]
    }
    shared: dict[tuple[int, int], int] = {}
    for album_id, photo_id in in_albums:
        if (number := event_of.get(photo_id)) is not None:
            shared[number, album_id] = shared.get((number, album_id), 0) + 1
    there = {
        number
        for (number, _), count in shared.items()
        if count >= _SHARE_IN_ALBUM * len(spans[number])
    }
    return [span for number, span in enumerate(spans) if number not in there]


def _datetime(moment: np.int64) -> datetime:
    return _EPOCH + timedelta(milliseconds=int(moment))


def _moment(when: datetime) -> int:
    return (when - _EPOCH) // timedelta(milliseconds=1)
