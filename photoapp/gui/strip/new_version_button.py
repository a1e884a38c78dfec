"""Says that there is a newer photoapp, to those who want to know."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from photoapp.gui.language import tr

if TYPE_CHECKING:
    from photoapp.releases import Release


class NewVersionButton(QPushButton):
    """A quiet line in the strip below; hidden while there is nothing new.

    Signals:
        page_asked: the user wants to read of the new version; carries its page's QUrl.

    """

    page_asked = Signal(QUrl)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = QUrl()
        self.setFlat(True)
        self.clicked.connect(lambda: self.page_asked.emit(self._page))
        self.hide()

    def show_release(self, release: "Release | None") -> None:
        """Show that there is a newer version, or nothing."""
        if release is not None:
            self._page = QUrl(release.page)
            self.setText(tr("photoapp {version} is out", version=release.version))
            self.setToolTip(release.page)
            self.setEnabled(bool(release.page))
        self.setVisible(release is not None)
