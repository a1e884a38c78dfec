"""The photos before and after the one that is shown, small, in a row."""

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from photoapp.gui.language import number, tr
from photoapp.gui.viewer.shown_photos import Thumbnails

_CELL = QSize(84, 60)
_GAP = 4
_MARGIN = 8
_PITCH = _CELL.width() + _GAP
_FRAME = 2
_KEPT = 200
_NOTCH = 120


class Filmstrip(QWidget):
    """Paints only what is in sight, so that it may be of any length.

    Signals:
        chosen: a photo was clicked; carries its row.

    """

    chosen = Signal(int)

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._ids: Sequence[int] = ()
        self._row = 0
        self._left = 0  # of what is in sight, from the first photo on
        self._small: OrderedDict[int, QPixmap] = OrderedDict()
        self._looking = QTimer(self, singleShot=True, interval=0)
        self._looking.timeout.connect(self._want)
        thumbnails.changed.connect(self._changed)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_CELL.height() + 2 * _MARGIN)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("Filmstrip"))

    def show_photos(self, photo_ids: Sequence[int], row: int) -> None:
        """Show photos, the one of a row in the middle."""
        self._ids = photo_ids
        self.set_row(row)

    def set_row(self, row: int) -> None:
        """Mark the photo of a row, and move it to the middle."""
        self._row = row
        self._scroll_to(row * _PITCH + _CELL.width() // 2 - self.width() // 2)
        place = tr("{n} of {count}", n=number(row + 1), count=number(len(self._ids)))
        self.setAccessibleDescription(place)

    def forget(self, photo_id: int) -> None:
        """Draw a photo's thumbnail anew."""
        self._changed(photo_id)
        self._looking.start()

    def rows_in_sight(self) -> range:
        """Return the rows of which at least a part can be seen."""
        first = max(0, self._left // _PITCH)
        end = (self._left + self.width() + _PITCH - 1) // _PITCH
        return range(first, max(first, min(len(self._ids), end)))

    def place_of(self, row: int) -> QRect:
        """Return where the photo of a row is drawn."""
        return QRect(QPoint(row * _PITCH - self._left, _MARGIN), _CELL)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the photos in sight."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Window))
        for row in self.rows_in_sight():
            if self.place_of(row).intersects(event.rect()):
                self._paint_photo(painter, row)
        painter.end()

    def resizeEvent(self, _event: QResizeEvent) -> None:  # noqa: N802
        """Keep the current photo in the middle."""
        self.set_row(self._row)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go to the photo that was clicked."""
        row = (self._left + round(event.position().x())) // _PITCH
        if event.button() == Qt.MouseButton.LeftButton and 0 <= row < len(self._ids):
            self.chosen.emit(row)
        elif event.button() != Qt.MouseButton.LeftButton:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Look further along, without going to another photo."""
        turned = event.angleDelta().x() or event.angleDelta().y()
        self._scroll_to(self._left - turned * _PITCH // _NOTCH)
        event.accept()

    def _scroll_to(self, left: int) -> None:
        spare = len(self._ids) * _PITCH - _GAP - self.width()
        if spare < -2 * _MARGIN:  # few photos stand in the middle
            self._left = spare // 2
        else:
            self._left = min(max(-_MARGIN, left), spare + _MARGIN)
        self._looking.start()
        self.update()

    def _want(self) -> None:
        """Ask for what is in sight, then for as much after it and before it."""
        if not self.isVisible():
            return
        seen = self.rows_in_sight()
        after = range(seen.stop, min(len(self._ids), seen.stop + len(seen)))
        before = range(seen.start - 1, max(-1, seen.start - 1 - len(seen)), -1)
        self._thumbnails.want(self._ids[row] for rows in (seen, after, before) for row in rows)

    def _changed(self, photo_id: int) -> None:
        self._small.pop(photo_id, None)
        for row in self.rows_in_sight():
            if self._ids[row] == photo_id:
                self.update(self.place_of(row))

    def _paint_photo(self, painter: QPainter, row: int) -> None:
        cell = self.place_of(row)
        picture = self._scaled(self._ids[row])
        if picture is None:
            ground = self.palette().color(QPalette.ColorRole.AlternateBase)
            painter.fillRect(cell.adjusted(12, 6, -12, -6), ground)
            shown = cell
        else:
            shown = QRect(cell.topLeft(), picture.deviceIndependentSize().toSize())
            shown.moveCenter(cell.center())
            painter.setOpacity(1.0 if row == self._row else 0.6)
            painter.drawPixmap(shown.topLeft(), picture)
            painter.setOpacity(1.0)
        if row == self._row:
            accent = self.palette().color(QPalette.ColorRole.Highlight).lighter(130)
            painter.setPen(QPen(accent, _FRAME, j=Qt.PenJoinStyle.MiterJoin))
            painter.drawRect(shown.adjusted(-2, -2, 1, 1))

    def _scaled(self, photo_id: int) -> QPixmap | None:
        if photo_id in self._small:
            self._small.move_to_end(photo_id)
            return self._small[photo_id]
        thumbnail = self._thumbnails.picture(photo_id)
        if thumbnail is None:
            return None
        ratio = self.devicePixelRatioF()
        small = thumbnail.scaled(
            _CELL * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        small.setDevicePixelRatio(ratio)
        self._small[photo_id] = small
        if len(self._small) > _KEPT:
            self._small.popitem(last=False)
        return small
