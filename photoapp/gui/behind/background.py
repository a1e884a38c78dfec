"""Everything behind the window: threads, the library, and what is fetched from it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from photoapp.gui.behind.acting import Acting
from photoapp.gui.behind.fetched import Fetched
from photoapp.gui.behind.index_runner import IndexRunner
from photoapp.gui.behind.library_session import LibrarySession, OpenLibrary
from photoapp.gui.behind.model_runner import ModelRunner
from photoapp.gui.behind.tasks import Tasks
from photoapp.gui.behind.watch_runner import WatchRunner
from photoapp.gui.grid.cards import Cards
from photoapp.gui.pictures.thumbnail_loader import ThumbnailLoader
from photoapp.gui.settings.source import SettingsSource
from photoapp.gui.viewer.photo_loader import PhotoLoader

if TYPE_CHECKING:
    from photoapp.library.browsing import Card

_PHOTO_BYTES = 160 << 20
# One whole photo may take more: the one that is wanted is always loaded.
_WHOLE_PHOTO_BYTES = 200 << 20
_CLOSING_SECONDS = 4.0


class Background(QObject):
    """Makes the parts that work in the background, and ends them together."""

    def __init__(self, open_library: OpenLibrary, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Indexing, watching, a change of models, a download, an export, labels, write-back, a
        # training and another model's taking over take one of these threads each; questions and
        # large photos share the others.
        self.tasks = Tasks("library", 13, self)
        self._thumbnail_tasks = Tasks("thumbnails", 3, self)
        self.session = LibrarySession(open_library, self.tasks, self)
        self.indexing = IndexRunner(self.session, self.tasks, self)
        self.watching = WatchRunner(self.session, self.tasks, self)
        self.models = ModelRunner(self.session, self.tasks, self)
        self.acting = Acting(self.session, self)
        self.settings = SettingsSource(lambda: self.session.library, self.tasks, self)
        self.results = Fetched("results", self.tasks, self, at_once=4)
        self.facets = Fetched("facets", self.tasks, self)
        self.albums = Fetched("albums", self.tasks, self)
        self.searches = Fetched("searches", self.tasks, self)
        self.failures = Fetched("failures", self.tasks, self)
        self.cards = Cards(self._fetch_cards, self.tasks, parent=self)
        self.thumbnails = self._thumbnail_loader()
        self.photos, self.whole_photos = self._photo_loaders()

    def close(self) -> None:
        """End it all, within seconds; nothing more is delivered."""
        for fetched in self._fetched():
            fetched.stop()
        for runner in (self.indexing, self.watching, self.models):
            runner.stop()
        self.acting.close()
        self.tasks.stop()
        self._thumbnail_tasks.stop()
        self._thumbnail_tasks.wait(_CLOSING_SECONDS / 2)
        self.tasks.wait(_CLOSING_SECONDS / 2)
        self.session.close()  # what still waits for the worker fails, and is not delivered

    def known_paths(self, photo_ids: Sequence[int]) -> list[str]:
        """Return the paths of photos' files, as far as they are known without asking."""
        known = (self.cards.card(photo_id) for photo_id in photo_ids)
        return [card.path for card in known if card is not None and card.path]

    def _fetched(self) -> tuple[Fetched, ...]:
        return (self.results, self.facets, self.albums, self.searches, self.failures)

    def _fetch_cards(self, photo_ids: Sequence[int]) -> "dict[int, Card]":
        return self.session.library.browsing.cards(photo_ids)

    def _thumbnail_loader(self) -> ThumbnailLoader:
        session = self.session
        return ThumbnailLoader(
            session.stored_thumbnails, session.thumbnail, self._thumbnail_tasks, parent=self
        )

    def _photo_loaders(self) -> tuple[PhotoLoader, PhotoLoader]:
        session, edge = self.session, _screen_edge()
        return (
            PhotoLoader(lambda i: session.photo(i, edge), self.tasks, _PHOTO_BYTES, 2, self),
            PhotoLoader(session.whole_photo, self.tasks, _WHOLE_PHOTO_BYTES, 1, self),
        )


def _screen_edge() -> int:
    """Return how many device pixels long the largest screen is."""
    return max(
        round(max(screen.size().width(), screen.size().height()) * screen.devicePixelRatio())
        for screen in QGuiApplication.screens()
    )
