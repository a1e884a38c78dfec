import threading
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QImage, QPixmap
from pytestqt.qtbot import QtBot

from photoapp.errors import PhotoUnreadableError
from photoapp.gui.behind.tasks import Tasks
from photoapp.gui.pictures.image_loader import ImageLoader
from photoapp.gui.pictures.pixmap_cache import PixmapCache


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    tasks = Tasks("test", 2)
    yield tasks
    tasks.stop()
    assert tasks.wait(10)


def image(photo_id: int) -> QImage:
    if photo_id < 0:
        raise PhotoUnreadableError("damaged", "The file is damaged.")
    picture = QImage(10, 10, QImage.Format.Format_RGB32)
    picture.fill(photo_id)
    return picture


def test_what_is_wanted_comes_and_is_kept(qtbot: QtBot, tasks: Tasks) -> None:
    loader = ImageLoader(image, tasks, 10_000, 2)
    loader.want([1, 2, 3])
    qtbot.waitUntil(lambda: all(loader.picture(i) for i in (1, 2, 3)))
    loader.want([1, 2, 3])
    assert loader.waiting == []


def test_what_is_scrolled_away_is_never_loaded(qtbot: QtBot, tasks: Tasks) -> None:
    gate, fetched = threading.Event(), []

    def fetch(photo_id: int) -> QImage:
        fetched.append(photo_id)
        gate.wait(60)
        return image(photo_id)

    loader = ImageLoader(fetch, tasks, 10_000, 2)
    loader.want(range(100))
    loader.want([500, 501])
    assert loader.waiting == [500, 501]
    gate.set()
    qtbot.waitUntil(lambda: loader.picture(501) is not None)
    assert sorted(fetched) == [0, 1, 500, 501]


def test_a_failure_is_remembered_until_it_is_retried(qtbot: QtBot, tasks: Tasks) -> None:
    loader = ImageLoader(image, tasks, 10_000, 2)
    with qtbot.waitSignal(loader.changed):
        loader.want([-1])
    assert loader.failure(-1) == "The file is damaged."
    loader.want([-1])
    assert loader.waiting == []
    loader.retry_failures()
    with qtbot.waitSignal(loader.changed):
        loader.want([-1])


def test_memory_is_bounded(qtbot: QtBot) -> None:
    cache = PixmapCache(5_000)
    for photo_id in range(100):
        cache.put(photo_id, QPixmap.fromImage(image(photo_id)))
        cache.get(0)
        assert cache.bytes <= 5_000
    assert 0 in cache  # it was used all the time
    assert 1 not in cache
    assert 99 in cache


def test_one_picture_is_kept_however_large(qtbot: QtBot) -> None:
    cache = PixmapCache(1)
    cache.put(1, QPixmap.fromImage(image(1)))
    cache.put(2, QPixmap.fromImage(image(2)))
    assert len(cache) == 1
    assert 2 in cache
