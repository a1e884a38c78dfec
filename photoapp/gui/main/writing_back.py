"""Write-back, where it is switched on: once nothing more has been said for a while.

What could not be written before, as a drive was missing say, is tried again with it.
"""

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from photoapp.events import Listener
from photoapp.gui.behind.background import Background
from photoapp.gui.behind.long_run import LongRun

if TYPE_CHECKING:
    from photoapp.library.write_back import WriteBackReport

# Who rates photos one after the other has each file written once, not after each star.
_REST_MILLISECONDS = 20_000


class WritingBack(QObject):
    """Writes what people say into files in the background, if the settings ask for it.

    Signals:
        wrote: some photos' files were written; carries a ``WriteBackReport``.

    """

    wrote = Signal(object)

    def __init__(
        self,
        background: Background,
        parent: QObject | None = None,
        rest_milliseconds: int = _REST_MILLISECONDS,
    ) -> None:
        super().__init__(parent)
        self._session = background.session
        self._run = LongRun(background.tasks, self)
        self._resting = QTimer(self, singleShot=True, interval=rest_milliseconds)
        self._resting.timeout.connect(self._begin)
        self._run.ended.connect(self._ended)
        self._run.failed.connect(background.acting.said)
        background.acting.changed.connect(lambda _: self.write_later())
        # What was said last before the window was closed waits still.
        background.indexing.run.ended.connect(lambda _: self._write_some_time())
        background.settings.changed.connect(lambda _: self._write_some_time())

    def write_later(self) -> None:
        """Write once nothing more was said for a while; what was said last begins it anew."""
        self._resting.start()

    def _write_some_time(self) -> None:
        """Write once what is said just now has rested, or there is nothing."""
        if not self._resting.isActive():
            self.write_later()

    def stop(self) -> None:
        """End what goes on; the next run takes it up."""
        self._resting.stop()
        self._run.stop()

    def _begin(self) -> None:
        if self._session.is_open and not self._run.start(self._write):
            self.write_later()

    def _write(self, _listener: Listener, stop: threading.Event) -> "WriteBackReport | None":
        write_back = self._session.library.write_back
        return write_back.run(stop=stop) if write_back.is_due() else None

    def _ended(self, report: "WriteBackReport | None") -> None:
        if report is not None and report.written:
            self.wrote.emit(report)
