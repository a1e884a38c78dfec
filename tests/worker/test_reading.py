"""Files as the worker reads them: small ones ahead, large ones when they are decoded."""

import os
import sys
from pathlib import Path

import pytest

from photoapp.errors import PhotoUnreadableError
from photoapp.worker.messages import PhotoJob
from photoapp.worker.reading import READ_AHEAD_BYTES, finish, read_photo


def _sparse(path: Path, size: int, head: bytes = b"head") -> PhotoJob:
    with path.open("wb") as file:
        file.write(head)
        file.truncate(size)
    return _job(path)


def _job(path: Path) -> PhotoJob:
    stat = path.stat()
    return PhotoJob(1, os.fsencode(path), stat.st_size, stat.st_mtime_ns)


def _refused(job: PhotoJob) -> str:
    with pytest.raises(PhotoUnreadableError) as caught:
        read_photo(job)
    return caught.value.kind


def test_a_small_file_is_read_whole(tmp_path: Path) -> None:
    job = _sparse(tmp_path / "a.jpg", 1000)
    content = read_photo(job)
    assert isinstance(content, bytes)
    assert len(content) == 1000
    finish(job, content)


def test_a_large_file_is_not_read_until_it_is_decoded(tmp_path: Path) -> None:
    job = _sparse(tmp_path / "a.tif", READ_AHEAD_BYTES + 1)
    content = read_photo(job)
    assert not isinstance(content, bytes)
    assert content.read(4) == b"head"
    finish(job, content)
    assert content.closed


def test_a_large_file_that_changes_while_it_is_decoded_is_noticed(tmp_path: Path) -> None:
    job = _sparse(tmp_path / "a.tif", READ_AHEAD_BYTES + 1)
    content = read_photo(job)
    os.truncate(tmp_path / "a.tif", READ_AHEAD_BYTES + 2)
    with pytest.raises(PhotoUnreadableError) as caught:
        finish(job, content)
    assert caught.value.kind == "changed"


def test_a_file_that_has_changed_or_gone_is_not_read(tmp_path: Path) -> None:
    job = _sparse(tmp_path / "a.jpg", 1000)
    os.truncate(tmp_path / "a.jpg", 999)
    assert _refused(job) == "changed"
    (tmp_path / "a.jpg").unlink()
    assert _refused(job) == "unreadable"


@pytest.mark.skipif(sys.platform == "win32", reason="files there have all their bytes on disk")
def test_a_file_of_more_than_a_gibibyte_is_refused(tmp_path: Path) -> None:
    assert _refused(_sparse(tmp_path / "a.tif", (1 << 30) + 1)) == "oversized"
