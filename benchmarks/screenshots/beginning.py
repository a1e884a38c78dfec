"""A new library: the first page, the first look at photos, files that fail, the first labels."""

from pathlib import Path

from benchmarks.screenshots.camera import Camera
from photoapp.gui.main.controller import Controller

_PAUSED = "Paused"


def spoil(folder: Path) -> None:
    """Put files into a folder that are no photos any more."""
    folder.mkdir(parents=True)
    (folder / "scan_0007.jpg").write_bytes(b"\xff\xd8\xff\xe0" + b"JFIF" * 99)
    (folder / "scan_0012.png").write_bytes(b"%PDF-1.7 " * 99)
    (folder / "scan_0013.tif").write_bytes(b"")


def take_beginning(camera: Camera, shown: Controller, folders: list[Path]) -> None:
    """Take the window from the first page on."""
    camera.take("first-run", shown.window)
    shown.working.add_folders(folders)
    bar = shown.window.progress.bar
    pause = shown.window.commands["pause"]
    camera.wait(lambda: bar.value() > 0)
    pause.trigger()  # else all is over before its thumbnails are there
    camera.rest()
    shown.browsing.refresh()
    camera.wait(lambda: shown.window.page is shown.window.grid)
    camera.rest()
    pause.trigger()
    camera.wait(lambda: not shown.window.progress.text.text().startswith(_PAUSED))
    camera.take("indexing", shown.window)
    camera.wait(lambda: not shown.working.indexing)
    camera.rest()
    camera.take_asked("failures", shown.window.commands["failures"].trigger)
    _take_first_labels(camera, shown)


def _take_first_labels(camera: Camera, shown: Controller) -> None:
    shown.defining.show()
    page = shown.defining.page
    assert page is not None
    camera.wait(lambda: bool(page.starting.starters))
    camera.take_rested("labels-start", shown.window)
    camera.take_asked("labels-import", page.starting.starters[0].click)
