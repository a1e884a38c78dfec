"""Whether a personalised model is better, and what shows it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from photoapp.gui.language import tr, tr_n
from photoapp.gui.personal.before_after import BeforeAfter
from photoapp.gui.personal.examples import ExampleRow
from photoapp.gui.personal.facts import RunFacts, VerdictFacts
from photoapp.gui.personal.layout import Section, show_text, text
from photoapp.gui.personal.search_pairs import SearchPairs
from photoapp.gui.personal.texts import date_text, method_name, percent
from photoapp.gui.pictures.thumbnail_loader import ThumbnailLoader
from photoapp.gui.settings.form import buttons


class VerdictSection(Section):
    """The verdict on one run.

    Signals:
        use_asked: the run's model is to answer searches.
        report_asked: the whole report is to be opened.

    """

    use_asked = Signal()
    report_asked = Signal()

    def __init__(self, thumbnails: ThumbnailLoader, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._run: RunFacts | None = None
        self.headline = text(scale=1.2)
        self.sentence, self.reasons = text(), text(quiet=True)
        self.figures = BeforeAfter(self)
        self.improved = ExampleRow(tr("Found further in front now"), thumbnails, self)
        self.worsened = ExampleRow(tr("Found further behind now"), thumbnails, self)
        self.searches = SearchPairs(thumbnails, self)
        self.use = QPushButton(tr("&Use It"), self)
        self.report = QPushButton(tr("&Open the Report"), self)
        self.use.clicked.connect(lambda _=False: self.use_asked.emit())
        self.report.clicked.connect(lambda _=False: self.report_asked.emit())
        self._lay_out()

    @property
    def run(self) -> RunFacts | None:
        """The run that is shown."""
        return self._run

    def show_run(self, run: RunFacts) -> None:
        """Show a run, until its verdict is there with what is known of it."""
        self._run = run
        heading = tr(
            "Result of {date}, {method}",
            date=date_text(run.made_at),
            method=method_name(run.method),
        )
        self.heading.setText(heading)
        self.setAccessibleName(heading)
        self.headline.setText(_headline(run))
        self.use.setVisible(run.state == "done" and not run.active)
        self.use.setEnabled(True)
        self.use.setDefault(True)
        show_text(self.sentence, run.sentence)
        for part in (self.reasons, self.figures, self.improved, self.worsened, self.searches):
            part.hide()

    def show_verdict(self, verdict: VerdictFacts) -> None:
        """Show what the run came to."""
        if self._run is None or verdict.run != self._run.name:
            return
        self.headline.setText(_headline(self._run, verdict))
        found = _found(verdict)
        show_text(self.sentence, found or verdict.sentence)
        why = (verdict.sentence,) if found and not verdict.better else ()
        show_text(self.reasons, "\n".join(verdict.reasons or why))
        self.figures.show_measures(verdict.measures)
        self.improved.show_examples(verdict.improved)
        self.worsened.show_examples(verdict.worsened)
        self.searches.show_pairs(verdict.searches)

    def _lay_out(self) -> None:
        for widget in (self.headline, self.sentence, self.reasons):
            self.column.addWidget(widget)
        self.column.addSpacing(4)
        self.column.addLayout(buttons(self.use, self.report))
        self.column.addSpacing(8)
        for widget in (self.figures, self.improved, self.worsened, self.searches):
            self.column.addWidget(widget)


def _headline(run: RunFacts, verdict: VerdictFacts | None = None) -> str:
    if run.active:
        return tr("This model answers searches")
    if run.state != "done":
        return tr("It has not proved better, and is not used")
    if verdict is None:
        return tr("It has proved better")
    if verdict.names_alone:
        return tr("It finds your names better")
    return tr("It finds your photos better")


def _found(verdict: VerdictFacts) -> str:
    """Return in plain words how many photos are found, where photos had captions to find them."""
    shown = {measure.kind: measure for measure in verdict.measures}
    if "ten" not in shown or not verdict.photos:
        return ""
    ten = shown["ten"]
    return tr_n(
        "1 photo was looked for by its own captions, with a model that had not learned from it: "
        "{after} % is among the first ten now, {before} % before.",
        "{n} photos were looked for by their own captions, each with a model that had not learned "
        "from it: {after} % are among the first ten now, {before} % before.",
        verdict.photos,
        after=percent(ten.after),
        before=percent(ten.before),
    )
