"""Folders come to rest, and however much happens little is kept."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from photoapp.library.scanning import Area
from photoapp.library.watching.dirty import (
    MOST_FOLDERS,
    MOST_SECONDS,
    QUIET_SECONDS,
    STALLED_SECONDS,
    DirtyFolders,
)


@dataclass
class Clock:
    """Shows what it is set to."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("2020/June/Rome", "2021"):
        (tmp_path / name).mkdir(parents=True)
    return tmp_path


@pytest.fixture
def dirty(root: Path, clock: Clock) -> DirtyFolders:
    return DirtyFolders(root, clock)


def _after(dirty: DirtyFolders, clock: Clock, seconds: float) -> list[Area]:
    clock.now += seconds
    return dirty.take()


def test_a_folder_is_taken_once_when_it_rests(
    dirty: DirtyFolders, clock: Clock, root: Path
) -> None:
    dirty.changed(str(root / "2020"))
    assert _after(dirty, clock, QUIET_SECONDS / 2) == []
    dirty.changed(str(root / "2020"))
    assert _after(dirty, clock, QUIET_SECONDS * 0.9) == []
    assert _after(dirty, clock, QUIET_SECONDS * 0.2) == [Area(root / "2020", deep=False)]
    assert _after(dirty, clock, 100) == []


def test_a_folder_that_never_rests_is_taken_all_the_same(
    dirty: DirtyFolders, clock: Clock, root: Path
) -> None:
    taken = []
    for _ in range(100):
        dirty.changed(str(root / "2020"))
        taken += _after(dirty, clock, MOST_SECONDS / 40)
    assert taken == 2 * [Area(root / "2020", deep=False)]


def test_a_folder_waits_for_a_file_that_is_being_written(
    dirty: DirtyFolders, clock: Clock, root: Path
) -> None:
    file = str(root / "2020" / "a.jpg")
    for _ in range(20):
        dirty.writing(file)
        assert _after(dirty, clock, STALLED_SECONDS * 0.9) == []
    dirty.closed(file)
    assert _after(dirty, clock, QUIET_SECONDS) == [Area(root / "2020", deep=False)]


def test_a_file_that_is_never_closed_does_not_hold_its_folder_up(
    dirty: DirtyFolders, clock: Clock, root: Path
) -> None:
    dirty.writing(str(root / "2020" / "a.jpg"))
    assert _after(dirty, clock, STALLED_SECONDS) == [Area(root / "2020", deep=False)]
    dirty.writing(str(root / "2020" / "a.jpg"))
    dirty.changed(str(root / "2020"))
    dirty.changed(str(root / "2020"))
    for _ in range(9):
        dirty.writing(str(root / "2020" / "a.jpg"))
        assert _after(dirty, clock, MOST_SECONDS / 10) == []
    dirty.writing(str(root / "2020" / "a.jpg"))
    assert _after(dirty, clock, MOST_SECONDS / 10) == [Area(root / "2020", deep=False)]


def test_what_lies_in_a_folder_that_is_dirty_all_through_is_part_of_it(
    dirty: DirtyFolders, clock: Clock, root: Path
) -> None:
    dirty.changed(str(root / "2020" / "June" / "Rome"))
    dirty.changed(str(root / "2020"), deep=True)
    dirty.changed(str(root / "2020" / "June"))
    dirty.changed(str(root / "2021"))
    areas = _after(dirty, clock, QUIET_SECONDS)
    assert areas == [Area(root / "2020", deep=True), Area(root / "2021", deep=False)]


def test_a_folder_that_has_gone_stands_for_the_nearest_that_is_there(
    dirty: DirtyFolders, clock: Clock, root: Path
) -> None:
    dirty.changed(str(root / "2020" / "gone" / "and gone"), deep=True)
    assert _after(dirty, clock, QUIET_SECONDS) == [Area(root / "2020", deep=False)]
    dirty.changed(str(root / "gone"))
    assert _after(dirty, clock, QUIET_SECONDS) == [Area(root, deep=False)]


def test_a_demand_does_not_wait(dirty: DirtyFolders, root: Path) -> None:
    dirty.demand(str(root / "2020"), deep=False)
    assert dirty.take() == [Area(root / "2020", deep=False)]
    dirty.changed(str(root / "2020"))
    dirty.demand()
    assert dirty.take() == [Area(root, deep=True)]


def test_a_flood_becomes_the_whole_root(dirty: DirtyFolders, clock: Clock, root: Path) -> None:
    for number in range(10 * MOST_FOLDERS):
        dirty.changed(str(root / str(number)))
    assert len(dirty._dirt) <= MOST_FOLDERS
    assert _after(dirty, clock, QUIET_SECONDS) == [Area(root, deep=True)]


def test_many_files_in_one_folder_are_one_folder(
    dirty: DirtyFolders, clock: Clock, root: Path
) -> None:
    for number in range(10_000):
        dirty.writing(str(root / "2020" / f"{number}.jpg"))
    assert sum(len(dirt.writing) for dirt in dirty._dirt.values()) <= 100
    for number in range(10_000):
        dirty.closed(str(root / "2020" / f"{number}.jpg"))
    assert _after(dirty, clock, QUIET_SECONDS) == [Area(root / "2020", deep=False)]


def test_the_root_of_all_can_be_a_root(clock: Clock) -> None:
    dirty = DirtyFolders(Path("/"), clock)
    dirty.changed("/nowhere at all")
    assert _after(dirty, clock, QUIET_SECONDS) == [Area(Path("/"), deep=False)]
