"""Albums: made, filled, renamed and deleted as a person does it."""

import pytest
from PySide6.QtCore import QModelIndex, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QInputDialog, QLineEdit

from photoapp.catalog import PhotoFilter
from photoapp.gui.grid.dragging import photos_data
from photoapp.search import Query
from tests.gui.main.desk import Desk

Key = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def line(desk: Desk, key: str) -> QModelIndex:
    """Return a line of the sidebar, once it is there."""
    lines = desk.window.sidebar.lines
    desk.wait(lambda: lines.find(key).isValid())
    return lines.find(key)


def drop_on(desk: Desk, key: str, *names: str) -> None:
    sidebar = desk.window.sidebar
    index = line(desk, key)
    sidebar.scrollTo(index)
    data = photos_data([desk.id(name) for name in names], [])  # Qt does not keep it
    sidebar.dropEvent(
        QDropEvent(
            QPointF(sidebar.visualRect(index).center()),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def album_line(desk: Desk, name: str) -> str:
    desk.wait(lambda: desk.album(name))
    album = desk.album(name)
    assert album is not None
    return f"album/{album.id}"


def new_album(desk: Desk, *names: str) -> str:
    desk.behind.acting.create_album("Pets", [desk.id(name) for name in names])
    key = album_line(desk, "Pets")
    line(desk, key)
    return key


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Answer dialogs by what is in this list; without anything there they are left."""
    answers: list[str] = []

    def answer(*_: object, **__: object) -> tuple[str, bool]:
        return (answers.pop(), True) if answers else ("", False)

    monkeypatch.setattr(QInputDialog, "getText", answer)
    monkeypatch.setattr(QInputDialog, "getItem", answer)
    return answers


def test_photos_dropped_on_the_heading_begin_an_album_that_is_named_at_once(desk: Desk) -> None:
    sidebar = desk.window.sidebar
    drop_on(desk, "albums", "chelsea.png", "horse.png")
    desk.wait(lambda: sidebar.state() == sidebar.State.EditingState)
    field = sidebar.findChild(QLineEdit)
    desk.qtbot.keyClicks(field, "Animals")
    desk.qtbot.keyClick(field, Key.Key_Return)
    desk.wait(lambda: desk.album("Animals"))
    album = desk.album("Animals")
    assert album is not None
    assert set(desk.library.albums.photo_ids(album.id)) == {
        desk.id("chelsea.png"),
        desk.id("horse.png"),
    }
    desk.do("undo")
    desk.wait(lambda: desk.album("New album"))
    desk.do("undo")
    desk.wait(lambda: not desk.library.albums.all())


def test_photos_dropped_on_an_album_are_added_and_undone(desk: Desk) -> None:
    key = new_album(desk, "chelsea.png")
    drop_on(desk, key, "coffee.png", "chelsea.png")
    desk.wait(lambda: desk.album("Pets").photos == 2)
    desk.press(Key.Key_Z, CONTROL, on=desk.grid)
    desk.wait(lambda: desk.album("Pets").photos == 1)


def test_photos_dropped_on_a_keyword_get_it(desk: Desk) -> None:
    desk.behind.acting.add_keywords([desk.id("chelsea.png")], ["cat"])
    desk.window.sidebar.expand(line(desk, "keywords"))
    drop_on(desk, "keyword/cat", "coffee.png")
    desk.wait(lambda: desk.keywords_of("coffee.png") == ["cat"])


def test_an_album_that_is_shown_is_renamed_deleted_and_brought_back(desk: Desk) -> None:
    key = new_album(desk, "chelsea.png")
    desk.window.sidebar.chosen.emit(PhotoFilter(album="Pets"), False)
    desk.wait(lambda: desk.shown == ["chelsea.png"])
    desk.window.sidebar.lines.renamed.emit(int(key.removeprefix("album/")), "Cats")
    desk.wait(lambda: desk.query.filter.album == "Cats")
    desk.wait_for_answer(Query(filter=PhotoFilter(album="Cats")))
    assert desk.shown == ["chelsea.png"]
    assert not desk.browsing.problem
    desk.do("back")
    desk.do("forward")
    desk.wait_for_answer(Query(filter=PhotoFilter(album="Cats")))
    desk.window.sidebar.album_deleted.emit(int(key.removeprefix("album/")))
    desk.wait_for_answer(Query())
    assert desk.window.page is desk.grid
    desk.do("undo")
    desk.wait(lambda: desk.album("Cats"))


def test_photos_are_added_to_an_album_by_its_name(desk: Desk, typed: list[str]) -> None:
    new_album(desk, "chelsea.png")
    desk.select("coffee.png")
    for name in ("Drinks", "pets"):
        typed.append(name)
        desk.press(Key.Key_B, on=desk.grid)
        desk.wait_until_done()
    assert desk.album("Drinks").photos == 1
    assert desk.album("Pets").photos == 2


def test_photos_are_removed_from_the_album_that_is_shown(desk: Desk) -> None:
    new_album(desk, "chelsea.png", "coffee.png")
    desk.ask(Query(filter=PhotoFilter(album="pets")))
    desk.select("coffee.png")
    desk.press(Key.Key_Delete, SHIFT, on=desk.grid)
    desk.wait(lambda: desk.album("Pets").photos == 1)
    desk.wait(lambda: desk.shown == ["chelsea.png"])
    assert (desk.photos / "coffee.png").exists()


def test_nothing_is_removed_where_no_album_is_shown(desk: Desk) -> None:
    new_album(desk, "coffee.png")
    desk.select("coffee.png")
    desk.do("remove-from-album")
    assert "Open an album first" in desk.said
    assert desk.album("Pets").photos == 1


def test_a_saved_search_finds_the_same(desk: Desk, typed: list[str]) -> None:
    desk.behind.acting.rate([desk.id("rocket.jpg")], 5)
    desk.wait_until_done()
    desk.ask(Query(filter=PhotoFilter(least_rating=4)))
    found = desk.shown
    typed.append("The best")
    desk.press(Key.Key_S, CONTROL, on=desk.grid)
    line(desk, album_line(desk, "The best"))
    album = desk.album("The best")
    assert album is not None
    assert album.smart
    desk.ask(Query(filter=PhotoFilter(album="The best")))
    assert desk.shown == found == ["rocket.jpg"]


def test_a_search_for_nothing_is_not_saved(desk: Desk, typed: list[str]) -> None:
    typed.append("All")
    desk.do("save-search")
    assert "Search for something first" in desk.said
    desk.wait_until_done()
    assert desk.library.albums.all() == []


def test_the_search_of_an_album_is_changed(desk: Desk, typed: list[str]) -> None:
    desk.behind.acting.create_album("Some", query="rating:5")
    key = album_line(desk, "Some")
    line(desk, key)
    typed.append("rating:3")
    desk.window.sidebar.album_change_asked.emit(int(key.removeprefix("album/")))
    desk.wait(lambda: desk.album("Some").query == "rating:3")


def test_a_name_that_is_taken_is_refused_in_a_sentence(desk: Desk) -> None:
    new_album(desk, "coffee.png")
    desk.behind.acting.create_album("pets")
    desk.wait(lambda: "pets" in desk.said.lower() and desk.said.endswith("."))
