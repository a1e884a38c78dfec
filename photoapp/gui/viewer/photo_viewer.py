"""One photo, large, or some side by side; keys go through the photos it was opened from."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from photoapp.gui.language import tr
from photoapp.gui.viewer.darkness import darkened
from photoapp.gui.viewer.filmstrip import Filmstrip
from photoapp.gui.viewer.hidden_pointer import HiddenPointer
from photoapp.gui.viewer.photo_canvas import PhotoCanvas
from photoapp.gui.viewer.photo_loader import PhotoLoader
from photoapp.gui.viewer.route import Route
from photoapp.gui.viewer.shown_photos import Cards, ShownPhotos, Thumbnails
from photoapp.gui.viewer.slideshow import Slideshow
from photoapp.gui.viewer.stage import Stage
from photoapp.gui.viewer.viewer_bar import ViewerBar
from photoapp.gui.viewer.viewer_keys import keeps, key_actions, pressed_key

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
        self.stage = Stage(self._shown, cards, self)
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
        return self.stage.photo_id

    @property
    def comparing(self) -> bool:
        """Whether photos are shown side by side."""
        return self.stage.comparing

    @property
    def canvas(self) -> PhotoCanvas:
        """Where the photo is painted."""
        return self.stage.canvas

    def open(self, photo_ids: Sequence[int], row: int) -> None:
        """Show the photo of a row, and go through the others from there."""
        self._follow(Route(photo_ids, row))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def replace_photos(self, photo_ids: Sequence[int]) -> None:
        """Go through other photos: some have gone, or come. The one shown stays if it can."""
        if self.photo_id is None:
            return
        if self.comparing:
            self.stage.comparison.keep_only(photo_ids)
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
        self.stage.compare(photo_ids)
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
            self.stage.comparison.step(step)
        else:
            self.go_to(self._route.row + step)

    def go_to_end(self, last: bool) -> None:
        """Show the first photo, or the last."""
        if not self.comparing:
            self.go_to(len(self._route.photo_ids) - 1 if last else 0)

    def refresh(self, photo_id: int) -> None:
        """Load a photo anew: it has been changed."""
        self._shown.forget(photo_id, keep=photo_id in self.stage.photo_ids)
        self.filmstrip.forget(photo_id)
        self._want()
        self.stage.refresh(photo_id)

    def show_taken(self, photo_id: int, text: str) -> None:
        """Write when a photo was taken, if it is still shown."""
        if photo_id == self.photo_id:
            self.stage.info.show_taken(text)

    def show_info(self, on: bool) -> None:
        """Write name, time and marks over the photo, or don't."""
        self.stage.info.setVisible(on)

    def show_filmstrip(self, on: bool) -> None:
        """Show the photos before and after, or don't."""
        self._filmstrip_wanted = on
        self._arrange()

    def show_pixels(self, on: bool) -> None:
        """Show pixels as squares beyond 100 %, or smoothly."""
        self.stage.show_pixels(on)

    def zoom(self, steps: int) -> None:
        """Look closer, or see more."""
        self.stage.zoom(steps)

    def step(self, across: int, down: int) -> None:
        """Go to the photo beside; up and down only among those compared."""
        if self.comparing:
            self.stage.comparison.step(across, down)
        elif down:
            self.stage.push(across, down)
        else:
            self.go_by(across)

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
        asks = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if asks and keeps(event, slideshow=self.slideshow.running):
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

    def _follow(self, route: Route) -> None:
        self._route = route
        self.stage.end_comparison()
        self._arrange()
        self.filmstrip.show_photos(route.photo_ids, route.row)
        self._want()
        self._show()

    def _show(self) -> None:
        """Show the photo of the route; all of it if it was not shown before, or as closely."""
        keep_zoom = self.bar.lock.isChecked() and not self.slideshow.running
        self.stage.show_alone(self._route.photo_id, keep_zoom=keep_zoom)
        self.slideshow.begin_interval()
        self._arrived()

    def _show_due(self) -> None:
        self.canvas.fade_from_now(_FADE_MILLISECONDS)
        self.go_to(self._route.next_row)

    def _want(self) -> None:
        self._shown.want_whole(())
        self._shown.want(self.stage.photo_ids if self.comparing else self._route.near())

    def _arrived(self) -> None:
        """Show what goes with another photo, and tell that there is another."""
        self.stage.info.show_taken("")
        self._show_cards()
        if self.comparing:
            self.bar.show_compared(len(self.stage.photo_ids))
        else:
            self.bar.show_place(self._route.row, len(self._route.photo_ids))
        self._look()
        self.moved.emit(self.photo_id)

    def _show_cards(self) -> None:
        if self.photo_id is None:
            return
        self.bar.show_card(None if self.comparing else self._cards.card(self.photo_id))
        self.stage.show_cards()

    def _look(self) -> None:
        """Say how close the photo is."""
        self.bar.show_zoom(self.canvas.percent, self.canvas.is_fitted)

    def _close(self) -> None:
        photo_id = self.photo_id
        self._route = Route()
        self.stage.end_comparison()
        self.stage.show_alone(None)
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
        bar.actual_asked.connect(self.stage.toggle_actual)
        bar.slideshow_asked.connect(self.start_slideshow)
        self.filmstrip.chosen.connect(self.go_to)
        self.slideshow.due.connect(self._show_due)
        self.slideshow.changed.connect(self._slideshow_changed)
        self.stage.looked_at.connect(self._look)
        self.stage.comparison.chosen.connect(lambda _: self._arrived())
        self.stage.comparison.left.connect(self.show_alone)
        self._cards.changed.connect(lambda _: self._show_cards())

    def _lay_out(self) -> None:
        self._filmstrip_wanted = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.stage, 1)
        column.addWidget(self.filmstrip)
        self.setPalette(darkened(QApplication.palette()))
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Photo viewer"))
