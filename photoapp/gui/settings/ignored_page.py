"""Which files and folders are left out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from photoapp.gui.language import tr
from photoapp.gui.settings.form import column, note
from photoapp.gui.settings.source import SettingsSource

if TYPE_CHECKING:
    from photoapp.settings import Settings

_REST_MILLISECONDS = 800
# Patterns are no words: they stay as they are in every language.
_EXAMPLE = "*.tmp\nThumbs*\nCameraUploads/old/*"


class IgnoredPage(QWidget):
    """The patterns, one a line; they are kept once the typing rests."""

    def __init__(self, source: SettingsSource) -> None:
        super().__init__()
        self._source = source
        self.text = QPlainTextEdit()
        self._kept: tuple[str, ...] = ()
        self._resting = QTimer(self, singleShot=True, interval=_REST_MILLISECONDS)
        self._resting.timeout.connect(self.keep)
        self.text.textChanged.connect(self._resting.start)
        self._lay_out()

    def show_settings(self, settings: "Settings") -> None:
        """Show what is set, unless something else is being typed."""
        self._kept = settings.ignore
        if not self._resting.isActive() and self._patterns() != settings.ignore:
            self.text.setPlainText("\n".join(settings.ignore))
            self._resting.stop()

    def keep(self) -> None:
        """Keep what has been typed."""
        self._resting.stop()
        if (patterns := self._patterns()) != self._kept:
            self._kept = patterns
            self._source.change(ignore=patterns)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Keep what has been typed, at once."""
        if self._resting.isActive():
            self.keep()
        super().hideEvent(event)

    def _patterns(self) -> tuple[str, ...]:
        lines = self.text.toPlainText().splitlines()
        return tuple(line.strip() for line in lines if line.strip())

    def _lay_out(self) -> None:
        self.text.setAccessibleName(tr("Patterns of what is left out, one a line"))
        self.text.setPlaceholderText(_EXAMPLE)
        self.text.setTabChangesFocus(True)
        layout = column(self)
        layout.addWidget(note(tr("Files and folders of these names are left out; one a line.")))
        layout.addWidget(self.text, 1)
        layout.addWidget(
            note(
                tr(
                    "* stands for anything, ? for one character. With a slash, a line means a path "
                    "below a watched folder: 2019/raw/*.dng. It holds with the next look at the "
                    "folders."
                )
            )
        )
