"""What is done to albums can be taken back and done again."""

from collections.abc import Callable

import pytest

from photoapp.catalog import Catalog
from photoapp.errors import AlbumError, UsageError
from photoapp.library.albums import Albums
from photoapp.library.changes import Changes
from tests.catalog.records import add


@pytest.fixture
def changes() -> Changes:
    return Changes()


@pytest.fixture
def albums(catalog: Catalog, changes: Changes) -> Albums:
    return Albums(catalog, changes)


def _state(albums: Albums) -> list[tuple[object, ...]]:
    return [
        (a.id, a.name, a.query, () if a.smart else albums.photo_ids(a.id)) for a in albums.all()
    ]


def test_everything_done_goes_back_and_forth(
    catalog: Catalog, albums: Albums, changes: Changes
) -> None:
    a, b, c = add(catalog, "a.jpg", "b.jpg", "c.jpg")
    states = [_state(albums)]
    done: list[Callable[[], object]] = [
        lambda: albums.create(" My  best ", [c, a]),
        lambda: albums.create_smart("Sea", "sea rating:3"),
        lambda: albums.add(1, [b, a]),
        lambda: albums.remove(1, [a]),
        lambda: albums.rename(1, "best"),
        lambda: albums.change_query(2, "sea"),
        lambda: albums.delete(1),
        lambda: albums.delete(2),
    ]
    for change in done:
        assert change() is not None
        states.append(_state(albums))
    assert states[3][0] == (1, "My best", None, (c, a, b))
    for _ in range(2):
        for state in reversed(states[:-1]):
            changes.undo()
            assert _state(albums) == state
        for state in states[1:]:
            changes.redo()
            assert _state(albums) == state


def test_what_changes_nothing_is_no_change(catalog: Catalog, albums: Albums) -> None:
    [photo_id] = add(catalog, "a.jpg")
    album = albums.create("Best", [photo_id])
    assert albums.add(album, [photo_id]) is None
    assert albums.remove(album, [99]) is None
    assert albums.rename(album, "Best") is None


def test_an_album_needs_a_name_and_a_smart_one_a_query(albums: Albums, changes: Changes) -> None:
    with pytest.raises(AlbumError, match="needs a name"):
        albums.create(" ")
    with pytest.raises(AlbumError, match="needs a query"):
        albums.create_smart("Sea", " ")
    assert changes.next_undo is None
    with pytest.raises(AlbumError, match="no album “Sea”"):
        albums.named("Sea")


def test_a_name_taken_meanwhile_leaves_the_change_to_be_tried_again(
    catalog: Catalog, albums: Albums, changes: Changes
) -> None:
    albums.delete(albums.create("Best"))
    other = catalog.albums.create("best")  # from elsewhere
    with pytest.raises(AlbumError, match="choose another name"):
        changes.undo()
    catalog.albums.rename(other, "other")
    changes.undo()
    assert [album.name for album in albums.all()] == ["Best", "other"]


def test_a_query_that_makes_no_sense_is_no_album(albums: Albums, changes: Changes) -> None:
    with pytest.raises(UsageError, match="no rating"):
        albums.create_smart("Best", "rating:9")
    assert albums.all() == []
    assert changes.next_undo is None
