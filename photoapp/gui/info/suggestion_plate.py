"""A label that is only suggested: dashed, so that nobody takes it for a tag."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from photoapp.gui.icons import icon
from photoapp.gui.info.describing import percent, suggestion_text
from photoapp.gui.language import tr

if TYPE_CHECKING:
    from photoapp.catalog import Suggestion

_MARGIN = 10
_GAP = 6
_ICON = 14
_MOST_WIDTH = 260
_SPACE = "\N{NO-BREAK SPACE}"


class SuggestionPlate(QWidget):
    """Shows what is suggested and how sure that is, to be accepted or rejected.

    Signals:
        accepted: the photo is to be tagged so.
        rejected: it is not to be.

    """

    accepted = Signal()
    rejected = Signal()

    def __init__(self, suggestion: "Suggestion", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = suggestion.name
        self._sure = f"{percent(suggestion.chance)}{_SPACE}%"
        self.yes = self._button("check", tr("Accept “{label}”", label=suggestion.name))
        self.no = self._button("close", tr("Reject “{label}”", label=suggestion.name))
        self.yes.clicked.connect(self.accepted)
        self.no.clicked.connect(self.rejected)
        self.setToolTip(f"{suggestion.name}\n{suggestion_text(suggestion)}")
        self.setAccessibleName(
            tr("Suggested: {label}, {sure} sure", label=suggestion.name, sure=self._sure)
        )
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return what the whole name needs, up to a width."""
        name = self.fontMetrics().horizontalAdvance(self._name) + 1
        return QSize(min(_MARGIN + name + self._behind(), _MOST_WIDTH), self._height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return room for a few letters."""
        few = 4 * self.fontMetrics().averageCharWidth()
        return QSize(_MARGIN + few + self._behind(), self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the buttons at the end."""
        super().resizeEvent(event)
        side = self.height() - 4
        for place, button in enumerate((self.no, self.yes), 1):
            button.setGeometry(self.width() - 4 - place * side, 2, side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint a dashed outline, the name, and how sure it is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        quiet = self.palette().color(QPalette.ColorRole.PlaceholderText)
        pen = QPen(quiet, 1.0)
        pen.setDashPattern([3.0, 3.0])
        painter.setPen(pen)
        plate = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(plate, plate.height() / 2, plate.height() / 2)
        space = QRect(_MARGIN, 0, self.width() - _MARGIN - self._behind(), self.height())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        elided = Qt.TextElideMode.ElideRight
        name = self.fontMetrics().elidedText(self._name, elided, space.width())
        painter.drawText(space, Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(quiet)
        space.setLeft(space.left() + self.fontMetrics().horizontalAdvance(name) + _GAP)
        space.setRight(self.yes.x())
        painter.drawText(space, Qt.AlignmentFlag.AlignVCenter, self._sure)
        painter.end()

    def _button(self, drawing: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(drawing))
        button.setIconSize(QSize(_ICON, _ICON))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setToolTip(name)
        button.setAccessibleName(name)
        return button

    def _height(self) -> int:
        return self.fontMetrics().height() + 10

    def _behind(self) -> int:
        """Return the room that is taken behind the name."""
        sure = self.fontMetrics().horizontalAdvance(self._sure) + 1
        return _GAP + sure + _GAP + 2 * (self._height() - 4) + 4
