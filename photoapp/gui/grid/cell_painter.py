"""How one photo is painted in the grid."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from photoapp.gui.grid.cards import Cards
from photoapp.gui.grid.cell_shape import CellShape
from photoapp.gui.icons import label_color, tinted
from photoapp.gui.pictures.thumbnail_loader import ThumbnailLoader

if TYPE_CHECKING:
    from photoapp.library.browsing import Card

_RADIUS = 6.0
_REJECTED, _UNLIKELY = 0.4, 0.5
# Names of files are told apart by their ends as much as by their beginnings.
_ELIDE = Qt.TextElideMode.ElideMiddle


class CellState(NamedTuple):
    """How a photo stands out from others."""

    selected: bool = False
    current: bool = False
    hovered: bool = False
    unlikely: bool = False
    suggested: bool = False


@dataclass(frozen=True)
class _Style:
    """What the widget's palette, font and screen ask for."""

    text: QColor
    secondary: QColor
    ground: QColor
    window: QColor
    accent: QColor
    soft_accent: QColor
    font: QFont
    metrics: QFontMetrics
    ratio: float

    @staticmethod
    def of(widget: QWidget) -> "_Style":
        palette, font = widget.palette(), small_font(widget)
        accent = palette.color(QPalette.ColorRole.Highlight)
        soft = QColor(accent)
        soft.setAlpha(70)
        return _Style(
            palette.color(QPalette.ColorRole.Text),
            palette.color(QPalette.ColorRole.PlaceholderText),
            palette.color(QPalette.ColorRole.AlternateBase),
            palette.color(QPalette.ColorRole.Window),
            accent,
            soft,
            font,
            QFontMetrics(font),
            widget.devicePixelRatioF(),
        )


def small_font(widget: QWidget) -> QFont:
    """Return the font for what is written below photos."""
    font = QFont(widget.font())
    if font.pointSizeF() > 0:
        font.setPointSizeF(font.pointSizeF() * 0.9)
    return font


class CellPainter:
    """Paints thumbnails fitted into cells, and something calm where there is none.

    Nothing is loaded here, only what is in memory is shown.
    """

    def __init__(self, thumbnails: ThumbnailLoader, cards: Cards, widget: QWidget) -> None:
        self._thumbnails = thumbnails
        self._cards = cards
        self._widget = widget
        self._style: _Style | None = None
        self._marks: dict[tuple[object, ...], QPixmap] = {}
        self._blank = QPixmap()

    def forget_style(self) -> None:
        """Ask for colours, fonts and the screen's pixel ratio anew."""
        self._style = None
        self._marks.clear()
        self._blank = QPixmap()

    def paint(
        self,
        painter: QPainter,
        corner: tuple[int, int],
        shape: CellShape,
        photo_id: int,
        state: CellState,
    ) -> None:
        """Paint a photo's cell, whose upper left corner is given."""
        style = self._style = self._style or _Style.of(self._widget)
        card = self._cards.card(photo_id)
        x, y = corner
        if state.selected or state.current or state.hovered:
            _paint_state(painter, style, QRect(x, y, *shape.size), state)
        place = QRect(x + shape.pad, y + shape.pad, *shape.picture)
        faint = _faintness(card, state)
        if faint < 1:
            painter.setOpacity(faint)
        shown = self._paint_picture(painter, style, place, photo_id, card)
        if faint < 1:
            painter.setOpacity(1)
        if card is not None:
            self._paint_card(painter, style, shape, card, place=place, shown=shown)
        if state.suggested:
            _paint_sign(painter, style, "tag-suggested", _plate(shown, place, left=True))

    def place_of_picture(self, corner: QPoint, shape: CellShape, photo_id: int) -> QRect:
        """Return where in a cell the picture lies: all of its place while it is not there."""
        place = QRect(corner + QPoint(shape.pad, shape.pad), QSize(*shape.picture))
        picture = self._thumbnails.picture(photo_id)
        if picture is None:
            return place
        return self._place_in(place, picture, photo_id, picture.devicePixelRatio())

    def _paint_picture(
        self, painter: QPainter, style: _Style, place: QRect, photo_id: int, card: "Card | None"
    ) -> QRect:
        picture = self._thumbnails.picture(photo_id)
        if picture is None:
            painter.drawPixmap(place.topLeft(), self._blank_of(style, place.size()))
            if card is not None and self._thumbnails.failure(photo_id) is not None:
                _paint_failure(painter, style, place, card.name)
            return place
        shown = self._place_in(place, picture, photo_id, style.ratio)
        if abs(shown.width() * style.ratio - picture.width()) < style.ratio:  # but for rounding
            painter.drawPixmap(shown.topLeft(), picture)
        else:  # made for another size; it is replaced in a moment
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(shown, picture)
        return shown

    def _place_in(self, place: QRect, picture: QPixmap, photo_id: int, ratio: float) -> QRect:
        made_for_it = self._thumbnails.frame.width == round(place.width() * ratio)
        if made_for_it and self._thumbnails.is_fresh(photo_id):
            return _centred(picture, place, ratio)
        return _fitted(picture, place)

    def _blank_of(self, style: _Style, size: QSize) -> QPixmap:
        """Return what stands for a picture; it is kept, as round corners take long to paint."""
        if self._blank.deviceIndependentSize().toSize() != size:
            self._blank = _draw_blank(style, size)
        return self._blank

    def _paint_card(
        self,
        painter: QPainter,
        style: _Style,
        shape: CellShape,
        card: "Card",
        *,
        place: QRect,
        shown: QRect,
    ) -> None:
        below = QRect(place.left(), place.bottom() + 1 + shape.pad // 2, place.width(), shape.line)
        if shape.names:
            painter.setFont(style.font)
            painter.setPen(style.secondary)
            name = style.metrics.elidedText(card.name, _ELIDE, below.width())
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)
            below.translate(0, shape.line)
        if card.rating or card.flag != "none" or card.color != "none":
            marks = self._marks_of(style, card, shape.marks - 3, place.width())
            left = below.center().x() - round(marks.width() / style.ratio / 2)
            painter.drawPixmap(left, below.top(), marks)
        if card.offline:
            _paint_sign(painter, style, "offline", _plate(shown, place, left=False))

    def _marks_of(self, style: _Style, card: "Card", height: int, width: int) -> QPixmap:
        """Return flag, stars and colour side by side, no wider than a width."""
        key = (card.rating, card.flag, card.color, height, width)
        if key not in self._marks:
            self._marks[key] = _draw_marks(style, card, height, width)
        return self._marks[key]


def _faintness(card: "Card | None", state: CellState) -> float:
    if card is not None and card.flag == "reject":
        return _REJECTED
    return _UNLIKELY if state.unlikely else 1.0


def _centred(picture: QPixmap, place: QRect, ratio: float) -> QRect:
    width, height = round(picture.width() / ratio), round(picture.height() / ratio)
    left = place.left() + (place.width() - width) // 2
    return QRect(left, place.top() + (place.height() - height) // 2, width, height)


def _fitted(picture: QPixmap, place: QRect) -> QRect:
    size = picture.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
    shown = QRect(QPoint(0, 0), size.expandedTo(QSize(1, 1)))
    shown.moveCenter(place.center())
    return shown


def _paint_state(painter: QPainter, style: _Style, area: QRect, state: CellState) -> None:
    plate = QRectF(area).adjusted(2, 2, -2, -2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.soft_accent if state.selected else style.ground)
    if state.current:
        painter.setPen(QPen(style.accent, 2))
        painter.setBrush(painter.brush() if state.selected else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(plate, _RADIUS, _RADIUS)


def _draw_blank(style: _Style, size: QSize) -> QPixmap:
    blank = QPixmap(size * style.ratio)
    blank.setDevicePixelRatio(style.ratio)
    blank.fill(Qt.GlobalColor.transparent)
    painter = QPainter(blank)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.ground)
    painter.drawRoundedRect(QRect(QPoint(0, 0), size), _RADIUS, _RADIUS)
    painter.end()
    return blank


def _paint_failure(painter: QPainter, style: _Style, place: QRect, name: str) -> None:
    edge = min(24, place.height() // 3)
    drawing = tinted("warning", edge, style.secondary, style.ratio)
    middle = place.center()
    painter.drawPixmap(middle.x() - edge // 2, middle.y() - edge, drawing)
    painter.setFont(style.font)
    painter.setPen(style.secondary)
    below = QRect(place.left() + 4, middle.y() + 4, place.width() - 8, style.metrics.height())
    elided = style.metrics.elidedText(name, _ELIDE, below.width())
    painter.drawText(below, Qt.AlignmentFlag.AlignCenter, elided)


def _plate(shown: QRect, place: QRect, *, left: bool) -> QRect:
    """Return where a sign stands in a lower corner of a picture."""
    edge = max(12, min(20, place.width() // 9)) + 6
    plate = QRect(0, 0, edge, edge)
    if left:
        plate.moveBottomLeft(shown.bottomLeft() + QPoint(4, -4))
    else:
        plate.moveBottomRight(shown.bottomRight() - QPoint(4, 4))
    return plate


def _paint_sign(painter: QPainter, style: _Style, name: str, plate: QRect) -> None:
    """Draw a sign on its plate: of a missing drive, or of a label that is only suggested."""
    ground = QColor(style.window)
    ground.setAlpha(225)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(plate, 4, 4)
    drawing = tinted(name, plate.width() - 6, style.text, style.ratio)
    painter.drawPixmap(plate.topLeft() + QPoint(3, 3), drawing)


def _draw_marks(style: _Style, card: "Card", height: int, width: int) -> QPixmap:
    draw: list[Callable[[QPainter, int], None]] = []
    if card.flag != "none":
        flag = tinted(f"flag-{card.flag}", height, style.text, style.ratio)
        draw.append(lambda painter, x: painter.drawPixmap(x, 0, flag))
    star = tinted("star-filled", height, style.text, style.ratio)
    draw += [lambda painter, x: painter.drawPixmap(x, 0, star)] * card.rating
    if card.color != "none":
        draw.append(lambda painter, x: _draw_dot(painter, x, height, label_color(card.color)))
    step = min(height + 2, max(1, (width - height) // max(1, len(draw) - 1)))
    pixmap = QPixmap(QSize(step * (len(draw) - 1) + height, height) * style.ratio)
    pixmap.setDevicePixelRatio(style.ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number, mark in enumerate(draw):
        mark(painter, number * step)
    painter.end()
    return pixmap


def _draw_dot(painter: QPainter, x: int, height: int, color: QColor) -> None:
    inset = height / 6
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawEllipse(QRectF(x, 0, height, height).adjusted(inset, inset, -inset, -inset))
