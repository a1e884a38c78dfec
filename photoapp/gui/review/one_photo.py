"""The photo that a label is asked of, large, with its answers below and what comes next."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from photoapp.gui.review.answer_bar import AnswerBar
from photoapp.gui.viewer.darkness import darkened
from photoapp.gui.viewer.filmstrip import Filmstrip
from photoapp.gui.viewer.photo_pane import PhotoPane
from photoapp.gui.viewer.shown_photos import ShownPhotos, Thumbnails

if TYPE_CHECKING:
    from photoapp.library.labels import Candidate

# While one is looked at, those to come are loaded.
_AHEAD = 3


class OnePhoto(QWidget):
    """Shows one of those waiting as large as there is room.

    Args:
        shown: what there is to show of photos.
        thumbnails: small pictures for the strip.

    """

    def __init__(
        self, shown: ShownPhotos, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shown = shown
        self._near: list[int] = []  # the one that is shown, and those to come
        self.pane = PhotoPane(shown, self)
        self.answers = AnswerBar(self)
        self.strip = Filmstrip(thumbnails, self)
        self.pane.looked_at.connect(self._look_closely)
        self._lay_out()

    @property
    def photo_id(self) -> int | None:
        """The photo that is shown, None if there is none."""
        return self.pane.photo_id

    def show_waiting(self, waiting: "Sequence[Candidate]", place: int) -> None:
        """Show the photo at a place of those waiting; beyond their end none."""
        candidate = waiting[place] if place < len(waiting) else None
        ids = [each.photo_id for each in waiting]
        self._near = ids[place : place + 1 + _AHEAD]
        self._shown.want(self._near)
        photo_id = None if candidate is None else candidate.photo_id
        if photo_id != self.photo_id:
            self._shown.let_go()
            self.pane.show_photo(photo_id)
        self.answers.show_candidate(candidate)
        self.strip.show_photos(ids, place)

    def refresh(self, photo_ids: Collection[int]) -> None:
        """Load those of some photos that are shown anew: their files have changed."""
        for photo_id in photo_ids:
            self._shown.forget(photo_id, keep=photo_id == self.photo_id)
            self.strip.forget(photo_id)
        self._shown.want(self._near)
        self._look_closely()

    def _look_closely(self) -> None:
        if self.isVisible() and self.photo_id is not None and self.pane.canvas.lacks_pixels:
            self._shown.want_whole([self.photo_id])

    def _lay_out(self) -> None:
        self.pane.remark.setPalette(darkened(self.palette()))  # its ground is always dark
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pane, 1)
        column.addWidget(self.answers)
        column.addWidget(self.strip)
