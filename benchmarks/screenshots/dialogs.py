"""What the window asks, the settings, and what is shown beside photos."""

from pathlib import Path

from benchmarks.sample_library import photos_of
from benchmarks.screenshots.camera import Camera
from photoapp.gui.main.controller import Controller
from photoapp.releases import Release

_SETTINGS = ("folders", "model", "work", "ignored", "look", "write_back", "backups", "keys")


def take_overview(camera: Camera, shown: Controller) -> None:
    """Take the library at a glance."""
    camera.wait(lambda: shown.browsing.facets is not None)
    shown.window.commands["overview"].trigger()
    camera.take_rested("overview", shown.window)
    shown.window.commands["overview"].trigger()


def take_questions(camera: Camera, shown: Controller, folder: Path) -> None:
    """Take the dialogs that ask what to do with photos."""
    commands = shown.window.commands
    library = shown.background.session.library
    shown.window.grid.select_photos(photos_of(library, folder, 9, 10, 11))
    camera.rest()
    for name, command in (
        ("export", "export"),
        ("trash", "trash"),
        ("add-to-album", "add-to-album"),
    ):
        camera.take_asked(name, commands[command].trigger)


def take_settings(camera: Camera, shown: Controller) -> None:
    """Take all pages of the settings."""
    shown.window.commands["settings"].trigger()
    dialog = shown.pages.settings
    assert dialog is not None
    for name in _SETTINGS:
        dialog.show_page(getattr(dialog, name))
        shot = name if name == "keys" else f"settings-{name.replace('_', '-')}"
        camera.take_rested(shot, dialog)
    dialog.close()


def take_licences(camera: Camera, shown: Controller, texts: str) -> None:
    """Take the licences as an installed photoapp shows them."""
    shown.window.commands["licences"].trigger()
    dialog = shown.pages.licences
    assert dialog is not None
    camera.wait(dialog.problem.isVisible)
    dialog.show_texts(texts)
    camera.take_rested("licences", dialog)
    dialog.close()


def take_new_version(camera: Camera, shown: Controller) -> None:
    """Take the strip as it tells of a newer photoapp."""
    button = shown.telling_versions.button
    button.show_release(Release("9.0", "https://photoapp.invalid/"))
    camera.take_rested("new-version", shown.window.statusBar())
    button.show_release(None)
