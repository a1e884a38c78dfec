"""The headings between photos: what they say, and how they are painted."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QWidget

from photoapp.gui.grid.geometry import Block
from photoapp.gui.language import tr, tr_n

if TYPE_CHECKING:
    from photoapp.library.browsing import Grouping, Section

_FOLDER_PARTS = 2
_ABOVE, _BELOW = 14, 6
_GAP = 10


def heading_text(key: str, grouping: "Grouping") -> str:
    """Return what stands above the photos of a section, in the user's language."""
    if grouping == "folder":
        return _folder_text(key)
    if not key:
        return tr("No date")
    return _date_text([int(part) for part in key.split("-")], QLocale())


def _folder_text(folder: str) -> str:
    path = PurePath(folder)
    names = path.parts[1:] if path.anchor else path.parts
    return " / ".join(names[-_FOLDER_PARTS:]) or folder


def _date_text(parts: Sequence[int], locale: QLocale) -> str:
    if len(parts) == 1:
        return str(parts[0])
    if len(parts) == 2:
        month = locale.standaloneMonthName(parts[1])
        return tr("{month} {year}", month=month, year=parts[0])
    # As long dates are written, but which day of the week it was matters little.
    long = locale.dateFormat(QLocale.FormatType.LongFormat)
    return locale.toString(QDate(*parts), re.sub(r"[\s,،]*dddd[\s,،]*", "", long))


class Headings:
    """The headings of what is shown, in the order of the geometry's blocks.

    ``unlikely_from`` is the first row of those photos that are probably not what was looked for,
    None if there are no such.
    """

    def __init__(
        self,
        grouping: "Grouping" = "none",
        sections: "Sequence[Section]" = (),
        unlikely_from: int | None = None,
    ) -> None:
        self._grouping = grouping
        self._sections = sections
        self.unlikely_from = unlikely_from

    def blocks(self, font: QFont) -> list[Block]:
        """Return the blocks of photos below the headings."""
        height = heading_height(font)
        if self._sections:
            return [Block(section.first, height) for section in self._sections]
        if self.unlikely_from is not None:
            before = [Block(0, 0)] if self.unlikely_from else []
            return [*before, Block(self.unlikely_from, height)]
        return []

    @property
    def stick(self) -> bool:
        """Whether the heading of what is in sight stays at the top."""
        return bool(self._sections)

    def text(self, block: int) -> str:
        """Return what a block's heading says."""
        if not self._sections:
            return tr("Probably not")
        return heading_text(self._sections[block].key, self._grouping)


def heading_height(font: QFont) -> int:
    """Return how high a heading is."""
    return _large(font.key())[1].height() + _ABOVE + _BELOW


def paint_heading(
    painter: QPainter, area: QRect, text: str, count: int, widget: QWidget, *, floats: bool
) -> None:
    """Paint a heading and how many photos are below it; ``floats`` is on top of photos."""
    palette, (font, metrics) = widget.palette(), _large(widget.font().key())
    if floats:
        ground = QColor(palette.color(QPalette.ColorRole.Base))
        ground.setAlpha(235)
        painter.fillRect(area, ground)
    small = widget.fontMetrics()
    photos = tr_n("1 photo", "{n} photos", count)
    baseline = area.top() + _ABOVE + metrics.ascent()
    left = area.left() + _GAP + 6
    room = area.width() - left - 2 * _GAP - small.horizontalAdvance(photos)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideLeft, max(0, room))
    painter.setFont(font)
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    painter.drawText(QPoint(left, baseline), shown)
    painter.setFont(widget.font())
    painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
    beside = left + metrics.horizontalAdvance(shown) + _GAP
    painter.drawText(QPoint(beside, baseline), photos)


@lru_cache(maxsize=4)
def _large(key: str) -> tuple[QFont, QFontMetrics]:
    """Return the font of headings where the widget's has this key; to make it takes a while."""
    large = QFont()
    large.fromString(key)
    large.setBold(True)
    if large.pointSizeF() > 0:
        large.setPointSizeF(large.pointSizeF() * 1.15)
    return large, QFontMetrics(large)
