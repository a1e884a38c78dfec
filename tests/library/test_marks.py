"""What is said of photos through the library can be taken back and done again."""

import pytest

from photoapp.catalog import Catalog, PhotoMetadata
from photoapp.errors import UsageError
from photoapp.library.changes import Changes
from photoapp.library.marks import Given, Marks
from tests.catalog.records import add


@pytest.fixture
def changes() -> Changes:
    return Changes()


@pytest.fixture
def marks(catalog: Catalog, changes: Changes) -> Marks:
    return Marks(catalog, changes)


@pytest.fixture
def photo_ids(catalog: Catalog) -> list[int]:
    """Two photos; the file of the first has words of its own."""
    ids = add(catalog, "a.jpg", "b.jpg")
    files = [PhotoMetadata(rating=3, keywords=("cat",)), PhotoMetadata()]
    catalog.metadata.record(list(zip(catalog.metadata.pending(0, 9), files, strict=True)))
    return ids


def _words(given: Given) -> list[tuple[str, str]]:
    return [(keyword.word, keyword.origin) for keyword in given.keywords]


def test_everything_said_goes_back_and_forth(
    marks: Marks, changes: Changes, photo_ids: list[int]
) -> None:
    states = [marks.given(photo_ids)]
    done = [
        lambda: marks.rate(photo_ids, 5),
        lambda: marks.rate(photo_ids, 0),
        lambda: marks.flag(photo_ids, "pick"),
        lambda: marks.color(photo_ids[:1], "red"),
        lambda: marks.caption(photo_ids, " a cat\n"),
        lambda: marks.add_keywords(photo_ids, ["Cat", " my  sofa ", ""]),
        lambda: marks.remove_keywords(photo_ids, ["cat"]),
    ]
    for change in done:
        assert change() is not None
        states.append(marks.given(photo_ids))
    first, second = (states[-1][photo_id] for photo_id in photo_ids)
    assert (first.description.caption, first.description.color) == ("a cat", "red")
    assert _words(first) == _words(second) == [("my sofa", "person")]
    for _ in range(2):
        for state in reversed(states[:-1]):
            changes.undo()
            assert marks.given(photo_ids) == state
        for state in states[1:]:
            changes.redo()
            assert marks.given(photo_ids) == state


def test_what_changes_nothing_is_no_change(
    marks: Marks, changes: Changes, photo_ids: list[int]
) -> None:
    assert marks.rate(photo_ids[:1], 3) is None  # the file says so already
    assert marks.flag(photo_ids, "none") is None
    assert marks.caption(photo_ids, " ") is None
    assert marks.add_keywords(photo_ids[:1], ["CAT"]) is None
    assert marks.remove_keywords(photo_ids[1:], ["cat"]) is None
    assert changes.next_undo is None


def test_changes_say_what_was_done_to_how_many(marks: Marks, photo_ids: list[int]) -> None:
    rated = marks.rate(photo_ids, 3)
    assert rated is not None
    assert (rated.kind, rated.text, rated.photo_ids) == ("rating", "1 photo rated ★★★", (2,))
    given = marks.add_keywords(photo_ids, ["CAT", "sofa"])
    assert given is not None
    assert given.text == "2 photos given “cat”, “sofa”"
    assert set(given.photo_ids) == set(photo_ids)


def test_text_that_is_no_unicode_is_refused_with_a_sentence(
    marks: Marks, photo_ids: list[int]
) -> None:
    with pytest.raises(UsageError, match=r"“caf\?” is not Unicode"):
        marks.caption(photo_ids, "caf\udce9")
    with pytest.raises(UsageError, match="UTF-8"):
        marks.add_keywords(photo_ids, ["caf\udce9"])


def test_a_label_that_is_taken_off_is_rejected_a_mere_keyword_is_not(
    catalog: Catalog, changes: Changes, marks: Marks, photo_ids: list[int]
) -> None:
    label = catalog.labels.create("Dog")
    second, first = photo_ids
    marks.add_keywords([first], ["dog", "snow"])

    marks.remove_keywords([first, second], ["dog", "snow"])

    assert first not in catalog.keywords.of([first, second])
    assert catalog.labels.decisions([label])[label].rejected.tolist() == [first]
    changes.undo()
    assert [k.word for k in catalog.keywords.of([first])[first]] == ["Dog", "snow"]
    assert not len(catalog.labels.decisions([label])[label].rejected)
