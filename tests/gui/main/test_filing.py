"""What is done with photos' files: turned, copied, exported, thrown away."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from photoapp.gui.export.choice import ExportChoice
from photoapp.gui.export.export_dialog import ExportDialog
from photoapp.search import Query
from tests.gui.main.desk import LONG, Desk

Key = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def shape(desk: Desk, name: str) -> bool | None:
    """Return whether a photo's thumbnail is wider than it is high, None without a fresh one."""
    thumbnails, photo_id = desk.behind.thumbnails, desk.id(name)
    picture = thumbnails.picture(photo_id)
    if picture is None or not thumbnails.is_fresh(photo_id):
        return None
    return picture.width() > picture.height()


@pytest.fixture(autouse=True)
def at_rest(desk: Desk) -> None:
    """Let photos that were turned wait for their vectors."""
    desk.window.commands["pause"].setChecked(True)


def test_a_photo_is_turned_in_the_grid_and_back_to_the_byte(desk: Desk) -> None:
    before = (desk.photos / "rocket.jpg").read_bytes()
    desk.wait(lambda: shape(desk, "rocket.jpg") is True)
    desk.select("rocket.jpg")
    desk.press(Key.Key_BracketRight, CONTROL, on=desk.grid)
    desk.wait(lambda: shape(desk, "rocket.jpg") is False)
    assert (desk.photos / "rocket.jpg").read_bytes() != before
    desk.press(Key.Key_Z, CONTROL)
    desk.wait(lambda: shape(desk, "rocket.jpg") is True)
    assert (desk.photos / "rocket.jpg").read_bytes() == before


def test_a_photo_is_turned_in_the_viewer(desk: Desk) -> None:
    def is_wide() -> bool | None:
        picture = desk.behind.photos.picture(desk.id("rocket.jpg"))
        return None if picture is None else picture.size.width() > picture.size.height()

    desk.view("rocket.jpg")
    desk.wait(lambda: is_wide() is True)
    desk.press(Key.Key_BracketLeft, CONTROL)
    desk.wait(lambda: is_wide() is False)
    desk.press(Key.Key_Z, CONTROL)
    desk.wait(lambda: is_wide() is True)


def test_photos_are_copied_opened_and_shown(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[object] = []
    monkeypatch.setattr("photoapp.gui.desktop.open_files", lambda paths: done.append(paths) or [])
    monkeypatch.setattr("photoapp.gui.desktop.reveal", done.append)
    desk.select("coffee.png")
    desk.press(Key.Key_C, CONTROL, on=desk.grid)
    desk.hears("1 photo copied")
    paths = [Path(url.toLocalFile()) for url in QApplication.clipboard().mimeData().urls()]
    assert paths == [desk.photos / "coffee.png"]
    desk.do("open")
    desk.do("reveal")
    desk.wait(lambda: done == [paths, paths])
    QApplication.clipboard().clear()  # offscreen, Qt would free it after Python has ended


def test_photos_are_exported(desk: Desk, tmp_path: Path) -> None:
    desk.do("export")
    assert desk.said == "Choose the photos to export first."
    desk.select("coffee.png", "rocket.jpg")
    desk.press(Key.Key_E, CONTROL | SHIFT, on=desk.grid)
    dialog = desk.window.findChild(ExportDialog)
    dialog.folder.setText(str(tmp_path / "out"))
    dialog.accept()
    desk.hears(f"2 photos exported to {tmp_path / 'out'}")
    assert desk.controller.filing._strip.isHidden()
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["coffee.png", "rocket.jpg"]


def test_an_export_tells_how_it_goes_and_can_be_ended(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strip, options = desk.controller.filing._strip, ExportChoice.options
    texts: list[str] = []

    def options_of(choice: ExportChoice) -> object:
        stop = desk.controller.filing._exporting._stop
        assert stop.wait(LONG / 1000)
        return options(choice)

    monkeypatch.setattr(ExportChoice, "options", options_of)
    choice = ExportChoice(str(tmp_path / "out"))
    desk.controller.filing._export([desk.id("coffee.png"), desk.id("rocket.jpg")], choice)
    assert strip.isVisible()
    texts.append(strip.text.text())
    strip.cancel.click()
    assert not strip.cancel.isEnabled()
    desk.hears(f"Export ended: 0 photos exported to {tmp_path / 'out'}")
    assert (texts, strip.isVisible()) == (["Exporting 0 of 2 photos"], False)


def test_an_export_that_cannot_be_is_told(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    choice = ExportChoice(str(tmp_path / "file" / "out"))
    desk.controller.filing._export([desk.id("coffee.png")], choice)
    desk.wait(lambda: str(tmp_path / "file") in desk.said and desk.said.endswith("."))


def test_trash_asks_first_and_tells_what_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(
        desk.controller.filing, "_confirm", lambda _, count: bool(asked.append(count))
    )
    monkeypatch.setattr("photoapp.library.files.trashing.Trashing._move_one", _refuse)
    desk.select("horse.png")
    desk.press(Key.Key_Delete, on=desk.grid)
    assert asked == [1]
    desk.wait_until_done()
    assert (desk.photos / "horse.png").exists()


def _refuse(*_: object) -> None:
    raise AssertionError("nobody agreed to that")


def test_trash_moves_the_photo_away(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def move(_: object, path: Path) -> None:
        path.rename(tmp_path / path.name)

    monkeypatch.setattr("photoapp.library.files.trashing.Trashing._move_one", move)
    monkeypatch.setattr(desk.controller.filing, "_confirm", lambda *_: True)
    desk.view("horse.png")
    desk.press(Key.Key_Delete)
    desk.wait(lambda: "1 photo moved to the trash" in desk.said)
    desk.wait(lambda: len(desk.grid.photos.photo_ids) == 4)
    assert desk.window.viewing
    assert desk.viewer.photo_id in desk.grid.photos.photo_ids


def test_a_photo_that_is_gone_is_refused_in_a_sentence(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.controller.filing, "_confirm", lambda *_: True)
    desk.ask(Query())
    path = desk.photos / "astronaut.png"
    desk.select("astronaut.png")
    path.rename(path.with_suffix(".away"))
    desk.do("trash")
    desk.wait(lambda: "0 photos moved to the trash" in desk.said)
    assert "astronaut.png" in desk.said
    path.with_suffix(".away").rename(path)


def test_a_folder_is_left_after_asking(desk: Desk) -> None:
    asked: list[str] = []

    def agree(_parent: object, text: str, _yes: str, then: object) -> None:
        asked.append(text)
        then()

    desk.controller.filing._ask = agree
    desk.window.sidebar.folder_left.emit(str(desk.photos))
    desk.wait(lambda: desk.library.folders() == [])
    assert str(desk.photos) in asked[0]
    desk.wait(lambda: desk.grid.photos.photo_ids == ())
    desk.library.add_folder(desk.photos)
