"""The page on which a model is personalised."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from photoapp.gui.language import tr, tr_n
from photoapp.gui.personal.captions_section import CaptionsSection
from photoapp.gui.personal.choice_section import ChoiceSection
from photoapp.gui.personal.facts import PersonalFacts, RunFacts, VerdictFacts, foremost_run
from photoapp.gui.personal.layout import Section, show_text, text
from photoapp.gui.personal.live_section import LiveSection
from photoapp.gui.personal.run_list import RunList
from photoapp.gui.personal.texts import date_text
from photoapp.gui.personal.verdict_section import VerdictSection
from photoapp.gui.pictures.thumbnail_loader import ThumbnailLoader
from photoapp.gui.settings.form import buttons

_WIDTH = 760


class PersonalPage(QScrollArea):
    """Captions, how to learn from them, how that goes, and what came of it.

    Args:
        thumbnails: of the library's photos.
        caption_key: what reaches the field for captions, empty if nothing does.

    Signals:
        run_chosen: another run's verdict is to be shown; carries the run's name.
        back_asked: the model that answered before is to answer again.
        left: the user goes back to the photos (Esc).

    """

    run_chosen = Signal(str)
    back_asked = Signal()
    left = Signal()

    def __init__(
        self, thumbnails: ThumbnailLoader, caption_key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._facts: PersonalFacts | None = None
        self._training = False
        self._ended = ""  # the training that ended last in this window
        self._next = ""  # the run to be shown once it is known
        self._verdict: VerdictFacts | None = None
        self.serving, self.problem = text(), text()
        self.back = QPushButton(tr("&Back to the Model Before"), self)
        self.captions = CaptionsSection(caption_key, self)
        self.choice = ChoiceSection(self)
        self.live = LiveSection(self)
        self.verdict = VerdictSection(thumbnails, self)
        self.runs = RunList(self)
        self._lay_out()
        self.back.clicked.connect(lambda _=False: self.back_asked.emit())
        self.runs.chosen.connect(self._choose)
        for part in (self.serving, self.back, self.problem, self.live, self.verdict, self._earlier):
            part.hide()

    @property
    def open_run(self) -> RunFacts | None:
        """The training that goes on or could, or else the last one, if that has failed."""
        return foremost_run(self._facts.runs) if self._facts else None

    @property
    def shown_run(self) -> RunFacts | None:
        """The run whose verdict is shown."""
        return None if self.verdict.isHidden() else self.runs.run

    def show_facts(self, facts: PersonalFacts) -> None:
        """Show what there is."""
        before, self._facts = self._facts, facts
        self.captions.show_captions(facts.captions)
        self.choice.show_captions(facts.captions)
        self.runs.show_runs(facts.runs)
        self._earlier.setVisible(bool(facts.runs))
        self._show_serving()
        self._show_state()
        if self._next in {run.name for run in facts.runs}:
            self.runs.choose(self._next)
        elif before is None:
            self._choose_undecided()
        self._next = ""
        self._choose(self.runs.run.name if self.runs.run else "")

    def show_training(self, goes_on: bool, ended: str = "") -> None:
        """Show that a training goes on in this window, or the one that has ``ended``."""
        if goes_on and not self._training:
            self.problem.hide()
            goes_on_with = self.open_run.name if self.open_run else ""
            self.live.begin(anew=not goes_on_with or goes_on_with != self._ended)
            self._verdict = None  # its name may be that of a run that was deleted
            self.runs.choose("")
            self.verdict.hide()
        self._training = goes_on
        self._ended = self._next = ended
        self._show_state()

    def show_elsewhere(self, run: RunFacts) -> None:
        """Show how far a training has come that another process goes on with."""
        if self._facts is not None:
            runs = (run if known.name == run.name else known for known in self._facts.runs)
            self._facts = replace(self._facts, runs=tuple(runs))
            self._show_state()

    def show_verdict(self, verdict: VerdictFacts) -> None:
        """Show what a run came to, if it is the one that is asked about."""
        self._verdict = verdict
        self.verdict.show_verdict(verdict)
        self._thumbnails.want(verdict.photo_ids)

    def show_problem(self, sentence: str) -> None:
        """Say why something can't be done, in sight; nothing if empty."""
        show_text(self.problem, sentence)
        if sentence:
            self.widget().layout().activate()  # else it has no place yet
            self.ensureWidgetVisible(self.problem)

    def show_switching(self, switching: bool) -> None:
        """Say that another model takes over just now, or no more."""
        for button in (self.verdict.use, self.back):
            button.setEnabled(not switching)
        text = tr("The photos are being made ready for the other model…")
        self.show_problem(text if switching else "")

    def begin(self) -> None:
        """Put the keyboard where one begins."""
        offered = (self.live.pause, self.live.resume, self.verdict.use, self.choice.begin)
        ready = (button for button in offered if button.isVisible() and button.isEnabled())
        next(ready, self.captions.bring).setFocus()

    def want_photos(self) -> None:
        """Load the photos again, which another page may have displaced."""
        if self._verdict is not None:
            self._thumbnails.want(self._verdict.photo_ids)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go back on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show_serving(self) -> None:
        active = next((run for run in self._facts.runs if run.active), None)
        self.back.setVisible(active is not None)
        self.serving.setVisible(active is not None)
        if active is not None:
            self.serving.setText(
                tr_n(
                    "A model answers that learned from 1 photo of yours on {date}.",
                    "A model answers that learned from {n} photos of yours on {date}.",
                    active.photos,
                    date=date_text(active.made_at),
                )
            )

    def _show_state(self) -> None:
        """Show what goes on, or what can be begun."""
        run = self.open_run
        self.live.setVisible(self._training or run is not None)
        self.choice.setVisible(not self._training and (run is None or run.state == "failed"))
        if run is not None and not self._training:
            (self.live.show_elsewhere if run.state == "running" else self.live.show_run)(run)

    def _choose_undecided(self) -> None:
        """Choose the last training, if it waits for being told whether its model is to be used."""
        last = self._facts.runs[:1]
        if last and last[0].state == "done" and not last[0].active:
            self.runs.choose(last[0].name)

    def _choose(self, name: str) -> None:
        run = next((run for run in self._facts.runs if run.name == name), None)
        if run is not None and run.is_judged:
            self._show_run(run)
        else:
            self.verdict.hide()

    def _show_run(self, run: RunFacts) -> None:
        known = self._verdict if self._verdict and self._verdict.run == run.name else None
        self.verdict.show()
        if known is not None and self.verdict.run == run:  # what is looked at stays as it is
            return
        self.verdict.show_run(run)
        if known is None:
            self.run_chosen.emit(run.name)
        else:
            self.verdict.show_verdict(known)

    def _lay_out(self) -> None:
        page = QWidget(self)
        page.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(page)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(24)
        top = QVBoxLayout()
        top.setSpacing(8)
        top.addWidget(text(tr("Personalise"), scale=1.5))
        about = text(quiet=True)
        about.setText(
            tr(
                "A model of your own learns how you describe your photos. It is used only if it "
                "proves better on photos it has not learned from, and nothing leaves this computer."
            )
        )
        top.addWidget(about)
        top.addWidget(self.serving)
        top.addLayout(buttons(self.back))
        top.addWidget(self.problem)
        column.addLayout(top)
        self._earlier = Section(tr("Trainings so far"), self)
        self._earlier.column.addWidget(self.runs)
        self._earlier.column.addSpacing(8)
        self._earlier.column.addWidget(self.verdict)
        for section in (self.live, self._earlier, self.captions, self.choice):
            column.addWidget(section)
        column.addStretch(1)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Personalise"))
