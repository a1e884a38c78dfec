from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from photoapp.gui.viewer.filmstrip import Filmstrip
from photoapp.gui.viewer.photo_viewer import PhotoViewer
from tests.gui.viewer.conftest import Behind


def test_only_what_is_near_is_wanted_of_many_photos(
    qtbot: QtBot, viewer: PhotoViewer, behind: Behind
) -> None:
    viewer.open(range(100_000), 70_000)
    strip: Filmstrip = viewer.filmstrip
    assert 70_000 in strip.rows_in_sight()
    assert strip.place_of(70_000).center().x() in range(strip.width() // 2 - 5, 210)
    qtbot.waitUntil(lambda: 70_000 in behind.thumbnails.wanted)
    assert len(behind.thumbnails.wanted) < 30


def test_a_click_goes_to_a_photo(qtbot: QtBot, viewer: PhotoViewer) -> None:
    viewer.open(range(1000), 500)
    place = viewer.filmstrip.place_of(501)
    qtbot.mouseClick(viewer.filmstrip, Qt.MouseButton.LeftButton, pos=place.center())
    assert viewer.photo_id == 501


def test_the_first_and_the_last_photo_stand_off_the_edge(viewer: PhotoViewer) -> None:
    viewer.open(range(1000), 0)
    strip = viewer.filmstrip
    assert strip.place_of(0).left() == 8
    viewer.go_to(999)
    assert strip.width() - strip.place_of(999).right() - 1 == 8


def test_a_few_photos_stand_in_the_middle(viewer: PhotoViewer) -> None:
    viewer.open([1, 2], 0)
    strip = viewer.filmstrip
    left, right = strip.place_of(0).left(), strip.width() - strip.place_of(1).right()
    assert abs(left - right) <= 2
    viewer.show_filmstrip(False)
    assert strip.isHidden()
