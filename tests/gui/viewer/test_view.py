import pytest
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF

from photoapp.gui.viewer.comparison import best_columns
from photoapp.gui.viewer.view import FITTED, Frame, View

FRAME = Frame(QSizeF(4000, 3000), QSizeF(800, 800))


def test_a_photo_is_fitted_in_and_centred() -> None:
    assert FRAME.place(FITTED) == QRectF(0, 100, 800, 600)
    assert FRAME.scale(FITTED) == pytest.approx(0.2)


def test_what_is_under_the_pointer_stays_there() -> None:
    at, before = QPointF(600, 300), FRAME.place(View(2.0))
    share = (at.x() - before.left()) / before.width()
    after = FRAME.place(FRAME.magnified(View(2.0), 4.0, at))
    assert after.left() + share * after.width() == pytest.approx(at.x())


def test_a_pixel_of_the_photo_is_one_of_the_screen_also_where_those_are_small() -> None:
    dense = Frame(FRAME.photo, FRAME.area, ratio=2.0)
    assert FRAME.place(View(FRAME.actual)).width() == pytest.approx(4000)
    assert dense.place(View(dense.actual)).width() == pytest.approx(2000)
    assert dense.scale(View(dense.actual)) == pytest.approx(1)


def test_a_photo_is_not_pushed_out_of_sight() -> None:
    view = FRAME.moved(View(5.0), QPointF(99_999, 99_999))
    assert FRAME.place(view).topLeft() == QPointF(0, 0)
    # What was pushed against the edge comes back with the first pixel.
    assert FRAME.place(FRAME.moved(view, QPointF(-10, 0))).left() == pytest.approx(-10)


def test_zooming_out_ends_at_the_whole_photo() -> None:
    assert FRAME.magnified(View(1.1), 0.01).magnification == 1
    small = Frame(QSizeF(80, 80), QSizeF(800, 800))
    assert small.scale(small.magnified(FITTED, 0.01)) == pytest.approx(1)


@pytest.mark.parametrize(
    ("count", "shape", "columns"), [(2, 1.5, 2), (3, 1.5, 2), (3, 0.6, 3), (4, 1.5, 2), (2, 4, 1)]
)
def test_compared_photos_lie_so_that_they_are_large(count: int, shape: float, columns: int) -> None:
    assert best_columns(count, QSize(1100, 700), shape) == columns
