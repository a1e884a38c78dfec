"""What towers made of photos and texts is kept, and found again by content."""

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photoapp.encoders.starter import StarterPreprocessor
from photoapp.media import Want, open_photo
from tests.photos import put_photo, put_truncated
from trainer.cache import FeatureCache
from trainer.views import VIEWS, views


class Tower:
    """Means of colour for features, lengths for vectors; counts what it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def features(self, pixels: np.ndarray) -> np.ndarray:
        self.asked += 1
        means: np.ndarray = pixels.mean((1, 2, 3), dtype=np.float32)
        return means

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += 1
        return np.array([[len(text)] for text in texts], dtype=np.float32)


def _look(folder: Path, paths: list[Path], towers: str = "a") -> tuple[dict, int, list[str]]:
    tower, failed, done = Tower(), [], []
    found = FeatureCache(folder, towers).photos(
        tower.features,
        StarterPreprocessor(),
        paths,
        failed=lambda path, reason: failed.append(f"{path.name}: {reason}"),
        progress=done.append,
    )
    assert done == list(range(1, len(paths) + 1))
    return found, tower.asked, failed


def test_a_photo_seen_once_is_not_looked_at_again_wherever_it_lies(tmp_path: Path) -> None:
    photo = put_photo(tmp_path / "a.png")
    first, asked, _ = _look(tmp_path / "work", [photo])
    moved = photo.rename(tmp_path / "b.png")
    again, asked_again, _ = _look(tmp_path / "work", [moved])
    assert (asked, asked_again) == (1, 0)
    assert first[0].shape == (VIEWS, 3)
    np.testing.assert_array_equal(first[0], again[0])


def test_other_towers_look_for_themselves(tmp_path: Path) -> None:
    photo = put_photo(tmp_path / "a.png")
    _look(tmp_path / "work", [photo])
    assert _look(tmp_path / "work", [photo], towers="b")[1] == 1


@pytest.mark.parametrize("damage", ["torn", "a bit flipped"])
def test_a_damaged_file_of_the_cache_is_made_again(tmp_path: Path, damage: str) -> None:
    photo = put_photo(tmp_path / "a.png")
    first, _, _ = _look(tmp_path / "work", [photo])
    [kept] = (tmp_path / "work").rglob("*.npy")
    content = kept.read_bytes()
    kept.write_bytes(content[:-7] if damage == "torn" else content[:-1] + bytes([content[-1] ^ 1]))
    again, asked, _ = _look(tmp_path / "work", [photo])
    assert asked == 1
    np.testing.assert_array_equal(first[0], again[0])


def test_photos_that_cannot_be_read_are_told_and_left_out(tmp_path: Path) -> None:
    good, broken = put_photo(tmp_path / "good.png"), tmp_path / "broken.jpg"
    broken.write_bytes(b"no photo")
    found, _, failed = _look(tmp_path / "work", [broken, good, tmp_path / "gone.jpg"])
    assert list(found) == [1]
    assert [line.split(":")[0] for line in failed] == ["broken.jpg", "gone.jpg"]


def test_looking_ends_at_once_when_whoever_is_told_wants_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer.cache.cores", lambda: 1)
    photos = [put_photo(tmp_path / f"{number}.png") for number in range(20)]
    tower, told = Tower(), threading.Event()

    def see(pixels: np.ndarray) -> np.ndarray:
        if tower.asked:
            told.wait()
        return tower.features(pixels)

    def progress(done: int) -> None:
        told.set()
        raise KeyboardInterrupt

    cache = FeatureCache(tmp_path / "work", "a")
    with pytest.raises(KeyboardInterrupt):
        cache.photos(see, StarterPreprocessor(), photos, failed=print, progress=progress)
    assert tower.asked < len(photos)


def test_texts_are_kept_too(tmp_path: Path) -> None:
    tower, cache = Tower(), FeatureCache(tmp_path, "a")
    for _ in range(2):
        np.testing.assert_array_equal(cache.texts(tower.encode, ["a", "dog"]), [[1], [3]])
    assert tower.asked == 1
    assert len(cache.texts(tower.encode, ["a\0dog"])) == 1


@pytest.mark.parametrize("size", [(640, 200), (3, 900), (1, 1)])
def test_every_shape_has_all_its_views(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "photo.png"
    Image.new("RGB", size, "red").save(path)
    prepared = StarterPreprocessor()
    with path.open("rb") as file:
        seen = views(open_photo(file, Want(480, prepared.decode_edge)), prepared)
    assert seen.shape == (VIEWS, 2, 260, 260, 3)


def test_the_second_view_mirrors_the_first(tmp_path: Path) -> None:
    prepared = StarterPreprocessor()
    path = put_truncated(tmp_path / "half.jpg")
    with path.open("rb") as file:
        plain, mirrored, *_ = views(open_photo(file, Want(480, prepared.decode_edge)), prepared)
    assert np.abs(plain[:, :, ::-1].astype(int) - mirrored).mean() < 2
