"""The grid of photos: asks only for what is in sight, and stays quick with 100,000."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from photoapp.gui.grid.card_texts import in_words, remarks
from photoapp.gui.grid.cards import Cards
from photoapp.gui.grid.cell_painter import CellPainter
from photoapp.gui.grid.cell_shape import CellShape, allowed_edge, larger_edge, smaller_edge
from photoapp.gui.grid.dragging import KnownPaths, drag_photos
from photoapp.gui.grid.grid_painter import GridPainter
from photoapp.gui.grid.grid_view import GridView
from photoapp.gui.grid.headings import Headings, heading_height
from photoapp.gui.grid.keyboard import Keyboard
from photoapp.gui.grid.looking import Looking
from photoapp.gui.grid.mouse import Mouse
from photoapp.gui.grid.photo_model import PhotoModel
from photoapp.gui.language import tr
from photoapp.gui.pictures.images import Frame
from photoapp.gui.pictures.thumbnail_loader import ThumbnailLoader

if TYPE_CHECKING:
    from photoapp.library.browsing import Found

USUAL_EDGE = 200
# Pictures are scaled anew once a slider rests.
_FRAME_MILLISECONDS = 120
_STACKED = 3


class PhotoGrid(GridView):
    """Shows photos in columns that fill the width, below headings where they have some.

    Signals:
        opened: the row of a photo that is to be shown large.
        selection_changed: other photos are selected.
        current_changed: the keyboard is on another photo; carries its id, None if on none.
        context_menu: a menu is asked for, at a point of the screen.
        edge_changed: photos are shown in another size; carries the longest edge in pixels.

    """

    opened = Signal(int)
    selection_changed = Signal()
    current_changed = Signal(object)
    context_menu = Signal(QPoint)
    edge_changed = Signal(int)

    def __init__(
        self,
        thumbnails: ThumbnailLoader,
        cards: Cards,
        known_paths: KnownPaths = lambda _: (),
        parent: QWidget | None = None,
    ) -> None:
        photos = PhotoModel(lambda i: in_words(cards.card(i), self._painter.is_suggested(i)))
        super().__init__(photos, USUAL_EDGE, parent)
        photos.setParent(self)
        self._thumbnails, self._cards, self._known_paths = thumbnails, cards, known_paths
        self._cells = CellPainter(thumbnails, cards, self)
        self._painter = GridPainter(self, self._cells)
        self._keyboard = Keyboard(self, self.opened.emit)
        self._mouse = Mouse(self, self._painter.is_on_picture, self._drag)
        self._found: Found | None = None
        self._replacing = False
        self._waiting: Found | None = None
        self._looking = Looking(self, thumbnails, cards)
        self._framing = QTimer(self, singleShot=True, interval=_FRAME_MILLISECONDS)
        self.setAccessibleName(tr("Photos"))
        self._connect()

    @property
    def edge(self) -> int:
        """How many pixels wide pictures are at most."""
        return self.shape.edge

    def show_found(self, found: "Found", keep_place: bool) -> None:
        """Show photos; with ``keep_place`` selection and scroll position stay if they can."""
        if keep_place and self._mouse.is_busy:
            self._waiting = found  # photos must not move away under the mouse
            return
        places, scrolled = self.places_in_sight(), self.offset
        selected, current = self.selected_photos(), self.current_photo()
        row = self.selecting.current
        self._found, self._waiting = found, None
        self._replacing = True
        self._mouse.let_go()
        if found.photo_ids != self.photos.photo_ids:
            self.photos.replace(found.photo_ids)
            if keep_place:
                self.selecting.choose_again(selected, current, row)
        elif not keep_place:
            self.selectionModel().clear()
        self._replacing = False
        self._painter.only_suggested = found.only_suggested
        self._head(found.likely)
        if not keep_place or not scrolled:
            self.scrollToTop()
        else:
            self.go_back_to(places)
        if self.current_photo() != current:
            self._tell_current()
        if self.selected_photos() != selected:
            self._tell_selection()
        if not keep_place and self.hasFocus():
            self.enter()

    def set_likely(self, likely: int) -> None:
        """Divide the photos after so many: the others are probably not what was looked for."""
        places, scrolled = self.places_in_sight(), self.offset
        self._head(likely)
        if scrolled:
            self.go_back_to(places)

    def set_edge(self, edge: int) -> None:
        """Show photos at most ``edge`` pixels wide; the one in the middle stays there."""
        edge = allowed_edge(edge)
        if edge != self.edge:
            self._reshape(CellShape(edge, self.shape.line, self.shape.names))
            self.edge_changed.emit(edge)

    def larger(self) -> None:
        """Show photos a little larger."""
        self.set_edge(larger_edge(self.edge))

    def smaller(self) -> None:
        """Show photos a little smaller."""
        self.set_edge(smaller_edge(self.edge))

    def show_names(self, shown: bool) -> None:
        """Write names below photos, or don't."""
        if shown != self.shape.names:
            self._reshape(CellShape(self.edge, self.shape.line, shown))

    def look_again(self) -> None:
        """Ask anew for what is in sight: thumbnails or cards have been forgotten."""
        self._looking.look_soon()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Paint what of the photos lies in the area that is to be painted."""
        if self.devicePixelRatioF() != self._thumbnails.frame.ratio:  # it is on another screen
            self._restyle()
        painter = QPainter(self.viewport())
        self._painter.paint(painter, event.region())
        self._mouse.band.paint(painter, self.palette())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Let the columns fill the width; what was on top stays there."""
        super().resizeEvent(event)
        if self.viewport().width() != self.geometry_of_photos.width:
            places, scrolled = self.places_in_sight(), self.offset
            self.lay_out()
            if scrolled:
                self.go_back_to(places)
        self._looking.look_soon()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Ask for what is in sight, in the sharpness of the screen."""
        super().showEvent(event)
        self._set_frame()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow the system from light to dark, and its fonts."""
        super().changeEvent(event)
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if event.type() in kinds:
            self._restyle()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        """Move what is painted already; what floats on it is painted anew."""
        if self._mouse.band.is_drawn or abs(dy) >= self.viewport().height():
            self.viewport().update()
            return
        self.viewport().scroll(dx, dy)
        if self.headings.stick:
            strip = heading_height(self.font()) + abs(dy)
            self.viewport().update(0, 0, self.viewport().width(), strip)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Go from photo to photo, select, open; all other keys are the window's."""
        self._keyboard.press(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Select a photo, or begin to drag it, or a rubber band."""
        self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Stretch a rubber band, or take photos along."""
        self._painter.hover(self.row_at(event.position().toPoint()))
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End what the mouse has begun."""
        self._mouse.release(event)
        if self._waiting is not None and not self._mouse.is_busy:
            self.show_found(self._waiting, keep_place=True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Open a photo."""
        row = self.row_at(event.position().toPoint())
        self._mouse.let_go()
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(row)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Scroll; with Ctrl, show photos larger or smaller."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif event.angleDelta().y():
            self.set_edge((larger_edge if event.angleDelta().y() > 0 else smaller_edge)(self.edge))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Ask for a menu at the pointer, or at the photo that the keyboard is on."""
        place = event.globalPos()
        current = self.selecting.current
        if event.reason() == QContextMenuEvent.Reason.Keyboard and current is not None:
            self.reveal(current)
            place = self.viewport().mapToGlobal(self.place_of(current).center())
        self.context_menu.emit(place)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Show a photo's name under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.row_at(event.pos())
            photo_id = None if row is None else self.photos.photo_ids[row]
            card = None if photo_id is None else self._cards.card(photo_id)
            said = remarks(card, self._painter.is_suggested(photo_id))
            QToolTip.showText(event.globalPos(), said, self.viewport())
            return True
        if event.type() == QEvent.Type.Leave:
            self._painter.hover(None)
        return super().viewportEvent(event)

    def _connect(self) -> None:
        self._framing.timeout.connect(self._set_frame)
        self.selectionModel().selectionChanged.connect(self._tell_selection)
        self.selectionModel().currentChanged.connect(self._tell_current)

    def _head(self, likely: int) -> None:
        found = self._found
        if found is None:
            return
        doubted = bool(found.scores) and not found.sections and likely < len(found.photo_ids)
        self.headings = Headings(found.grouping, found.sections, likely if doubted else None)
        self.lay_out()
        self._looking.look_soon()

    def _reshape(self, shape: CellShape) -> None:
        place, scrolled = self.place_middle(), self.offset
        self.shape = shape
        self.lay_out()
        if scrolled:
            self.go_back_to_middle(place)
        self._framing.start()
        self._looking.look_soon()

    def _restyle(self) -> None:
        if hasattr(self, "_cells"):  # Qt tells of changes before all is there
            self._cells.forget_style()
            self._reshape(CellShape(self.edge, self.fontMetrics().height(), self.shape.names))

    def _set_frame(self) -> None:
        ratio = self.devicePixelRatioF()
        width, height = self.shape.picture
        self._thumbnails.set_frame(Frame(round(width * ratio), round(height * ratio), ratio))
        self._looking.look_soon()

    def _tell_selection(self) -> None:
        if not self._replacing:
            self.selection_changed.emit()

    def _tell_current(self) -> None:
        if not self._replacing:
            self.current_changed.emit(self.current_photo())

    def _drag(self) -> None:
        selected, current = self.selected_photos(), self.current_photo()
        if not selected:
            return
        top = dict.fromkeys([current, *selected[:_STACKED]])
        pictures = (self._thumbnails.picture(i) for i in top if i is not None)
        known = [picture for picture in pictures if picture is not None]
        drag_photos(self, selected, known, self._known_paths(selected))
