"""A training that goes on, rests, or has failed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from photoapp.gui.language import number, tr
from photoapp.gui.personal.curve import Curve
from photoapp.gui.personal.facts import RunFacts
from photoapp.gui.personal.layout import Section, show_text, text
from photoapp.gui.personal.texts import percent, stage_text
from photoapp.gui.settings.form import buttons
from photoapp.gui.strip.progress_texts import duration

if TYPE_CHECKING:
    from photoapp.events import TrainingProgress

_STEPS = 1000


class LiveSection(Section):
    """Shows how a training goes, and lets it rest, go on or end.

    Signals:
        pause_asked, resume_asked, cancel_asked: what the buttons say.

    """

    pause_asked = Signal()
    resume_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Personalising"), parent)
        self.stage, self.note = text(), text(quiet=True)
        self.bar = QProgressBar(self)
        self.loss = Curve(tr("Loss"), _loss, self)
        self.score = Curve(tr("Kept-aside photos found"), _share, self)
        self.pause = QPushButton(tr("P&ause"), self)
        self.resume = QPushButton(tr("&Resume"), self)
        self.cancel = QPushButton(tr("Cance&l…"), self)
        self._lay_out()
        for button, asked in (
            (self.pause, self.pause_asked),
            (self.resume, self.resume_asked),
            (self.cancel, self.cancel_asked),
        ):
            button.clicked.connect(lambda _=False, asked=asked: asked.emit())

    def begin(self, *, anew: bool = True) -> None:
        """Show that a training begins ``anew``, or goes on with the one that is drawn."""
        if anew:
            self.loss.clear()
            self.score.clear()
        self._show_curves()
        self.bar.setRange(0, 0)
        self._show(stage_text("", 0, 0), "", goes_on=True)
        self.cancel.setText(tr("Cance&l…"))

    def show_progress(self, event: "TrainingProgress") -> None:
        """Show how far it has come."""
        stage = stage_text(event.stage, event.done, event.total)
        if event.seconds_left:
            stage += "  ·  " + tr("{time} left", time=duration(event.seconds_left))
        self.stage.setText(stage)
        self.bar.setRange(0, _STEPS if event.total else 0)
        self.bar.setValue(round(_STEPS * event.done / max(event.total, 1)))
        if event.loss is not None:
            self.loss.add(event.part, event.epoch, event.epochs, event.loss)
        if event.score is not None:
            self.score.add(event.part, event.epoch, event.epochs, event.score)
        self._show_curves()

    def show_note(self, sentence: str) -> None:
        """Say what happened on the way: a photo that was left out, say."""
        show_text(self.note, sentence)

    def show_warm(self, temperature: float, *, resting: bool) -> None:
        """Say that it rests for a while as the computer is too warm, or no longer does."""
        if resting:
            degrees = number(round(temperature))
            self.stage.setText(tr("Resting until it is cooler: {n} °C", n=degrees))
        else:
            self.stage.setText(stage_text("fitting", 0, 0))

    def show_pausing(self) -> None:
        """Say that it is about to rest."""
        self.stage.setText(tr("Pausing…"))
        self.pause.setEnabled(False)

    def show_elsewhere(self, run: RunFacts) -> None:
        """Show a training that another process began, and goes on with."""
        stage = stage_text(run.stage, 0, 0)
        if run.seconds_left:
            stage += "  ·  " + tr("{time} left", time=duration(run.seconds_left))
        note = tr("{run} was begun elsewhere, in a terminal perhaps.", run=run.name)
        self._show(stage, note, goes_on=True)
        for unknown in (self.bar, self._curves):
            unknown.hide()
        self.cancel.setText(tr("Cance&l…"))

    def show_run(self, run: RunFacts) -> None:
        """Show a training that rests or has failed."""
        if run.state == "failed":
            text = tr(
                "It could not go on. Once that is mended try again; or begin anew below, for "
                "captions that were written since count only then."
            )
        else:
            text = tr("Paused. Nothing of what was learned is lost.")
        self._show(text, run.sentence, goes_on=False)
        self._show_curves()
        failed = run.state == "failed"
        self.resume.setText(tr("&Try Again") if failed else tr("&Resume"))
        self.resume.setDefault(not failed)
        self.cancel.setText(tr("De&lete…") if failed else tr("Cance&l…"))

    def _show(self, stage: str, note: str, *, goes_on: bool) -> None:
        self.stage.setText(stage)
        show_text(self.note, note)
        self.bar.setVisible(goes_on)
        self.pause.setVisible(goes_on)
        self.pause.setEnabled(goes_on)
        self.resume.setVisible(not goes_on)
        self.cancel.setVisible(True)

    def _show_curves(self) -> None:
        self._curves.setVisible(bool(self.loss.values))
        self.score.setVisible(bool(self.score.values))

    def _lay_out(self) -> None:
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(self.fontMetrics().height() // 2)
        self.bar.setAccessibleName(tr("How far the training has come"))
        self.note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.score.setToolTip(
            tr("Photos that it does not learn from: how many their own caption finds")
        )
        self._curves = QWidget(self)
        beside = QHBoxLayout(self._curves)
        beside.setContentsMargins(0, 4, 0, 4)
        beside.setSpacing(24)
        beside.addWidget(self.loss, 1)
        beside.addWidget(self.score, 1)
        for widget in (self.stage, self.bar, self._curves, self.note):
            self.column.addWidget(widget)
        self.column.addLayout(buttons(self.pause, self.resume, self.cancel))


def _loss(value: float) -> str:
    return QLocale().toString(value, "f", 3)


def _share(value: float) -> str:
    return tr("{n} %", n=percent(value))
