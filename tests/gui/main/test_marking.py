"""What people say of photos, by keys and in the information panel."""

import pytest
from PySide6.QtCore import Qt

from tests.gui.main.desk import Desk

Key = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
BOTH = ("chelsea.png", "coffee.png")


@pytest.mark.parametrize(
    ("key", "field", "value"),
    [
        (Key.Key_4, "rating", 4),
        (Key.Key_P, "flag", "pick"),
        (Key.Key_X, "flag", "reject"),
        (Key.Key_6, "color", "red"),
        (Key.Key_9, "color", "blue"),
    ],
)
def test_a_key_marks_the_selected_photos_and_is_undone(
    desk: Desk, key: Key, field: str, value: object
) -> None:
    before = getattr(desk.said_of("coffee.png"), field)
    desk.select(*BOTH)
    desk.press(key, on=desk.grid)
    desk.wait(lambda: all(getattr(desk.card_of(name), field, None) == value for name in BOTH))
    assert [getattr(desk.said_of(name), field) for name in BOTH] == [value, value]
    assert getattr(desk.said_of("rocket.jpg"), field) == before
    desk.press(Key.Key_Z, CONTROL)
    desk.wait(lambda: all(getattr(desk.card_of(name), field) == before for name in BOTH))
    assert getattr(desk.said_of("coffee.png"), field) == before
    assert desk.said.startswith("Undone: ")
    desk.press(Key.Key_Y, CONTROL)
    desk.wait(lambda: all(getattr(desk.card_of(name), field) == value for name in BOTH))
    assert desk.said.startswith("Done again: ")
    assert desk.grid.selected_photos() == desk.select(*BOTH)


def test_marks_are_taken_away_again(desk: Desk) -> None:
    desk.select("coffee.png")
    for key in (Key.Key_3, Key.Key_P, Key.Key_7):
        desk.press(key, on=desk.grid)
    desk.wait(lambda: desk.said_of("coffee.png").color == "yellow")
    desk.press(Key.Key_0)
    desk.press(Key.Key_U)
    desk.do("color-none")
    desk.wait(lambda: desk.said_of("coffee.png").color == "none")
    assert (desk.said_of("coffee.png").rating, desk.said_of("coffee.png").flag) == (0, "none")


def test_every_rating_flag_and_colour_has_a_command(desk: Desk) -> None:
    desk.select("rocket.jpg")
    for stars in range(6):
        desk.do(f"rate-{stars}")
        desk.wait(lambda stars=stars: desk.said_of("rocket.jpg").rating == stars)
    for flag in ("pick", "reject", "none"):
        desk.do(f"flag-{flag}")
        desk.wait(lambda flag=flag: desk.said_of("rocket.jpg").flag == flag)
    for color in ("red", "yellow", "green", "blue", "purple", "none"):
        desk.do(f"color-{color}")
        desk.wait(lambda color=color: desk.said_of("rocket.jpg").color == color)


def test_in_the_viewer_a_key_marks_the_photo_that_is_shown(desk: Desk) -> None:
    desk.select(*BOTH)
    desk.press(Key.Key_E, on=desk.grid)
    shown = desk.name(desk.viewer.photo_id or 0)
    other = next(name for name in BOTH if name != shown)
    desk.press(Key.Key_5)
    desk.wait(lambda: desk.said_of(shown).rating == 5)
    assert desk.said_of(other).rating == 0
    desk.wait(desk.viewer.bar.marks.isVisible)
    desk.press(Key.Key_Z, CONTROL)
    desk.wait(lambda: desk.said_of(shown).rating == 0)
    desk.wait(desk.viewer.bar.marks.isHidden)


def test_in_a_comparison_a_key_marks_the_chosen_photo(desk: Desk) -> None:
    ids = desk.select("chelsea.png", "coffee.png", "rocket.jpg")
    desk.press(Key.Key_C, on=desk.grid)
    assert desk.viewer.comparing
    desk.press(Key.Key_Right)
    desk.press(Key.Key_P)
    desk.wait(lambda: desk.said_of(desk.name(ids[1])).flag == "pick")
    assert [desk.said_of(desk.name(i)).flag for i in ids] == ["none", "pick", "none"]
    assert desk.viewer.comparing


def test_nothing_selected_nothing_marked(desk: Desk) -> None:
    desk.press(Key.Key_5, on=desk.grid)
    desk.do("rotate-left")
    desk.do("add-to-album")
    desk.wait_until_done()
    assert desk.library.changes.next_undo is None


def test_stars_flags_and_colours_of_the_panel_go_to_the_selected_photos(desk: Desk) -> None:
    selected, info = desk.select(*BOTH), desk.window.info
    desk.wait(lambda: info.photo_ids == selected)
    info.stars.rated.emit(2)
    info.colors.chosen.emit("green")
    info.flags.chosen.emit("reject")
    desk.wait(lambda: all(desk.said_of(name).flag == "reject" for name in BOTH))
    assert {(desk.said_of(n).rating, desk.said_of(n).color) for n in BOTH} == {(2, "green")}


def test_a_caption_is_typed_and_taken_back(desk: Desk) -> None:
    selected = desk.select("coffee.png")
    desk.wait(lambda: desk.window.info.photo_ids == selected)
    desk.press(Key.Key_T, CONTROL, on=desk.grid)
    desk.wait(desk.window.info.caption.hasFocus)
    desk.qtbot.keyClicks(desk.window.info.caption, "A cup, 5 pm")
    desk.press(Key.Key_Return, CONTROL)
    desk.wait(lambda: desk.said_of("coffee.png").caption == "A cup, 5 pm")
    assert desk.said_of("coffee.png").rating == 0
    desk.wait(desk.grid.hasFocus)
    desk.press(Key.Key_Z, CONTROL)
    desk.wait(lambda: desk.window.info.caption.toPlainText() == "")


def test_a_caption_that_is_left_goes_to_the_photos_it_was_written_for(desk: Desk) -> None:
    selected = desk.select("coffee.png")
    desk.wait(lambda: desk.window.info.photo_ids == selected)
    desk.press(Key.Key_T, CONTROL, on=desk.grid)
    desk.wait(desk.window.info.caption.hasFocus)
    desk.qtbot.keyClicks(desk.window.info.caption, "hot")
    desk.select("rocket.jpg")
    desk.wait(lambda: desk.said_of("coffee.png").caption == "hot")
    desk.wait(lambda: desk.window.info.photo_ids == [desk.id("rocket.jpg")])
    assert desk.said_of("rocket.jpg").caption == ""


def test_keywords_are_typed_removed_and_lead_to_their_photos(desk: Desk) -> None:
    selected, info = desk.select(*BOTH), desk.window.info
    desk.press(Key.Key_K, CONTROL, on=desk.grid)
    desk.wait(lambda: info.keywords.field.hasFocus() and info.photo_ids == selected)
    desk.qtbot.keyClicks(info.keywords.field, "brown, warm")
    desk.press(Key.Key_Return)
    desk.wait(lambda: len(info.keywords.chips) == 2)
    assert [desk.keywords_of(name) for name in BOTH] == [["brown", "warm"]] * 2
    desk.wait(lambda: desk.window.sidebar.lines.find("keywords").isValid())
    desk.press(Key.Key_Delete, on=info.keywords.chips[0])
    desk.wait(lambda: len(info.keywords.chips) == 1)
    assert [desk.keywords_of(name) for name in BOTH] == [["warm"]] * 2
    info.keywords.chips[0].chosen.emit()
    desk.wait(lambda: sorted(desk.shown) == sorted(BOTH))
    assert desk.query.filter.keywords == ("warm",)


def test_a_hidden_panel_is_shown_to_write_in(desk: Desk) -> None:
    desk.do("info")
    assert desk.window.info.isHidden()
    selected = desk.select("coffee.png")
    desk.press(Key.Key_T, CONTROL, on=desk.grid)
    desk.wait(lambda: desk.window.info.photo_ids == selected)
    desk.wait(desk.window.info.caption.hasFocus)


def test_a_caption_can_be_written_in_the_viewer(desk: Desk) -> None:
    desk.view("coffee.png")
    desk.wait(lambda: desk.window.info.photo_ids == [desk.id("coffee.png")])
    desk.press(Key.Key_T, CONTROL)
    desk.wait(desk.window.info.caption.hasFocus)
    desk.qtbot.keyClicks(desk.window.info.caption, "x")
    desk.press(Key.Key_Return, CONTROL)
    desk.wait(lambda: desk.said_of("coffee.png").caption == "x")
    assert desk.window.viewing
    desk.wait(desk.viewer.hasFocus)
