"""What a person does at the window, and what the library then knows."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from photoapp.catalog import Album, Description
from photoapp.gui.main.controller import Controller
from photoapp.gui.viewer.photo_viewer import PhotoViewer
from photoapp.library import Library
from photoapp.library.browsing import Card, PhotoDetails
from photoapp.search import Query

LONG = 15_000
NONE = Qt.KeyboardModifier.NoModifier


class Desk:
    """A whole window over a library of a few photos, which lie in ``photos``."""

    def __init__(self, qtbot: QtBot, controller: Controller, photos: Path) -> None:
        self.qtbot, self.controller, self.photos = qtbot, controller, photos
        self.window, self.behind = controller.window, controller.background
        self.grid, self.browsing = controller.window.grid, controller.browsing
        self._heard: list[str] = []
        label, show = self.window.progress.text, QLabel.setText
        label.setText = lambda text: (self._heard.append(_plain(text)), show(label, text))

    @property
    def library(self) -> Library:
        return self.behind.session.library

    @property
    def viewer(self) -> PhotoViewer:
        assert self.window.viewer is not None
        return self.window.viewer

    @property
    def shown(self) -> list[str]:
        """The names of the photos in the grid."""
        return [self.name(i) for i in self.grid.photos.photo_ids]

    @property
    def query(self) -> Query:
        assert self.browsing.query is not None
        return self.browsing.query

    @property
    def said(self) -> str:
        return _plain(self.window.progress.text.text())

    def begin(self) -> None:
        """Come to the grid of all photos, with none selected and the keyboard on it."""
        self.wait(lambda: self.browsing.facets is not None)
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.do("grid")
        self.ask(Query())
        self.wait(lambda: self.window.page is self.grid)
        self._wait_for_all()
        self.grid.clearSelection()
        self.grid.enter()
        self.grid.clearSelection()

    def _wait_for_all(self) -> None:
        """Wait until what a test before has taken away, and undone, is shown again."""
        everything = set(self.library.browsing.find(Query()).photo_ids)
        self.browsing.refresh()
        self.wait(lambda: set(self.grid.photos.photo_ids) == everything)

    def undo_all(self) -> None:
        """Take back all that was done."""
        while self.library.changes.undo():
            pass
        for fetched in (self.behind.albums, self.behind.facets):
            fetched.refresh()
        self.behind.cards.forget()

    def ask(self, query: Query) -> None:
        """Show what answers a query."""
        with self.qtbot.waitSignal(self.browsing.shown, timeout=LONG):
            self.browsing.show(query)
        self.wait_for_answer(query)

    def wait_for_answer(self, query: Query) -> None:
        self.wait(lambda: self.browsing.found is not None and self.browsing.found.query == query)

    def wait(self, condition: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=LONG)

    def hears(self, text: str) -> None:
        """Wait until the strip says, or has said since the last thing that was done, a sentence.

        It may be there for a moment only: whatever goes on in the background says its own.
        """
        try:
            self.wait(lambda: text in self._heard)
        except self.qtbot.TimeoutError as error:
            raise AssertionError(f"{text!r} is not among {self._heard}") from error

    def wait_until_done(self) -> None:
        """Wait until all that was asked of the photos is done, or refused."""
        done: list[object] = []
        self.behind.acting.run(lambda _: None, done.append)
        self.wait(lambda: done)

    def do(self, command_id: str) -> None:
        """Choose a command from its menu."""
        self._heard.clear()
        self.window.commands[command_id].trigger()

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = NONE, on: QWidget | None = None
    ) -> None:
        """Press a key where the keyboard is, or on a widget that takes it first."""
        if on is not None:
            on.setFocus()
            self.wait(on.hasFocus)
        widget = QApplication.focusWidget()
        assert widget is not None
        self._heard.clear()
        QTest.keyClick(widget, key, held)

    def id(self, name: str) -> int:
        return self.library.photo_at(self.photos / name)

    def name(self, photo_id: int) -> str:
        photo = self.library.photo(photo_id)
        assert photo is not None
        return photo.path.name

    def select(self, *names: str) -> list[int]:
        """Select photos, and return their ids as they are shown."""
        self.grid.select_photos([self.id(name) for name in names])
        assert len(self.grid.selected_photos()) == len(names)
        return self.grid.selected_photos()

    def view(self, name: str) -> None:
        """Open a photo in the viewer."""
        self.select(name)
        self.do("view")
        assert self.window.viewing

    def said_of(self, name: str) -> Description:
        """Return rating, flag, colour and caption of a photo."""
        photo_id = self.id(name)
        return self.library.marks.given([photo_id])[photo_id].description

    def keywords_of(self, name: str) -> list[str]:
        photo_id = self.id(name)
        return [k.word for k in self.library.marks.given([photo_id])[photo_id].keywords]

    def card_of(self, name: str) -> Card | None:
        """Return what is written on a photo in the grid."""
        return self.behind.cards.card(self.id(name))

    def details_of(self, name: str) -> PhotoDetails:
        details = self.library.browsing.details(self.id(name))
        assert details is not None
        return details

    def album(self, name: str) -> Album | None:
        return next((album for album in self.library.albums.all() if album.name == name), None)


def _plain(text: str) -> str:
    return text.removeprefix("Paused  ·  ")
