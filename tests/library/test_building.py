"""On the way to another model, with a worker that is only made up: what comes between."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from photoapp.catalog import Catalog
from photoapp.events import BuildProgress, Event, Paused, Resumed
from photoapp.library import building
from photoapp.library.building import Building, BuildReport
from photoapp.library.pausing import Pausing
from photoapp.media import ThumbnailStore
from photoapp.worker import PhotoDone, PhotoJob
from tests.catalog.records import add, embedded, model

_PHOTOS = 1500  # more than are under way at any time


class _Worker:
    """Embeds a few photos at a time; what is dropped is forgotten, as the real one does."""

    def __init__(self) -> None:
        self._waiting: list[PhotoJob] = []

    def submit(self, jobs: Sequence[PhotoJob]) -> None:
        self._waiting += jobs

    def collect(self, timeout: float) -> list[PhotoDone]:
        now, self._waiting = self._waiting[:20], self._waiting[20:]
        half = np.ones(2, dtype="<f2").tobytes()
        return [PhotoDone(job.id, half, half, b"", "JPEG", 4, 3, None) for job in now]

    def drop(self) -> None:
        self._waiting.clear()

    @property
    def backlog(self) -> int:
        return len(self._waiting)


@pytest.fixture
def way(catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "_Way":
    monkeypatch.setattr(building, "_LOOK_SECONDS", 0.0)
    monkeypatch.setattr(building, "_TELL_SECONDS", 0.0)
    return _Way(catalog, tmp_path)


class _Way:
    """A library on its way from the model "old" to "new"."""

    def __init__(self, catalog: Catalog, folder: Path) -> None:
        self.catalog, self.folder = catalog, folder
        self.old, self.new = model(catalog, "old"), model(catalog, "new")
        catalog.generations.serve(self.old)
        photos = add(catalog, *(f"{number}.jpg" for number in range(_PHOTOS)))
        catalog.photos.record_embedded(self.old, [embedded(photo) for photo in photos])
        catalog.generations.build(self.new)

    def go(
        self, listener: Callable[[Event], object], pausing: Pausing | None = None
    ) -> BuildReport:
        serving = self._active(self.old)
        models = SimpleNamespace(serving=lambda: serving)
        thumbnails = ThumbnailStore(self.folder / "thumbnails")
        parts = (thumbnails, listener, threading.Event(), threading.Lock(), pausing or Pausing())
        return Building(self.catalog, models, *parts).run(self._active(self.new))  # type: ignore[arg-type]

    def _active(self, number: int) -> SimpleNamespace:
        searcher = SimpleNamespace(settle=lambda: None)
        card = SimpleNamespace(id={self.old: "old", self.new: "new"}[number])
        return SimpleNamespace(card=card, number=number, worker=_Worker(), searcher=searcher)


def _under_way(work: Callable[[], object]) -> Callable[[Event], None]:
    """Do something once a few batches have come back, and hundreds of photos are under way."""
    told = []

    def listen(event: Event) -> None:
        if isinstance(event, BuildProgress):
            told.append(event)
            if len(told) == 10:
                work()

    return listen


def test_photos_that_come_in_between_hold_nothing_up(way: _Way) -> None:
    report = way.go(_under_way(lambda: add(way.catalog, "late.jpg")))
    assert (report.switched, report.embedded, report.left) == (True, _PHOTOS + 1, 0)
    assert way.catalog.vectors.count(way.old) == _PHOTOS + 1


def test_a_change_that_is_given_up_meanwhile_ends(way: _Way) -> None:
    report = way.go(_under_way(way.catalog.generations.stop_building))
    assert (report.switched, report.given_up) == (False, True)
    assert 0 < report.embedded < _PHOTOS
    assert way.catalog.generations.serving() == way.old


def test_a_change_to_a_third_model_ends_the_way_to_the_second(way: _Way) -> None:
    third = model(way.catalog, "third")
    report = way.go(_under_way(lambda: way.catalog.generations.build(third)))
    assert (report.switched, report.given_up) == (False, True)
    assert way.catalog.generations.building() == third


def test_files_that_cannot_be_read_just_now_are_not_lost_from_search(way: _Way) -> None:
    way.catalog.files.set_problem(Path("/photos/7.jpg"), 1, "unreadable", "No permission.")
    report = way.go(lambda _: None)
    assert (report.switched, report.left, report.given_up) == (False, 1, False)
    assert way.catalog.generations.serving() == way.old


def test_a_pause_on_the_way_loses_nothing_and_does_nothing_twice(way: _Way) -> None:
    pausing = Pausing()
    told: list[Event] = []

    def listen(event: Event) -> None:
        told.append(event)
        if isinstance(event, Paused):
            pausing.resume()

    under_way = _under_way(pausing.pause)
    report = way.go(lambda event: (under_way(event), listen(event)), pausing)
    assert report.switched
    assert report.embedded == _PHOTOS
    assert [e for e in told if isinstance(e, Paused | Resumed)] == [Paused("you"), Resumed()]
