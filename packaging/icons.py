"""Draws photoapp's icon in the sizes and forms that the systems want.

    python packaging/icons.py FOLDER

writes ``photoapp.ico`` (Windows), ``photoapp.icns`` (macOS) and ``hicolor/``, the folder of an icon
theme (Linux), all from ``resources/icons/photoapp.svg``.
"""

import os
import shutil
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image

DRAWING = Path(__file__).parents[1] / "resources" / "icons" / "photoapp.svg"
EDGES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
# As many as each form takes.
_ICO_EDGES = (16, 24, 32, 48, 64, 128, 256)
_ICNS_EDGE = 1024


def drawn(edge: int) -> Image.Image:
    """Return the icon, ``edge`` pixels wide and high, with what is around it transparent."""
    from PySide6.QtCore import QBuffer, QByteArray  # noqa: PLC0415 - where Qt is, and a screen
    from PySide6.QtGui import QImage, QPainter  # noqa: PLC0415 - is not needed
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415

    image = QImage(edge, edge, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(DRAWING.read_bytes())).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return Image.open(BytesIO(buffer.data().data()))


def write_theme(folder: Path) -> None:
    """Write the icon into a folder of icon themes, below ``hicolor``."""
    for edge in EDGES:
        place = folder / "hicolor" / f"{edge}x{edge}" / "apps"
        place.mkdir(parents=True, exist_ok=True)
        drawn(edge).save(place / "photoapp.png")
    place = folder / "hicolor" / "scalable" / "apps"
    place.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(DRAWING, place / "photoapp.svg")


def write_ico(path: Path) -> None:
    """Write the icon for Windows; each size is drawn, none is another one scaled."""
    first, *others = [drawn(edge) for edge in reversed(_ICO_EDGES)]
    sizes = [(edge, edge) for edge in _ICO_EDGES]
    first.save(path, format="ICO", sizes=sizes, append_images=others)


def write_icns(path: Path) -> None:
    """Write the icon for macOS."""
    first, *others = [drawn(edge) for edge in (_ICNS_EDGE, 512, 256, 128, 64, 32, 16)]
    first.save(path, format="ICNS", append_images=others)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if len(sys.argv) != 2:
        sys.exit("usage: python packaging/icons.py FOLDER")
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    write_theme(target)
    write_ico(target / "photoapp.ico")
    write_icns(target / "photoapp.icns")
