"""Asking for what is in sight of the grid, and painting it as it comes."""

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from photoapp.gui.grid.cards import Cards
from photoapp.gui.grid.grid_view import GridView
from photoapp.gui.grid.looking_ahead import rows_wanted
from photoapp.gui.pictures.thumbnail_loader import ThumbnailLoader

_FLYING_MILLISECONDS = 50


class Looking(QObject):
    """Wants thumbnails and cards of the photos in sight, then of those that soon will be."""

    def __init__(self, view: GridView, thumbnails: ThumbnailLoader, cards: Cards) -> None:
        super().__init__(view)
        self._view, self._thumbnails, self._cards = view, thumbnails, cards
        self._in_sight: dict[int, int] = {}
        self._looked_at = 0
        self._since_look = QElapsedTimer()
        self._since_look.start()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._look)
        bar = view.verticalScrollBar()
        for moved in (bar.valueChanged, bar.rangeChanged, view.photos.modelReset):
            moved.connect(self.look_soon)
        thumbnails.changed.connect(self._repaint_photo)
        cards.changed.connect(self._repaint_photos)

    def look_soon(self, *_: object) -> None:
        """Look in a moment, but not so often where photos fly past too quickly to be seen."""
        if not self._timer.isActive():
            flown = abs(self._view.offset - self._looked_at) > self._view.viewport().height() / 2
            rest = _FLYING_MILLISECONDS - self._since_look.elapsed()
            self._timer.start(max(0, rest) if flown else 0)

    def _look(self) -> None:
        """Ask for what is in sight, then for what will be if scrolling goes on."""
        view = self._view
        if not view.isVisible():
            return
        self._since_look.restart()
        seen, ids = view.rows_in_sight(), view.photos.photo_ids
        self._in_sight = {ids[row]: row for row in seen}
        upwards, self._looked_at = view.offset < self._looked_at, view.offset
        wanted = [ids[row] for row in rows_wanted(seen, len(ids), upwards=upwards)]
        self._thumbnails.want(wanted)
        self._cards.want(wanted)

    def _repaint_photo(self, photo_id: int) -> None:
        row = self._in_sight.get(photo_id)
        if row is not None:
            self._view.repaint_row(row)

    def _repaint_photos(self, photo_ids: Sequence[int]) -> None:
        if not self._in_sight.keys().isdisjoint(photo_ids):
            self._view.viewport().update()
