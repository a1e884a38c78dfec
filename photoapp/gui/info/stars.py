"""Five stars to click on."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from photoapp.gui.icons import tinted
from photoapp.gui.language import tr

_STARS = 5
_SIZE = 20
_STEP = 24
_MARGIN = 3


class Stars(QWidget):
    """Shows a rating, and lets give another.

    Signals:
        rated: the rating that was given, 0 for none.

    """

    rated = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rating: int | None = 0
        self._pointed: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_rating(0)

    def show_rating(self, rating: int | None) -> None:
        """Show a rating from 0 to 5; None where photos differ."""
        self._rating = rating
        text = tr("mixed") if rating is None else tr("{n} of 5", n=rating)
        self.setAccessibleName(tr("Rating: {rating}", rating=text))
        self.setToolTip(tr("Rating: {rating}", rating=text))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return room for five stars."""
        return QSize(_STARS * _STEP + 2 * _MARGIN - (_STEP - _SIZE), _SIZE + 2 * _MARGIN)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint as many stars full as the rating has, or as the mouse points at."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown = self._rating if self._pointed is None else self._pointed
        loud = self.palette().color(QPalette.ColorRole.WindowText)
        quiet = self.palette().color(QPalette.ColorRole.PlaceholderText)
        ratio = self.devicePixelRatioF()
        for star in range(1, _STARS + 1):
            full = shown is not None and star <= shown
            picture = tinted(
                "star-filled" if full else "star", _SIZE, loud if full else quiet, ratio
            )
            painter.drawPixmap(QPoint(_MARGIN + (star - 1) * _STEP, _MARGIN), picture)
        if self.hasFocus():
            painter.setPen(self.palette().color(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(QRect(self.rect()).adjusted(0, 0, -1, -1), 5, 5)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take the press, so that the release comes here too."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Give as many stars as are clicked on; the same again takes them away."""
        if event.button() == Qt.MouseButton.LeftButton:
            star = self._star_at(event)
            self._give(0 if star == self._rating else star)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show what a click would give."""
        self._pointed = self._star_at(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Show the rating again."""
        super().leaveEvent(event)
        self._pointed = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Rate by number, or one more or less by the arrows."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        number = event.key() - Qt.Key.Key_0
        if 0 <= number <= _STARS:
            self._give(number)
        elif event.key() in steps:
            self._give(min(_STARS, max(0, (self._rating or 0) + steps[event.key()])))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QEvent) -> None:  # noqa: N802
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QEvent) -> None:  # noqa: N802
        """Show that the keyboard has gone."""
        super().focusOutEvent(event)
        self.update()

    def _give(self, rating: int) -> None:
        self._pointed = None
        if rating != self._rating:
            self.show_rating(rating)
            self.rated.emit(rating)

    def _star_at(self, event: QMouseEvent) -> int:
        return min(_STARS, max(1, (int(event.position().x()) - _MARGIN) // _STEP + 1))
