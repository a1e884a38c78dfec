"""A photo in several sizes, so that it can be painted quickly and smoothly at any.

What makes them runs in background threads and lets the window work meanwhile: Qt's own
conversions of a photo of 100 megapixels would hold Python's lock for over a second.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from PIL.Image import Image

    from photoapp.media import OpenedPhoto

# More than any photo has.
WHOLE_EDGE = 1 << 20
# A strip is copied in one step that no other thread can work beside: some milliseconds.
_STRIP_BYTES = 4 << 20
_LEAST_EDGE = 1000


@dataclass(frozen=True)
class Pyramid:
    """The same picture in sizes that fall, each at most half as long as the one before.

    ``photo_size`` is how many pixels the photo itself has, None if that is not known.
    """

    levels: tuple[QImage, ...]
    photo_size: QSize | None = None

    @property
    def size(self) -> QSize:
        """How large the largest is, in pixels."""
        return self.levels[0].size()

    @property
    def bytes(self) -> int:
        """How much memory all take."""
        return sum(level.sizeInBytes() for level in self.levels)

    def level(self, width: float) -> QImage:
        """Return the smallest that is at least ``width`` pixels wide, or the largest."""
        wide_enough = [level for level in self.levels if level.width() >= width]
        return wide_enough[-1] if wide_enough else self.levels[0]


def screen_photo(opened: "OpenedPhoto", edge: int) -> Pyramid:
    """Return a photo at most ``edge`` pixels long."""
    image, longest = opened.image, max(opened.image.size)
    if longest > edge:
        width, height = (max(1, round(length * edge / longest)) for length in image.size)
        image = image.resize((width, height), _smoothly())
    return Pyramid((image_of(image),), QSize(*opened.size))


def whole_photo(opened: "OpenedPhoto") -> Pyramid:
    """Return a photo in its whole size, and in smaller ones."""
    image = opened.image
    levels = [image_of(image)]
    while max(image.size) >= 2 * _LEAST_EDGE and min(image.size) > 1:
        image = image.reduce(2)
        levels.append(image_of(image))
    return Pyramid(tuple(levels), QSize(*opened.size))


def image_of(image: "Image") -> QImage:
    """Return an RGB image of Pillow's with pixels of its own, copied strip by strip.

    Raises:
        MemoryError: there is not enough.

    """
    width, height = image.size
    copy = QImage(width, height, QImage.Format.Format_RGB32)
    if copy.isNull():
        raise MemoryError(f"There is no memory for {width} by {height} pixels.")
    pixels, line = memoryview(copy.bits()), copy.bytesPerLine()
    rows = max(1, _STRIP_BYTES // line)
    for top in range(0, height, rows):
        bottom = min(height, top + rows)
        strip = image.crop((0, top, width, bottom))
        pixels[top * line : bottom * line] = strip.tobytes("raw", "BGRX")
    return copy


def part_of(image: QImage, area: QRect) -> QImage:
    """Return a part of an image without copying it: valid while ``image`` is.

    The painter counts in 16 bits where it scales, so that it is not to be given wider images.
    """
    line = image.bytesPerLine()
    pixels = image.constBits()[area.top() * line + area.left() * image.depth() // 8 :]
    return QImage(pixels, area.width(), area.height(), line, image.format())


def _smoothly() -> int:
    from PIL.Image import Resampling  # noqa: PLC0415 - the window is painted first

    return Resampling.HAMMING
