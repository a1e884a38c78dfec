"""Which photos are shown: all of them, or the answer to what was typed."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from photoapp.errors import PhotoappError
from photoapp.gui.behind.library_session import LibrarySession
from photoapp.gui.behind.tasks import Tasks

MOST_RESULTS = 300
# While photos are being indexed, what is shown is brought up to date no more often than this;
# laying out a large library anew takes a moment, so that is done more seldom.
_REFRESH_MILLISECONDS = 2000
_REFRESH_MILLISECONDS_PER_PHOTO = 0.1
_SERIES = "results"


@dataclass(frozen=True)
class Results:
    """Photos, best or newest first; ``problem`` is a sentence if there could be none.

    ``offline`` are those whose drives are missing, of the library's photos.
    """

    query: str
    photo_ids: tuple[int, ...] = ()
    offline: frozenset[int] = frozenset()
    problem: str | None = None
    refreshed: bool = False


class PhotoResults(QObject):
    """Asks the library for what is to be shown, and drops answers to older questions.

    Signals:
        changed: carries the new ``Results``.

    """

    changed = Signal(object)

    def __init__(
        self, session: LibrarySession, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self.query = ""
        self._answered = False
        self._shown = 0
        self._refreshing = QTimer(self, singleShot=True)
        self._refreshing.timeout.connect(self.refresh)

    def show(self, query: str) -> None:
        """Show the photos that answer a query, or all of them if it is empty."""
        self.query = " ".join(query.split())
        self._answered = False
        self._ask()

    def refresh_soon(self) -> None:
        """Ask again in a while: the library is changing."""
        if not self._refreshing.isActive():
            least = self._shown * _REFRESH_MILLISECONDS_PER_PHOTO
            self._refreshing.start(max(_REFRESH_MILLISECONDS, round(least)))

    def refresh(self) -> None:
        """Ask again for what is shown."""
        self._refreshing.stop()
        self._ask()

    def stop(self) -> None:
        """Ask no more."""
        self._refreshing.stop()

    def _ask(self) -> None:
        if self._session.is_open:
            work = partial(self._find, self.query)
            self._tasks.run(work, self._found, partial(self._failed, self.query), _SERIES)

    def _find(self, query: str) -> Results:
        library = self._session.library
        offline = frozenset(library.offline_photo_ids())
        if not query:
            return Results(query, tuple(library.photo_ids()), offline)
        hits = library.search(query, MOST_RESULTS)
        return Results(query, tuple(hit.photo.id for hit in hits), offline)

    def _found(self, results: Results) -> None:
        refreshed, self._answered = self._answered, True
        self._shown = len(results.photo_ids)
        self.changed.emit(replace(results, refreshed=refreshed))

    def _failed(self, query: str, error: Exception) -> None:
        if not isinstance(error, PhotoappError):
            raise error
        self._answered = True
        self.changed.emit(Results(query, problem=str(error)))
