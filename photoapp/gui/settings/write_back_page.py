"""Whether what people say of photos is written into their files."""

import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from photoapp.gui.language import tr, tr_n
from photoapp.gui.settings.asking import Ask, ask
from photoapp.gui.settings.form import Choice, buttons, column, form, note
from photoapp.gui.settings.source import SettingsSource

if TYPE_CHECKING:
    from photoapp.library import Library
    from photoapp.library.write_back import WriteBackReport, WriteBackStatus
    from photoapp.settings import Settings


class WriteBackPage(QWidget):
    """Where keywords, ratings, captions and colours go, what waits, and taking it back."""

    def __init__(self, source: SettingsSource, asking: Ask = ask) -> None:
        super().__init__()
        self._source = source
        self._ask = asking
        self._policy = "off"
        self._stopped = threading.Event()
        policies = (
            ("off", tr("Nowhere: files are not touched")),
            ("files", tr("Into the photos' files")),
            ("sidecars", tr("Into files beside them (XMP)")),
            ("files or sidecars", tr("Into the files, or beside them")),
        )
        self.policy = Choice(
            tr("What you say is written"), policies, lambda value: source.change(write_back=value)
        )
        self.state = QLabel()
        self.reasons = note()
        self.outcome = note()
        self.write = QPushButton(tr("&Write now"))
        self.undo = QPushButton(tr("&Take back what was written last…"))
        self._lay_out()
        self.write.clicked.connect(self._write)
        self.undo.clicked.connect(self._ask_to_undo)

    def refresh(self) -> None:
        """Ask anew for what waits."""
        self._source.run(lambda library: library.write_back.status(), self._show)

    def stop(self) -> None:
        """End what goes on soon; what is not written waits for the next time."""
        self._stopped.set()

    def show_settings(self, settings: "Settings") -> None:
        """Show what is set."""
        self._policy = settings.write_back
        self.policy.show_value(settings.write_back)
        if self.isVisible():
            self.refresh()

    def _show(self, status: "WriteBackStatus") -> None:
        pending = status.pending
        self.state.setText(
            tr_n(
                "The file of 1 photo does not say yet what you say of it.",
                "The files of {n} photos don't say yet what you say of them.",
                pending,
            )
            if pending
            else tr("All that you say of your photos is in their files.")
        )
        self.reasons.setText("\n".join(reason.sentence for reason in status.reasons))
        self.reasons.setVisible(bool(status.reasons))
        self.write.setEnabled(pending > 0 and status.policy != "off")
        self.undo.setEnabled(status.undoable > 0)

    def _write(self) -> None:
        self.write.setEnabled(False)
        self.outcome.setText(tr("Writing…"))
        self._source.run(partial(_written, self._stopped), self._wrote, self.refresh)

    def _wrote(self, report: "WriteBackReport") -> None:
        self.outcome.setText(
            tr_n("1 photo was written.", "{n} photos were written.", report.written)
        )

    def _ask_to_undo(self) -> None:
        question = tr(
            "Bring back the files as they were before the last writing? What you say of the "
            "photos stays here, and is not written again before you say something new of them."
        )
        self._ask(self, question, tr("Take back"), self._undo)

    def _undo(self) -> None:
        self.undo.setEnabled(False)
        self._source.run(_taken_back, self._undone, self.refresh)

    def _undone(self, count: int) -> None:
        self.outcome.setText(tr_n("1 photo is as before.", "{n} photos are as before.", count))

    def _lay_out(self) -> None:
        self.state.setWordWrap(True)
        layout = column(self)
        layout.addWidget(
            note(
                tr(
                    "Keywords, ratings, captions and colours can be written where other programs "
                    "read them. Nothing else of a file changes, and it can be taken back."
                )
            )
        )
        fields = form()
        fields.addRow(tr("What you say is written"), self.policy)
        layout.addLayout(fields)
        layout.addWidget(
            note(tr("Raw files are never written; only files beside them can say it."))
        )
        layout.addSpacing(16)
        layout.addWidget(self.state)
        layout.addWidget(self.reasons)
        layout.addLayout(buttons(self.write, self.undo))
        layout.addWidget(self.outcome)
        layout.addStretch(1)


def _written(stop: threading.Event, library: "Library") -> "WriteBackReport":
    return library.write_back.run(stop=stop, refused=lambda _: None)


def _taken_back(library: "Library") -> int:
    return library.write_back.undo_last()
