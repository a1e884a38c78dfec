"""Photos that show what a label means: those that have it, and pictures from elsewhere."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QIcon,
    QImage,
    QKeyEvent,
    QPalette,
    QPixmap,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QListView, QListWidget, QListWidgetItem, QWidget

from photoapp.gui.grid.dragging import PHOTOS_MIME, dragged_photos
from photoapp.gui.icons import icon
from photoapp.gui.language import tr
from photoapp.gui.viewer.shown_photos import Thumbnails

EDGE = 88
_ROWS = 2
_MARGIN = 4
_KEY = Qt.ItemDataRole.UserRole


class ExamplePhotos(QListWidget):
    """Shows examples small; more can be dropped on it.

    Args:
        thumbnails: of photos of the library; pictures from elsewhere come by ``show_picture``.

    Signals:
        picture_wanted: a picture from elsewhere is to be shown; carries its path.
        photos_dropped: photos of the library are to be examples; carries their ids.
        files_dropped: files are to be examples; carries their paths.
        removal_asked: what is chosen is to be none any more.

    """

    picture_wanted = Signal(Path)
    photos_dropped = Signal(list)
    files_dropped = Signal(list)
    removal_asked = Signal()

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._shown: tuple[object, ...] = ()
        self._items: dict[int | Path, QListWidgetItem] = {}
        self._pictures: dict[Path, QIcon] = {}
        thumbnails.changed.connect(self._show_thumbnail)
        # A layout that is under way asks for nothing that is then not in sight.
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self._want)
        self._lay_out()

    def show_examples(self, photo_ids: Sequence[int], pictures: Sequence[Path]) -> None:
        """Show photos of the library, then pictures from elsewhere."""
        shown = (*photo_ids, *pictures)
        if shown == self._shown:
            return
        self._shown = shown
        self.clear()
        self._items = {}
        for key in (*pictures, *photo_ids):
            self._items[key] = self._item(key)
        self._asking.start()
        self.setVisible(bool(shown))

    def show_picture(self, path: Path, image: QImage) -> None:
        """Show a picture from elsewhere; a null image where it can't be."""
        if image.isNull():
            self._pictures[path] = icon("warning")
        else:
            self._pictures[path] = QIcon(self._small(QPixmap.fromImage(image)))
        if path in self._items:
            self._items[path].setIcon(self._pictures[path])

    def chosen_photos(self) -> list[int]:
        """Return the photos of the library that are chosen."""
        return [key for key in self._chosen() if isinstance(key, int)]

    def chosen_pictures(self) -> list[Path]:
        """Return the pictures from elsewhere that are chosen."""
        return [key for key in self._chosen() if isinstance(key, Path)]

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Ask for photos that had not come when another page was shown."""
        super().showEvent(event)
        self._asking.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Remove what is chosen with Delete."""
        if event.key() == Qt.Key.Key_Delete and self.selectedItems():
            self.removal_asked.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Welcome photos."""
        if is_welcome(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Welcome photos anywhere."""
        if is_welcome(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Hand on what was dropped."""
        event.acceptProposedAction()
        tell_dropped(event.mimeData(), self.photos_dropped, self.files_dropped)

    def _chosen(self) -> list[int | Path]:
        return [item.data(_KEY) for item in self.selectedItems()]

    def _item(self, key: int | Path) -> QListWidgetItem:
        item = QListWidgetItem(self)
        item.setSizeHint(self.gridSize())  # also while its picture is not there yet
        item.setData(_KEY, key)
        if isinstance(key, int):
            item.setData(Qt.ItemDataRole.AccessibleTextRole, tr("A photo that has the label"))
            item.setToolTip(tr("A photo that has the label"))
        else:
            name = key.name.encode(errors="replace").decode()
            item.setData(Qt.ItemDataRole.AccessibleTextRole, tr("The picture {name}", name=name))
            item.setToolTip(str(key).encode(errors="replace").decode())
            item.setIcon(self._pictures.get(key, QIcon()))
        return item

    def _want(self) -> None:
        ids = [key for key in self._items if isinstance(key, int)]
        for photo_id in ids:
            self._show_thumbnail(photo_id)
        self._thumbnails.want(ids)
        for key in self._items:
            if isinstance(key, Path) and key not in self._pictures:
                self.picture_wanted.emit(key)

    def _show_thumbnail(self, photo_id: int) -> None:
        item, picture = self._items.get(photo_id), self._thumbnails.picture(photo_id)
        if item is not None and picture is not None:
            item.setIcon(QIcon(self._small(picture)))

    def _small(self, picture: QPixmap) -> QPixmap:
        """Return the middle of a picture, as a square."""
        ratio = self.devicePixelRatioF()
        wanted = QSize(EDGE, EDGE) * ratio
        grown = picture.scaled(
            wanted,
            Qt.AspectRatioMode.KeepAspectRatioByExpanding,
            Qt.TransformationMode.SmoothTransformation,
        )
        left = (grown.width() - wanted.width()) // 2
        top = (grown.height() - wanted.height()) // 2
        square = grown.copy(left, top, wanted.width(), wanted.height())
        square.setDevicePixelRatio(ratio)
        return square

    def _lay_out(self) -> None:
        self.setAccessibleName(tr("Examples"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.setIconSize(QSize(EDGE, EDGE))
        self.setGridSize(QSize(EDGE + 2 * _MARGIN, EDGE + 2 * _MARGIN))
        self.setFixedHeight(_ROWS * (EDGE + 2 * _MARGIN) + 2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(True)
        self.hide()  # until there are any
        self.setViewportMargins(-_MARGIN, 0, 0, 0)  # in line with what is above


def is_welcome(data: QMimeData) -> bool:
    """Whether photos or files are dragged."""
    return data.hasFormat(PHOTOS_MIME) or any(url.isLocalFile() for url in data.urls())


def tell_dropped(data: QMimeData, photos: object, files: object) -> None:
    """Emit the one of two signals that fits what was dropped."""
    if data.hasFormat(PHOTOS_MIME):
        photos.emit(dragged_photos(data))
    else:
        files.emit([Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()])
