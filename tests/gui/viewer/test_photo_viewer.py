import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from photoapp.gui.viewer.photo_viewer import PhotoViewer
from photoapp.library.browsing import Card
from tests.gui.viewer.conftest import BROKEN, Behind, color_of, middle_color

KEY = Qt.Key


def wait_for(qtbot: QtBot, viewer: PhotoViewer, photo_id: int) -> None:
    qtbot.waitUntil(lambda: viewer.canvas.shows_whole_photo and viewer.photo_id == photo_id)


def test_keys_go_through_the_photos_and_say_so(qtbot: QtBot, viewer: PhotoViewer) -> None:
    moved: list[int] = []
    viewer.moved.connect(moved.append)
    viewer.open(range(5), 1)
    for key in (KEY.Key_Right, KEY.Key_PageDown, KEY.Key_Left, KEY.Key_End, KEY.Key_Right):
        qtbot.keyClick(viewer, key)
    assert moved == [1, 2, 3, 2, 4]
    wait_for(qtbot, viewer, 4)
    assert middle_color(viewer) == color_of(4)
    QTest.mouseClick(viewer.canvas, Qt.MouseButton.BackButton)
    assert viewer.photo_id == 3
    with qtbot.waitSignal(viewer.closed) as closed:
        qtbot.keyClick(viewer, KEY.Key_Escape)
    assert closed.args == [3]
    assert viewer.photo_id is None


def test_neighbours_are_decoded_ahead_in_the_direction_of_travel(
    qtbot: QtBot, viewer: PhotoViewer, behind: Behind
) -> None:
    viewer.open(range(100), 50)
    viewer.go_by(-1)
    qtbot.waitUntil(lambda: all(behind.photos.picture(i) for i in (46, 47, 48, 49, 50)))
    assert behind.photos.picture(53) is None


def test_a_thumbnail_stands_for_a_photo_until_it_comes(qtbot: QtBot, viewer: PhotoViewer) -> None:
    viewer.open([1, 2], 0)
    assert not viewer.canvas.shows_whole_photo
    assert middle_color(viewer) == (160, 160, 164)
    wait_for(qtbot, viewer, 1)
    assert middle_color(viewer) == color_of(1)


def test_its_own_pixels_are_fetched_once_they_can_be_seen(
    qtbot: QtBot, viewer: PhotoViewer, behind: Behind
) -> None:
    viewer.open([1, 2], 0)
    wait_for(qtbot, viewer, 1)
    assert behind.whole.picture(1) is None
    assert viewer.canvas.percent < 30
    qtbot.keyClick(viewer, KEY.Key_Z)
    assert viewer.canvas.percent == 100
    qtbot.waitUntil(lambda: behind.whole.picture(1) is not None)
    assert viewer.canvas.percent == 100
    assert not viewer.canvas.lacks_pixels
    qtbot.keyClick(viewer, KEY.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert viewer.canvas.is_fitted
    viewer.hide()
    assert behind.whole.kept_bytes == 0


def test_100_percent_asked_of_a_thumbnail_is_that_of_the_photo(
    qtbot: QtBot, viewer: PhotoViewer
) -> None:
    viewer.open([1], 0)
    viewer.stage.toggle_actual()
    wait_for(qtbot, viewer, 1)
    assert viewer.canvas.percent == 100


def test_zooming_and_pushing(qtbot: QtBot, viewer: PhotoViewer) -> None:
    viewer.open([1, 2], 0)
    wait_for(qtbot, viewer, 1)
    wheel = QWheelEvent(
        QPointF(10, 150),
        viewer.canvas.mapToGlobal(QPointF(10, 150)),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    fitted = viewer.canvas.percent
    QApplication.sendEvent(viewer.canvas, wheel)
    assert viewer.canvas.percent > 1.5 * fitted
    assert viewer.canvas.view.x < 0.4  # towards the pointer
    before = viewer.canvas.view
    qtbot.keyClick(viewer, KEY.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert viewer.canvas.view.x > before.x
    qtbot.mousePress(viewer.canvas, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    qtbot.mouseMove(viewer.canvas, QPoint(90, 100))
    qtbot.mouseRelease(viewer.canvas, Qt.MouseButton.LeftButton, pos=QPoint(90, 100))
    assert viewer.photo_id == 1
    qtbot.keyClick(viewer, KEY.Key_Right)
    assert viewer.photo_id == 2
    assert viewer.canvas.is_fitted


def test_what_cannot_be_shown_is_said(qtbot: QtBot, viewer: PhotoViewer, behind: Behind) -> None:
    viewer.open([BROKEN], 0)
    qtbot.waitUntil(lambda: "The file is damaged." in viewer.canvas.text)
    behind.cards.tell(Card(BROKEN, "a.jpg", 0, "none", "none", offline=True, damaged=False))
    assert "not connected" in viewer.canvas.text
    behind.thumbnails.missing.clear()
    behind.thumbnails.changed.emit(BROKEN)
    assert viewer.canvas.text == ""


def test_marks_are_shown_as_they_change(viewer: PhotoViewer, behind: Behind) -> None:
    viewer.open([1, 2], 0)
    assert viewer.bar.marks.isHidden()
    behind.cards.tell(Card(1, "a.jpg", 4, "pick", "red", offline=False, damaged=True))
    assert viewer.bar.marks.accessibleDescription() == "4 stars, Picked, Red"
    assert viewer.bar.name.text() == "a.jpg (damaged)"
    viewer.show_info(True)
    viewer.show_taken(2, "of another photo")
    assert viewer.stage.info.taken.isHidden()
    viewer.show_taken(1, "3 March 2024")
    assert viewer.stage.info.taken.isVisible()


def test_a_turned_photo_is_loaded_anew_and_stays_in_sight_until_then(
    qtbot: QtBot, viewer: PhotoViewer, behind: Behind
) -> None:
    viewer.open([1, 2], 0)
    wait_for(qtbot, viewer, 1)
    before = behind.photos.picture(1)
    viewer.refresh(1)
    behind.thumbnails.changed.emit(1)  # of the photo as it lay before: it must not flash up
    behind.cards.tell(Card(1, "a.jpg", 0, "none", "none", offline=False, damaged=False))
    assert viewer.canvas.shows_whole_photo
    assert middle_color(viewer) == color_of(1)
    qtbot.waitUntil(lambda: behind.photos.picture(1) is not before)
    assert behind.fetched.count((1, "screen")) == 2
    viewer.go_by(1)
    wait_for(qtbot, viewer, 2)
    viewer.refresh(1)  # nobody sees it: the thumbnail is what is newest
    assert behind.photos.picture(1) is None


def test_the_zoom_is_kept_from_photo_to_photo_where_that_is_wished(
    qtbot: QtBot, viewer: PhotoViewer, behind: Behind
) -> None:
    viewer.open(range(5), 0)
    wait_for(qtbot, viewer, 0)
    qtbot.keyClick(viewer, KEY.Key_L)
    viewer.go_by(1)
    wait_for(qtbot, viewer, 1)
    assert viewer.canvas.is_fitted
    viewer.stage.toggle_actual()
    viewer.stage.push(3, 0)
    middle = viewer.canvas.view
    for step in (1, 1):
        viewer.go_by(step)
        wait_for(qtbot, viewer, viewer.photo_id)
        assert (viewer.canvas.percent, viewer.canvas.view) == (100, middle)
    qtbot.waitUntil(lambda: behind.whole.picture(3) is not None)
    qtbot.mouseClick(viewer.bar.lock, Qt.MouseButton.LeftButton)
    viewer.go_by(1)
    assert viewer.canvas.is_fitted


@pytest.mark.parametrize("photo_ids", [[1, 3], [1]])
def test_after_a_photo_has_gone_the_next_is_shown(
    viewer: PhotoViewer, photo_ids: list[int]
) -> None:
    viewer.open([1, 2, 3], 1)
    viewer.replace_photos(photo_ids)
    assert viewer.photo_id == photo_ids[-1]
    viewer.replace_photos([])
    assert viewer.photo_id is None


def test_photos_that_come_meanwhile_do_not_disturb(viewer: PhotoViewer) -> None:
    viewer.open([1, 2, 3], 1)
    viewer.show_taken(2, "3 March 2024")
    moved: list[int] = []
    viewer.moved.connect(moved.append)
    viewer.replace_photos([9, 1, 2, 3])
    assert moved == []
    assert viewer.stage.info.taken.text() == "3 March 2024"
    assert viewer.bar.place.text() == "3 of 4"
    viewer.go_by(-1)
    assert moved == [1]


def test_commands_of_the_window_come_through(qtbot: QtBot, viewer: PhotoViewer) -> None:
    reached: list[str] = []
    commands = ("3", "P", "X", "U", "S", "I", "T", "Delete", "F11", "Ctrl+Z", "Ctrl++", "Space")
    for keys in commands:
        shortcut = QShortcut(QKeySequence(keys), viewer)
        shortcut.activated.connect(lambda keys=keys: reached.append(keys))
    viewer.open([1, 2], 0)
    viewer.activateWindow()
    qtbot.waitUntil(viewer.hasFocus)
    for keys in commands:
        QTest.keySequence(viewer, QKeySequence(keys))
    assert tuple(reached) == commands
    viewer.start_slideshow()
    qtbot.keyClick(viewer, KEY.Key_Space)
    assert viewer.slideshow.paused


def test_a_slideshow_goes_on_until_it_is_left(qtbot: QtBot, viewer: PhotoViewer) -> None:
    viewer.open([1, 2], 1)
    viewer.slideshow.interval = 0.01
    with qtbot.waitSignal(viewer.full_screen_asked) as asked:
        viewer.start_slideshow()
    assert asked.args == [True]
    assert not viewer.bar.isVisible()
    qtbot.waitUntil(lambda: viewer.photo_id == 1)  # after the last it begins anew
    viewer.slideshow.pause_or_go_on()
    with qtbot.waitSignal(viewer.full_screen_asked) as asked:
        qtbot.keyClick(viewer, KEY.Key_Escape)
    assert asked.args == [False]
    assert viewer.photo_id is not None
    assert viewer.bar.isVisible()
