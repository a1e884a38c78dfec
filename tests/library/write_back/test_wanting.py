"""What is wanted in a file, by what is said, what it says, and what was written."""

import pytest

from photoapp.catalog.write_back import Unwritten
from photoapp.catalog.written_notes import Notes, WrittenField, WrittenWord
from photoapp.library.write_back.wanting import Wanted, stars_to_keep, wanted

_PATHS = {"Katze": ("Tiere", "Katze")}


def _rated(before: str, value: str) -> Notes:
    return Notes(fields=(WrittenField("rating", before, value),))


def _wanted(**said: object) -> Wanted:
    return wanted(Unwritten(1, b"", **said), lambda word: _PATHS.get(word, (word,)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "rating"),
    [
        ({}, None),
        ({"rating": 3}, "3"),
        ({"rating": 3, "flag": "reject"}, "-1"),
        ({"rating": 0}, ""),
        ({"rating": 0, "file_rating": 2}, "0"),
        ({"flag": "pick"}, None),
        ({"flag": "none", "file_rating": -1}, "0"),
        ({"flag": "pick", "file_rating": 0, "notes": _rated("-1", "0")}, "0"),
        ({"flag": "pick", "file_rating": 3, "notes": _rated("-1", "0")}, "3"),
        ({"flag": "none", "file_rating": -1, "notes": _rated("2", "-1")}, "2"),
        ({"rating": 0, "file_rating": 0}, "0"),
        ({"notes": _rated("2", "4")}, "2"),
    ],
)
def test_the_rating(said: dict[str, object], rating: str | None) -> None:
    assert _wanted(**said).said.rating == rating


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"flag": "pick"},
        {"color": "none"},
        {"rating": 3, "file_rating": 3},
        {"rating": 0},
        {"caption": "", "file_caption": ""},
        {"given": ("dog",), "file_words": ("Dog",)},
        {"removed": ("dog",)},  # a label that was rejected
        {"removed": ("dog",), "notes": Notes(words=(WrittenWord("dog", False),))},
        {"color": "red", "notes": Notes(fields=(WrittenField("label", "", "Red"),))},
    ],
)
def test_nothing_is_to_be_written_where_the_file_says_it(said: dict[str, object]) -> None:
    assert not _wanted(**said).needed


def test_own_words_are_told_from_those_of_others() -> None:
    found = _wanted(given=("Katze", "Dog"), removed=("old",), file_words=("dog", "old"))
    assert found.said.words == (("Katze", ("Tiere", "Katze")), ("Dog", ("Dog",)))
    assert found.said.lost == ("old",)
    noted = (WrittenWord("Katze", True, ("Tiere", "Katze")), WrittenWord("old", False))
    assert found.notes.words == noted


def test_what_nobody_says_any_more_is_undone() -> None:
    notes = Notes(words=(WrittenWord("mine", True), WrittenWord("theirs", False)))
    found = _wanted(notes=notes)
    assert (found.said.lost, found.said.words) == (("mine",), (("theirs", ("theirs",)),))
    assert (found.needed, found.notes) == (True, Notes())


@pytest.mark.parametrize(
    "said",
    [
        {},  # the catalogue has the file's own rating back by now, and the file has not
        {"rating": 2},
    ],
)
def test_a_rating_that_was_taken_back_stands_in_the_file_still(said: dict[str, object]) -> None:
    assert _wanted(file_rating=2, notes=_rated("2", "-1"), **said).needed


def test_a_path_that_has_moved_takes_the_other_s_place() -> None:
    notes = Notes(words=(WrittenWord("Katze", True, ("Pets", "Katze")),))
    found = _wanted(given=("Katze",), file_words=("Katze",), notes=notes)
    assert (found.needed, found.said.lost_paths) == (True, (("Pets", "Katze"),))


@pytest.mark.parametrize(
    ("said", "stars"),
    [
        ({"flag": "reject", "file_rating": 3}, 3),
        ({"flag": "reject", "file_rating": 3, "rating": 2}, None),
        ({"flag": "reject", "file_rating": -1}, None),
        ({"file_rating": 3}, None),
    ],
)
def test_stars_that_rejecting_would_write_over(said: dict[str, object], stars: int | None) -> None:
    assert stars_to_keep(Unwritten(1, b"", **said)) == stars  # type: ignore[arg-type]
