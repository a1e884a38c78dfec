"""A slim strip with one sentence, which can be put away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from photoapp.gui.icons import icon, tinted
from photoapp.gui.language import tr

_ICON = 16


class Banner(QWidget):
    """Says something that matters for what is shown.

    Signals:
        action_asked: the button beside the sentence was pressed.

    """

    action_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLabel(self)
        self.action = QPushButton(self)
        self.close_button = QToolButton(self)
        self._put_away = ""
        self._icon = ""
        self._lay_out()
        self.close_button.clicked.connect(self._close)
        self.action.clicked.connect(self.action_asked)
        self.hide()

    def show_text(
        self, text: str, icon_name: str = "info", action: str = "", topic: str = ""
    ) -> None:
        """Show a sentence, and a button if ``action`` has a text.

        What was put away stays away, until there is something about another ``topic`` (the text
        where none is given) to be said.
        """
        topic = topic or text
        self.text.setText(text)
        self.text.setToolTip(text)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self._icon, self._topic = icon_name, topic
        self.setVisible(topic != self._put_away)
        self.update()

    def clear(self) -> None:
        """Say nothing; what comes next is shown, whatever it is."""
        self._put_away = ""
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the strip, and the icon at its left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Midlight))
        painter.drawRoundedRect(self.rect(), 6, 6)
        color = self.palette().color(QPalette.ColorRole.WindowText)
        picture = tinted(self._icon or "info", _ICON, color, self.devicePixelRatioF())
        painter.drawPixmap(10, (self.height() - _ICON) // 2, picture)

    def _close(self) -> None:
        self._put_away = self._topic
        self.hide()

    def _lay_out(self) -> None:
        self._topic = ""
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.action.setFlat(True)
        self.close_button.setIcon(icon("close"))
        self.close_button.setAutoRaise(True)
        self.close_button.setToolTip(tr("Put this away"))
        self.close_button.setAccessibleName(tr("Put this away"))
        row = QHBoxLayout(self)
        row.setContentsMargins(10 + _ICON + 8, 4, 4, 4)
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        row.addWidget(self.action)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
