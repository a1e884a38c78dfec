"""kill -9 of parent or worker while files come, move and go: the home stays whole each time.

``doctor`` looks at the home after each kill; in the end the catalogue holds what an undisturbed
run over the same folder finds.
"""

import io
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image
from skimage import data

from photoapp.catalog import Catalog
from photoapp.encoders import model_card
from photoapp.library.doctor import AREAS, check_home
from photoapp.paths import app_paths

_DEADLINE = 120
_SOURCES = (data.chelsea, data.coffee, data.astronaut)


@dataclass
class Folder:
    """A folder of photos in which something happens all the time."""

    path: Path
    chance: random.Random
    made: int = 0
    _pictures: list[Image.Image] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._pictures = [Image.fromarray(source()).resize((320, 240)) for source in _SOURCES]

    def change(self) -> None:
        """Add, copy, move or delete something; no two pictures, and no two names, are the same."""
        files = sorted(p for p in self.path.rglob("*") if p.is_file())
        doing = [self._add, self._add, self._copy, self._move, self._move_folder, self._delete]
        self.chance.choice(doing if len(files) > 8 else doing[:1])(files)

    def _add(self, _files: list[Path]) -> None:
        self.made += 1
        picture = self._pictures[self.made % 3].rotate(self.made * 7 % 360)
        target = self._place(f"{self.made:04}.jpg")
        content = io.BytesIO()
        picture.save(content, "JPEG", quality=60 + self.made % 30)
        target.write_bytes(content.getvalue() if self.made % 9 else b"no picture %d" % self.made)

    def _copy(self, files: list[Path]) -> None:
        self.made += 1
        shutil.copy2(self.chance.choice(files), self._place(f"copy {self.made}.jpg"))

    def _move(self, files: list[Path]) -> None:
        path = self.chance.choice(files)
        path.rename(self._place(path.name))

    def _move_folder(self, files: list[Path]) -> None:
        folder = self.chance.choice(files).parent
        if folder != self.path:
            self.made += 1
            folder.rename(self.path / f"moved {self.made}")

    def _delete(self, files: list[Path]) -> None:
        self.chance.choice(files).unlink()

    def _place(self, name: str) -> Path:
        folder = self.path / self.chance.choice(["", "a", "b", "c"])
        folder.mkdir(exist_ok=True)
        return folder / name


@pytest.mark.parametrize("seed", [1])
def test_the_home_stays_whole(seed: int, tmp_path: Path) -> None:
    _kill_often(random.Random(seed), tmp_path, kills=2)


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(10, 20))
def test_the_home_stays_whole_through_a_hundred_kills(seed: int, tmp_path: Path) -> None:
    _kill_often(random.Random(seed), tmp_path, kills=10)


def _kill_often(chance: random.Random, scratch: Path, kills: int) -> None:
    home, folder = scratch / "home", Folder(scratch / "photos", chance)
    folder.path.mkdir()
    for _ in range(10):
        folder.change()
    for _ in range(kills):
        with _working(home, folder.path, chance.choice(["index", "watch"])) as process:
            _live(process, folder)
            _kill(process, chance)
        _assert_whole(home)
    _index(home, folder.path)
    _assert_whole(home)
    undisturbed = scratch / "undisturbed"
    _index(undisturbed, folder.path)
    _assert_same(_contents(home), _contents(undisturbed))


class _working:  # noqa: N801 - reads as a phrase
    """photoapp at work; whatever is left of it in the end is killed."""

    def __init__(self, home: Path, folder: Path, what: str) -> None:
        command = [sys.executable, "-m", "photoapp", "--home", str(home), what, str(folder)]
        self._process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def __enter__(self) -> "subprocess.Popen[bytes]":
        return self._process

    def __exit__(self, *_: object) -> None:
        children = _children(self._process)
        self._process.kill()
        self._process.wait()
        _, alive = psutil.wait_procs(children, _DEADLINE)  # they end when their parent is gone
        assert alive == []


def _live(process: "subprocess.Popen[bytes]", folder: Folder) -> None:
    """Change files for a random while, some of it before photoapp has come up."""
    until = time.monotonic() + folder.chance.uniform(0.2, 6)
    while time.monotonic() < until and process.poll() is None:
        folder.change()
        time.sleep(folder.chance.uniform(0, 0.3))


def _kill(process: "subprocess.Popen[bytes]", chance: random.Random) -> None:
    """Kill a worker, of vectors or of metadata, and soon after that the parent; or just that."""
    children = _children(process)
    if children and chance.random() < 0.5:
        chance.choice(children).kill()
        time.sleep(chance.uniform(0, 2))
    process.kill()


def _children(process: "subprocess.Popen[bytes]") -> list[psutil.Process]:
    try:
        return psutil.Process(process.pid).children() if process.poll() is None else []
    except psutil.NoSuchProcess:
        return []


def _index(home: Path, folder: Path) -> None:
    command = [sys.executable, "-m", "photoapp", "--home", str(home), "index", str(folder)]
    subprocess.run(command, capture_output=True, check=True, timeout=_DEADLINE)


def _assert_whole(home: Path) -> None:
    """The models are the program's own, and take long to check."""
    areas = [area for area in AREAS if area != "models"]
    wrong = [check for check in check_home(app_paths(home), areas=areas) if not check.ok]
    assert wrong == []


Contents = dict[str, tuple[bytes, np.ndarray | None, bool, str | None]]


def _contents(home: Path) -> Contents:
    """Of each file: its content, vector, whether its metadata is known, and why it failed."""
    return dict(_each(home))


def _each(home: Path) -> Iterator[tuple[str, tuple[bytes, np.ndarray | None, bool, str | None]]]:
    card = model_card()
    with closing(Catalog(app_paths(home).catalog)) as catalog:
        number = catalog.vectors.model_id(card.id, card.dim, card.feature_dim)
        vectors = {
            int(photo_id): vector.astype(np.float32)
            for batch in catalog.vectors.batches(number, 0)
            for photo_id, vector in zip(batch.photo_ids, batch.vectors, strict=True)
        }
        failed = {failure.path: failure.kind for failure in catalog.failures.all()}
        rows = catalog.database.connection().execute(
            "SELECT root.path || '/' || file.path AS path, photo_id, content_hash,"
            " metadata.photo_id IS NOT NULL AS is_read FROM file"
            " JOIN root ON root.id = root_id JOIN photo ON photo.id = photo_id"
            " LEFT JOIN metadata USING (photo_id)"
        )
        for row in rows:
            vector, reason = vectors.get(row["photo_id"]), failed.get(row["path"])
            yield row["path"], (row["content_hash"], vector, bool(row["is_read"]), reason)


def _assert_same(found: Contents, wanted: Contents) -> None:
    assert found.keys() == wanted.keys()
    assert len(found) > 5
    for path, (content, vector, is_read, failure) in wanted.items():
        assert (found[path][0], found[path][2:]) == (content, (is_read, failure)), path
        assert is_read
        other = found[path][1]
        assert (vector is None) == (other is None) == (failure is not None), path
        assert vector is None or other is None or float(vector @ other) > 0.999
