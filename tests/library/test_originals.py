"""Nothing that photoapp does to a library changes a file of the user's, or adds one."""

import hashlib
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from photoapp.library import Library
from photoapp.library.doctor import check_home
from photoapp.paths import AppPaths, app_paths
from tests.photos import put_photo, put_truncated, sample_names

State = dict[str, tuple[bytes, int, int]]


def _state(folder: Path) -> State:
    """Each file's content, time and rights."""
    found = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        stat = path.stat()
        digest = hashlib.sha256(path.read_bytes()).digest()
        found[str(path.relative_to(folder))] = (digest, stat.st_mtime_ns, stat.st_mode)
    return found


def _use(paths: AppPaths, folder: Path) -> None:
    """Do all that can be done with a folder today."""
    with closing(Library(paths)) as library:
        library.index([folder])
        for photo_id in library.photo_ids():
            photo = library.photo(photo_id)
            assert photo is not None
            library.info(photo.path)
            library.open_photo(photo_id, 2000)
        shutil.rmtree(paths.thumbnails)
        for photo_id in library.photo_ids():
            library.thumbnail(photo_id)
        library.search("a cat")
    (paths.indexes / "starter").mkdir(exist_ok=True)
    check_home(paths, mend=True)
    with closing(Library(paths)) as library:
        library.index()
        library.remove_folder(folder)


def test_everything_one_can_do_leaves_the_photos_alone(tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    for name in sample_names():
        put_photo(folder / name, name)
    put_truncated(folder / "sub" / "half.jpg")
    (folder / "chelsea.png.xmp").write_text("no XMP")
    (folder / "chelsea.png.json").write_text('{"title": "chelsea.png"}')
    (folder / "rocket.mov").write_bytes(b"no film")
    (folder / "no photo.jpg").write_bytes(b"text")
    (folder / "flower.jpg").chmod(0o444)
    before = _state(folder)
    _use(app_paths(tmp_path / "home"), folder)
    assert _state(folder) == before


def test_watching_leaves_the_photos_alone(tmp_path: Path) -> None:
    folder, home = tmp_path / "photos", tmp_path / "home"
    put_photo(folder / "a.png")
    before = _state(folder)
    command = [sys.executable, "-m", "photoapp", "--home", str(home), "watch", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert "1 photo added" in process.stdout.readline()
        process.terminate()
    assert _state(folder) == before


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_odd_and_broken_files_are_left_alone_too(tmp_path: Path, shared_photos: Path) -> None:
    folder = tmp_path / "photos"
    shutil.copytree(shared_photos / "torture", folder)
    before = _state(folder)
    assert len(before) > 200
    _use(app_paths(tmp_path / "home"), folder)
    assert _state(folder) == before
