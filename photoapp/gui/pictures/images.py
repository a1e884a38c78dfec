"""From thumbnails to ``QImage``; all of it runs in background threads."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from photoapp.errors import PhotoUnreadableError

# A picture of a few pixels is not blown up to a cell's size.
_MOST_ENLARGED = 1.5
# From 50 on Qt scales smoothly.
_SMOOTHLY = 75


@dataclass(frozen=True)
class Frame:
    """What pictures are fitted into: width and height in device pixels, ``ratio`` a pixel."""

    width: int
    height: int
    ratio: float = 1.0

    def fit(self, size: QSize) -> QSize:
        """Return the device pixels that a picture of ``size`` takes: whole, hardly enlarged."""
        fitted = size.scaled(self.width, self.height, Qt.AspectRatioMode.KeepAspectRatio)
        most = size * (_MOST_ENLARGED * self.ratio)
        return (fitted if fitted.width() <= most.width() else most).expandedTo(QSize(1, 1))


def framed(data: bytes, frame: Frame) -> QImage:
    """Return a JPEG fitted into a frame. It is decoded at the least scale that is large enough.

    Raises:
        PhotoUnreadableError: it is no JPEG.

    """
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, b"jpeg")
    reader.setScaledSize(frame.fit(reader.size()))
    reader.setQuality(_SMOOTHLY)
    image = reader.read()
    if image.isNull():
        raise PhotoUnreadableError("damaged", "The thumbnail is damaged.")
    return image.convertToFormat(QImage.Format.Format_RGB32)


def framed_all(thumbnails: Mapping[int, bytes], frame: Frame) -> dict[int, QImage]:
    """Return those of some JPEGs that can be read, by photo id, fitted into a frame."""
    images = {}
    for photo_id, data in thumbnails.items():
        try:
            images[photo_id] = framed(data, frame)
        except PhotoUnreadableError:
            continue  # asked for alone, it says why
    return images
