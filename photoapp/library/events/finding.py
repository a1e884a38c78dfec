"""Which spans of time are events: journeys, and days with far more photos than usual."""

from bisect import bisect_left, bisect_right

from photoapp.catalog.events import DatedPhotos
from photoapp.library.events.spans import Span, Spans, days_of
from photoapp.library.events.usual_places import usual_places

_LEAST_PHOTOS_AWAY = 6
_LEAST_PHOTOS = 12
# Who takes photos every day must not be left without events, so more than these are always many.
_MANY_PHOTOS = 40
_TIMES_USUAL = 3
_DAYS_AROUND = 30
_LONGEST_DAYS = 31


class _Judge:
    """Tells events from everyday life."""

    def __init__(self, photos: DatedPhotos) -> None:
        usual = usual_places(photos)
        self._usual, self._known = usual.there.tolist(), usual.known.tolist()
        self._days: list[int] = days_of(photos).tolist()

    def belong(self, before: Span, after: Span) -> bool:
        """Tell whether two spans are of one day, or of one journey, and not of everyday life."""
        if self._at_usual_place(before) or self._at_usual_place(after):
            return False
        same_day = self._days[before.end - 1] == self._days[after.first]
        if same_day or (self._away(before) and self._away(after)):
            return True
        return self._is_large(before) and self._is_large(after)

    def is_event(self, span: Span) -> bool:
        """Tell whether a span is an event."""
        if self._days[span.end - 1] - self._days[span.first] >= _LONGEST_DAYS:
            return False  # nobody is on a journey for so long: it is where they live now
        if self._away(span):
            return len(span) >= _LEAST_PHOTOS_AWAY
        return self._is_large(span)

    def _is_large(self, span: Span) -> bool:
        """Tell whether a span has far more photos than the days around it."""
        first = bisect_left(self._days, self._days[span.first] - _DAYS_AROUND)
        end = bisect_right(self._days, self._days[span.end - 1] + _DAYS_AROUND)
        usual = (end - first - len(span)) / (2 * _DAYS_AROUND)
        return len(span) >= min(max(_LEAST_PHOTOS, _TIMES_USUAL * usual), _MANY_PHOTOS)

    def _away(self, span: Span) -> bool:
        return span.at is not None and self._known[span.at] and not self._usual[span.at]

    def _at_usual_place(self, span: Span) -> bool:
        return span.at is not None and self._usual[span.at]


def find_events(photos: DatedPhotos) -> list[Span]:
    """Return the events among photos, by time."""
    if not len(photos.ids):
        return []
    judge = _Judge(photos)
    return [span for span in Spans(photos).all(judge.belong) if judge.is_event(span)]
