"""One photo, large, or some side by side; keys go through the photos it was opened from."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from photoapp.gui.language import tr
from photoapp.gui.viewer.comparison import Comparison
from photoapp.gui.viewer.darkness import darkened
from photoapp.gui.viewer.filmstrip import Filmstrip
from photoapp.gui.viewer.hidden_pointer import HiddenPointer
from photoapp.gui.viewer.overlay import InfoOverlay
from photoapp.gui.viewer.photo_canvas import PhotoCanvas
from photoapp.gui.viewer.photo_loader import PhotoLoader
from photoapp.gui.viewer.photo_pane import PhotoPane
from photoapp.gui.viewer.route import Route
from photoapp.gui.viewer.shown_photos import Cards, ShownPhotos, Thumbnails
from photoapp.gui.viewer.slideshow import Slideshow
from photoapp.gui.viewer.viewer_bar import ViewerBar
from photoapp.gui.viewer.viewer_keys import key_actions, pressed_key

_FADE_MILLISECONDS = 400


class PhotoViewer(QWidget):
    """Shows one of several photos, or compares some.

    Args:
        photos: photos as large as a screen.
        whole: photos in their whole resolution.
        thumbnails: what stands for them until they come.
        cards: what is known of them.

    Signals:
        closed: the user is done; carries the id of the photo that was shown last.
        moved: another photo is shown or, of those compared, chosen; carries its id.
        full_screen_asked: a slideshow begins or ends.

    """

    closed = Signal(int)
    moved = Signal(int)
    full_screen_asked = Signal(bool)

    def __init__(
        self,
        photos: PhotoLoader,
        whole: PhotoLoader,
        thumbnails: Thumbnails,
        cards: Cards,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._cards = cards
        self._shown = ShownPhotos(photos, whole, thumbnails, cards, self)
        self._route = Route()
        self._pane = PhotoPane(self._shown, self)
        self.info = InfoOverlay(self._pane)
        self.comparison = Comparison(self._shown, cards.card, self)
        self.bar = ViewerBar(self)
        self.filmstrip = Filmstrip(thumbnails, self)
        self.slideshow = Slideshow(lambda: self._shown.is_settled(self._route.next_id), self)
        self._keys = key_actions(self)
        self._pointer = HiddenPointer(self)
        self._lay_out()
        self._connect()

    @property
    def photo_id(self) -> int | None:
        """The id of the photo that is shown or, of those compared, chosen."""
        return self._current.photo_id

    @property
    def comparing(self) -> bool:
        """Whether photos are shown side by side."""
        return self._stage.currentWidget() is self.comparison

    @property
    def canvas(self) -> PhotoCanvas:
        """Where the photo is painted."""
        return self._current.canvas

    def open(self, photo_ids: Sequence[int], row: int) -> None:
        """Show the photo of a row, and go through the others from there."""
        self._follow(Route(photo_ids, row))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def replace_photos(self, photo_ids: Sequence[int]) -> None:
        """Go through other photos: some have gone, or come. The one shown stays if it can."""
        if self.photo_id is None:
            return
        if self.comparing:
            self.comparison.keep_only(photo_ids)
            self._route = self._route.through(photo_ids) if self._route.photo_ids else Route()
        elif not photo_ids:
            self._close()
        elif (route := self._route.through(photo_ids)).photo_id != self.photo_id:
            self._follow(route)
        else:
            self._route = route
            self._shown.want(route.near())
            self.filmstrip.show_photos(route.photo_ids, route.row)
            self.bar.show_place(route.row, len(photo_ids))

    def compare(self, photo_ids: Sequence[int]) -> None:
        """Show two to four photos side by side; of more the first four."""
        if not photo_ids:
            return
        self.slideshow.stop()
        self._stage.setCurrentWidget(self.comparison)
        self.comparison.show_photos(photo_ids)
        self._arrange()
        self._want()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, row: int) -> None:
        """Show the photo of a row; beyond the ends nothing happens."""
        if self._route.go_to(row):
            self._want()
            self.filmstrip.set_row(row)
            self._show()

    def go_by(self, step: int) -> None:
        """Show a photo further on, or further back; of those compared, choose it."""
        if self.comparing:
            self.comparison.step(step)
        else:
            self.go_to(self._route.row + step)

    def go_to_end(self, last: bool) -> None:
        """Show the first photo, or the last."""
        if not self.comparing:
            self.go_to(len(self._route.photo_ids) - 1 if last else 0)

    def refresh(self, photo_id: int) -> None:
        """Load a photo anew: it has been changed."""
        self._shown.forget(photo_id)
        self.filmstrip.forget(photo_id)
        self._want()
        for pane in self._panes():
            pane.refresh(photo_id)

    def show_taken(self, photo_id: int, text: str) -> None:
        """Write when a photo was taken, if it is still shown."""
        if photo_id == self.photo_id:
            self.info.show_taken(text)

    def show_info(self, on: bool) -> None:
        """Write name, time and marks over the photo, or don't."""
        self.info.setVisible(on)

    def show_filmstrip(self, on: bool) -> None:
        """Show the photos before and after, or don't."""
        self._filmstrip_wanted = on
        self._arrange()

    def show_pixels(self, on: bool) -> None:
        """Show pixels as squares beyond 100 %, or smoothly."""
        self._shown.smooth = not on
        for pane in self._panes():
            pane.show_again()

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

    def step(self, across: int, down: int) -> None:
        """Go to the photo beside; up and down only among those compared."""
        if self.comparing:
            self.comparison.step(across, down)
        elif down:
            self.canvas.push(across, down)
        else:
            self.go_by(across)

    def take_out(self) -> None:
        """Take the chosen photo out of the comparison."""
        if self.comparing:
            self.comparison.take_out()

    def show_alone(self) -> None:
        """Show the chosen one of the compared photos alone."""
        if self.comparing and (photo_id := self.photo_id) is not None:
            ids = self._route.photo_ids
            ids = ids if photo_id in ids else [photo_id]
            self.open(ids, ids.index(photo_id))

    def pause_or_next(self) -> None:
        """Let a slideshow wait or go on; else go to the next photo."""
        if self.slideshow.running:
            self.slideshow.pause_or_go_on()
        else:
            self.go_by(1)

    def start_slideshow(self) -> None:
        """Go from photo to photo, full screen; from the first if this is the last."""
        if self._route.photo_ids and not self.comparing:
            self.slideshow.start()

    def leave(self) -> None:
        """End the slideshow or the comparison, or go back to where the viewer was opened."""
        if self.slideshow.running:
            self.slideshow.stop()
        elif self.comparing and self.photo_id in self._route.photo_ids:
            self.show_alone()
        elif self.photo_id is not None:
            self._close()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that mean something else here than in the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keeps = event.key() == Qt.Key.Key_Escape
            if keeps or (event.key() == Qt.Key.Key_Space and self.slideshow.running):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go to another photo, look closer, or go back."""
        pressed = pressed_key(event)
        action = self._keys.get(pressed) if pressed else None
        if action is not None:
            action()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go back and forth by the mouse's side buttons."""
        steps = {Qt.MouseButton.BackButton: -1, Qt.MouseButton.ForwardButton: 1}
        if event.button() in steps:
            self.go_by(steps[event.button()])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show the pointer again that a slideshow has hidden."""
        self._pointer.moved()
        event.ignore()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Give memory back when something else is shown."""
        self.slideshow.stop()
        self._shown.let_go()
        super().hideEvent(event)

    @property
    def _current(self) -> PhotoPane:
        return self.comparison.pane if self.comparing else self._pane

    def _panes(self) -> list[PhotoPane]:
        return self.comparison.panes if self.comparing else [self._pane]

    def _follow(self, route: Route) -> None:
        self._route = route
        self._stage.setCurrentWidget(self._pane)
        self.comparison.clear()
        self._arrange()
        self.filmstrip.show_photos(route.photo_ids, route.row)
        self._want()
        self._show()

    def _show(self) -> None:
        """Show the photo of the route, and all of it if it was not shown before."""
        if self._route.photo_id != self._pane.photo_id:
            self._pane.show_photo(self._route.photo_id)
        self.slideshow.begin_interval()
        self._arrived()

    def _show_due(self) -> None:
        self.canvas.fade_from_now(_FADE_MILLISECONDS)
        self.go_to(self._route.next_row)

    def _want(self) -> None:
        self._shown.want_whole(())
        self._shown.want(self.comparison.photo_ids if self.comparing else self._route.near())

    def _arrived(self) -> None:
        """Show what goes with another photo, and tell that there is another."""
        self.info.show_taken("")
        self._show_cards()
        if self.comparing:
            self.bar.show_compared(len(self.comparison.panes))
        else:
            self.bar.show_place(self._route.row, len(self._route.photo_ids))
        self._look()
        self.moved.emit(self.photo_id)

    def _show_cards(self) -> None:
        if self.photo_id is None:
            return
        card = self._cards.card(self.photo_id)
        self.bar.show_card(None if self.comparing else card)
        self.info.show_card(card)
        self.comparison.show_cards()
        for pane in self._panes():
            pane.show_again()

    def _look(self) -> None:
        """Say how close the photo is, and load its pixels where more of them can be seen."""
        self.bar.show_zoom(self.canvas.percent, self.canvas.is_fitted)
        panes = self._panes()
        if any(pane.canvas.lacks_pixels for pane in panes):
            self._shown.want_whole([p.photo_id for p in panes if p.photo_id is not None])

    def _close(self) -> None:
        photo_id = self.photo_id
        self._route = Route()
        self._stage.setCurrentWidget(self._pane)
        self._pane.show_photo(None)
        self.comparison.clear()
        self._shown.let_go()
        self.closed.emit(photo_id)

    def _slideshow_changed(self) -> None:
        self._arrange()
        self._pointer.hide(self.slideshow.running)
        self.full_screen_asked.emit(self.slideshow.running)

    def _arrange(self) -> None:
        bare = self.slideshow.running
        self.bar.setVisible(not bare)
        self.filmstrip.setVisible(self._filmstrip_wanted and not bare and not self.comparing)

    def _connect(self) -> None:
        bar = self.bar
        bar.back_asked.connect(self.leave)
        bar.previous_asked.connect(lambda: self.go_by(-1))
        bar.next_asked.connect(lambda: self.go_by(1))
        bar.actual_asked.connect(self.toggle_actual)
        bar.slideshow_asked.connect(self.start_slideshow)
        self.filmstrip.chosen.connect(self.go_to)
        self.slideshow.due.connect(self._show_due)
        self.slideshow.changed.connect(self._slideshow_changed)
        self._pane.looked_at.connect(self._look)
        self.comparison.looked_at.connect(self._look)
        self.comparison.chosen.connect(lambda _: self._arrived())
        self.comparison.left.connect(self.show_alone)
        self._cards.changed.connect(lambda _: self._show_cards())

    def _lay_out(self) -> None:
        self._filmstrip_wanted = True
        self._stage = QStackedWidget(self)
        self._stage.addWidget(self._pane)
        self._stage.addWidget(self.comparison)
        corner = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        self._pane.layers.addWidget(self.info, 0, 0, corner)
        self.info.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stage, 1)
        column.addWidget(self.filmstrip)
        self.setPalette(darkened(QApplication.palette()))
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Photo viewer"))
