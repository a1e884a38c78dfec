import threading

from PIL import Image
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from photoapp.gui.behind.tasks import Tasks
from photoapp.gui.viewer.photo_loader import PhotoLoader
from photoapp.gui.viewer.pyramid import Pyramid, image_of, part_of, screen_photo, whole_photo
from photoapp.media import OpenedPhoto
from tests.gui.viewer.conftest import BROKEN, opened


def test_pixels_are_copied_as_they_are() -> None:
    gradient = Image.linear_gradient("L").resize((3001, 701))
    photo = Image.merge("RGB", (gradient, gradient.rotate(180), Image.new("L", gradient.size, 7)))
    copy = image_of(photo)
    for x, y in ((0, 0), (3000, 0), (1234, 700), (3000, 700), (17, 350)):
        color = copy.pixelColor(x, y)
        assert (color.red(), color.green(), color.blue()) == photo.getpixel((x, y))
    part = part_of(copy, QRect(1000, 300, 50, 60))
    assert part.pixelColor(49, 59) == copy.pixelColor(1049, 359)


def test_a_whole_photo_comes_in_sizes_of_which_the_least_sufficient_is_painted() -> None:
    photo = OpenedPhoto(Image.new("RGB", (4000, 2000)), (4000, 2000), "JPEG", None)
    pyramid = whole_photo(photo)
    assert [level.width() for level in pyramid.levels] == [4000, 2000, 1000]
    assert [pyramid.level(w).width() for w in (9000, 3000, 2000, 10)] == [4000, 4000, 2000, 1000]
    small = screen_photo(photo, 1000)
    assert (small.size.width(), small.size.height()) == (1000, 500)
    assert small.photo_size == pyramid.size


def test_memory_is_bounded_but_what_is_wanted_stays(qtbot: QtBot, tasks: Tasks) -> None:
    each = whole_photo(opened(1)).bytes
    loader = PhotoLoader(lambda i: whole_photo(opened(i)), tasks, 2 * each, 1)
    loader.want([1, 2, 3, 4])
    qtbot.waitUntil(lambda: loader.picture(2) is not None)
    loader.want([2, 5])
    qtbot.waitUntil(lambda: loader.picture(5) is not None)
    assert loader.picture(2) is not None
    assert loader.kept_bytes <= 2 * each
    loader.let_go()
    assert loader.kept_bytes == 0


def test_what_was_being_loaded_of_a_changed_photo_is_dropped(qtbot: QtBot, tasks: Tasks) -> None:
    begun: list[int] = []
    gates = {100: threading.Event(), 200: threading.Event()}

    def fetch(_photo_id: int) -> Pyramid:
        edge = 200 if begun else 100
        begun.append(edge)
        gates[edge].wait(60)
        return screen_photo(opened(1), edge)

    loader = PhotoLoader(fetch, tasks, 1 << 30, 1)
    loader.want([1])
    qtbot.waitUntil(lambda: begun == [100])
    loader.forget([1])
    loader.want([1])
    qtbot.waitUntil(lambda: begun == [100, 200])
    gates[100].set()
    after: list[str] = []
    tasks.run(lambda: "came back after the old one", after.append)
    qtbot.waitUntil(lambda: bool(after))
    assert loader.picture(1) is None
    gates[200].set()
    qtbot.waitUntil(lambda: loader.picture(1) is not None)
    assert loader.picture(1).size.width() == 200


def test_a_failure_is_remembered_until_the_file_has_changed(qtbot: QtBot, tasks: Tasks) -> None:
    loader = PhotoLoader(lambda i: whole_photo(opened(i)), tasks, 1 << 30, 1)
    with qtbot.waitSignal(loader.changed):
        loader.want([BROKEN])
    assert loader.failure(BROKEN) == "The file is damaged."
    loader.forget([BROKEN])
    assert loader.failure(BROKEN) is None


def test_a_changed_photo_stays_until_it_is_there_anew_or_can_not_be(
    qtbot: QtBot, tasks: Tasks
) -> None:
    spoilt: list[int] = []
    each = whole_photo(opened(1)).bytes
    loader = PhotoLoader(lambda i: whole_photo(opened(*spoilt or [i])), tasks, each, 1)
    loader.want([1])
    qtbot.waitUntil(lambda: loader.picture(1) is not None)
    before = loader.picture(1)
    loader.forget([1], keep=True)
    assert loader.picture(1) is before
    loader.want([1])  # though the old one takes all the memory there may be
    qtbot.waitUntil(lambda: loader.picture(1) is not before)
    assert loader.kept_bytes == each
    spoilt.append(BROKEN)
    loader.forget([1], keep=True)
    loader.want([1])
    qtbot.waitUntil(lambda: loader.failure(1) is not None)
    assert loader.picture(1) is None
