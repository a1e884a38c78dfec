"""The surface that a large photo is painted on, zoomed and pushed about."""

from PySide6.QtCore import (
    QEvent,
    QPointF,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from photoapp.gui.viewer.fade import Fade
from photoapp.gui.viewer.pyramid import Pyramid
from photoapp.gui.viewer.rendering import QUICK_PIXELS, Drawing, Rendering
from photoapp.gui.viewer.view import FITTED, Frame, View

_TEXT_MARGIN = 40
_STEP = 1.25
_USUAL_SHAPE = 1.5
_NOTCH = 120  # a wheel's angle from one notch to the next, in eighths of a degree
_PUSH = 0.1  # of the area, by a key


class PhotoCanvas(QWidget):
    """Paints a part of a picture, or a sentence.

    Signals:
        pressed: the left button went down on it.
        view_changed: another part of the photo is seen.
        resized: it has another size.

    """

    pressed = Signal()
    view_changed = Signal()
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pyramid: Pyramid | None = None
        self._size = QSizeF()
        self._preview = False
        self._view = FITTED
        # How long a pixel of the photo is to be, once it is known how many it has.
        self._scale_asked: float | None = None
        self._grip: QPointF | None = None
        self._rendering: Rendering | None = None
        self.text = ""
        self.smooth = True
        self._refining = QTimer(self, singleShot=True, interval=0)
        self._refining.timeout.connect(self._refine)
        self._fade = Fade(self)
        self.setMinimumSize(120, 90)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def shows_whole_photo(self) -> bool:
        """Whether the photo itself is shown, rather than its thumbnail or a sentence."""
        return self._pyramid is not None and not self._preview

    @property
    def view(self) -> View:
        """What part of the photo is seen."""
        return self._view

    @property
    def is_fitted(self) -> bool:
        """Whether the whole photo is seen."""
        return self._view.magnification == 1.0

    @property
    def photo_shape(self) -> float:
        """How wide the photo is by its height, as far as that is known."""
        return self._size.width() / self._size.height() if self._pyramid else _USUAL_SHAPE

    @property
    def percent(self) -> int | None:
        """How large a pixel of the photo is on the screen, None while that is not known."""
        if self._pyramid is None or self._pyramid.photo_size is None:
            return None
        return round(self._frame().scale(self._view) * 100)

    @property
    def lacks_pixels(self) -> bool:
        """Whether the photo itself has more to show than what is painted now."""
        if self._pyramid is None or self._preview:
            return False
        held = self._pyramid.size.width()
        return self._size.width() > held and self._place().width() > held * 1.02

    def show_picture(self, picture: Pyramid, preview: bool = False) -> None:
        """Show a picture; the view stays.

        Args:
            picture: in one size or several.
            preview: it is a small one that is enlarged until the photo comes.

        """
        self._pyramid, self._preview = picture, preview
        self._size = QSizeF(picture.photo_size or picture.size)
        if self._scale_asked is not None and picture.photo_size is not None:
            scale, self._scale_asked = self._scale_asked, None
            self._set_view(self._frame().magnified(self._view, scale * self._frame().actual))
        self._say("")

    def show_text(self, text: str) -> None:
        """Show a sentence in place of a picture."""
        self._pyramid, self._preview = None, False
        self._say(text)

    def set_view(self, view: View) -> None:
        """Show a part of the photo, as far as there is room for it."""
        self._scale_asked = None
        self._set_view(self._frame().bounded(view) if view != FITTED else FITTED)

    def fit(self) -> None:
        """Show the whole photo."""
        self.set_view(FITTED)

    def keep_zoom(self) -> None:
        """Show the photo that comes next as closely as this one; all of it if all of this is."""
        if not self.is_fitted and self.percent is not None:
            self._scale_asked = self._frame().scale(self._view)

    def toggle_actual(self, at: QPointF | None = None) -> None:
        """Go from the whole photo to its own pixels, around a point, and back."""
        if not self.is_fitted:
            self.fit()
            return
        # Where the photo's size is not known yet, this is put right once it is.
        self._scale_asked = 1.0 if self.percent is None else None
        self._set_view(self._frame().magnified(self._view, self._frame().actual, at))

    def zoom(self, steps: float, at: QPointF | None = None) -> None:
        """Zoom in by some steps, or out, around a point."""
        self._scale_asked = None
        magnification = self._view.magnification * _STEP**steps
        if abs(magnification - 1) < 0.01:
            self.fit()
        else:
            self._set_view(self._frame().magnified(self._view, magnification, at))

    def push(self, across: int, down: int) -> None:
        """Look further right and down, by steps."""
        by = QPointF(-across * self.width() * _PUSH, -down * self.height() * _PUSH)
        self._set_view(self._frame().moved(self._view, by))

    def fade_from_now(self, milliseconds: int) -> None:
        """Let what is seen now vanish slowly over what is shown next."""
        self._fade.begin(milliseconds)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint what is shown."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        if self._pyramid is not None:
            self._paint_picture(painter, self._pyramid)
        elif self.text:
            area = self.rect().adjusted(_TEXT_MARGIN, 0, -_TEXT_MARGIN, 0)
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area, flags, self.text)
        self._fade.paint(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the scale of a photo that is not fitted."""
        self._rendering = None
        old = Frame(self._size, QSizeF(event.oldSize()), self.devicePixelRatioF())
        if not self.is_fitted and not event.oldSize().isEmpty() and self._pyramid is not None:
            magnification = self._view.magnification * self._frame().actual / old.actual
            kept = View(magnification, self._view.x, self._view.y)
            self._view = self._frame().bounded(kept)
        self.resized.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom around the pointer."""
        self.zoom(event.angleDelta().y() / _NOTCH, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Take hold of the photo; other buttons are the viewer's."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self.pressed.emit()
        if not self.is_fitted:
            self._grip = event.position()
        self._show_grip()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Push the photo with the pointer."""
        if self._grip is not None:
            by, self._grip = event.position() - self._grip, event.position()
            self._set_view(self._frame().moved(self._view, by))
        event.ignore()  # the viewer shows the pointer again where it was hidden

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        """Let go of the photo."""
        self._grip = None
        self._show_grip()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go to the photo's own pixels where it was clicked, or back."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.toggle_actual(event.position())
            self._show_grip()

    def event(self, event: QEvent) -> bool:
        """Zoom by the pinch of two fingers, too."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == (
            Qt.NativeGestureType.ZoomNativeGesture
        ):
            self.zoom(event.value() * 4, event.position())
            return True
        return super().event(event)

    def _say(self, text: str) -> None:
        self.text = text
        self.setAccessibleDescription(text)
        self._repaint()

    def _frame(self) -> Frame:
        size = self._size if self._size.width() > 0 else QSizeF(self.size())
        return Frame(size, QSizeF(self.size()), self.devicePixelRatioF())

    def _set_view(self, view: View) -> None:
        if view != self._view:
            self._view = view
            self._repaint()
            self._show_grip()
            self.view_changed.emit()

    def _show_grip(self) -> None:
        if self.is_fitted:
            self.unsetCursor()
        elif self._grip is None:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def _repaint(self) -> None:
        self._rendering = None
        self.update()

    def _place(self) -> QRectF:
        """Return where the photo lies, in whole device pixels."""
        ratio = self.devicePixelRatioF()
        place = self._frame().place(self._view)
        return QRectF(QTransform.fromScale(ratio, ratio).mapRect(place).toRect())

    def _paint_picture(self, painter: QPainter, pyramid: Pyramid) -> None:
        ratio = self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)
        size = QSize(round(self.width() * ratio), round(self.height() * ratio))
        enlarged = self._place().width() > pyramid.size.width()
        smooth = self.smooth or self._preview or not enlarged
        drawing = Drawing(pyramid, self._place(), size, smooth)
        quick = drawing.pixels <= QUICK_PIXELS
        if self._rendering is not None and self._rendering.done:
            area = drawing.place.intersected(QRectF(self._rendering.image.rect()))
            painter.drawImage(area, self._rendering.image, area)
        else:
            drawing.draw(painter, QRectF(0, 0, size.width(), size.height()), smooth and quick)
            if smooth and not quick and self._rendering is None:
                self._rendering = Rendering(drawing)
                self._refining.start()
        painter.resetTransform()

    def _refine(self) -> None:
        if self._rendering is None or self._rendering.done:
            return
        self._rendering.go_on()
        if self._rendering.done:
            self.update()
        else:
            self._refining.start()
