"""What a run learns from: known features, photos that are looked at, and those that are gone."""

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PIL import Image

from photoapp.encoders import load_image_encoder, shipped_models
from photoapp.encoders.starter import StarterPreprocessor
from photoapp.errors import TrainingError
from tests.photos import put_photo
from trainer.job import reading
from trainer.job.known_features import unread
from trainer.job.order import (
    FEATURES,
    LIBRARY,
    LIBRARY_FEATURES,
    ORDER,
    PHOTOS,
    LibraryPhoto,
    Method,
    Photo,
    read_order,
    read_photos,
    write_lines,
)
from trainer.job.reading import read_data
from trainer.job.stopping import Stopped

from .runs import make_run

_DIM = 1280


class Tower(StarterPreprocessor):
    """The mean of a photo's pixels for a feature; counts what it is asked."""

    model_id = "tower"
    asked = 0

    def image_features(self, pixels: np.ndarray) -> np.ndarray:
        Tower.asked += len(pixels)
        return np.repeat(pixels.mean((1, 2, 3, 4), dtype=np.float32)[:, None], _DIM, 1)


class Told:
    def __init__(self) -> None:
        self.sentences: list[str] = []
        self.done: list[tuple[int, int]] = []

    def reading(self, done: int, total: int, seconds_left: float | None) -> None:
        self.done.append((done, total))

    def say(self, sentence: str) -> None:
        self.sentences.append(sentence)


@pytest.fixture
def tower(monkeypatch: pytest.MonkeyPatch) -> type[Tower]:
    Tower.asked = 0
    monkeypatch.setattr(reading, "load_image_encoder", lambda *_: Tower())
    return Tower


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """Four captioned photos: known, not known, gone, damaged; and two others of the library."""
    folder = make_run(tmp_path / "run", photos=4, known=False)
    photo, other = put_photo(tmp_path / "a.png"), tmp_path / "other.png"
    Image.new("RGB", (64, 48), (40, 40, 40)).save(other)
    (tmp_path / "damaged.jpg").write_bytes(b"no photo")
    names = ["known.jpg", photo.name, "gone.jpg", "damaged.jpg"]
    write_lines(folder / PHOTOS, [Photo(str(tmp_path / name), [name]) for name in names])
    write_lines(folder / LIBRARY, [LibraryPhoto("/nowhere/b.jpg"), LibraryPhoto(str(other))])
    _write(folder / FEATURES, [1, np.nan, np.nan, np.nan])
    _write(folder / LIBRARY_FEATURES, [2, np.nan])
    return folder


def _write(path: Path, values: list[float]) -> None:
    np.save(path, np.repeat(np.array(values, np.float16)[:, None], _DIM, 1))


def _read(
    folder: Path, told: Told, rest: Callable[[], None] = lambda: None
) -> reading.TrainingData:
    return read_data(folder, folder / "work", read_order(folder), told, rest)


def test_only_what_nobody_knows_is_looked_at(run: Path, tower: type[Tower]) -> None:
    told = Told()
    assert unread(run, read_order(run)) == 4
    data = _read(run, told)
    assert [Path(photo.path).name for photo in data.photos] == ["known.jpg", "a.png"]
    assert data.features[0, 0] == 1
    assert data.features[1, 0] > 2
    assert data.library_features[:, 0].tolist() == [2, 40]
    assert [Path(photo.path).name for photo in data.library] == ["b.jpg", "other.png"]
    assert told.done == [(n, 4) for n in range(1, 5)]
    assert tower.asked == 2
    gone, damaged = told.sentences
    assert gone.endswith("gone.jpg is not there; it was passed over.")
    assert "damaged.jpg was passed over: " in damaged
    assert list(data.skipped) == told.sentences


def test_resumed_it_learns_from_the_same_whatever_became_of_the_photos(
    run: Path, tower: type[Tower]
) -> None:
    first = _read(run, Told())
    (run.parent / "a.png").unlink()
    put_photo(run.parent / "gone.jpg")
    again = _read(run, told := Told())
    assert again.photos == first.photos
    np.testing.assert_array_equal(again.features, first.features)
    assert again.skipped == told.sentences == list(first.skipped)
    assert tower.asked == 2


def test_stopped_while_it_looks_it_keeps_what_it_has_seen(run: Path, tower: type[Tower]) -> None:
    told = Told()

    def rest() -> None:
        if len(told.done) == 4:
            raise Stopped

    with pytest.raises(Stopped):
        _read(run, told, rest)
    assert len(_read(run, Told())) == 2
    assert tower.asked == 2


def test_what_the_library_knows_is_used_though_the_photo_is_gone_unless_it_is_learned_from(
    run: Path, tower: type[Tower]
) -> None:
    order = json.loads((run / ORDER).read_text()) | {"method": "lora"}
    (run / ORDER).write_text(json.dumps(order))
    told = Told()
    assert [Path(photo.path).name for photo in _read(run, told).photos] == ["a.png"]
    assert "known.jpg is not there" in told.sentences[0]


def test_features_of_other_photos_or_models_are_refused_by_name(run: Path) -> None:
    np.save(run / FEATURES, np.zeros((3, _DIM), np.float16))
    with pytest.raises(TrainingError) as caught:
        _read(run, Told())
    assert str(run / FEATURES) in str(caught.value)


@pytest.mark.parametrize("method", ["adapter", "lora"])
def test_a_name_that_is_too_long_is_passed_over(
    run: Path, tower: type[Tower], method: Method
) -> None:
    order = msgspec.structs.replace(read_order(run), method=method)
    put_photo(run.parent / "known.jpg")
    photos = read_photos(run)
    photos[2] = Photo(str(run.parent / ("x" * 5000)), ["long"])
    write_lines(run / PHOTOS, photos)
    data = read_data(run, run / "work", order, Told(), lambda: None)
    assert [Path(photo.path).name for photo in data.photos] == ["known.jpg", "a.png"]
    assert data.skipped[0].startswith(photos[2].path)


def test_without_a_photo_that_can_be_read_there_is_nothing_to_learn(
    tmp_path: Path, tower: type[Tower]
) -> None:
    folder = make_run(tmp_path / "run", known=False)
    with pytest.raises(TrainingError, match="None of the captioned photos can be read"):
        _read(folder, Told())


def test_the_starter_sees_a_photo_here_as_it_does_in_the_worker(tmp_path: Path) -> None:
    photo = put_photo(tmp_path / "a.png")
    folder = make_run(tmp_path / "run", photos=1, known=False)
    write_lines(folder / PHOTOS, [Photo(str(photo), ["a"])])
    encoder = load_image_encoder(str(shipped_models() / "starter"))
    with Image.open(photo) as image:
        features = encoder.image_features(encoder.preprocess(image.convert("RGB"))[None])
    np.testing.assert_allclose(_read(folder, Told()).features, features, atol=2e-3, rtol=2e-3)
