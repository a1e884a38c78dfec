"""What is done to albums can be taken back and done again."""

from collections.abc import Callable

import pytest

from photoapp.catalog import Catalog
from photoapp.errors import AlbumError, UsageError
from photoapp.library.albums import Albums, AlbumsMade
from photoapp.library.changes import Changes
from tests.catalog.records import add
from tests.library.browsing.shelf import Shelf


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


def test_albums_of_labels_are_made_and_taken_back_together(
    catalog: Catalog, changes: Changes
) -> None:
    found = {"label:beach": add(catalog, "a.jpg", "b.jpg"), 'label:"old town"': []}
    albums = Albums(catalog, changes, lambda query: found[query])
    albums.create("Trip/Old Town")
    before = _state(albums)
    made = albums.create_from_labels(["beach", " old  town", "beach"], live=False, under="Trip/")
    assert made == AlbumsMade(("Trip/beach",), ("Trip/Old Town",))
    assert [albums.found(album) for album in albums.all()] == [(1, 2), ()]
    changes.undo()
    assert _state(albums) == before
    made = albums.create_from_labels(["beach", "old town"])
    assert made == AlbumsMade(("beach", "old town"))
    assert [a.query for a in albums.all() if a.smart] == ["label:beach", 'label:"old town"']
    changes.undo()
    assert _state(albums) == before


def test_albums_that_are_there_already_are_no_change(albums: Albums, changes: Changes) -> None:
    albums.create_from_labels(["beach"])
    last = changes.next_undo
    assert albums.create_from_labels(["Beach"]) == AlbumsMade((), ("beach",))
    assert changes.next_undo is last


_RULES = (
    "tag:sea", "place:Lisbon", "date:2024-05", "rating:4", "is:pick", "color:red", "camera:Canon",
    '"at the sea"', "label:sea", "suggested:boat", "is:suggested", "is:untagged", "folder:here",
    "label:sea rating:4 date:2024 place:Portugal", "album:fixed", "wave",
)  # fmt: skip


@pytest.mark.parametrize("query", _RULES)
def test_whatever_is_searched_by_is_a_rule_of_smart_albums(catalog: Catalog, query: str) -> None:
    shelf = Shelf(catalog)
    known = {"taken": "2024-05-12T10:00:00", "city": "Lisbon", "country": "Portugal"}
    sea = shelf.put("here/sea.jpg", **known, camera="Canon EOS", keywords=("sea",))
    others = [shelf.put("there/x.jpg", taken="2023-05-12"), shelf.put("there/y.jpg")]
    catalog.marks.say("rating", [sea], 4)
    catalog.marks.say("flag", [sea], "pick")
    catalog.marks.say("color", [sea], "red")
    catalog.marks.say("caption", [sea], "One day at the sea")
    model = catalog.vectors.model_id("tiny", 2, 4)
    catalog.generations.serve(model)
    boat = catalog.labels.create("boat", parent_id=catalog.labels.create("sea"))
    catalog.suggestions.replace(model, boat, {sea: 0.9})
    shelf.searcher.chances["wave"] = {sea: 0.9, others[0]: 0.1}
    albums = Albums(catalog, Changes(), shelf.find)
    albums.create("fixed", [sea])
    albums.create_smart("rule", query)
    found = albums.found(albums.named("rule"))
    assert set(found) == ({sea} if query != "is:untagged" else set(others))
