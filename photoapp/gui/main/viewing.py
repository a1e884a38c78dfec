"""One photo large, some side by side, or all one after the other."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal

from photoapp.gui.behind.background import Background
from photoapp.gui.main.main_window import MainWindow

if TYPE_CHECKING:
    from photoapp.gui.viewer.photo_viewer import PhotoViewer

_MOST_COMPARED = 4


class Viewing(QObject):
    """Opens the viewer over the photos of the grid, and comes back to them.

    Signals:
        moved: another photo is looked at; carries its id.
        closed: the photos are shown again.
        menu_asked: a menu of the photo is asked for, at a point of the screen.

    """

    moved = Signal(int)
    closed = Signal()
    menu_asked = Signal(QPoint)

    def __init__(
        self, window: MainWindow, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window, self._background = window, background
        self._selected: list[int] = []
        window.grid.opened.connect(self.open)
        window.commands["pixels"].toggled.connect(self._show_pixels)

    def open(self, row: int) -> None:
        """Show the photo of a row of the grid large."""
        grid = self._window.grid
        self._selected = grid.selected_photos()
        ids = grid.photos.photo_ids
        self._window.show_viewer(self._viewer())
        self._viewer().open(ids, row)
        self._name_window()

    def open_current(self) -> None:
        """Show the photo that the keyboard is on, else the first; of those compared the chosen."""
        if self._window.viewing:
            self._viewer().show_alone()
            return
        grid = self._window.grid
        photo_id = grid.current_photo()
        row = 0 if photo_id is None else grid.photos.row_of(photo_id)
        if grid.photos.photo_ids and row is not None:
            self.open(row)

    def toggle(self) -> None:
        """Go from the grid to one photo, or back."""
        if self._window.viewing:
            self.leave()
        else:
            self.open_current()

    def compare(self) -> None:
        """Show the selected photos side by side, up to four."""
        chosen = self._window.grid.selected_photos()[:_MOST_COMPARED]
        if self._window.viewing or len(chosen) < 2:
            return
        self._selected = self._window.grid.selected_photos()
        self._window.show_viewer(self._viewer())
        self._viewer().compare(chosen)

    def slideshow(self) -> None:
        """Show one photo after the other."""
        if not self._window.viewing:
            self.open_current()
        if self._window.viewing:
            self._viewer().start_slideshow()

    def show_taken(self, photo_id: int, text: str) -> None:
        """Write when a photo was taken over it."""
        if self._window.viewer is not None:
            self._window.viewer.show_taken(photo_id, text)

    def leave(self) -> None:
        """Go back to the grid."""
        if self._window.viewing and (photo_id := self._viewer().photo_id) is not None:
            self._close(photo_id)

    def show_found(self, photo_ids: "tuple[int, ...]") -> None:
        """Go on through other photos: some have gone, or come."""
        if self._window.viewing:
            self._viewer().replace_photos(photo_ids)

    def refresh(self, photo_ids: "tuple[int, ...]") -> None:
        """Show photos as they are now."""
        if self._window.viewer is not None:
            for photo_id in photo_ids:
                self._window.viewer.refresh(photo_id)

    def _viewer(self) -> "PhotoViewer":
        if self._window.viewer is not None:
            return self._window.viewer
        from photoapp.gui.viewer.photo_viewer import PhotoViewer  # noqa: PLC0415 - not at the start

        behind = self._background
        viewer = PhotoViewer(
            behind.photos, behind.whole_photos, behind.thumbnails, behind.cards, self._window
        )
        viewer.closed.connect(self._close)
        viewer.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        viewer.customContextMenuRequested.connect(
            lambda place: self.menu_asked.emit(viewer.mapToGlobal(place))
        )
        viewer.moved.connect(self.moved)
        viewer.moved.connect(lambda _: self._name_window())
        viewer.full_screen_asked.connect(self._window.show_bare)
        behind.cards.changed.connect(lambda _: self._name_window())
        viewer.show_filmstrip(self._window.commands["sidebar"].isChecked())
        viewer.show_pixels(self._window.commands["pixels"].isChecked())
        return viewer

    def _show_pixels(self, on: bool) -> None:
        if self._window.viewer is not None:
            self._window.viewer.show_pixels(on)

    def _name_window(self) -> None:
        """Let the window be called after the photo that is looked at."""
        if self._window.viewing and self._window.viewer is not None:
            card = self._background.cards.card(self._window.viewer.photo_id or 0)
            self._window.show_subject(card.name if card is not None else "")

    def _close(self, photo_id: int) -> None:
        """Come back with the selection kept, or on the photo that was gone on to."""
        self._window.show_browser()
        grid = self._window.grid
        if photo_id in self._selected:
            grid.select_photos(self._selected)
            grid.go_to_photo(photo_id)
        else:
            grid.select_photo(photo_id)
        grid.enter()
        self.closed.emit()
