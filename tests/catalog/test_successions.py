"""What people said of a photo reaches the one that takes its place, if that is allowed."""

import pytest

from photoapp.catalog import Catalog, FileRecord, SaidKeyword, Succession
from tests.catalog.records import add, embedded, file, model


@pytest.fixture
def number(catalog: Catalog) -> int:
    return model(catalog)


def _jpeg(path: str, content: str, picture: str) -> FileRecord:
    return file(path, content, picture_hash=picture.encode().ljust(32))


def _hold(catalog: Catalog, number: int, content: str, picture: str | None = None) -> int:
    """Let the one file hold something, and look at it."""
    [photo_id] = add(catalog, _jpeg("a.jpg", content, picture or content))
    catalog.photos.record_embedded(number, [embedded(photo_id)])
    return photo_id


def _say_all(catalog: Catalog, photo_id: int) -> int:
    catalog.marks.say("rating", [photo_id], 4)
    catalog.marks.say("caption", [photo_id], "a cat")
    catalog.keywords.give([photo_id], ["cat"])
    album = catalog.albums.create("Best")
    catalog.albums.add(album, [photo_id])
    return album


def _said(catalog: Catalog, photo_id: int) -> tuple[int, str, int, int]:
    marks = catalog.marks.of([photo_id])[photo_id]
    words, albums = catalog.keywords.of([photo_id]), catalog.albums.of(photo_id)
    return marks.rating, marks.caption, len(words), len(albums)


_ALL, _NOTHING = (4, "a cat", 1, 1), (0, "", 0, 0)


def _open(catalog: Catalog) -> list[tuple[int, int]]:
    return [(s.photo_id, s.before_id) for s in catalog.successions.open()]


def test_a_copy_with_other_metadata_gets_all_that_was_said(catalog: Catalog, number: int) -> None:
    first = _hold(catalog, number, "one", "cat")
    _say_all(catalog, first)
    [copy] = add(catalog, _jpeg("b.jpg", "two", "cat"))
    assert copy != first
    assert _said(catalog, copy) == _said(catalog, first) == _ALL


def test_another_picture_waits_until_it_has_been_looked_at(catalog: Catalog, number: int) -> None:
    first = _hold(catalog, number, "one")
    _say_all(catalog, first)
    [second] = add(catalog, _jpeg("a.jpg", "two", "two"))
    assert _open(catalog) == []
    catalog.photos.record_embedded(number, [embedded(second)])
    [succession] = catalog.successions.open()
    assert (succession.before_id, succession.photo_id) == (first, second)
    assert succession.hash_before == file("x", "one").content_hash
    assert _said(catalog, second) == _NOTHING
    catalog.successions.carry_over(succession)
    assert _said(catalog, second) == _ALL
    assert catalog.successions.open() == []


def test_what_is_said_of_the_later_photo_counts(catalog: Catalog, number: int) -> None:
    first = _hold(catalog, number, "one")
    _say_all(catalog, first)
    second = _hold(catalog, number, "two")
    catalog.marks.say("rating", [second], 1)
    catalog.keywords.put({(second, "CAT"): SaidKeyword(removed=True)})
    _carry_all(catalog)
    assert _said(catalog, second) == (1, "a cat", 0, 1)


def _carry_all(catalog: Catalog) -> list[Succession]:
    found = catalog.successions.open()
    for succession in found:
        catalog.successions.carry_over(succession)
    return found


def test_what_was_refused_may_go_to_the_next_photo_of_the_file(
    catalog: Catalog, number: int
) -> None:
    first = _hold(catalog, number, "one")
    _say_all(catalog, first)
    other = _hold(catalog, number, "half written")
    [succession] = catalog.successions.open()
    catalog.successions.refuse(succession)
    assert _open(catalog) == []
    assert _said(catalog, other) == _NOTHING
    third = _hold(catalog, number, "written")
    assert sorted(_open(catalog)) == [(third, first)]
    _carry_all(catalog)
    assert _said(catalog, third) == _ALL


def test_a_file_that_changes_often_leaves_few_rows(catalog: Catalog, number: int) -> None:
    for content in "abcdefgh":
        _hold(catalog, number, content)
        _carry_all(catalog)
    for content in "abcabc":  # as it was before
        _hold(catalog, number, content)
    rows = catalog.database.connection().execute("SELECT count(*) FROM succession")
    assert rows.fetchone()[0] <= 8


def test_one_that_comes_back_takes_nothing_of_its_own(catalog: Catalog, number: int) -> None:
    first = _hold(catalog, number, "one")
    _hold(catalog, number, "two")
    assert _hold(catalog, number, "one") == first
    assert all(later != before for later, before in _open(catalog))


def test_photos_of_which_nothing_is_said_are_not_compared(catalog: Catalog, number: int) -> None:
    _hold(catalog, number, "one")
    _hold(catalog, number, "two")
    assert _open(catalog) == []
