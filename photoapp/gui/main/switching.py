"""Another model takes over from the page of personalising: a new one, or the one before."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from photoapp.events import BuildProgress, Event
from photoapp.gui.behind.background import Background
from photoapp.gui.behind.long_run import LongRun
from photoapp.gui.language import tr, tr_n
from photoapp.gui.strip.progress_strip import ProgressStrip

if TYPE_CHECKING:
    from photoapp.library.personal import Activation


class Switching(QObject):
    """Lets another model answer, and has the photos looked at that it has not seen.

    Signals:
        began: photos are being made ready for the other model.
        ended: that is over, whatever came of it; carries an ``Activation``, None if it broke off.
        failed: it can't be done; carries a sentence.

    """

    began = Signal()
    ended = Signal(object)
    failed = Signal(str)

    def __init__(
        self, strip: ProgressStrip, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._strip, self._behind = strip, background
        self._run = LongRun(background.tasks, self)
        self._run.told.connect(self._hear)
        self._run.ended.connect(self._over)
        self._run.failed.connect(self.failed)

    def start(self, work: Callable[..., "Activation"]) -> None:
        """Begin with what ``work`` does with the library, unless another one takes over already."""
        if self._run.start(partial(work, self._behind.session.library)):
            self.began.emit()

    def stop(self) -> None:
        """End it soon; the next start of the window goes on."""
        self._run.stop()

    def _hear(self, event: Event) -> None:
        if isinstance(event, BuildProgress) and not self._behind.indexing.running:
            self._strip.show_progress(event)

    def _over(self, activation: "Activation | None") -> None:
        text = switched_text(activation) if activation is not None else ""
        if not self._behind.indexing.running:
            self._strip.end(text)
        elif text:
            self._strip.say(text)
        if activation is not None:
            self._look_at_what_is_left(activation)
        self.ended.emit(activation)

    def _look_at_what_is_left(self, activation: "Activation") -> None:
        """Begin with the photos that the other model has not seen."""
        indexing = self._behind.indexing
        if not activation.switched:
            self._behind.models.go_on()
        elif activation.left and indexing.running:  # with the model before
            indexing.run.ended.connect(
                lambda _: indexing.index_all(), Qt.ConnectionType.SingleShotConnection
            )
        elif activation.left:
            indexing.index_all()


def switched_text(activation: "Activation") -> str:
    """Return which model answers now, and how many photos it has not seen."""
    if not activation.switched and not activation.left:
        return tr("The new model does not answer, for another one was chosen meanwhile.")
    if not activation.switched:
        return tr_n(
            "The present model answers until the new one has looked at 1 more photo.",
            "The present model answers until the new one has looked at {n} more photos.",
            activation.left,
        )
    text = tr("{model} answers searches now", model=activation.name)
    if activation.left:
        text += "  ·  " + tr_n(
            "1 photo is still to be looked at",
            "{n} photos are still to be looked at",
            activation.left,
        )
    return text
