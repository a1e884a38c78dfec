"""A page of suggestions over photos of made-up pixels, and no library."""

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from photoapp.gui.grid.cards import Cards
from photoapp.gui.grid.photo_grid import PhotoGrid
from photoapp.gui.pictures.thumbnail_loader import ThumbnailLoader
from photoapp.gui.review.many_photos import ManyPhotos
from photoapp.gui.review.one_photo import OnePhoto
from photoapp.gui.review.review_page import ReviewPage
from photoapp.gui.viewer.shown_photos import ShownPhotos
from tests.gui.viewer.conftest import Behind, behind, tasks

__all__ = ["Behind", "behind", "tasks"]


@pytest.fixture
def page(qtbot: QtBot, behind: Behind, tasks: object) -> ReviewPage:
    """A page that asks about “dog”, with no photo yet; to “accept all?” it hears yes."""
    thumbnails = ThumbnailLoader(
        lambda ids, _: {}, lambda *_: QImage(8, 8, QImage.Format.Format_RGB32), tasks
    )
    grid = PhotoGrid(thumbnails, Cards(lambda ids: {}, tasks))
    shown = ShownPhotos(behind.photos, behind.whole, behind.thumbnails, behind.cards)
    one = OnePhoto(shown, behind.thumbnails)
    page = ReviewPage(one, ManyPhotos(grid, confirm=lambda _w, _t, _y, then: then()))
    shown.setParent(page)
    qtbot.addWidget(page)
    page.resize(700, 600)
    with qtbot.waitExposed(page):
        page.show()
    page.begin("dog")
    return page
