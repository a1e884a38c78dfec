import gc
from importlib.resources import files

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPalette, QPixmap
from pytestqt.qtbot import QtBot

from photoapp.gui.icons import icon, label_color

NAMES = sorted(
    path.name.removesuffix(".svg")
    for path in (files("resources") / "icons").iterdir()
    if path.name.endswith(".svg") and path.name != "photoapp.svg"
)


def colors(pixmap: QPixmap) -> set[int]:
    """Return the colours of what is drawn firmly."""
    image = pixmap.toImage()
    across, down = range(image.width()), range(image.height())
    pixels = (image.pixelColor(x, y) for x in across for y in down)
    return {pixel.rgb() for pixel in pixels if pixel.alpha() > 250}


@pytest.mark.parametrize("name", NAMES)
def test_each_icon_is_drawn_in_the_text_colour(qtbot: QtBot, name: str) -> None:
    text = QGuiApplication.palette().color(QPalette.ColorRole.ButtonText)
    assert colors(icon(name).pixmap(QSize(24, 24), 2.0)) == {text.rgb()}


def test_icons_follow_the_palette(qtbot: QtBot) -> None:
    before = QGuiApplication.palette()
    star, palette = icon("star-filled"), QPalette(before)
    palette.setColor(QPalette.ColorRole.ButtonText, QColor("#123456"))
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText, QColor("#654321"))
    QGuiApplication.setPalette(palette)
    try:
        assert colors(star.pixmap(16, 16)) == {QColor("#123456").rgb()}
        gray = star.pixmap(16, 16, QIcon.Mode.Disabled)
        assert colors(gray) == {QColor("#654321").rgb()}
    finally:
        QGuiApplication.setPalette(before)


def test_icons_are_sharp_on_dense_screens(qtbot: QtBot) -> None:
    pixmap = icon("search").pixmap(QSize(16, 16), 2.0)
    assert pixmap.size() == QSize(32, 32)
    assert pixmap.devicePixelRatio() == 2.0


def test_a_copy_that_is_changed_outlives_python(qtbot: QtBot) -> None:
    copy = QIcon(icon("star"))
    copy.addPixmap(QPixmap(3, 3))  # Qt clones the engine
    gc.collect()
    assert not copy.pixmap(16, 16).isNull()


def test_an_icon_that_is_not_there_is_an_error(qtbot: QtBot) -> None:
    with pytest.raises(FileNotFoundError):
        icon("unicorn")
    assert label_color("none").alpha() == 0
