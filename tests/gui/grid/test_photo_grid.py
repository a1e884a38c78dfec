import json
from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QContextMenuEvent,
    QImage,
    QKeySequence,
    QPixmap,
    QShortcut,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from photoapp.errors import PhotoUnreadableError
from photoapp.gui.behind.tasks import Tasks
from photoapp.gui.grid import photo_grid
from photoapp.gui.grid.cards import Cards
from photoapp.gui.grid.dragging import PHOTOS_MIME, dragged_photos, photos_data, stack_pixmap
from photoapp.gui.grid.photo_grid import PhotoGrid
from photoapp.gui.pictures.images import Frame
from photoapp.gui.pictures.thumbnail_loader import ThumbnailLoader
from photoapp.library.browsing import Card, Found, Section
from photoapp.search.query import Query

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
FAILED = 13
RED = QColor(Qt.GlobalColor.red)


def stored(photo_ids: Sequence[int], frame: Frame) -> dict[int, QImage]:
    picture = QImage(frame.width, frame.height, QImage.Format.Format_RGB32)
    picture.fill(RED)
    return {photo_id: picture for photo_id in photo_ids if photo_id != FAILED}


def make(_photo_id: int, _frame: Frame) -> QImage:
    raise PhotoUnreadableError("damaged", "The file is damaged.")


def card(photo_id: int) -> Card:
    flag = "reject" if photo_id == 3 else "none"
    return Card(photo_id, f"{photo_id}.jpg", photo_id % 6, flag, "none", False, False)


@pytest.fixture
def cards(tasks: Tasks) -> Cards:
    return Cards(lambda ids: {i: card(i) for i in ids}, tasks)


@pytest.fixture
def thumbnails(tasks: Tasks) -> ThumbnailLoader:
    return ThumbnailLoader(stored, make, tasks)


@pytest.fixture
def grid(qtbot: QtBot, thumbnails: ThumbnailLoader, cards: Cards) -> PhotoGrid:
    grid = PhotoGrid(thumbnails, cards)
    qtbot.addWidget(grid)
    grid.resize(900, 600)  # four columns
    with qtbot.waitExposed(grid):
        grid.show()
    return grid


def found(photo_ids: Sequence[int], *firsts: int) -> Found:
    sections = tuple(Section(first, f"20{n:02}") for n, first in enumerate(firsts))
    grouping = "year" if sections else "none"
    return Found(Query(), tuple(photo_ids), (), len(photo_ids), grouping, sections)


def ranked(count: int, likely: int) -> Found:
    return Found(Query("a cat"), tuple(range(count)), (0.5,) * count, likely)


def middle(grid: PhotoGrid, row: int) -> QPoint:
    return grid.place_of(row).center()


def beside(grid: PhotoGrid, row: int) -> QPoint:
    return grid.place_of(row).topLeft() + QPoint(2, 2)


def click(grid: PhotoGrid, row: int, keys: Qt.KeyboardModifier | None = None) -> None:
    modifiers = keys or Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(grid.viewport(), LEFT, modifiers, middle(grid, row))


def pull(grid: PhotoGrid, start: QPoint, *stops: QPoint) -> None:
    """Press the mouse, and move it."""
    QTest.mousePress(grid.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, start)
    for stop in stops:
        QTest.mouseMove(grid.viewport(), stop)


def test_only_what_is_in_sight_and_near_is_asked_for(
    qtbot: QtBot, grid: PhotoGrid, thumbnails: ThumbnailLoader, cards: Cards
) -> None:
    grid.show_found(found(range(100_000)), keep_place=False)
    qtbot.waitUntil(lambda: thumbnails.picture(0) is not None)
    seen = grid.rows_in_sight()
    assert seen.start == 0
    assert 8 <= len(seen) <= 20
    grid.scrollToBottom()
    qtbot.waitUntil(lambda: thumbnails.picture(99_999) is not None)
    qtbot.waitUntil(lambda: cards.card(99_999) is not None)
    assert grid.rows_in_sight().stop == 100_000
    assert thumbnails.picture(50_000) is None


def test_pictures_are_painted_as_they_come(qtbot: QtBot, grid: PhotoGrid) -> None:
    grid.show_found(found([FAILED, 2]), keep_place=False)

    def color(row: int) -> QColor:
        return grid.viewport().grab().toImage().pixelColor(middle(grid, row) - QPoint(0, 20))

    qtbot.waitUntil(lambda: color(1) == RED)
    assert color(0) != RED


def test_all_photos_are_selected_at_once(qtbot: QtBot, grid: PhotoGrid) -> None:
    grid.show_found(found(range(100_000), 0, 7), keep_place=False)
    with qtbot.waitSignal(grid.selection_changed):
        qtbot.keyClick(grid, Key.Key_A, CONTROL)
    assert grid.selected_count == 100_000
    assert grid.selected_photos() == list(range(100_000))


def test_clicks_select(qtbot: QtBot, grid: PhotoGrid) -> None:
    grid.show_found(found(range(10, 30)), keep_place=False)
    click(grid, 2)
    assert grid.selected_photos() == [12]
    click(grid, 5, SHIFT)
    assert grid.selected_photos() == [12, 13, 14, 15]
    click(grid, 3, CONTROL)
    click(grid, 8, CONTROL)
    assert grid.selected_photos() == [12, 14, 15, 18]
    click(grid, 5)  # of several, the one alone
    assert grid.selected_photos() == [15]
    QTest.mouseClick(grid.viewport(), LEFT, pos=QPoint(1, grid.place_of(0).top() + 1))
    assert grid.selected_photos() == []


def test_a_click_with_the_right_button_keeps_a_selection_it_lies_in(
    qtbot: QtBot, grid: PhotoGrid
) -> None:
    grid.show_found(found(range(20)), keep_place=False)
    grid.select_photos([1, 2, 3])
    QTest.mouseClick(grid.viewport(), RIGHT, pos=middle(grid, 2))
    assert grid.selected_photos() == [1, 2, 3]
    QTest.mouseClick(grid.viewport(), RIGHT, pos=middle(grid, 5))
    assert grid.selected_photos() == [5]


def test_a_rubber_band_selects_what_it_touches(qtbot: QtBot, grid: PhotoGrid) -> None:
    grid.show_found(found(range(40)), keep_place=False)
    pull(grid, beside(grid, 1), middle(grid, 1), middle(grid, 6))
    assert grid.selected_photos() == [1, 2, 5, 6]
    QTest.mouseMove(grid.viewport(), middle(grid, 5))
    assert grid.selected_photos() == [1, 5]
    QTest.mouseRelease(grid.viewport(), LEFT)
    assert grid.selected_photos() == [1, 5]


def test_a_rubber_band_scrolls_at_the_edge(qtbot: QtBot, grid: PhotoGrid) -> None:
    grid.show_found(found(range(200)), keep_place=False)
    below = QPoint(middle(grid, 3).x(), grid.viewport().height() + 400)
    pull(grid, beside(grid, 0), middle(grid, 0), below)
    qtbot.waitUntil(lambda: grid.offset > 1_000)
    QTest.mouseRelease(grid.viewport(), LEFT)
    assert grid.selected_photos() == list(range(grid.selected_count))
    assert grid.selected_count >= 20


def test_photos_do_not_move_under_a_rubber_band(qtbot: QtBot, grid: PhotoGrid) -> None:
    grid.show_found(found(range(10, 50)), keep_place=False)
    pull(grid, beside(grid, 0), middle(grid, 0))
    grid.show_found(found(range(50)), keep_place=True)
    QTest.mouseMove(grid.viewport(), middle(grid, 1))
    assert grid.selected_photos() == [10, 11]
    QTest.mouseRelease(grid.viewport(), LEFT)
    assert grid.selected_photos() == [10, 11]
    assert len(grid.photos.photo_ids) == 50


def test_photos_are_dragged_by_their_pictures(
    qtbot: QtBot, grid: PhotoGrid, monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged: list[list[int]] = []
    monkeypatch.setattr(photo_grid, "drag_photos", lambda _, ids, *__: dragged.append(ids))
    grid.show_found(found(range(20)), keep_place=False)
    grid.select_photos([1, 2])
    pull(grid, middle(grid, 2), middle(grid, 2) + QPoint(40, 0))
    pull(grid, middle(grid, 5), middle(grid, 5) + QPoint(40, 0))
    assert dragged == [[1, 2], [5]]


def test_what_is_dragged_names_ids_and_known_files(qtbot: QtBot, grid: PhotoGrid) -> None:
    data = photos_data([3, 1], ["/photos/3 ü.jpg"])
    assert json.loads(bytes(data.data(PHOTOS_MIME).data())) == [3, 1]
    assert dragged_photos(data) == [3, 1]
    assert [url.toLocalFile() for url in data.urls()] == ["/photos/3 ü.jpg"]
    assert not photos_data([3], []).hasUrls()
    picture = QPixmap(60, 40)
    picture.fill(RED)
    stack = stack_pixmap([picture] * 3, 1_234, grid).toImage()
    assert stack.pixelColor(10, 56) == RED


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        ([Key.Key_Right], [1]),
        ([Key.Key_Right, Key.Key_Left, Key.Key_Left], [0]),
        ([Key.Key_Down], [4]),
        ([Key.Key_Down, Key.Key_Right, Key.Key_Down], [7]),  # a short line, then another section
        ([Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Up], [0]),
        ([Key.Key_End], [99]),
        ([Key.Key_End, Key.Key_Home], [0]),
        ([Key.Key_PageDown, Key.Key_PageUp], [0]),
    ],
)
def test_keys_go_from_photo_to_photo(
    qtbot: QtBot, grid: PhotoGrid, keys: list[Key], selected: list[int]
) -> None:
    grid.show_found(found(range(100), 0, 6), keep_place=False)
    grid.select_photo(0)
    for key in keys:
        qtbot.keyClick(grid, key)
    assert grid.selected_photos() == selected
    assert grid.current_photo() == selected[0]
    assert selected[0] in grid.rows_in_sight()


def test_shift_and_arrows_extend_the_selection(qtbot: QtBot, grid: PhotoGrid) -> None:
    grid.show_found(found(range(100)), keep_place=False)
    grid.select_photo(5)
    qtbot.keyClick(grid, Key.Key_Down, SHIFT)
    qtbot.keyClick(grid, Key.Key_Right, SHIFT)
    assert grid.selected_photos() == [5, 6, 7, 8, 9, 10]
    qtbot.keyClick(grid, Key.Key_Up, SHIFT)
    qtbot.keyClick(grid, Key.Key_Up, SHIFT)
    assert grid.selected_photos() == [2, 3, 4, 5]
    qtbot.keyClick(grid, Key.Key_Right, CONTROL)
    qtbot.keyClick(grid, Key.Key_Space, CONTROL)
    assert grid.current_photo() == 3
    assert grid.selected_photos() == [2, 4, 5]


def test_enter_and_a_double_click_open(qtbot: QtBot, grid: PhotoGrid) -> None:
    grid.show_found(found([7, 8, 9]), keep_place=False)
    grid.select_photo(8)
    with qtbot.waitSignal(grid.opened) as opened:
        qtbot.keyClick(grid, Key.Key_Return)
    assert opened.args == [1]
    with qtbot.waitSignal(grid.opened) as opened:
        QTest.mouseDClick(grid.viewport(), LEFT, pos=middle(grid, 2))
    assert opened.args == [2]


def test_keys_of_commands_reach_the_window(
    qtbot: QtBot, thumbnails: ThumbnailLoader, cards: Cards
) -> None:
    window, heard = QWidget(), []
    grid = PhotoGrid(thumbnails, cards)
    QVBoxLayout(window).addWidget(grid)
    for key in ("3", "P", "Space", "Delete"):
        QShortcut(QKeySequence(key), window).activated.connect(lambda key=key: heard.append(key))
    unheard: list[str] = []
    window.keyPressEvent = lambda event: unheard.append(event.text())
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    grid.show_found(found(range(9)), keep_place=False)
    grid.enter()
    for key in (Key.Key_3, Key.Key_P, Key.Key_Space, Key.Key_Delete, Key.Key_Q):
        qtbot.keyClick(grid, key)
    assert heard == ["3", "P", "Space", "Delete"]
    assert unheard == ["q"]  # and letters search for nothing
    assert grid.selected_photos() == [0]


def test_added_photos_leave_selection_and_place_alone(qtbot: QtBot, grid: PhotoGrid) -> None:
    grid.show_found(found(range(0, 2_000, 2)), keep_place=False)
    grid.select_photos([1_000, 1_010])
    top = grid.place_of(500).top()
    changes: list[object] = []
    grid.selection_changed.connect(lambda: changes.append(None))
    grid.current_changed.connect(changes.append)
    grid.show_found(found(range(2_000), 0, 300), keep_place=True)
    assert grid.current_photo() == 1_000
    assert grid.selected_photos() == [1_000, 1_010]
    assert grid.place_of(1_000).top() == top
    assert changes == []


def test_photos_that_went_are_no_longer_selected(qtbot: QtBot, grid: PhotoGrid) -> None:
    grid.show_found(found(range(100)), keep_place=False)
    grid.select_photos([3, 4])
    with qtbot.waitSignals([grid.selection_changed, grid.current_changed]):
        grid.show_found(found([1, 2, 4]), keep_place=True)
    assert grid.selected_photos() == [4]


def test_the_keyboard_stays_on_its_row_where_the_photo_goes_and_selects_no_other(
    qtbot: QtBot, grid: PhotoGrid
) -> None:
    grid.show_found(found(range(100)), keep_place=False)
    grid.select_photo(60)
    grid.show_found(found([i for i in range(100) if i != 60]), keep_place=True)
    assert grid.selected_photos() == []
    assert grid.current_photo() == 61
    qtbot.keyClick(grid, Qt.Key.Key_Left)  # does not begin at the top again
    assert grid.selected_photos() == [59]
    grid.show_found(found([1, 2]), keep_place=True)
    assert grid.current_photo() == 2


def test_another_answer_begins_at_the_top(qtbot: QtBot, grid: PhotoGrid) -> None:
    grid.show_found(found(range(1_000)), keep_place=False)
    grid.select_photo(900)
    assert grid.offset > 0
    grid.show_found(found(range(500, 900)), keep_place=False)
    assert grid.offset == 0
    assert grid.selected_photos() == [500]  # as the grid has the keyboard


@pytest.mark.parametrize("change", [PhotoGrid.larger, PhotoGrid.smaller])
def test_another_size_keeps_the_photo_in_the_middle(
    qtbot: QtBot, grid: PhotoGrid, change: Callable[[PhotoGrid], None]
) -> None:
    grid.show_found(found(range(5_000), 0, 40, 2_000), keep_place=False)
    grid.select_photo(2_500)
    place = grid.place_middle()
    assert place is not None
    with qtbot.waitSignal(grid.edge_changed):
        change(grid)
    seen = grid.place_of(place[0])
    assert abs(seen.center().y() - place[1] * grid.viewport().height()) <= 1
    grid.set_edge(5)
    assert grid.edge == 80


def test_the_thumbnails_follow_the_size(
    qtbot: QtBot, grid: PhotoGrid, thumbnails: ThumbnailLoader
) -> None:
    grid.show_found(found(range(50)), keep_place=False)
    grid.set_edge(120)
    qtbot.waitUntil(lambda: thumbnails.is_fresh(0) and thumbnails.frame.width == 120)
    assert thumbnails.picture(0).width() == 120


def test_old_pictures_stay_in_their_places_until_new_ones_come(
    qtbot: QtBot, grid: PhotoGrid, thumbnails: ThumbnailLoader
) -> None:
    grid.show_found(found([1]), keep_place=False)
    qtbot.waitUntil(lambda: thumbnails.is_fresh(1))
    grid.set_edge(100)
    assert thumbnails.picture(1).width() == 200
    shown = grid.viewport().grab().toImage()
    place = grid.place_of(0)
    assert shown.pixelColor(place.center() - QPoint(0, 20)) == RED
    assert shown.pixelColor(place.bottomLeft() + QPoint(20, 1)) != RED


def test_what_is_probably_not_meant_is_below_a_line(qtbot: QtBot, grid: PhotoGrid) -> None:
    grid.show_found(ranked(100, 10), keep_place=False)
    headings = [box for _, box in grid.geometry_of_photos.headings(0, 10_000)]
    assert [box.y for box in headings] == [grid.geometry_of_photos.box(9).bottom]
    assert grid.headings.text(1) == "Probably not"
    grid.set_likely(100)
    assert not list(grid.geometry_of_photos.headings(0, 10_000))
    grid.set_likely(0)
    assert grid.headings.text(0) == "Probably not"
    assert grid.geometry_of_photos.box(0).y > 0
    grid.grab()


def test_the_menu_key_asks_at_the_photo(qtbot: QtBot, grid: PhotoGrid) -> None:
    grid.show_found(found(range(50)), keep_place=False)
    grid.select_photo(5)
    with qtbot.waitSignal(grid.context_menu) as asked:
        QTest.mouseClick(grid.viewport(), RIGHT, pos=middle(grid, 6))
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
        QApplication.sendEvent(grid.viewport(), event)
    assert asked.args == [grid.viewport().mapToGlobal(middle(grid, 6))]


def test_screen_readers_are_told_what_is_there(qtbot: QtBot, grid: PhotoGrid, cards: Cards) -> None:
    grid.show_found(found([3, 4]), keep_place=False)
    qtbot.waitUntil(lambda: cards.card(3) is not None)
    interface = QAccessible.queryAccessibleInterface(grid)
    assert interface.text(QAccessible.Text.Name) == "Photos"
    texts = [interface.child(row).text(QAccessible.Text.Name) for row in range(2)]
    assert texts == ["3.jpg, 3 stars, rejected, Photo 1 of 2", "4.jpg, 4 stars, Photo 2 of 2"]


def test_an_empty_grid_bears_everything(qtbot: QtBot, grid: PhotoGrid) -> None:
    grid.show_found(found([]), keep_place=True)
    grid.enter()
    for key in (Key.Key_Down, Key.Key_End, Key.Key_Return, Key.Key_PageUp):
        qtbot.keyClick(grid, key)
    QTest.mouseClick(grid.viewport(), LEFT, pos=QPoint(30, 30))
    grid.select_photos([1])
    grid.larger()
    grid.grab()
    assert grid.photos_in_sight() == grid.selected_photos() == []
