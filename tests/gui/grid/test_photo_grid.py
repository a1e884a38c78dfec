from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from photoapp.errors import PhotoUnreadableError
from photoapp.gui.behind.photo_names import PhotoNames
from photoapp.gui.behind.tasks import Tasks
from photoapp.gui.grid.photo_grid import PhotoGrid
from photoapp.gui.pictures.image_loader import ImageLoader
from photoapp.gui.viewer.photo_viewer import PhotoViewer


def image(photo_id: int) -> QImage:
    if photo_id == 13:
        raise PhotoUnreadableError("damaged", "The file is damaged.")
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    return picture


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    tasks = Tasks("test", 2)
    yield tasks
    tasks.stop()
    assert tasks.wait(10)


@pytest.fixture
def thumbnails(tasks: Tasks) -> ImageLoader:
    return ImageLoader(image, tasks, 1 << 20, 2)


@pytest.fixture
def grid(qtbot: QtBot, tasks: Tasks, thumbnails: ImageLoader) -> PhotoGrid:
    grid = PhotoGrid(thumbnails, PhotoNames(str, tasks))
    qtbot.addWidget(grid)
    grid.resize(800, 600)
    with qtbot.waitExposed(grid):
        grid.show()
    return grid


def test_only_what_is_in_sight_is_asked_for(
    qtbot: QtBot, grid: PhotoGrid, thumbnails: ImageLoader
) -> None:
    grid.show_photos(range(100_000), keep_place=False)
    qtbot.waitUntil(lambda: thumbnails.picture(0) is not None)
    seen = grid.rows_in_sight()
    assert seen.start == 0
    assert 8 <= len(seen) <= 40
    grid.scrollToBottom()
    qtbot.waitUntil(lambda: thumbnails.picture(99_999) is not None)
    assert grid.rows_in_sight().stop == 100_000
    assert thumbnails.picture(50_000) is None


def test_new_photos_leave_selection_and_place_alone(qtbot: QtBot, grid: PhotoGrid) -> None:
    grid.show_photos(range(0, 2_000, 2), keep_place=False)
    grid.select_photo(1_000)
    grid.show_photos(range(2_000), keep_place=True)
    assert grid.current_photo() == 1_000


def test_another_order_keeps_the_selection(qtbot: QtBot, grid: PhotoGrid) -> None:
    grid.show_photos(range(1_000), keep_place=False)
    grid.select_photo(500)
    qtbot.waitUntil(lambda: grid.verticalScrollBar().value() > 0)
    scrolled = grid.verticalScrollBar().value()
    grid.show_photos([*range(999, -1, -1)], keep_place=True)
    assert grid.current_photo() == 500
    assert grid.verticalScrollBar().value() == scrolled


def test_enter_opens_the_current_photo(qtbot: QtBot, grid: PhotoGrid) -> None:
    grid.show_photos([7, 8, 9], keep_place=False)
    grid.select_photo(8)
    with qtbot.waitSignal(grid.opened) as opened:
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert opened.args == [1]


def test_the_viewer_says_why_a_photo_cannot_be_shown(
    qtbot: QtBot, tasks: Tasks, thumbnails: ImageLoader
) -> None:
    photos = ImageLoader(image, tasks, 1 << 20, 2)
    viewer = PhotoViewer(photos, thumbnails, PhotoNames(lambda i: f"{i}.jpg", tasks))
    qtbot.addWidget(viewer)
    viewer.open([12, 13, 14], 1)
    qtbot.waitUntil(lambda: "damaged" in viewer.canvas.text)
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: viewer.canvas.shows_whole_photo)
    qtbot.keyClick(viewer, Qt.Key.Key_Right)  # there is nothing beyond the last
    assert viewer.photo_id == 14
    qtbot.waitUntil(lambda: viewer.name.text() == "14.jpg")
    with qtbot.waitSignal(viewer.closed) as closed:
        qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert closed.args == [14]
