"""Whether there is a newer photoapp, asked in the background where somebody wants to know."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QDesktopServices

from photoapp.gui.behind.background import Background
from photoapp.gui.main.main_window import MainWindow
from photoapp.gui.strip.new_version_button import NewVersionButton

_HOUR_MILLISECONDS = 3_600_000


class TellingVersions(QObject):
    """Shows that there is a newer photoapp; the library knows whether it is time to ask."""

    def __init__(
        self, window: MainWindow, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._behind = background
        self.button = NewVersionButton(window)
        self.button.page_asked.connect(QDesktopServices.openUrl)
        window.add_to_strip(self.button)
        self._hourly = QTimer(self, interval=_HOUR_MILLISECONDS)
        self._hourly.timeout.connect(self._ask)
        background.session.opened.connect(self._ask)
        background.session.opened.connect(self._hourly.start)
        background.settings.changed.connect(lambda _: self._ask())

    def _ask(self) -> None:
        newer = self._behind.session.library.new_versions.newer
        self._behind.tasks.run(newer, self.button.show_release, series="new version")
