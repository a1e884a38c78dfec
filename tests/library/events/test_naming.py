"""Events are called by when and where they were, and by what tells most of them."""

from datetime import datetime

import pytest

from photoapp.catalog.events import Names
from photoapp.library.events.naming import name_of, place_of
from photoapp.library.events.telling import Telling

LISBON, SINTRA = Names("Lisbon", "Lisbon", "Portugal"), Names("Sintra", "Lisbon", "Portugal")
PORTO, FARO = Names("Porto", "Porto", "Portugal"), Names("Faro", "Faro", "Portugal")


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("2024-05-12T10:00", "2024-05-12T22:00", "12 May 2024"),
        ("2024-05-12T10:00", "2024-05-13T03:30", "12 May 2024"),
        ("2024-05-12T10:00", "2024-05-14T10:00", "12\N{EN DASH}14 May 2024"),
        ("2024-04-30T10:00", "2024-05-02T10:00", "30 April \N{EN DASH} 2 May 2024"),
        ("2023-12-30T10:00", "2024-01-02T10:00", "30 December 2023 \N{EN DASH} 2 January 2024"),
    ],
)
def test_days_are_named_as_people_write_them(first: str, last: str, name: str) -> None:
    moments = datetime.fromisoformat(first), datetime.fromisoformat(last)
    assert name_of(*moments, "", ()) == name
    assert name_of(*moments, "Lisbon", ("beach", "food")) == f"{name}, Lisbon: beach, food"
    assert name_of(*moments, "", ("beach",)) == f"{name}: beach"


@pytest.mark.parametrize(
    ("places", "name"),
    [
        ([], ""),
        ([LISBON] * 3 + [PORTO], "Lisbon"),
        ([LISBON] * 5 + [SINTRA] * 4 + [PORTO], "Lisbon and Sintra"),
        ([LISBON, SINTRA, SINTRA._replace(city="Cascais")], "Lisbon"),
        ([LISBON, PORTO, FARO], "Portugal"),
        ([LISBON, PORTO, FARO._replace(country="Spain"), Names("X", "Y", "Z")], ""),
    ],
)
def test_the_smallest_place_that_holds_most_photos_counts(places: list[Names], name: str) -> None:
    assert place_of(places) == name


def test_words_tell_that_are_frequent_here_and_seldom_elsewhere() -> None:
    telling = Telling([("Person", 700), ("beach", 20), ("food", 60), ("boat", 1)], 1000)
    met = [
        *(("Person", n) for n in range(10)),
        *(("beach", n) for n in range(5)),
        *(("Food", n) for n in range(5, 10)),
        ("boat", 1),
    ]
    assert telling.words(met, 10) == ("beach", "Food")  # people are everywhere, one boat is chance
    assert telling.words(met, 10, without=["Beach"]) == ("Food",)
