import errno
import io
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from photoapp.media import THUMBNAIL_EDGE, ThumbnailStore, encode_thumbnail
from tests.media.pictures import difference, photo

HASH = bytes(range(32))


@pytest.mark.parametrize("size", [(1000, 750), (750, 1000), (481, 480), (5000, 3), (3, 5000)])
def test_a_thumbnail_is_no_longer_than_its_edge(size: tuple[int, int]) -> None:
    with Image.open(io.BytesIO(encode_thumbnail(photo(*size)))) as thumbnail:
        assert thumbnail.format == "JPEG"
        assert max(thumbnail.size) == THUMBNAIL_EDGE
        shorter = THUMBNAIL_EDGE * min(size) / max(size)
        assert min(thumbnail.size) == pytest.approx(shorter, abs=1)


@pytest.mark.parametrize("size", [(480, 480), (100, 50), (1, 1)])
def test_a_small_photo_is_not_enlarged(size: tuple[int, int]) -> None:
    with Image.open(io.BytesIO(encode_thumbnail(photo(*size)))) as thumbnail:
        assert thumbnail.size == size


def test_a_thumbnail_shows_its_photo_and_leaves_it_as_it_was() -> None:
    whole = photo(960, 640)
    with Image.open(io.BytesIO(encode_thumbnail(whole))) as thumbnail:
        assert difference(thumbnail, whole.resize((480, 320))) < 6
    assert whole.size == (960, 640)


def test_a_thumbnail_is_found_by_its_photos_hash(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path / "thumbnails")
    store.write(HASH, b"thumbnail")
    assert store.path(HASH).read_bytes() == b"thumbnail"
    assert HASH.hex() in store.path(HASH).name


def test_a_thumbnail_can_be_replaced_and_nothing_is_left_over(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path)
    store.write(HASH, b"old")
    store.write(HASH, b"new")
    assert [p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()] == [b"new"]


def test_threads_may_write_one_thumbnail_at_once_and_readers_see_it_whole(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path)
    whole = [bytes([letter]) * 200_000 for letter in b"abcd"]
    store.write(HASH, whole[0])

    def write_and_read(thumbnail: bytes) -> bool:
        store.write(HASH, thumbnail)
        return store.path(HASH).read_bytes() in whole

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(write_and_read, whole * 40))


def test_a_thumbnail_that_cannot_be_kept_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "thumbnails").write_text("a file where the folder should be")
    store = ThumbnailStore(tmp_path / "thumbnails")
    store.write(HASH, b"thumbnail")
    assert store.read(HASH) is None
    assert "can't be kept" in caplog.text


def test_a_full_disk_leaves_no_half_of_a_thumbnail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    written = Path.write_bytes

    def to_a_full_disk(path: Path, data: bytes) -> int:
        written(path, data[:3])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", to_a_full_disk)
    ThumbnailStore(tmp_path).write(HASH, b"thumbnail")
    assert "No space left" in caplog.text
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_those_shown_longest_ago_make_room(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path)
    hashes = [bytes([n]) * 32 for n in range(10)]
    for age, content_hash in enumerate(hashes):
        store.write(content_hash, b"x" * 98 + b"\xff\xd9")
        long_ago = 1_700_000_000 - age * 100_000
        os.utime(store.path(content_hash), (long_ago, long_ago))
    assert store.sweep(1000) == 0
    assert store.read(hashes[9])  # it has just been shown
    assert store.sweep(500) == 6
    left = [n for n, content_hash in enumerate(hashes) if store.read(content_hash)]
    assert left == [0, 1, 2, 9]


def test_a_sweep_that_is_stopped_deletes_nothing(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path)
    store.write(HASH, b"thumbnail")
    assert store.sweep(1, stopped=lambda: True) == 0
    assert store.path(HASH).exists()
