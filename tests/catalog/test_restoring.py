"""A backup takes the place of a damaged catalogue; nothing is deleted."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from photoapp.catalog.backing_up import back_up
from photoapp.catalog.backups import backup_folder, backups_of
from photoapp.catalog.health import find_damage, is_lost, log_of
from photoapp.catalog.restoring import restore
from photoapp.errors import CatalogError, UsageError
from tests.catalog.damaging import PHOTOS, change, count, make_catalog, overwrite

DAY = 86400.0
NOON = 1_800_000_000.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A catalogue with backups of PHOTOS, PHOTOS + 1 and PHOTOS + 2 photos."""
    path = make_catalog(tmp_path / "data" / "catalog.sqlite")
    for day in range(3):
        assert back_up(path, clock=lambda day=day: NOON + day * DAY).outcome == "made"
        change(path, f"new-{day}.jpg")
    return path


def spoil(path: Path) -> bytes:
    overwrite(path, random.Random(1), places=60)
    assert find_damage(path) is not None
    return path.read_bytes()


def test_the_newest_backup_comes_back_and_the_damaged_file_stays_beside_it(path: Path) -> None:
    damaged = spoil(path)
    log_of(path).write_bytes(b"a log that belongs to the damaged file")
    restored = restore(path)
    assert restored.backup.number == 3
    assert restored.spoilt == ()
    assert restored.aside is not None
    assert (restored.aside / path.name).read_bytes() == damaged
    assert (restored.aside / log_of(path).name).exists()
    assert not log_of(path).exists()
    assert restored.backup.is_good()  # it was copied
    assert find_damage(path) is None
    assert count(path) == PHOTOS + 2
    assert count(path, "vector") == PHOTOS


def test_a_backup_that_has_spoilt_is_passed_over(path: Path) -> None:
    spoil(path)
    newest = backups_of(path)[0]
    os.truncate(newest.path, newest.byte_size // 2)
    restored = restore(path)
    assert restored.spoilt == (newest,)
    assert restored.backup.number == 2
    assert count(path) == PHOTOS + 1
    assert count(path, "vector") == 0  # they are made again by the next run


def test_with_no_good_backup_nothing_is_touched(path: Path) -> None:
    damaged = spoil(path)
    for backup in backups_of(path):
        backup.path.write_bytes(b"spoilt")
    with pytest.raises(CatalogError, match="no good backup"):
        restore(path)
    assert path.read_bytes() == damaged
    assert not path.with_name("damaged").exists()


def test_a_whole_catalogue_is_left_alone(path: Path) -> None:
    with pytest.raises(UsageError, match="is whole"):
        restore(path)
    assert count(path) == PHOTOS + 3


@pytest.mark.parametrize("content", [None, b""])
def test_a_lost_catalogue_comes_back(path: Path, content: bytes | None) -> None:
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    restored = restore(path)
    assert (restored.aside is None) == (content is None)
    assert count(path) == PHOTOS + 2


def test_damaged_files_never_take_each_others_place(path: Path) -> None:
    for number in range(1, 4):
        spoil(path)
        restored = restore(path)
        assert restored.aside == path.with_name("damaged") / str(number)
    assert len(list(path.parent.rglob("damaged/*/catalog.sqlite"))) == 3


DYING = """
import os, sys
from pathlib import Path
from photoapp.catalog.restoring import restore

replace, step, seen = Path.replace, int(sys.argv[2]), []

def dying(self, target):
    seen.append(target)
    if len(seen) == step:
        os._exit(9)  # as a kill: nothing is flushed, no finally runs
    return replace(self, target)

Path.replace = dying
restore(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_restore_that_is_killed_is_done_again(path: Path, step: int) -> None:
    spoil(path)
    log_of(path).write_bytes(b"a log that belongs to the damaged file")
    killed = subprocess.run([sys.executable, "-c", DYING, path, str(step)], check=False)
    assert killed.returncode == 9
    assert is_lost(path) or find_damage(path)
    restore(path)
    assert count(path) == PHOTOS + 2
    assert not log_of(path).exists()
    assert list(path.parent.glob("*.restored")) == []


def test_files_that_cannot_be_moved_are_a_sentence(path: Path) -> None:
    spoil(path)
    path.with_name("damaged").write_text("in the way")
    with pytest.raises(CatalogError, match="can't be put back"):
        restore(path)
    assert not path.with_name(f"{path.name}.restored").exists()
    assert backup_folder(path).is_dir()
