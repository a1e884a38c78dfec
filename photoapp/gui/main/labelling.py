"""Labels learn in the background: whatever changes them, here they are brought level."""

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from photoapp.events import CaughtUp, Event, Listener, ModelSwitched
from photoapp.gui.behind.background import Background
from photoapp.gui.behind.long_run import LongRun
from photoapp.gui.language import tr, tr_n
from photoapp.gui.main.browsing import Browsing

if TYPE_CHECKING:
    from photoapp.library.labels import TagReport

# Decisions come quickly one after the other; each is to teach, not each to begin a run.
_REST_MILLISECONDS = 150
# What takes longer is said, in the strip below.
_SLOW_MILLISECONDS = 1000


class Labelling(QObject):
    """Fits labels anew and suggests anew after whatever people do, as soon as it is done.

    Signals:
        working: suggestions are being made anew, or that is over; carries which.
        settled: the labels are level with all that was decided; carries a ``TagReport``.

    """

    working = Signal(bool)
    settled = Signal(object)
    _found_stale = Signal()

    def __init__(
        self, background: Background, browsing: Browsing, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._browsing = background.session, browsing
        self._said = background.acting.said
        self._again = self._works = False
        self._run = LongRun(background.tasks, self)
        self._resting = QTimer(self, singleShot=True, interval=_REST_MILLISECONDS)
        self._resting.timeout.connect(self._begin)
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MILLISECONDS)
        self._slow.timeout.connect(self._say_slow)
        self._is_slow = False
        self._found_stale.connect(self._tell_work)
        self._run.ended.connect(self._ended)
        self._run.failed.connect(background.acting.said)
        background.acting.changed.connect(lambda _: self.settle_soon())
        for runner in (background.watching, background.models):
            runner.run.told.connect(self._hear)

    def settle_soon(self, _report: object = None) -> None:
        """Settle in a moment, if anything waits for it; what is going on is done first."""
        if not self._resting.isActive():
            self._resting.start()

    def stop(self) -> None:
        """End what goes on; the next run takes it up."""
        self._resting.stop()
        self._slow.stop()
        self._again = False
        self._run.stop()

    def _begin(self) -> None:
        if self._session.is_open:
            self._again = not self._run.start(self._settle)

    def _settle(self, _listener: Listener, stop: threading.Event) -> "TagReport | None":
        labels = self._session.library.labels
        if not labels.stale():
            return None
        self._found_stale.emit()
        return labels.settle(stop)

    def _hear(self, event: Event) -> None:
        """Tag what came while folders were watched, all of it at once, or all by another model."""
        if isinstance(event, CaughtUp | ModelSwitched):
            self.settle_soon()

    def _tell_work(self) -> None:
        self._works = True
        self._slow.start()
        self.working.emit(True)

    def _say_slow(self) -> None:
        self._is_slow = True
        self._said.emit(tr("Tagging photos…"))

    def _say_end(self, report: "TagReport | None") -> None:
        """Say what came of what took so long that it was said."""
        self._slow.stop()
        if self._is_slow and report is not None:
            self._said.emit(tr_n("1 new suggestion", "{n} new suggestions", report.new))
        self._is_slow = False

    def _ended(self, report: "TagReport | None") -> None:
        if self._works:
            self._works = False
            self.working.emit(False)
        self._say_end(report)
        if report is not None:
            self.settled.emit(report)
            self._browsing.refresh_soon()
        if self._again:
            self._begin()
