"""How the window looks: light, dark, or as the system has it.

Fusion draws it on every system: its dark side is good everywhere, one palette holds for all, and
so does what tests say of contrasts.
"""

from importlib.resources import files
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QByteArray, QObject, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

ThemeName = Literal["system", "light", "dark"]

_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}
_Role = QPalette.ColorRole
_COLORS: dict[QPalette.ColorRole, tuple[str, str]] = {  # light, dark
    _Role.Window: ("#f5f5f6", "#202124"),
    _Role.WindowText: ("#1c1c1f", "#e7e7ea"),
    _Role.Base: ("#ffffff", "#18191b"),
    _Role.AlternateBase: ("#f0f0f2", "#27282c"),
    _Role.Text: ("#1c1c1f", "#e7e7ea"),
    _Role.PlaceholderText: ("#66666d", "#a0a0a8"),
    _Role.Button: ("#fdfdfd", "#2d2e33"),
    _Role.ButtonText: ("#1c1c1f", "#e7e7ea"),
    _Role.BrightText: ("#b3261e", "#ff9b91"),
    _Role.Highlight: ("#2b65c9", "#386dc8"),
    _Role.HighlightedText: ("#ffffff", "#ffffff"),
    _Role.Accent: ("#2b65c9", "#386dc8"),
    _Role.Link: ("#2459b5", "#8ab4f8"),
    _Role.LinkVisited: ("#6b3fa0", "#c4a7f0"),
    _Role.ToolTipBase: ("#ffffff", "#2d2e33"),
    _Role.ToolTipText: ("#1c1c1f", "#e7e7ea"),
    _Role.Light: ("#ffffff", "#3c3d43"),
    _Role.Midlight: ("#ebebee", "#37383e"),
    _Role.Mid: ("#cfcfd4", "#47484f"),
    _Role.Dark: ("#a4a4ac", "#6a6b74"),
    _Role.Shadow: ("#77777f", "#0c0c0d"),
}
_DISABLED = ("#9a9aa2", "#6d6d75")
_TEXTS = (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.PlaceholderText)
_ICON_SIZES = (16, 24, 32, 48, 64, 128, 256)


def palette(*, dark: bool) -> QPalette:
    """Return the window's colours."""
    made = QPalette()
    for role, colors in _COLORS.items():
        made.setColor(role, QColor(colors[dark]))
    for role in _TEXTS:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(_DISABLED[dark]))
    made.setColor(QPalette.ColorGroup.Disabled, _Role.Highlight, made.color(_Role.Mid))
    return made


class Theme(QObject):
    """Gives an application its looks, at once and whenever the system changes its own."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._name: ThemeName = "system"
        self._sheet = _style_sheet()
        app.setStyle("Fusion")
        app.setWindowIcon(application_icon())
        app.styleHints().colorSchemeChanged.connect(self._apply)
        self._apply()

    def use(self, name: ThemeName) -> None:
        """Look light, dark, or as the system does."""
        self._name = name
        self._app.styleHints().setColorScheme(_SCHEMES[name])
        self._apply()

    @property
    def is_dark(self) -> bool:
        """Whether the window is dark now."""
        if self._name != "system":  # not every platform can be told
            return self._name == "dark"
        return self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark

    def _apply(self) -> None:
        wanted = palette(dark=self.is_dark)
        if self._app.palette() == wanted and self._app.styleSheet():
            return
        self._app.setPalette(wanted)
        # Given anew: it has the palette's colours of the moment it is read.
        self._app.setStyleSheet(self._sheet)


def _style_sheet() -> str:
    folder = Path(str(files("resources") / "style"))
    return (folder / "photoapp.qss").read_text("utf-8").replace("FOLDER", folder.as_posix())


def application_icon() -> QIcon:
    """Return photoapp's own icon."""
    drawing = QByteArray((files("resources") / "icons" / "photoapp.svg").read_bytes())
    icon = QIcon()
    for size in _ICON_SIZES:
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(drawing).render(painter)
        painter.end()
        icon.addPixmap(pixmap)
    return icon
