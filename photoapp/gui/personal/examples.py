"""Photos that their own caption finds at another place than before."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from photoapp.gui.language import number, tr
from photoapp.gui.personal.facts import Example
from photoapp.gui.personal.layout import text
from photoapp.gui.search_bar.flow_layout import FlowLayout
from photoapp.gui.viewer.shown_photos import Thumbnails

_CELL = QSize(124, 93)
_GAP = 8
_ROUNDING = 4
_CAPTION_LINES = 2
_MOST = 5


class ExamplePhoto(QWidget):
    """A photo, its place before and after, and its caption."""

    def __init__(
        self, example: Example, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._example, self._thumbnails = example, thumbnails
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{example.caption}: {places_text(example)}")
        self.setToolTip(f"{example.caption}\n{example.path}")
        thumbnails.changed.connect(self._show)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return room for the photo and three lines."""
        lines = (1 + _CAPTION_LINES) * self.fontMetrics().height()
        return QSize(_CELL.width() + _GAP, _CELL.height() + 4 + lines + _GAP)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the photo, or where it is going to be, and what is said of it."""
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        self._paint_photo(painter)
        line, top = self.fontMetrics().height(), _CELL.height() + 4
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        places = QRect(0, top, _CELL.width(), line)
        painter.drawText(places, Qt.AlignmentFlag.AlignVCenter, places_text(self._example))
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        for place, shown in enumerate(self._caption_lines()):
            below = places.translated(0, (1 + place) * line)
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_photo(self, painter: QPainter) -> None:
        cell = QRect(0, 0, _CELL.width(), _CELL.height())
        photo_id = self._example.photo_id
        picture = None if photo_id is None else self._thumbnails.picture(photo_id)
        rounded = QPainterPath()
        rounded.addRoundedRect(QRectF(cell), _ROUNDING, _ROUNDING)
        painter.save()
        painter.setClipPath(rounded)
        painter.fillRect(cell, self.palette().alternateBase())
        if picture is not None:
            part = cell.size().scaled(picture.size(), Qt.AspectRatioMode.KeepAspectRatio)
            source = QRect(0, 0, part.width(), part.height())
            source.moveCenter(picture.rect().center())
            painter.drawPixmap(cell, picture, source)
        painter.restore()

    def _caption_lines(self) -> list[str]:
        """Break the caption between words; what is too long ends in dots."""
        lines, rest = [], self._example.caption.split()
        fits = self.fontMetrics().horizontalAdvance
        while rest and len(lines) < _CAPTION_LINES - 1:
            count = 1
            while count < len(rest) and fits(" ".join(rest[: count + 1])) <= _CELL.width():
                count += 1
            lines.append(" ".join(rest[:count]))
            rest = rest[count:]
        lines.append(" ".join(rest))
        elide = self.fontMetrics().elidedText
        return [elide(line, Qt.TextElideMode.ElideRight, _CELL.width()) for line in lines]

    def _show(self, photo_id: int) -> None:
        if photo_id == self._example.photo_id:
            self.update()


class ExampleRow(QWidget):
    """Examples side by side, under what they have in common."""

    def __init__(self, heading: str, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self.photos: list[ExamplePhoto] = []
        self._cells = QWidget(self)
        FlowLayout(self._cells)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(text(heading, quiet=True))
        column.addWidget(self._cells)
        self.setAccessibleName(heading)

    def show_examples(self, examples: Sequence[Example]) -> None:
        """Show the first of them, or nothing where there are none."""
        for photo in self.photos:
            self._cells.layout().removeWidget(photo)
            photo.hide()
            photo.deleteLater()
        made = [ExamplePhoto(each, self._thumbnails, self._cells) for each in examples[:_MOST]]
        self.photos = made
        for photo in made:
            self._cells.layout().addWidget(photo)
            photo.show()
        self.setVisible(bool(made))


def places_text(example: Example) -> str:
    """Return from which place to which a photo went."""
    return tr(
        "Place {before} → {after}", before=number(example.before), after=number(example.after)
    )
