"""What an event is called: when it was, where, and what it shows."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from photoapp.catalog.events import Names
from photoapp.library.events.spans import BEDTIME_MS

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_TO = "\N{EN DASH}"
_MAIN_SHARE = 0.6
_SHARE_OF_TWO = 0.75
_SECOND_SHARE = 0.25


def days_of(first: datetime, last: datetime) -> tuple[date, date]:
    """Return the first and the last day; what is taken before bedtime is of the day before."""
    return first.date(), max(first.date(), (last - timedelta(milliseconds=BEDTIME_MS)).date())


def place_of(places: Collection[Names]) -> str:
    """Return the name of the smallest place that holds most photos, "" where none does.

    Two cities are named together if most photos are of either.
    """
    if not places:
        return ""
    named = Counter(names.city for names in places if names.city).most_common(2)
    if named and named[0][1] >= _MAIN_SHARE * len(places):
        return named[0][0]
    if len(named) == 2 and sum(photos for _, photos in named) >= _SHARE_OF_TWO * len(places):
        if named[1][1] >= _SECOND_SHARE * len(places):
            return f"{named[0][0]} and {named[1][0]}"
        return named[0][0]
    return _main(names.region for names in places) or _main(names.country for names in places)


def name_of(first: datetime, last: datetime, place: str, labels: Collection[str]) -> str:
    """Return, say, "12-14 May 2024, Lisbon: beach, food", with the right dash."""
    when = _dates(*days_of(first, last))
    name = f"{when}, {place}" if place else when
    return f"{name}: {', '.join(labels)}" if labels else name


def _main(names: Iterable[str]) -> str:
    counted = Counter(names)
    name, photos = counted.most_common(1)[0]
    return name if photos >= _MAIN_SHARE * counted.total() else ""


def _dates(first: date, last: date) -> str:
    if first == last:
        return _day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{_TO}{_day(last)}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} {_TO} {_day(last)}"
    return f"{_day(first)} {_TO} {_day(last)}"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
