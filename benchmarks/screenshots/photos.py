"""Photos in the grid, found, and looked at."""

from pathlib import Path

from PySide6.QtCore import QPoint

from benchmarks.sample_library import photos_of
from benchmarks.screenshots.camera import Camera
from photoapp.gui.main.controller import Controller

_QUERY = "a cat"
_FILTERED, _SAID = "place:Italy rating:3 a cup of coffee", "a cup of coffee"
_TYPED = "c"
_OPEN = ("keywords", "places", "cameras", "status")


def take_grid(camera: Camera, shown: Controller) -> None:
    """Take all photos, and the sidebar with most of it open."""
    window = shown.window
    open_at_first = window.sidebar.open_keys()
    window.sidebar.set_open_keys([*open_at_first, "folders", "dates"])
    camera.take_rested("photos", window)
    window.sidebar.set_open_keys([*window.sidebar.open_keys(), "searches", *_OPEN])
    camera.take_rested("sidebar", window.sidebar)
    window.sidebar.set_open_keys([*open_at_first, "folders", "dates"])


def take_searches(camera: Camera, shown: Controller) -> None:
    """Take what is found by words, and by a photo; what is offered while somebody types."""
    window = shown.window
    _type(shown, _QUERY)
    camera.wait(lambda: _words(shown) == _QUERY)
    window.grid.enter()
    camera.take_rested("search", window)
    camera.take("information", window.info)
    camera.theme.use("dark")
    camera.take_rested("dark", window)
    camera.theme.use("light")
    window.commands["similar"].trigger()
    camera.wait(lambda: shown.browsing.found is not None and not _words(shown))
    camera.take_rested("similar", window)
    _show_all(camera, shown)
    _type(shown, _FILTERED)
    camera.wait(lambda: _words(shown) == _SAID)
    window.grid.enter()  # puts away what is suggested, which lies over the filters
    camera.take_rested("search-filters", window)
    _show_all(camera, shown)
    _type(shown, _TYPED)
    camera.wait(window.search.field.suggestions.isVisible)
    camera.take_rested("search-suggestions", window)
    window.search.field.clear()
    _show_all(camera, shown)


def take_viewer(camera: Camera, shown: Controller, folder: Path) -> None:
    """Take one photo, three of them, and what can be done with those."""
    commands, grid = shown.window.commands, shown.window.grid
    one, *others = photos_of(shown.background.session.library, folder, 9, 10, 11)
    grid.select_photo(one)
    commands["view"].trigger()
    camera.take_rested("viewer", shown.window)
    commands["grid"].trigger()
    grid.select_photos([one, *others])
    commands["compare"].trigger()
    camera.take_rested("compare", shown.window)
    commands["grid"].trigger()
    camera.take_rested("information-several", shown.window.info)
    camera.take_popup("photo-menu", lambda: grid.context_menu.emit(QPoint(0, 0)))


def _words(shown: Controller) -> str | None:
    """Return the words whose answer is shown."""
    return None if shown.browsing.found is None else shown.browsing.found.query.words


def take_slideshow(camera: Camera, shown: Controller, folder: Path) -> None:
    """Take a slideshow."""
    library = shown.background.session.library
    shown.window.grid.select_photo(photos_of(library, folder, 5)[0])
    shown.window.commands["slideshow"].trigger()
    camera.take_rested("slideshow", shown.window)
    viewer = shown.window.viewer
    assert viewer is not None
    viewer.slideshow.stop()  # else the next window would fill the screen as well
    camera.wait(lambda: not shown.window.isFullScreen())


def _is_asking(shown: Controller) -> bool:
    """Return whether the photos that are shown answer something."""
    found = shown.browsing.found
    return found is not None and found.query != type(found.query)(sort=found.query.sort)


def _show_all(camera: Camera, shown: Controller) -> None:
    """Show all photos, and nothing that was asked before."""
    shown.window.commands["all-photos"].trigger()
    camera.wait(lambda: shown.browsing.found is not None and not _is_asking(shown))
    camera.rest()


def _type(shown: Controller, text: str) -> None:
    field = shown.window.search.field
    field.setFocus()
    field.setText(text)
    field.textEdited.emit(text)
