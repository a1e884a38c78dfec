"""A viewer over photos of made-up pixels: large ones, one that is broken, and no library."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PIL import Image
from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from pytestqt.qtbot import QtBot

from photoapp.errors import PhotoUnreadableError
from photoapp.gui.behind.tasks import Tasks
from photoapp.gui.viewer.photo_loader import PhotoLoader
from photoapp.gui.viewer.photo_viewer import PhotoViewer
from photoapp.gui.viewer.pyramid import Pyramid, screen_photo, whole_photo
from photoapp.library.browsing import Card
from photoapp.media import OpenedPhoto

BROKEN = 7
WHOLE = (1600, 1200)
SCREEN = 400


def color_of(photo_id: int) -> tuple[int, int, int]:
    return (photo_id * 40 % 256, 90, 200)


def opened(photo_id: int) -> OpenedPhoto:
    if photo_id == BROKEN:
        raise PhotoUnreadableError("damaged", "The file is damaged.")
    return OpenedPhoto(Image.new("RGB", WHOLE, color_of(photo_id)), WHOLE, "JPEG", None)


class Thumbnails(QObject):
    """Thumbnails that are all there, but for those in ``missing``."""

    changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.missing: set[int] = {BROKEN}
        self.wanted: list[int] = []

    def picture(self, photo_id: int) -> QPixmap | None:
        if photo_id in self.missing:
            return None
        pixmap = QPixmap(QSize(40, 30))
        pixmap.fill(Qt.GlobalColor.gray)
        return pixmap

    def want(self, photo_ids: Iterator[int]) -> None:
        self.wanted = list(photo_ids)

    def forget(self, photo_ids: Iterator[int]) -> None:
        pass


class Cards(QObject):
    """Cards that are told when a test says so."""

    changed = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[int, Card] = {}

    def card(self, photo_id: int) -> Card | None:
        return self.known.get(photo_id)

    def want(self, photo_ids: Iterator[int]) -> None:
        pass

    def tell(self, card: Card) -> None:
        self.known[card.id] = card
        self.changed.emit([card.id])


@dataclass
class Behind:
    """What the viewer is over; ``fetched`` are the photos decoded, and how large."""

    photos: PhotoLoader
    whole: PhotoLoader
    thumbnails: Thumbnails
    cards: Cards
    fetched: list[tuple[int, str]] = field(default_factory=list)


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    tasks = Tasks("viewer", 2)
    yield tasks
    tasks.stop()
    assert tasks.wait(10)


@pytest.fixture
def behind(tasks: Tasks) -> Behind:
    fetched: list[tuple[int, str]] = []

    def noted(kind: str, make: Callable[[int], Pyramid]) -> Callable[[int], Pyramid]:
        def fetch(photo_id: int) -> Pyramid:
            fetched.append((photo_id, kind))
            return make(photo_id)

        return fetch

    screen = noted("screen", lambda photo_id: screen_photo(opened(photo_id), SCREEN))
    whole = noted("whole", lambda photo_id: whole_photo(opened(photo_id)))
    loaders = (PhotoLoader(screen, tasks, 32 << 20, 2), PhotoLoader(whole, tasks, 64 << 20, 1))
    return Behind(*loaders, Thumbnails(), Cards(), fetched)


@pytest.fixture
def viewer(qtbot: QtBot, behind: Behind) -> PhotoViewer:
    made = PhotoViewer(behind.photos, behind.whole, behind.thumbnails, behind.cards)
    qtbot.addWidget(made)
    made.resize(400, 400)
    with qtbot.waitExposed(made):
        made.show()
    return made


def middle_color(viewer: PhotoViewer) -> tuple[int, int, int]:
    image: QImage = viewer.canvas.grab().toImage()
    color = image.pixelColor(image.rect().center())
    return (color.red(), color.green(), color.blue())
