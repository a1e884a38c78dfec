"""Who tagged a photo, and what is only suggested."""

from datetime import datetime

import pytest

from photoapp.catalog import Description, Keyword, Suggestion
from photoapp.cli.tagged import accepted_lines, suggested_lines, tagged_shape
from photoapp.library.browsing import PhotoDetails
from photoapp.media.metadata import Metadata

NOON = datetime(2024, 5, 3, 12).timestamp()


@pytest.fixture
def photo() -> PhotoDetails:
    keywords = (
        Keyword("sea", "file"),
        Keyword("boat", "person", NOON),
        Keyword("dog", "person", NOON, "starter-1", 0.93),
    )
    suggestions = (
        Suggestion(1, "cat", 0.9, "starter-1", NOON),
        Suggestion(2, "hill", 0.81, "starter-1", NOON),
    )
    unknown = (None, None, 1, None, None, None)
    return PhotoDetails(
        1, "a.jpg", Metadata(), Description(), keywords, (), (), *unknown, suggestions=suggestions
    )


def test_people_read_whose_word_it_was(photo: PhotoDetails) -> None:
    assert list(accepted_lines(photo)) == [
        ("accepted", "dog (as starter-1 had suggested, 93% sure; 2024-05-03)", "said in photoapp")
    ]
    assert list(suggested_lines(photo)) == [("suggested", "cat (90%), hill (81%)", "starter-1")]


def test_programs_read_all_of_it(photo: PhotoDetails) -> None:
    shape = tagged_shape(photo)
    told = {(tag["word"], tag["origin"], tag["model"], tag["chance"]) for tag in shape["tags"]}
    assert told == {
        ("sea", "file", None, None),
        ("boat", "person", None, None),
        ("dog", "person", "starter-1", 0.93),
    }
    assert [tag["said_at"] is None for tag in shape["tags"]] == [True, False, False]
    assert datetime.fromisoformat(shape["tags"][1]["said_at"]).timestamp() == NOON
    assert [(each["label"], each["chance"]) for each in shape["suggestions"]] == [
        ("cat", 0.9),
        ("hill", 0.81),
    ]
    assert tagged_shape(None) == {"tags": [], "suggestions": []}
