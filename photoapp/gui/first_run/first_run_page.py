"""What is shown where there are no photos yet: which folders, and off it goes."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from photoapp.gui.language import tr
from photoapp.gui.theme import application_icon

_WIDTH = 480
_ICON_EDGE = 64

ChooseFolder = Callable[[QWidget], str]


def offered_folders() -> list[Path]:
    """Return the system's folder for pictures, if it is there. For a background thread."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
    return [Path(place)] if place and Path(place).is_dir() else []


def choose_folder(parent: QWidget) -> str:
    """Ask for a folder; empty if nothing was chosen."""
    return QFileDialog.getExistingDirectory(parent, tr("A Folder of Photos"))


class FirstRunPage(QWidget):
    """Asks for folders: one to tick that is offered, others to choose.

    Signals:
        folders_chosen: begin with these; carries a list of paths.

    """

    folders_chosen = Signal(list)

    def __init__(self, parent: QWidget | None = None, choose: ChooseFolder = choose_folder) -> None:
        super().__init__(parent)
        self._choose = choose
        self._ticks: dict[Path, QCheckBox] = {}
        self.another = QPushButton(tr("Choose a &folder…"), self)
        self.start = QPushButton(tr("&Start"), self)
        self._list = QVBoxLayout()
        self._lay_out()
        self.another.clicked.connect(self._ask)
        self.start.clicked.connect(lambda: self.folders_chosen.emit(self.chosen()))
        self._show_state()

    def offer(self, folders: Sequence[Path]) -> None:
        """Add folders to the list, ticked; those that are in it are ticked again."""
        for folder in folders:
            if folder not in self._ticks:
                self._add(folder)
            self._ticks[folder].setChecked(True)
        self._show_state()

    def chosen(self) -> list[Path]:
        """Return the folders that are ticked."""
        return [folder for folder, tick in self._ticks.items() if tick.isChecked()]

    def begin(self) -> None:
        """Let the next key count: for what is to be done next."""
        (self.start if self.start.isEnabled() else self.another).setFocus()

    def _add(self, folder: Path) -> None:
        tick = QCheckBox(self)
        shown = str(folder).encode(errors="replace").decode()
        text = tick.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideMiddle, _WIDTH - 48)
        tick.setText(text.replace("&", "&&"))
        tick.setToolTip(shown)
        tick.setAccessibleName(shown)
        tick.toggled.connect(self._show_state)
        self._ticks[folder] = tick
        tick.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._list.addWidget(tick)

    def _ask(self) -> None:
        if folder := self._choose(self):
            self.offer([Path(folder)])
            self.start.setFocus()

    def _show_state(self) -> None:
        self.start.setEnabled(bool(self.chosen()))
        self.start.setDefault(self.start.isEnabled())
        self.another.setText(
            tr("Choose another &folder…") if self._ticks else tr("Choose a &folder…")
        )

    def _lay_out(self) -> None:
        page = QWidget(self)
        page.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        drawing = QLabel(self)
        drawing.setFixedHeight(_ICON_EDGE)
        drawing.setPixmap(application_icon().pixmap(_ICON_EDGE, _ICON_EDGE))
        column.addWidget(drawing)
        column.addSpacing(8)
        column.addWidget(self._label(tr("Where are your photos?"), scale=1.7))
        column.addWidget(
            self._label(
                tr(
                    "They stay where they are and as they are. "
                    "photoapp looks at them here; nothing leaves this computer."
                )
            )
        )
        column.addSpacing(12)
        column.addLayout(self._list)
        self._list.setSpacing(8)
        column.addSpacing(4)
        column.addLayout(self._buttons())
        column.addSpacing(16)
        column.addWidget(
            self._label(
                tr(
                    "You can search as soon as the first photos have been looked at. The model "
                    "that comes along works at once; larger ones, which find more, are under "
                    "Settings → Model."
                ),
                quiet=True,
            )
        )
        around = QVBoxLayout(self)
        around.setContentsMargins(24, 24, 24, 24)
        around.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(page, _WIDTH)  # all the room up to its width
        middle.addStretch(1)
        around.addLayout(middle)
        around.addStretch(3)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        font = self.start.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self.start.setFont(font)
        for button in (self.another, self.start):
            button.setMinimumHeight(38)
        self.start.setMinimumWidth(140)
        row.addWidget(self.another)
        row.addStretch(1)
        row.addWidget(self.start)
        return row

    def _label(self, text: str, *, scale: float = 1.0, quiet: bool = False) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        font = label.font()
        font.setPointSizeF(font.pointSizeF() * scale)
        label.setFont(font)
        if quiet:
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        return label
