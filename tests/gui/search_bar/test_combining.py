from pathlib import Path

import pytest

from photoapp.catalog import PhotoFilter
from photoapp.gui.search_bar.chips import chips_of
from photoapp.gui.search_bar.combining import combined, narrowed
from photoapp.search import Query


def test_what_is_asked_later_holds_and_keywords_are_gathered() -> None:
    first = PhotoFilter(since="2024", until="2024", keywords=("sea",), flag="pick", place="Porto")
    second = PhotoFilter(since="2023-05", keywords=("boat", "sea"), place="Lisbon")
    assert narrowed(first, second) == PhotoFilter(
        since="2023-05", keywords=("sea", "boat"), flag="pick", place="Lisbon"
    )


def test_ratings_replace_each_other_as_pairs() -> None:
    first = PhotoFilter(least_rating=0, most_rating=0)
    assert narrowed(first, PhotoFilter(least_rating=3)) == PhotoFilter(least_rating=3)


def test_queries_are_combined() -> None:
    first = Query("boat", ("dog",), PhotoFilter(flag="pick"), 7)
    second = Query("at sea", ("cat",), PhotoFilter(color="red"), sort="oldest")
    together = combined(first, second)
    assert together == Query(
        "boat at sea", ("dog", "cat"), PhotoFilter(flag="pick", color="red"), 7, "oldest"
    )


WHOLE = Query(
    "",
    ("dog", "two words"),
    PhotoFilter(
        folder="/pictures/2024",
        album="Best",
        since="2024-05",
        until="2024-05",
        place="Lisbon",
        camera="Canon EOS R5",
        keywords=("sea", "boat"),
        phrases=("old town",),
        least_rating=3,
        flag="pick",
        color="red",
        untagged=True,
        offline=True,
        failed=True,
    ),
    Path("/tmp/boat.jpg"),
)


def test_there_is_a_chip_for_each_filter_and_removing_all_leaves_nothing() -> None:
    texts, query = [], WHOLE
    while chips := chips_of(query):
        assert len(chips) == 17 - len(texts)
        texts.append(chips[0].text)
        query = chips[0].without
    assert query == Query()
    for text in ("Similar to boat.jpg", "not two words", "2024", "sea", "May 2024", "★ 3 or more"):
        assert text in texts


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (PhotoFilter(since="2024", until="2024"), "2024"),
        (PhotoFilter(since="2023"), "since 2023"),
        (PhotoFilter(until="2024-01"), "until January 2024"),
        (PhotoFilter(since="2023", until="2024-06"), "2023 \N{EN DASH} June 2024"),
        (PhotoFilter(least_rating=5), "★ 5"),
        (PhotoFilter(least_rating=2, most_rating=4), "★ 2\N{EN DASH}4"),
        (PhotoFilter(least_rating=3, most_rating=3), "★ 3"),
        (PhotoFilter(least_rating=0, most_rating=0), "Unrated"),
        (PhotoFilter(color="none"), "No colour"),
        (PhotoFilter(flag="none"), "Not flagged"),
    ],
)
def test_chips_say_it_as_people_do(asked: PhotoFilter, text: str) -> None:
    assert [chip.text for chip in chips_of(Query(filter=asked))] == [text]
