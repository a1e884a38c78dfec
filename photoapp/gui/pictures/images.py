"""From decoded photos and thumbnails to ``QImage``; all of it runs in background threads."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage

from photoapp.errors import PhotoUnreadableError

if TYPE_CHECKING:
    from PIL.Image import Image


def from_jpeg(data: bytes, edge: int) -> QImage:
    """Return a JPEG as an image whose longer edge is at most ``edge`` pixels.

    Raises:
        PhotoUnreadableError: it is no JPEG.

    """
    image = QImage.fromData(data)
    if image.isNull():
        raise PhotoUnreadableError("damaged", "The thumbnail is damaged.")
    return _fitted(image, edge)


def from_pil(image: "Image", edge: int) -> QImage:
    """Return an RGB image of Pillow's, with pixels of its own, at most ``edge`` pixels long."""
    pixels = image.tobytes()
    view = QImage(pixels, image.width, image.height, 3 * image.width, QImage.Format.Format_RGB888)
    # A change of format copies, so that nothing refers to ``pixels`` any more.
    return _fitted(view.convertToFormat(QImage.Format.Format_RGB32), edge)


def _fitted(image: QImage, edge: int) -> QImage:
    if max(image.width(), image.height()) <= edge:
        return image.convertToFormat(QImage.Format.Format_RGB32)
    return image.scaled(
        QSize(edge, edge),
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
