"""What part of a photo is seen: the arithmetic of zooming and panning."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt

_LEAST_MOST_MAGNIFICATION = 8.0
_MOST_SCALE = 16.0


@dataclass(frozen=True)
class View:
    """A magnification, 1 where the photo is fitted in, and the point that is to be in the middle.

    The point is given in shares of the photo's width and height, so that a view fits other
    photos and other windows too.
    """

    magnification: float = 1.0
    x: float = 0.5
    y: float = 0.5


FITTED = View()


@dataclass(frozen=True)
class Frame:
    """A photo in an area: both sizes in pixels of the window, ``ratio`` device pixels each."""

    photo: QSizeF
    area: QSizeF
    ratio: float = 1.0

    @property
    def fitted(self) -> QSizeF:
        """How large the whole photo is shown; small ones are enlarged."""
        return self.photo.scaled(self.area, Qt.AspectRatioMode.KeepAspectRatio)

    @property
    def actual(self) -> float:
        """The magnification at which a pixel of the photo is one of the screen."""
        return self.photo.width() / self.ratio / max(self.fitted.width(), 1e-6)

    def scale(self, view: View) -> float:
        """Return how many device pixels long a pixel of the photo is."""
        return view.magnification / self.actual

    def place(self, view: View) -> QRectF:
        """Return where the photo lies: centred, or with no empty margin if it is larger."""
        size = self.fitted * view.magnification
        left = _edge(size.width(), self.area.width(), view.x)
        top = _edge(size.height(), self.area.height(), view.y)
        return QRectF(QPointF(left, top), size)

    def magnified(self, view: View, magnification: float, at: QPointF | None = None) -> View:
        """Return a view so magnified that what is ``at`` a point (the middle) stays there."""
        at = at or QPointF(self.area.width() / 2, self.area.height() / 2)
        before = self.place(view)
        x = (at.x() - before.left()) / max(before.width(), 1e-6)
        y = (at.y() - before.top()) / max(before.height(), 1e-6)
        magnification = self._within_bounds(magnification)
        size = self.fitted * magnification
        x += (self.area.width() / 2 - at.x()) / max(size.width(), 1e-6)
        y += (self.area.height() / 2 - at.y()) / max(size.height(), 1e-6)
        return self.bounded(View(magnification, x, y))

    def moved(self, view: View, by: QPointF) -> View:
        """Return the view after the photo has been pushed by some pixels of the window."""
        size = self.place(view).size()
        x = view.x - by.x() / max(size.width(), 1e-6)
        y = view.y - by.y() / max(size.height(), 1e-6)
        return self.bounded(replace(view, x=x, y=y))

    def bounded(self, view: View) -> View:
        """Return the view with the point that really comes to lie in the middle."""
        place = self.place(view)
        x = (self.area.width() / 2 - place.left()) / max(place.width(), 1e-6)
        y = (self.area.height() / 2 - place.top()) / max(place.height(), 1e-6)
        return replace(view, x=x, y=y)

    def _within_bounds(self, magnification: float) -> float:
        most = max(_LEAST_MOST_MAGNIFICATION, _MOST_SCALE * self.actual)
        return min(max(magnification, min(1.0, self.actual)), most)


def _edge(length: float, room: float, middle: float) -> float:
    if length <= room:
        return (room - length) / 2
    return min(0.0, max(room - length, room / 2 - middle * length))
