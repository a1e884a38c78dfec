"""The middle of the viewer: one photo, or some side by side."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from photoapp.gui.viewer.comparison import Comparison
from photoapp.gui.viewer.overlay import InfoOverlay
from photoapp.gui.viewer.photo_canvas import PhotoCanvas
from photoapp.gui.viewer.photo_pane import PhotoPane
from photoapp.gui.viewer.shown_photos import Cards, ShownPhotos


class Stage(QStackedWidget):
    """Shows one photo with words over it, or a comparison; both are looked at in the same ways.

    Signals:
        looked_at: another part of a photo is seen, or more of its pixels.

    """

    looked_at = Signal()

    def __init__(self, shown: ShownPhotos, cards: Cards, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown, self._cards = shown, cards
        self._alone = PhotoPane(shown, self)
        self.info = InfoOverlay(self._alone)
        self.comparison = Comparison(shown, cards.card, self)
        self.addWidget(self._alone)
        self.addWidget(self.comparison)
        corner = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        self._alone.layers.addWidget(self.info, 0, 0, corner)
        self.info.hide()
        self._alone.looked_at.connect(self._look)
        self.comparison.looked_at.connect(self._look)

    @property
    def comparing(self) -> bool:
        """Whether photos are shown side by side."""
        return self.currentWidget() is self.comparison

    @property
    def photo_id(self) -> int | None:
        """The id of the photo that is shown or, of those compared, chosen."""
        return self._pane.photo_id

    @property
    def photo_ids(self) -> list[int]:
        """The ids of the photos that are shown, the chosen one first."""
        return [pane.photo_id for pane in self._panes() if pane.photo_id is not None]

    @property
    def canvas(self) -> PhotoCanvas:
        """Where the photo is painted."""
        return self._pane.canvas

    def show_alone(self, photo_id: int | None, *, keep_zoom: bool = False) -> None:
        """Show one photo, all of it unless the zoom is to be kept; None shows none."""
        if photo_id is None or photo_id != self._alone.photo_id:
            self._alone.show_photo(photo_id, keep_zoom=keep_zoom)

    def compare(self, photo_ids: Sequence[int]) -> None:
        """Show photos side by side, the first chosen."""
        self.setCurrentWidget(self.comparison)
        self.comparison.show_photos(photo_ids)

    def end_comparison(self) -> None:
        """Show one photo again, the one that was shown before."""
        self.setCurrentWidget(self._alone)
        self.comparison.clear()

    def refresh(self, photo_id: int) -> None:
        """Show what has come of a photo, if it is among those that are shown."""
        for pane in self._panes():
            pane.refresh(photo_id)

    def show_cards(self) -> None:
        """Show names and marks as they are known now."""
        if self.photo_id is None:
            return
        self.info.show_card(self._cards.card(self.photo_id))
        self.comparison.show_cards()
        self._show_again()

    def show_pixels(self, on: bool) -> None:
        """Show pixels as squares beyond 100 %, or smoothly."""
        self._shown.smooth = not on
        self._show_again()

    def zoom(self, steps: int) -> None:
        """Look closer, or see more."""
        self.canvas.zoom(steps)

    def toggle_actual(self) -> None:
        """Go from the whole photo to its own pixels, and back."""
        self.canvas.toggle_actual()

    def fit(self) -> None:
        """See the whole photo."""
        self.canvas.fit()

    def push(self, across: int, down: int) -> None:
        """Look further right and down in the photo, by steps."""
        self.canvas.push(across, down)

    def take_out(self) -> None:
        """Take the chosen photo out of the comparison."""
        if self.comparing:
            self.comparison.take_out()

    @property
    def _pane(self) -> PhotoPane:
        return self.comparison.pane if self.comparing else self._alone

    def _panes(self) -> list[PhotoPane]:
        return self.comparison.panes if self.comparing else [self._alone]

    def _show_again(self) -> None:
        for pane in self._panes():
            pane.show_again()

    def _look(self) -> None:
        """Load whole photos where more of their pixels can be seen."""
        if any(pane.canvas.lacks_pixels for pane in self._panes()):
            self._shown.want_whole(self.photo_ids)
        self.looked_at.emit()
