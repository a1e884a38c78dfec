"""One training at a time, wherever one looks in the window: begun, paused, taken up, given up."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from photoapp.errors import PhotoappError
from photoapp.events import Event, TrainingProgress
from photoapp.gui.behind.background import Background
from photoapp.gui.behind.long_run import LongRun, LongWork
from photoapp.gui.language import tr
from photoapp.gui.main.main_window import MainWindow
from photoapp.gui.main.personal_work import (
    begin_training,
    discard_training,
    go_on_training,
    open_run,
    pause_training,
)
from photoapp.gui.notifications import Notifications
from photoapp.gui.personal.facts import TrainingEnd
from photoapp.gui.personal.training_strip import TrainingStrip

if TYPE_CHECKING:
    from photoapp.gui.personal.facts import Choice, RunFacts

# How often one that another process began is looked at.
_LOOK_MILLISECONDS = 3000


class Training(QObject):
    """Runs a training in the background, and says in the strip below how it stands.

    Signals:
        began: one begins or goes on.
        told: an ``Event`` of it.
        ended: it goes on no more; carries a ``TrainingEnd``, None where it could not be begun.
        discarded: one has been given up, and its folder is gone.
        seen: one goes on in another process; carries its ``RunFacts``, again and again.
        failed: something could not be done; carries a sentence.

    """

    began = Signal()
    told = Signal(object)
    ended = Signal(object)
    discarded = Signal()
    failed = Signal(str)
    seen = Signal(object)

    def __init__(
        self, window: MainWindow, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window, self._behind = window, background
        self._notifications: Notifications | None = None
        self._waiting = ""  # a run that waits to go on
        self._elsewhere: RunFacts | None = None  # one that another process goes on with
        self._ending = ""  # a run of another process that is asked to rest or to go
        self._looking = QTimer(self, singleShot=True, interval=_LOOK_MILLISECONDS)
        self._looking.timeout.connect(self.look)
        self._given_up = False
        self.strip = TrainingStrip(window)
        self.run = LongRun(background.tasks, self)
        window.add_to_strip(self.strip)
        self.run.told.connect(self._hear)
        self.run.ended.connect(self._over)
        self.run.failed.connect(self.failed)
        self.strip.resume_asked.connect(lambda: self.resume(self._waiting))

    @property
    def running(self) -> bool:
        """Whether one goes on in this window."""
        return self.run.running

    def is_ending(self, run: str) -> bool:
        """Whether a run of another process is asked to rest or to go, and has not yet done so."""
        return run == self._ending

    def begin(self, choice: "Choice") -> None:
        """Prepare a training, and begin it."""
        self._start(partial(begin_training, self._behind.session.library, choice))

    def resume(self, run: str) -> None:
        """Go on with a training that rests."""
        self._start(partial(go_on_training, self._behind.session.library, run))

    def pause(self) -> None:
        """Let it rest soon; nothing is lost."""
        self.run.stop()

    def pause_elsewhere(self, run: str) -> None:
        """Let one rest that another process goes on with."""
        work = partial(pause_training, self._behind.session.library, run)
        self._end(run, work, self.look)

    def give_up(self, run: str = "") -> None:
        """Delete a training and all that it has learned; without a name the one that goes on."""
        if not run:
            self._given_up = True
            self.run.stop()
            return
        work = partial(discard_training, self._behind.session.library, run)
        self._end(run, work, self._discarded)

    def _end(self, run: str, work: Callable[[], None], done: Callable[[], None]) -> None:
        """Let ``work`` end a run; a look that is under way still sees it going on."""
        self._looking.stop()
        self._ending = run

        def ended(_: object) -> None:
            self._ending = ""
            done()

        def refused(error: Exception) -> None:
            self._ending = ""
            self._refused(error)
            self.look()

        self._behind.tasks.run(work, ended, refused)

    def _discarded(self) -> None:
        self._elsewhere = None
        self.discarded.emit()
        self.look()

    def _start(self, work: LongWork) -> None:
        if self.run.start(work):
            self._given_up, self._waiting, self._elsewhere = False, "", None
            self._looking.stop()
            if self._notifications is None:  # not before the first frame
                self._notifications = Notifications(self._window)
            self._notifications.work_began()
            self.strip.show_progress(None)
            self.began.emit()

    def _hear(self, event: Event) -> None:
        if isinstance(event, TrainingProgress):
            self.strip.show_progress(event.seconds_left)
        self.told.emit(event)

    def _over(self, end: "TrainingEnd | None") -> None:
        self.strip.show_nothing()
        if end is not None and self._given_up and end.state != "cancelled":
            self.give_up(end.run)
        elif end is not None and end.state == "paused":
            self._show_waiting(end.run)
        elif end is not None:
            self._notifications.say_ended(_end_text(end))
            self._behind.acting.said.emit(_end_text(end))
        self.ended.emit(end)
        if not self._ending:
            self.look()  # another one may go on

    def look(self) -> None:
        """See whether one goes on in another process, or waits since a window was closed."""
        if self._behind.session.is_open and not self.running:
            self._looking.stop()  # the next look comes after this one's answer
            work = partial(open_run, self._behind.session.library, self._elsewhere)
            self._behind.tasks.run(work, self.show, self._refused, "training")

    def show(self, run: "RunFacts | None") -> None:
        """Say in the strip how one stands that does not go on in this window; None: there is none.

        What goes on is looked at again until it does no more.
        """
        goes_on = run is not None and run.state == "running"
        if self.running or (goes_on and self.is_ending(run.name)):
            return
        before, self._elsewhere = self._elsewhere, run if goes_on else None
        if goes_on:
            self._waiting = ""
            self.strip.show_progress(run.seconds_left)
            self._looking.start()
            self.seen.emit(run)
        else:
            self._looking.stop()
            self._show_waiting(run.name if run is not None and run.is_open else "")
        if before is not None and not (goes_on and run.name == before.name):
            self.ended.emit(TrainingEnd(before.name, ""))

    def _show_waiting(self, run: str) -> None:
        self._waiting = run
        if run:
            self.strip.show_paused()
        else:
            self.strip.show_nothing()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, PhotoappError):
            raise error
        if self._elsewhere is not None:
            self._looking.start()
        self.failed.emit(str(error))


def _end_text(end: "TrainingEnd") -> str:
    if end.state == "done" and end.names_alone:
        return tr("A model has learned your names, and finds them better.")
    if end.state == "done":
        return tr("A model has learned your photos, and finds them better.")
    if end.state == "refused":
        return tr("The personalised model has not proved better, and is not used.")
    if end.state == "cancelled":
        return tr("The training was discarded elsewhere.")
    return end.sentence or tr("The training could not go on.")
