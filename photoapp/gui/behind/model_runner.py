"""On the way to another model, in the background."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from photoapp.gui.behind.library_session import LibrarySession
from photoapp.gui.behind.long_run import LongRun
from photoapp.gui.behind.tasks import Tasks

if TYPE_CHECKING:
    import threading

    from photoapp.events import Listener
    from photoapp.library import BuildReport


class ModelRunner(QObject):
    """Goes on towards the model that is to take over, where there is one.

    ``run`` tells how it goes; its report is a ``BuildReport``, or None if there was nothing to do.
    """

    def __init__(
        self, session: LibrarySession, tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.run = LongRun(tasks, self)

    @property
    def running(self) -> bool:
        """Whether a model is being got ready."""
        return self.run.running

    def go_on(self) -> None:
        """Begin, unless a run goes on already."""
        self.run.start(self._build)

    def stop(self) -> None:
        """End the run soon; the next one goes on where it stopped."""
        self.run.stop()

    def _build(self, listener: "Listener", stop: "threading.Event") -> "BuildReport | None":
        return self._session.library.models.build(listener, stop)
