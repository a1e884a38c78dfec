"""Where a photo is to be found: its albums and files, and why it was found."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLayout, QToolButton, QVBoxLayout, QWidget

from photoapp.gui.icons import icon
from photoapp.gui.info.describing import folder_and_name, found_in
from photoapp.gui.info.fact_line import FileLine
from photoapp.gui.info.heading import heading
from photoapp.gui.language import tr
from photoapp.gui.search_bar.flow_layout import FlowLayout

if TYPE_CHECKING:
    from photoapp.library.browsing import PhotoDetails, Why


class Belongings(QWidget):
    """Shows albums, files, and why a photo matched; parts without anything are hidden.

    Signals:
        album_chosen: the name of an album.
        file_asked: the path of a file.

    """

    album_chosen = Signal(str)
    file_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.why = QLabel(self)
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        self.why.setWordWrap(True)
        self._why_part = self._part(tr("Why it matched"), self.why)
        self._albums = QWidget(self)
        self._album_flow = FlowLayout(self._albums)
        self._album_part = self._part(tr("Albums"), self._albums)
        self._files = QWidget(self)
        self._file_column = QVBoxLayout(self._files)
        self._file_column.setContentsMargins(0, 0, 0, 0)
        self._file_part = self._part(tr("Files"), self._files)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self._why_part, self._album_part, self._file_part):
            column.addWidget(part)

    def show_details(self, details: "PhotoDetails | None") -> None:
        """Show a photo's albums and files; None shows none."""
        albums = () if details is None else details.albums
        _empty(self._album_flow)
        for name in albums:
            self._album_flow.addWidget(self._album(name))
        self._album_part.setVisible(bool(albums))
        files = () if details is None else details.files
        _empty(self._file_column)
        for file in files:
            self._file_column.addWidget(self._file(str(file.path), file.offline))
        self._file_part.setVisible(bool(files))

    def show_why(self, why: "Why | None") -> None:
        """Show how likely a photo is right, and which words it is described by."""
        lines = []
        if why is not None and why.chance is not None:
            lines.append(tr("{n} % likely, by what it shows", n=round(100 * why.chance)))
        for where, words in why.words.items() if why else ():
            lines.append(f"{found_in(where)}: {', '.join(words)}")
        self.why.setText("\n".join(lines))
        self._why_part.setVisible(bool(lines))

    def _part(self, title: str, content: QWidget) -> QWidget:
        part = QWidget(self)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(heading(title, part))
        column.addWidget(content)
        part.hide()
        return part

    def _album(self, name: str) -> QToolButton:
        button = QToolButton(self._albums)
        button.setText(name.replace("&", "&&"))
        button.setIcon(icon("album"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAutoRaise(True)
        button.setToolTip(tr("Show the album {name}", name=name))
        button.setAccessibleName(tr("Show the album {name}", name=name))
        button.clicked.connect(lambda: self.album_chosen.emit(name))
        return button

    def _file(self, path: str, offline: bool) -> FileLine:
        folder, name = folder_and_name(path)
        line = FileLine(name, folder, offline, self._files)
        line.pressed.connect(lambda: self.file_asked.emit(path))
        return line


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        widget.hide()
        widget.deleteLater()
