"""How many captions there are to learn from, and what more would help."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from photoapp.gui.language import tr
from photoapp.gui.personal.facts import CaptionFacts
from photoapp.gui.personal.layout import Section, show_text, text
from photoapp.gui.personal.texts import count_text, flaw_text, source_text
from photoapp.gui.settings.form import buttons


class CaptionsSection(Section):
    """The captions of the library, counted; where there are none, how to write them.

    Args:
        key: what reaches the field for captions, as people read it; empty if nothing does.

    Signals:
        import_asked, folder_asked, export_asked: captions are to come from a file or from those
            beside photos, or to be written to a file.

    """

    import_asked = Signal()
    folder_asked = Signal()
    export_asked = Signal()

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(tr("Captions"), parent)
        self._key = key
        self.count = text()
        self.source, self.flaws = text(quiet=True), text(quiet=True)
        self.advice, self.said = text(), text(quiet=True)
        self.bring = QPushButton(tr("&Import a File…"), self)
        self.folder = QPushButton(tr("Import a Fol&der…"), self)
        self.export = QPushButton(tr("E&xport…"), self)
        self.bring.setToolTip(tr("CSV or JSON lines: a photo's file and its caption in each row"))
        self.folder.setToolTip(tr("Text files beside photos, or an export of Google Photos"))
        for button, asked in (
            (self.bring, self.import_asked),
            (self.folder, self.folder_asked),
            (self.export, self.export_asked),
        ):
            button.clicked.connect(lambda _=False, asked=asked: asked.emit())
        for label in (self.count, self.source, self.flaws, self.advice):
            self.column.addWidget(label)
        self.column.addSpacing(4)
        self.column.addLayout(buttons(self.bring, self.folder, self.export))
        self.column.addWidget(self.said)
        self.said.hide()
        self.show_captions(CaptionFacts())

    def show_captions(self, facts: CaptionFacts) -> None:
        """Show how many there are, or how to write the first."""
        self.count.setText(count_text(facts) if facts.captions else _beginning(self._key))
        show_text(self.source, source_text(facts))
        show_text(self.flaws, flaw_text(facts))
        show_text(self.advice, "\n".join(facts.advice) if facts.captions else "")
        self.export.setEnabled(bool(facts.captions))

    def show_import(self, sentences: Sequence[str]) -> None:
        """Say what of a file was not taken over."""
        show_text(self.said, "\n".join(sentences))


def _beginning(key: str) -> str:
    how = tr(
        "None of your photos has a caption yet. Choose a photo and write in a sentence what is to "
        "be seen, as you would look for it: “Grandma cuts the cake in the garden”."
    )
    if key:
        how += " " + tr("{key} leads to the caption, in the panel at the right.", key=key)
    return how + " " + tr("A hundred captions of many different photos are a good beginning.")
