"""One training at a time, wherever one looks in the window: begun, paused, taken up, given up."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

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
    paused_run,
)
from photoapp.gui.notifications import Notifications
from photoapp.gui.personal.training_strip import TrainingStrip

if TYPE_CHECKING:
    from photoapp.gui.personal.facts import Choice, TrainingEnd


class Training(QObject):
    """Runs a training in the background, and says in the strip below how it stands.

    Signals:
        began: one begins or goes on.
        told: an ``Event`` of it.
        ended: it goes on no more; carries a ``TrainingEnd``, None where it could not be begun.
        discarded: one has been given up, and its folder is gone.
        failed: something could not be done; carries a sentence.

    """

    began = Signal()
    told = Signal(object)
    ended = Signal(object)
    discarded = Signal()
    failed = Signal(str)

    def __init__(
        self, window: MainWindow, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window, self._behind = window, background
        self._notifications: Notifications | None = None
        self._waiting = ""  # a run that waits to go on
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

    def begin(self, choice: "Choice") -> None:
        """Prepare a training, and begin it."""
        self._start(partial(begin_training, self._behind.session.library, choice))

    def resume(self, run: str) -> None:
        """Go on with a training that rests."""
        self._start(partial(go_on_training, self._behind.session.library, run))

    def pause(self) -> None:
        """Let it rest soon; nothing is lost."""
        self.run.stop()

    def give_up(self, run: str = "") -> None:
        """Delete a training and all that it has learned; without a name the one that goes on."""
        if not run:
            self._given_up = True
            self.run.stop()
            return
        if self._waiting == run:
            self._show_waiting("")
        work = partial(discard_training, self._behind.session.library, run)
        self._behind.tasks.run(work, lambda _: self.discarded.emit(), self._refused)

    def _start(self, work: LongWork) -> None:
        if self.run.start(work):
            self._given_up, self._waiting = False, ""
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
        if end is not None and self._given_up:
            self.give_up(end.run)
        elif end is not None and end.state == "paused":
            self._show_waiting(end.run)
        elif end is not None:
            self._notifications.say_ended(_end_text(end))
            self._behind.acting.said.emit(_end_text(end))
        self.ended.emit(end)

    def look_for_paused(self) -> None:
        """Offer to go on with what a window was closed over, or what was killed."""
        library = self._behind.session.library
        self._behind.tasks.run(partial(paused_run, library), self._show_waiting, self._refused)

    def _show_waiting(self, run: str) -> None:
        self._waiting = run
        if self.running:
            return
        if run:
            self.strip.show_paused()
        else:
            self.strip.show_nothing()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, PhotoappError):
            raise error
        self.failed.emit(str(error))


def _end_text(end: "TrainingEnd") -> str:
    if end.state == "done":
        return tr("A model has learned your photos, and finds them better.")
    if end.state == "refused":
        return tr("The personalised model is not better, and is not used.")
    return end.sentence or tr("The training could not go on.")
