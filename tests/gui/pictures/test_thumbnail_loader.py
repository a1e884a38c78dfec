import io
import threading
from collections.abc import Iterator, Sequence

import pytest
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPixmap
from pytestqt.qtbot import QtBot

from photoapp.errors import PhotoUnreadableError
from photoapp.gui.behind.tasks import Tasks
from photoapp.gui.pictures.images import Frame, framed, framed_all
from photoapp.gui.pictures.pixmap_cache import PixmapCache
from photoapp.gui.pictures.thumbnail_loader import ThumbnailLoader


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    tasks = Tasks("test", 3)
    yield tasks
    tasks.stop()
    assert tasks.wait(10)


def image(width: int, height: int) -> QImage:
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(0)
    return picture


class Thumbnails:
    """Odd photos have a thumbnail; others must be made, and those below 0 can't be."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.made: list[int] = []
        self.may_answer = threading.Event()
        self.may_make = threading.Event()
        self.may_answer.set()
        self.may_make.set()

    def stored(self, photo_ids: Sequence[int], frame: Frame) -> dict[int, QImage]:
        self.asked.append(list(photo_ids))
        assert self.may_answer.wait(60)
        return {i: image(frame.width, frame.height) for i in photo_ids if i % 2}

    def make(self, photo_id: int, frame: Frame) -> QImage:
        self.made.append(photo_id)
        assert self.may_make.wait(60)
        if photo_id < 0:
            raise PhotoUnreadableError("damaged", "The file is damaged.")
        return image(frame.width, frame.height)


@pytest.fixture
def source() -> Thumbnails:
    return Thumbnails()


@pytest.fixture
def loader(tasks: Tasks, source: Thumbnails) -> ThumbnailLoader:
    return ThumbnailLoader(
        source.stored, source.make, tasks, frame=Frame(20, 16), limit_bytes=20_000, at_once=2
    )


def width(loader: ThumbnailLoader, photo_id: int) -> int:
    picture = loader.picture(photo_id)
    return picture.width() if picture is not None else 0


def test_several_are_looked_up_at_once(
    qtbot: QtBot, loader: ThumbnailLoader, source: Thumbnails
) -> None:
    loader.want([1, 3, 5])
    qtbot.waitUntil(lambda: all(loader.picture(i) for i in (1, 3, 5)))
    loader.want([5, 3, 1])
    assert source.asked == [[1, 3, 5]]
    assert loader.waiting == []


def test_what_is_scrolled_away_is_never_loaded(
    qtbot: QtBot, loader: ThumbnailLoader, source: Thumbnails
) -> None:
    source.may_answer.clear()
    loader.want(range(1, 201, 2))
    loader.want([501, 503])
    assert loader.waiting == [501, 503]
    source.may_answer.set()
    qtbot.waitUntil(lambda: loader.picture(503) is not None)
    assert sorted(i for batch in source.asked for i in batch)[12:] == [501, 503]


def test_one_that_takes_long_to_make_delays_no_others(
    qtbot: QtBot, loader: ThumbnailLoader, source: Thumbnails
) -> None:
    source.may_make.clear()
    loader.want([2, 4, 1])
    qtbot.waitUntil(lambda: source.made == [2])
    loader.want([2, 4, 3])
    qtbot.waitUntil(lambda: loader.picture(3) is not None)
    assert source.made == [2]
    source.may_make.set()
    qtbot.waitUntil(lambda: loader.picture(4) is not None)
    assert source.made == [2, 4]


def test_a_failure_is_remembered_until_it_is_retried(
    qtbot: QtBot, loader: ThumbnailLoader, source: Thumbnails
) -> None:
    with qtbot.waitSignal(loader.changed):
        loader.want([-2])
    assert loader.failure(-2) == "The file is damaged."
    loader.want([-2])
    assert loader.waiting == []
    loader.retry_failures()
    with qtbot.waitSignal(loader.changed):
        loader.want([-2])


def test_another_frame_keeps_the_old_pictures_until_new_ones_come(
    qtbot: QtBot, loader: ThumbnailLoader, source: Thumbnails
) -> None:
    loader.want([1])
    qtbot.waitUntil(lambda: loader.is_fresh(1))
    loader.set_frame(Frame(40, 32, 2.0))
    assert width(loader, 1) == 20
    assert not loader.is_fresh(1)
    loader.want([1])
    qtbot.waitUntil(lambda: loader.is_fresh(1))
    assert width(loader, 1) == 40
    assert loader.picture(1).devicePixelRatio() == 2.0


def test_what_was_loaded_for_another_frame_is_dropped(
    qtbot: QtBot, loader: ThumbnailLoader, source: Thumbnails
) -> None:
    source.may_answer.clear()
    loader.want([1])
    qtbot.waitUntil(lambda: bool(source.asked))
    loader.set_frame(Frame(30, 24))
    loader.want([1])
    source.may_answer.set()
    qtbot.waitUntil(lambda: loader.is_fresh(1))
    assert width(loader, 1) == 30


def test_a_photo_that_was_turned_is_loaded_anew(
    qtbot: QtBot, loader: ThumbnailLoader, source: Thumbnails
) -> None:
    loader.want([1, 3])
    qtbot.waitUntil(lambda: loader.is_fresh(3))
    loader.forget([1])
    assert loader.picture(1) is not None
    loader.want([1, 3])
    qtbot.waitUntil(lambda: loader.is_fresh(1))
    assert source.asked == [[1, 3], [1]]


def test_memory_is_bounded(qtbot: QtBot) -> None:
    cache = PixmapCache(5_000)
    for photo_id in range(100):
        dropped = cache.put(photo_id, QPixmap.fromImage(image(10, 10)))
        cache.get(0)
        assert cache.bytes <= 5_000
        assert not dropped & set(cache)
    assert 0 in cache  # it was used all the time
    assert 1 not in cache
    assert 99 in cache


def test_one_picture_is_kept_however_large(qtbot: QtBot) -> None:
    cache = PixmapCache(1)
    cache.put(1, QPixmap.fromImage(image(10, 10)))
    assert cache.put(2, QPixmap.fromImage(image(10, 10))) == {1}
    assert list(cache) == [2]


@pytest.mark.parametrize(
    ("size", "ratio", "fitted"),
    [
        ((480, 320), 1.0, (200, 133)),
        ((320, 480), 1.0, (106, 160)),
        ((480, 10), 1.0, (200, 4)),
        ((4800, 1), 1.0, (200, 1)),
        ((40, 30), 1.0, (60, 45)),  # hardly enlarged
        ((40, 30), 2.0, (120, 90)),  # as large on a sharper screen
        ((60, 200), 2.0, (48, 160)),
    ],
)
def test_pictures_are_fitted(size: tuple[int, int], ratio: float, fitted: tuple[int, int]) -> None:
    assert Frame(200, 160, ratio).fit(QSize(*size)).toTuple() == fitted


@pytest.mark.qt_log_ignore("Not a JPEG file", extend=True)
def test_jpegs_become_images_of_the_frames_size() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (480, 360), (200, 30, 30)).save(buffer, "JPEG")
    images = framed_all({1: buffer.getvalue(), 2: b"no jpeg"}, Frame(100, 80))
    assert list(images) == [1]
    assert images[1].size().toTuple() == (100, 75)
    assert abs(images[1].pixelColor(50, 40).red() - 200) < 8
    with pytest.raises(PhotoUnreadableError):
        framed(b"no jpeg", Frame(100, 80))
