"""A word on a plate, with a cross to remove it: a filter, or a keyword."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from photoapp.gui.icons import label_color, tinted
from photoapp.gui.language import tr

_MARGIN = 8
_GAP = 4
_ICON = 14
_CROSS = 12
_MOST_WIDTH = 240


class ChipWidget(QWidget):
    """Shows a word that can be removed, by its cross or with Delete.

    Signals:
        removed: it is to go.
        chosen: it was clicked, or Enter pressed on it.
        moved: the keyboard is to go to another one, so many further on.

    """

    removed = Signal()
    chosen = Signal()
    moved = Signal(int)

    def __init__(
        self, text: str, icon: str = "", tip: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.text = text
        self._icon = icon
        self._picture = QPixmap()
        self._hovered = False
        self.setToolTip(tip or text)
        self.setAccessibleName(tr("{what}, Delete removes it", what=text))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_picture(self, picture: QPixmap) -> None:
        """Show a small picture before the text."""
        self._picture = picture
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return what the whole word needs, up to a width."""
        text = self.fontMetrics().horizontalAdvance(self.text) + 1
        width = self._text_left() + text + _GAP + _CROSS + _MARGIN
        return QSize(min(width, _MOST_WIDTH), self._height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return room for a few letters."""
        return QSize(self._text_left() + 3 * _CROSS + _MARGIN, self._height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint plate, icon, word and cross."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        palette = self.palette()
        quiet = palette.color(QPalette.ColorRole.PlaceholderText)
        accent = palette.color(QPalette.ColorRole.Highlight)
        painter.setPen(accent if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.Midlight))
        plate = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(plate, plate.height() / 2, plate.height() / 2)
        self._paint_front(painter, quiet)
        cross = self._cross()
        if self._hovered:
            quiet = palette.color(QPalette.ColorRole.WindowText)
        ratio = self.devicePixelRatioF()
        painter.drawPixmap(cross.topLeft(), tinted("close", _CROSS, quiet, ratio))
        left = self._text_left()
        space = QRect(left, 0, cross.left() - _GAP - left, self.height())
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        shown = self.fontMetrics().elidedText(self.text, Qt.TextElideMode.ElideRight, space.width())
        painter.drawText(space, Qt.AlignmentFlag.AlignVCenter, shown)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take the press, so that the release comes here too."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go, or be chosen."""
        place = event.position().toPoint()
        if event.button() != Qt.MouseButton.LeftButton or not self.rect().contains(place):
            return
        (self.removed if self._is_cross(place) else self.chosen).emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Light up the cross."""
        self._hover(self._is_cross(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Put the light out."""
        super().leaveEvent(event)
        self._hover(False)

    def focusInEvent(self, event: QEvent) -> None:  # noqa: N802
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QEvent) -> None:  # noqa: N802
        """Show that the keyboard has gone."""
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Remove, choose, or go to the next one."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit()
        elif event.key() in steps:
            self.moved.emit(steps[event.key()])
        else:
            super().keyPressEvent(event)

    def _paint_front(self, painter: QPainter, color: QColor) -> None:
        size = self._front()
        place = QRect(QPoint(_MARGIN, (self.height() - size) // 2), QSize(size, size))
        if not self._picture.isNull():
            shape = QSize(self._picture.size()).scaled(
                size, size, Qt.AspectRatioMode.KeepAspectRatio
            )
            inside = QRect(QPoint(), shape)
            inside.moveCenter(place.center())
            painter.drawPixmap(inside, self._picture)
        elif self._icon.startswith("dot "):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(label_color(self._icon.removeprefix("dot ")))
            painter.drawEllipse(place.adjusted(2, 2, -2, -2))
        elif self._icon:
            ratio = self.devicePixelRatioF()
            painter.drawPixmap(place.topLeft(), tinted(self._icon, size, color, ratio))

    def _front(self) -> int:
        """Return how large what stands before the text is."""
        return _ICON if self._picture.isNull() else self._height() - 6

    def _text_left(self) -> int:
        has_front = bool(self._icon) or not self._picture.isNull()
        return _MARGIN + (self._front() + _GAP if has_front else 2)

    def _height(self) -> int:
        plain = self.fontMetrics().height() + 8
        return plain if self._picture.isNull() else plain + 16

    def _cross(self) -> QRect:
        corner = QPoint(self.width() - _MARGIN - _CROSS + 1, (self.height() - _CROSS) // 2)
        return QRect(corner, QSize(_CROSS, _CROSS))

    def _is_cross(self, place: QPoint) -> bool:
        return place.x() >= self._cross().left() - _GAP

    def _hover(self, hovered: bool) -> None:
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()
