"""Viewer, comparison and slideshow, over the grid and back."""

from PySide6.QtCore import Qt

from photoapp.catalog import PhotoFilter
from photoapp.search import Query
from tests.gui.main.desk import Desk

Key = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def test_escape_keeps_the_selection_and_the_place_in_it(desk: Desk) -> None:
    ids = desk.select("chelsea.png", "coffee.png", "rocket.jpg")
    desk.press(Key.Key_Space, on=desk.grid)
    desk.press(Key.Key_Right)
    second = desk.viewer.photo_id
    desk.press(Key.Key_Escape)
    assert not desk.window.viewing
    assert desk.grid.hasFocus()
    if second in ids:
        assert desk.grid.selected_photos() == ids
    assert desk.grid.current_photo() == second


def test_keys_go_to_the_viewer_and_back(desk: Desk) -> None:
    desk.select("coffee.png")
    for there, back in ((Key.Key_E, Key.Key_G), (Key.Key_Space, Key.Key_Space)):
        desk.press(there, on=desk.grid)
        assert desk.window.viewing
        desk.press(back)
        assert not desk.window.viewing


def test_view_in_the_viewer_stays_with_the_photo(desk: Desk) -> None:
    desk.ask(Query())
    desk.grid.select_photo(desk.grid.photos.photo_ids[0])
    desk.press(Key.Key_E, on=desk.grid)
    desk.press(Key.Key_Right)
    desk.press(Key.Key_E)
    assert desk.viewer.photo_id == desk.grid.photos.photo_ids[1]


def test_view_in_a_comparison_shows_the_chosen_photo_alone(desk: Desk) -> None:
    ids = desk.select("chelsea.png", "coffee.png")
    desk.do("compare")
    desk.press(Key.Key_Right)
    desk.press(Key.Key_E)
    assert not desk.viewer.comparing
    assert desk.viewer.photo_id == ids[1]
    desk.press(Key.Key_G)
    assert desk.grid.selected_photos() == ids


def test_two_to_four_photos_are_compared(desk: Desk) -> None:
    desk.select("coffee.png")
    desk.do("compare")
    assert not desk.window.viewing
    desk.do("select-all")
    desk.do("compare")
    assert len(desk.viewer.stage.comparison.panes) == 4
    desk.press(Key.Key_Escape)
    assert len(desk.grid.selected_photos()) == 5


def test_a_slideshow_fills_the_screen_until_escape(desk: Desk) -> None:
    desk.select("coffee.png")
    desk.press(Key.Key_S, CONTROL | SHIFT, on=desk.grid)
    assert desk.viewer.slideshow.running
    desk.wait(desk.window.menuBar().isHidden)
    desk.viewer.go_by(1)
    shown = desk.viewer.photo_id
    desk.press(Key.Key_Escape)
    assert not desk.viewer.slideshow.running
    desk.wait(desk.window.menuBar().isVisible)
    desk.wait(lambda: desk.window.info.photo_ids == [shown])
    desk.press(Key.Key_Escape)
    assert not desk.window.viewing


def test_the_window_is_called_after_what_it_shows(desk: Desk) -> None:
    desk.view("coffee.png")
    desk.wait(lambda: desk.window.windowTitle() == "coffee.png - photoapp")
    desk.press(Key.Key_Escape)
    assert desk.window.windowTitle() == "photoapp"


def test_the_viewer_goes_on_to_the_next_photo_when_one_no_longer_fits(desk: Desk) -> None:
    ids = [desk.id("coffee.png"), desk.id("rocket.jpg")]
    desk.behind.acting.rate(ids, 3)
    desk.wait_until_done()
    desk.ask(Query(filter=PhotoFilter(least_rating=3)))
    desk.view("coffee.png")
    desk.press(Key.Key_0)
    desk.wait(lambda: desk.viewer.photo_id == desk.id("rocket.jpg"))
    desk.press(Key.Key_Escape)
    assert desk.shown == ["rocket.jpg"]


def test_similar_in_the_viewer_leads_to_the_photos_like_it(desk: Desk) -> None:
    desk.view("chelsea.png")
    desk.press(Key.Key_S)
    assert not desk.window.viewing
    desk.wait_for_answer(Query(like=desk.id("chelsea.png")))


def test_find_leaves_the_viewer_for_the_search_field(desk: Desk) -> None:
    desk.view("chelsea.png")
    desk.press(Key.Key_F, CONTROL)
    assert not desk.window.viewing
    assert desk.window.search.field.hasFocus()


def test_larger_and_smaller_zoom_where_a_photo_is_shown(desk: Desk) -> None:
    edge = desk.grid.edge
    desk.do("larger")
    assert desk.grid.edge > edge
    desk.do("smaller")
    assert desk.grid.edge == edge
    desk.view("coffee.png")
    desk.wait(lambda: desk.viewer.canvas.percent)
    percent = desk.viewer.canvas.percent
    desk.press(Key.Key_Plus, CONTROL)
    assert desk.viewer.canvas.percent > percent
    assert desk.grid.edge == edge
