"""What is an event, and what is everyday life."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import numpy as np
import pytest

from photoapp.catalog.events import DatedPhotos
from photoapp.library.events.finding import find_events

HOME, LISBON, SINTRA, PORTO = (48.14, 11.58), (38.72, -9.14), (38.80, -9.39), (41.15, -8.61)
Place = tuple[float, float] | None
Shot = tuple[datetime, Place]


def shots(
    day: str, count: int, place: Place = None, *, first: int = 10, minutes: float = 5
) -> list[Shot]:
    """Photos of a day, from an hour on, some minutes apart."""
    start = datetime.fromisoformat(day) + timedelta(hours=first)
    return [(start + timedelta(minutes=minutes * n), place) for n in range(count)]


def everyday(place: Place, count: int = 2) -> list[Shot]:
    """A few photos every fourth day of a year."""
    days = (datetime(2024, 1, 4) + timedelta(days=4 * n) for n in range(90))
    return [shot for day in days for shot in shots(day.isoformat(), count, place)]


def events(*of: Iterable[Shot]) -> list[tuple[str, str, int]]:
    """Find events; return each one's first and last day, and its number of photos."""
    every = sorted((shot for some in of for shot in some), key=lambda shot: shot[0])
    moments = np.array([when for when, _ in every], dtype="datetime64[ms]").astype(np.int64)
    places = np.array([place or (np.nan, np.nan) for _, place in every]).reshape(-1, 2)
    photos = DatedPhotos(np.arange(len(every)), moments, places[:, 0], places[:, 1])
    return [
        (every[s.first][0].date().isoformat(), every[s.end - 1][0].date().isoformat(), len(s))
        for s in find_events(photos)
    ]


def test_days_of_a_journey_are_one_event_and_everyday_life_is_none() -> None:
    journey = [shots(f"2024-05-{day}", count, LISBON) for day, count in ((12, 1), (13, 8), (14, 1))]
    found = events(everyday(HOME), *journey)
    assert found == [("2024-05-12", "2024-05-14", 10)]


def test_a_few_photos_that_tell_where_do_not_speak_for_all() -> None:
    party = [*shots("2024-05-12", 14), *shots("2024-05-12", 1, LISBON, minutes=1)]
    assert events(everyday(HOME), party) == [("2024-05-12", "2024-05-12", 15)]
    assert events(everyday(HOME), party[5:]) == []  # too few, unless they were away


def test_a_trip_nearby_belongs_to_a_journey_and_another_town_is_another_event() -> None:
    found = events(
        everyday(HOME),
        shots("2024-05-12", 8, LISBON),
        shots("2024-05-13", 8, SINTRA),
        shots("2024-05-14", 8, PORTO),
    )
    assert found == [("2024-05-12", "2024-05-13", 16), ("2024-05-14", "2024-05-14", 8)]


def test_at_home_only_a_day_of_many_photos_is_an_event() -> None:
    few, many = shots("2024-06-05", 6, HOME), shots("2024-07-05", 40, HOME)
    assert events(everyday(HOME), few, many) == [("2024-07-05", "2024-07-05", 40)]


def test_who_moves_has_another_home() -> None:
    moved = [(when + timedelta(days=366), LISBON) for when, _ in everyday(HOME)]
    assert events(everyday(HOME), moved) == []
    visit = shots("2025-03-02", 10, HOME)
    assert events(everyday(HOME), moved, visit) == [("2025-03-02", "2025-03-02", 10)]


def test_without_places_days_of_many_photos_in_a_row_are_one_event() -> None:
    days = [shots(f"2024-08-0{day}", 30) for day in (4, 5, 6)]
    found = events(everyday(None), *days)
    assert found == [("2024-08-04", "2024-08-06", 90)]


def test_a_party_does_not_end_at_midnight() -> None:
    party = shots("2024-03-02", 60, HOME, first=18, minutes=10)
    assert events(everyday(HOME), party) == [("2024-03-02", "2024-03-03", 60)]


def test_morning_and_evening_at_home_are_two_things() -> None:
    found = events(
        everyday(HOME), shots("2024-03-02", 30, HOME), shots("2024-03-02", 8, HOME, first=20)
    )
    assert found == [("2024-03-02", "2024-03-02", 30)]


def test_who_only_takes_photos_on_journeys_gets_them_all() -> None:
    days = [shots(f"2024-{month:02}-10", 15) for month in (1, 2, 3)]
    assert [count for *_, count in events(*days)] == [15, 15, 15]
    daily = [shots(f"2024-01-{day:02}", 15) for day in range(1, 30)]
    assert events(*daily) == []


@pytest.mark.parametrize("some", [[], shots("2024-05-12", 1), shots("2024-05-12", 5, LISBON)])
def test_too_few_photos_are_no_event(some: list[Shot]) -> None:
    assert events(some) == []
