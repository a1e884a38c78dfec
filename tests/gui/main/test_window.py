"""The whole window, over a real library and a real worker."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from photoapp.gui.app import window_settings
from photoapp.gui.behind.library_session import opener
from photoapp.gui.main.controller import Controller
from photoapp.gui.strip.failure_dialog import FailureDialog
from photoapp.library import Library
from photoapp.paths import AppPaths, app_paths
from tests.gui.conftest import PHOTOS, NewController

LONG = 60_000


def name_of(controller: Controller, photo_id: int | None) -> str:
    assert photo_id is not None
    photo = controller.background.session.library.photo(photo_id)
    assert photo is not None
    return photo.path.name


def type_words(qtbot: QtBot, controller: Controller, words: str) -> None:
    qtbot.keyClicks(controller.window.search.field, words)
    qtbot.waitUntil(lambda: answered(controller, words), timeout=LONG)


def answered(controller: Controller, words: str) -> bool:
    found = controller.browsing.found
    return found is not None and found.query.words == words


def is_first_run(controller: Controller) -> bool:
    return controller.pages.first_run is not None and (
        controller.window.page is controller.pages.first_run
    )


def drop(controller: Controller, folder: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    usual = (
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    enter = QDragEnterEvent(QPoint(50, 50), *usual)
    controller.window.dragEnterEvent(enter)
    assert enter.isAccepted()
    controller.window.dropEvent(QDropEvent(QPoint(50, 50), *usual))


def test_from_an_empty_library_to_a_photo_found_by_words(
    qtbot: QtBot, tmp_path: Path, photo_folder: Path, new_controller: NewController
) -> None:
    controller = new_controller(app_paths(tmp_path / "home"))
    window, behind = controller.window, controller.background
    controller.start()
    qtbot.waitUntil(lambda: is_first_run(controller), timeout=LONG)
    assert window.search.count.text() == ""

    with qtbot.waitSignal(behind.indexing.run.ended, timeout=LONG) as ended:
        drop(controller, photo_folder)
        qtbot.waitUntil(window.progress.bar.isVisible, timeout=LONG)
        qtbot.waitUntil(lambda: window.page is window.grid, timeout=LONG)
    assert ended.args[0].embedded == len(PHOTOS)
    assert "5 photos added" in window.progress.text.text()
    assert window.progress.bar.isHidden()
    qtbot.waitUntil(lambda: window.progress.failures.text() == "1 failed…", timeout=LONG)
    qtbot.waitUntil(lambda: window.search.count.text() == "5 photos", timeout=LONG)

    type_words(qtbot, controller, "a cat")
    qtbot.keyClick(window.search.field, Qt.Key.Key_Return)
    assert name_of(controller, window.grid.current_photo()) == "chelsea.png"

    qtbot.keyClick(window.grid, Qt.Key.Key_Return)
    assert window.viewing
    viewer = window.viewer
    qtbot.waitUntil(lambda: behind.photos.picture(viewer.photo_id) is not None, timeout=LONG)
    qtbot.keyClick(viewer, Qt.Key.Key_Right)
    second = viewer.photo_id
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert not window.viewing
    assert window.grid.current_photo() == second == controller.browsing.found.photo_ids[1]

    qtbot.keyClick(window.search.field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: answered(controller, ""), timeout=LONG)
    assert len(controller.browsing.found.photo_ids) == len(PHOTOS)


def test_the_window_is_there_before_the_library(
    qtbot: QtBot, indexed: AppPaths, new_controller: NewController
) -> None:
    may_open = threading.Event()

    def open_late() -> Library:
        may_open.wait(60)
        return Library(indexed)

    controller = new_controller(indexed, open_late)
    with qtbot.waitExposed(controller.window):
        controller.start()
    assert not controller.background.session.is_open
    assert not controller.window.search.isEnabled()
    may_open.set()
    qtbot.waitUntil(lambda: controller.window.page is controller.window.grid, timeout=LONG)
    assert controller.window.search.isEnabled()


def test_known_folders_are_looked_through_on_start(
    qtbot: QtBot, indexed: AppPaths, new_controller: NewController
) -> None:
    controller = new_controller(indexed)
    with qtbot.waitSignal(controller.background.indexing.run.ended, timeout=LONG) as finished:
        controller.start()
    assert finished.args[0].skipped == finished.args[0].found
    assert controller.window.progress.text.text() == "Up to date"


def test_what_it_is_started_with_is_opened_once_the_library_is(
    qtbot: QtBot, new_controller: NewController, indexed: AppPaths, photo_folder: Path
) -> None:
    controller = new_controller(indexed)
    controller.start([photo_folder / "rocket.jpg"])
    qtbot.waitUntil(lambda: controller.window.viewing, timeout=LONG)
    viewer = controller.window.viewer
    assert viewer is not None
    assert name_of(controller, viewer.photo_id) == "rocket.jpg"


def test_what_it_is_asked_for_is_opened_as_soon_as_it_can_be(
    qtbot: QtBot, new_controller: NewController, indexed: AppPaths, photo_folder: Path
) -> None:
    controller = new_controller(indexed)

    def shown() -> str | None:
        viewer = controller.window.viewer if controller.window.viewing else None
        return name_of(controller, viewer.photo_id) if viewer else None

    controller.start()
    controller.open([photo_folder / "rocket.jpg"])
    qtbot.waitUntil(lambda: shown() == "rocket.jpg", timeout=LONG)
    controller.open([photo_folder / "coffee.png"])
    qtbot.waitUntil(lambda: shown() == "coffee.png", timeout=LONG)


def test_a_damaged_catalogue_is_told_in_one_sentence(
    qtbot: QtBot, tmp_path: Path, new_controller: NewController
) -> None:
    paths = app_paths(tmp_path / "home").create()
    paths.catalog.write_bytes(b"not a database " * 500)
    controller = new_controller(paths)
    controller.start()
    qtbot.waitUntil(lambda: str(paths.catalog) in controller.window.message.text.text())
    assert controller.window.page is controller.window.message


def test_a_home_that_cannot_be_made_is_told_in_one_sentence(
    qtbot: QtBot, tmp_path: Path, new_controller: NewController
) -> None:
    (tmp_path / "file").write_text("in the way")
    controller = new_controller(app_paths(tmp_path / "file" / "home"))
    controller.start()
    qtbot.waitUntil(lambda: "--home" in controller.window.message.text.text())


def test_a_folder_that_is_missing_is_told(
    qtbot: QtBot, tmp_path: Path, new_controller: NewController
) -> None:
    controller = new_controller(app_paths(tmp_path / "home"))
    controller.start()
    qtbot.waitUntil(lambda: is_first_run(controller))
    drop(controller, tmp_path / "nowhere")
    qtbot.waitUntil(lambda: "nowhere" in controller.window.progress.text.text())


@pytest.mark.parametrize("after", ["bar", "added"])
def test_closing_during_indexing(
    qtbot: QtBot, tmp_path: Path, photo_folder: Path, new_controller: NewController, after: str
) -> None:
    paths = app_paths(tmp_path / "home")
    controller = new_controller(paths)
    controller.start()
    window, indexing = controller.window, controller.background.indexing
    qtbot.waitUntil(lambda: is_first_run(controller))
    indexing.add_folders([photo_folder])
    if after == "bar":
        qtbot.waitUntil(window.progress.bar.isVisible, timeout=LONG)
    else:
        qtbot.waitUntil(lambda: window.page is window.grid, timeout=LONG)
    controller.close()
    assert not window.isVisible()


def test_pause_holds_work_up_until_it_is_to_go_on(
    qtbot: QtBot, tmp_path: Path, photo_folder: Path, new_controller: NewController
) -> None:
    controller = new_controller(app_paths(tmp_path / "home"))
    controller.start()
    window, indexing = controller.window, controller.background.indexing
    qtbot.waitUntil(lambda: is_first_run(controller))
    window.commands["pause"].trigger()
    with qtbot.waitSignal(indexing.run.started):
        indexing.add_folders([photo_folder])
    qtbot.waitUntil(lambda: window.progress.text.text().startswith("Paused"), timeout=LONG)
    assert indexing.running
    assert controller.browsing.found.photo_ids == ()
    with qtbot.waitSignal(indexing.run.ended, timeout=LONG) as ended:
        window.commands["pause"].trigger()
    assert ended.args[0].embedded == len(PHOTOS)
    assert not window.progress.text.text().startswith("Paused")


def test_failures_are_listed_with_their_reasons(
    qtbot: QtBot, tmp_path: Path, new_controller: NewController
) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "noise.jpg").write_bytes(b"noise" * 500)
    controller = new_controller(app_paths(tmp_path / "home"))
    controller.start()
    window = controller.window
    qtbot.waitUntil(lambda: is_first_run(controller))
    with qtbot.waitSignal(controller.background.indexing.run.ended, timeout=LONG):
        drop(controller, photos)
    qtbot.waitUntil(window.progress.failures.isVisible)
    qtbot.mouseClick(window.progress.failures, Qt.MouseButton.LeftButton)
    dialog = window.findChild(FailureDialog)
    failures = dialog.table.model()
    assert failures.index(0, 0).data() == "noise.jpg"
    assert failures.index(0, 1).data().endswith(".")
    dialog.close()


def test_size_is_remembered_in_the_home(qtbot: QtBot, tmp_path: Path) -> None:
    paths = app_paths(tmp_path / "höme")
    for expected in (None, 790):
        controller = Controller(opener(paths), window_settings(paths))
        controller.start()
        qtbot.waitUntil(lambda c=controller: is_first_run(c))
        if expected:
            assert controller.window.width() == expected
        controller.window.resize(790, 600)
        controller.close()
    assert "window.ini" in {path.name for path in paths.data.iterdir()}


def test_nothing_heavy_is_imported_before_the_window() -> None:
    heavy = ("torch", "numpy", "PIL", "photoapp.library", "photoapp.catalog")
    program = f"import sys, photoapp.gui.app; print([m for m in {heavy} if m in sys.modules])"
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"
