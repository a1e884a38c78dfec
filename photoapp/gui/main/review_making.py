"""Makes the page of suggestions out of what works behind the window."""

from photoapp.gui.behind.background import Background
from photoapp.gui.grid.photo_grid import PhotoGrid
from photoapp.gui.language import tr
from photoapp.gui.main.main_window import MainWindow
from photoapp.gui.review.many_photos import ManyPhotos
from photoapp.gui.review.one_photo import OnePhoto
from photoapp.gui.review.review_page import ReviewPage
from photoapp.gui.viewer.shown_photos import ShownPhotos


def review_page(window: MainWindow, behind: Background) -> ReviewPage:
    """Return a page over the window's photos, in the size in which its grid shows them."""
    grid = PhotoGrid(behind.thumbnails, behind.cards, behind.known_paths)
    grid.setAccessibleName(tr("Photos to answer for"))
    grid.set_edge(window.grid.edge)
    grid.edge_changed.connect(window.grid.set_edge)
    window.grid.edge_changed.connect(grid.set_edge)
    names = window.commands["names"]
    grid.show_names(names.isChecked())
    names.toggled.connect(grid.show_names)
    shown = ShownPhotos(behind.photos, behind.whole_photos, behind.thumbnails, behind.cards)
    page = ReviewPage(OnePhoto(shown, behind.thumbnails), ManyPhotos(grid), window)
    shown.setParent(page)
    return page
