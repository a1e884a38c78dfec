"""The backups of the catalogue."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QListWidget, QPushButton, QWidget

from photoapp.gui.language import tr
from photoapp.gui.settings.form import Number, buttons, column, form, note
from photoapp.gui.settings.source import SettingsSource

if TYPE_CHECKING:
    from photoapp.catalog.backing_up import BackupReport
    from photoapp.library import Library
    from photoapp.settings import Settings

_MOST = 15


class BackupsPage(QWidget):
    """How many are kept, which there are, and making one now."""

    def __init__(self, source: SettingsSource) -> None:
        super().__init__()
        self._source = source
        name = tr("Backups kept at most")
        self.count = Number(name, 1, _MOST, lambda n: source.change(backups=n))
        self.list = QListWidget()
        self.make = QPushButton(tr("&Back up now"))
        self.outcome = note()
        self._lay_out()
        self.make.clicked.connect(self._make)

    def refresh(self) -> None:
        """Ask for the backups anew."""
        self._source.run(_listed, self._show)

    def show_settings(self, settings: "Settings") -> None:
        """Show what is set."""
        self.count.show_value(settings.backups)

    def _show(self, backups: list[tuple[date, int, bool]]) -> None:
        self.list.clear()
        for day, size, whole in backups:
            without = "" if whole else "  ·  " + tr("without what the model saw")
            self.list.addItem(f"{_day(day)}  ·  {_size(size)}{without}")
        if not backups:
            self.list.addItem(tr("None yet; one is made about once a day."))

    def _make(self) -> None:
        self.make.setEnabled(False)
        self.outcome.setText(tr("Backing up…"))
        self._source.run(lambda library: library.backups.make(), self._made, self._over)

    def _made(self, report: "BackupReport") -> None:
        self.outcome.setText(_sentence(report))
        self.refresh()

    def _over(self) -> None:
        self.make.setEnabled(True)
        if self.outcome.text() == tr("Backing up…"):
            self.outcome.clear()

    def _lay_out(self) -> None:
        self.list.setAccessibleName(tr("Backups"))
        self.list.setObjectName("settings-list")
        self.list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        layout = column(self)
        layout.addWidget(
            note(
                tr(
                    "The catalogue holds your ratings, albums, captions and what is known of each "
                    "photo. It is backed up about once a day; the photos themselves are not."
                )
            )
        )
        fields = form()
        fields.addRow(tr("Backups kept at most"), self.count)
        layout.addLayout(fields)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons(self.make))
        layout.addWidget(self.outcome)
        layout.addWidget(
            note(
                tr(
                    "To put a backup in the place of a damaged catalogue, close this window and "
                    "run: photoapp doctor --restore"
                )
            )
        )


def _listed(library: "Library") -> list[tuple[date, int, bool]]:
    return [(b.seen_on, b.byte_size, b.whole) for b in library.backups.all()]


def _day(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)


def _size(byte_size: int) -> str:
    return QLocale().formattedDataSize(byte_size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def _sentence(report: "BackupReport") -> str:
    sentences = {
        "made": tr("The catalogue is backed up."),
        "unchanged": tr("Nothing has changed since the last backup."),
        "busy": tr("Another backup is being made just now."),
    }
    return sentences.get(report.outcome) or tr(
        "The catalogue was not backed up: {reason}", reason=report.note
    )
