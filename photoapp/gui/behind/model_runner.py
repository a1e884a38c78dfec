"""On the way to another model, in the background, while everything else goes on."""

import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from photoapp.errors import PhotoappError
from photoapp.events import BuildProgress, Event, FileFailed, ModelSwitched, PhotosAdded
from photoapp.gui.behind.library_session import LibrarySession
from photoapp.gui.behind.tasks import Tasks

if TYPE_CHECKING:
    from photoapp.library import BuildReport


class ModelRunner(QObject):
    """Goes on towards the model that is to take over, where there is one.

    Signals:
        progressed: a ``BuildProgress``.
        file_failed: a ``FileFailed``.
        photos_added: photos that came meanwhile have become searchable.
        switched: another model answers searches now.
        finished: the run is over; carries its ``BuildReport``, None if it broke off.
        failed: the run can't go on; carries a sentence.

    """

    progressed = Signal(object)
    file_failed = Signal(object)
    photos_added = Signal()
    switched = Signal(str)
    finished = Signal(object)
    failed = Signal(str)
    _told = Signal(object)

    def __init__(
        self, session: LibrarySession, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._stop = threading.Event()
        self.running = False
        self._told.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def go_on(self) -> None:
        """Begin, unless a run goes on already."""
        if not self.running:
            self.running = True
            self._stop = threading.Event()
            work = partial(self._session.library.models.build, self._told.emit, self._stop)
            self._tasks.run(work, self._over, self._broke_off)

    def stop(self) -> None:
        """End the run soon; the next one goes on where it stopped."""
        self._stop.set()

    def _pass_on(self, event: Event) -> None:
        if isinstance(event, BuildProgress):
            self.progressed.emit(event)
        elif isinstance(event, FileFailed):
            self.file_failed.emit(event)
        elif isinstance(event, PhotosAdded):
            self.photos_added.emit()
        elif isinstance(event, ModelSwitched):
            self.switched.emit(event.model)

    def _over(self, report: "BuildReport | None") -> None:
        self.running = False
        if report is not None:
            self.finished.emit(report)

    def _broke_off(self, error: Exception) -> None:
        self.running = False
        if not isinstance(error, PhotoappError):
            raise error
        self.failed.emit(str(error))
