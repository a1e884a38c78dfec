"""The viewer is dark in every theme: photos are judged best against a dark neutral ground."""

from PySide6.QtGui import QColor, QIcon, QPalette

from photoapp.gui.icons import tinted

GROUND = QColor(24, 24, 24)
_BAR = QColor(36, 36, 36)
_RAISED = QColor(58, 58, 58)
_TEXT = QColor(235, 235, 235)
_SECONDARY = QColor(165, 165, 165)
_DISABLED = QColor(105, 105, 105)
_ICON_EDGE = 20


def darkened(palette: QPalette) -> QPalette:
    """Return a palette with dark grounds and light texts; its accent stays."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    dark = QPalette(palette)
    grounds = {role.Window: _BAR, role.Base: GROUND, role.AlternateBase: _RAISED}
    grounds |= {role.Button: _BAR, role.Light: _RAISED, role.Midlight: _RAISED, role.Mid: _RAISED}
    for one, color in grounds.items():
        dark.setColor(one, color)
    for one in (role.WindowText, role.Text, role.ButtonText, role.BrightText):
        dark.setColor(one, _TEXT)
        dark.setColor(group.Disabled, one, _DISABLED)
    dark.setColor(role.PlaceholderText, _SECONDARY)
    return dark


def light_icon(name: str) -> QIcon:
    """Return a drawing of ``resources/icons`` in the light colours of the viewer's texts."""
    drawn = QIcon()
    for ratio in (1.0, 2.0):
        drawn.addPixmap(tinted(name, _ICON_EDGE, _TEXT, ratio))
        drawn.addPixmap(tinted(name, _ICON_EDGE, _DISABLED, ratio), QIcon.Mode.Disabled)
    return drawn
