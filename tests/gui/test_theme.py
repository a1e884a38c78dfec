"""Light and dark: texts can be read in both, and a change is seen at once."""

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from photoapp.gui.theme import Theme, application_icon, palette

Role = QPalette.ColorRole
_PAIRS = [
    *product((Role.WindowText, Role.PlaceholderText, Role.Link, Role.BrightText), (Role.Window,)),
    *product(
        (Role.Text, Role.PlaceholderText, Role.Link), (Role.Base, Role.AlternateBase, Role.Window)
    ),
    *product((Role.ButtonText,), (Role.Button, Role.Midlight, Role.Mid)),
    (Role.HighlightedText, Role.Highlight),
    (Role.ToolTipText, Role.ToolTipBase),
]


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    before = qapp.palette()
    theme = Theme(qapp)
    yield theme
    theme.use("system")
    qapp.styleHints().colorSchemeChanged.disconnect(theme._apply)
    qapp.setStyleSheet("")
    qapp.setPalette(before)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("text", "ground"), _PAIRS)
def test_texts_stand_out_enough_to_be_read(dark: bool, text: Role, ground: Role) -> None:
    colors = palette(dark=dark)
    assert _contrast(colors.color(text), colors.color(ground)) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
def test_what_is_ticked_and_where_the_keys_go_can_be_seen(dark: bool) -> None:
    colors = palette(dark=dark)
    for ground in (Role.Window, Role.Base):
        assert _contrast(colors.color(Role.Highlight), colors.color(ground)) >= 3


def test_a_change_is_seen_at_once(qtbot: QtBot, theme: Theme) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.resize(80, 40)
    for name, bright in (("dark", False), ("light", True), ("dark", False)):
        theme.use(name)
        middle = field.grab().toImage().pixelColor(40, 20)
        assert (middle.lightness() > 128) is bright
        assert theme.is_dark is not bright


def test_it_follows_the_system_where_nothing_else_is_set(qapp: QApplication, theme: Theme) -> None:
    theme.use("dark")
    theme.use("system")
    of_system = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert theme.is_dark is of_system
    assert qapp.palette().color(Role.Window) == palette(dark=of_system).color(Role.Window)


def test_a_tick_is_drawn(qtbot: QtBot, theme: Theme) -> None:
    """The style sheet's drawings are found."""
    theme.use("light")
    box = QCheckBox("x")
    qtbot.addWidget(box)
    box.setChecked(True)
    image = box.grab().toImage()
    colors = {image.pixelColor(x, y).name() for x in range(16) for y in range(image.height())}
    assert "#ffffff" in colors


def test_the_application_has_an_icon_in_all_sizes(qapp: QApplication) -> None:
    icon = application_icon()
    for edge in (16, 64, 256):
        image = icon.pixmap(
            edge,
            edge,
        ).toImage()
        assert image.width() == edge
        assert image.pixelColor(edge // 2, edge // 2).alpha() == 255
        assert image.pixelColor(0, 0).alpha() == 0


def _contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.2, contrast ratio."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
