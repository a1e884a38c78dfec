"""The window is opened with a photo or a folder, as a file manager does it."""

import shutil
from pathlib import Path

from photoapp.catalog import PhotoFilter
from tests.gui.main.desk import Desk


def test_a_photo_of_the_library_is_shown_large_among_those_of_its_folder(desk: Desk) -> None:
    desk.controller.opening.open([desk.photos / "rocket.jpg", desk.photos / "coffee.png"])
    desk.wait(lambda: desk.window.viewing)
    assert desk.viewer.photo_id == desk.id("rocket.jpg")
    assert desk.query.filter == PhotoFilter(folder=str(desk.photos))
    desk.do("grid")
    desk.ask(desk.query)
    assert not desk.window.viewing  # it is opened once


def test_of_another_photo_is_shown_what_resembles_it(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "cup.png"
    shutil.copy(desk.photos / "coffee.png", file)
    desk.controller.opening.open([file])
    desk.wait(lambda: desk.query.like == file)
    assert "cup.png is not in your library" in desk.said
    desk.wait_for_answer(desk.query)
    assert desk.shown[0] == "coffee.png"


def test_a_folder_is_watched(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "more"
    shutil.copytree(desk.photos, folder)
    desk.controller.opening.open([folder])
    desk.wait(lambda: folder in desk.library.folders())
    desk.wait(lambda: not desk.behind.indexing.running)
    assert desk.library.remove_folder(folder)
