"""One suggested album: its photos, its name, and what to do with it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from photoapp.gui.albums.event_texts import event_name
from photoapp.gui.albums.photo_row import PhotoRow
from photoapp.gui.language import tr, tr_n
from photoapp.gui.pictures.thumbnail_loader import ThumbnailLoader

if TYPE_CHECKING:
    from photoapp.library.events import Event


class SuggestedCard(QWidget):
    """Shows an event, whose name can be changed before it becomes an album.

    Signals:
        created: an album is wanted; carries the ``Event`` and the name.
        dismissed: none is; carries the ``Event``.

    """

    created = Signal(object, str)
    dismissed = Signal(object)

    def __init__(
        self, event: "Event", thumbnails: ThumbnailLoader, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.event_shown = event
        name = event_name(event)
        self.name = QLineEdit(name, self)
        self.photos = PhotoRow(thumbnails, event.photo_ids, self)
        self.count = QLabel(tr_n("1 photo", "{n} photos", len(event.photo_ids)), self)
        self.create = QPushButton(tr("Create Album"), self)
        self.dismiss = QPushButton(tr("Dismiss"), self)
        self._lay_out(name)
        self.create.clicked.connect(self._create)
        self.name.returnPressed.connect(self._create)
        self.dismiss.clicked.connect(lambda _=False: self.dismissed.emit(event))

    def show_waiting(self, waiting: bool) -> None:
        """Take no answer while one is being carried out."""
        for part in (self.name, self.create, self.dismiss):
            part.setEnabled(not waiting)

    def _create(self) -> None:
        if name := self.name.text().strip():
            self.created.emit(self.event_shown, name)

    def _lay_out(self, name: str) -> None:
        self.name.setAccessibleName(tr("Name of the album"))
        self.name.setCursorPosition(0)
        self.create.setAccessibleName(tr("Create the album {name}", name=name))
        self.dismiss.setAccessibleName(tr("Dismiss the suggestion {name}", name=name))
        self.dismiss.setFlat(True)
        self.dismiss.setToolTip(tr("Do not suggest this album again"))
        self.count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.name, 1)
        row.addWidget(self.count)
        row.addSpacing(8)
        row.addWidget(self.create)
        row.addWidget(self.dismiss)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.photos)
        column.addLayout(row)
