"""Batches of a loaded model, within its memory."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from photoapp.encoders import Floats, Pixels
from photoapp.errors import ModelError
from photoapp.worker import photo_model
from photoapp.worker.memory import free_memory
from photoapp.worker.messages import RunsOn
from photoapp.worker.photo_model import PhotoModel, load_photo_model


class Encoder:
    """Takes ``fits`` photos at once; a photo's vector is its feature doubled."""

    def __init__(self, fits: int, error: Exception | None = None) -> None:
        self.fits = fits
        self.error = error or RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB.")
        self.batches: list[int] = []

    def image_features(self, pixels: Pixels) -> Floats:
        self.batches.append(len(pixels))
        if len(pixels) > self.fits:
            raise self.error
        return pixels.astype(np.float32)

    def project_features(self, features: Floats) -> Floats:
        return features * 2


def _model(encoder: Any, device: str = "cuda") -> PhotoModel:
    return PhotoModel(encoder, RunsOn(device, "float16", ""))


def _photos(count: int) -> Pixels:
    return np.arange(count, dtype=np.uint8)[:, None]


def test_what_does_not_fit_goes_through_in_smaller_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    freed: list[int] = []
    monkeypatch.setattr(photo_model, "free_memory", lambda: freed.append(1))
    encoder = Encoder(fits=10)
    model = _model(encoder)
    features, vectors = model.encode(_photos(32), waiting=1000)
    assert features.ravel().tolist() == list(range(32))
    assert vectors.ravel().tolist() == list(range(0, 64, 2))
    assert encoder.batches == [32, 16, 8, 8, 8, 8]
    assert len(freed) == 2
    assert model.batch == 8


def test_memory_is_given_back_where_torch_keeps_some() -> None:
    import torch

    if not torch.cuda.is_available():
        free_memory()  # there is nothing to give back, and that is no error
        return
    torch.zeros(1 << 20, device="cuda")
    free_memory()
    assert torch.cuda.memory_reserved() == 0


def test_other_errors_are_no_matter_of_memory() -> None:
    with pytest.raises(ValueError, match="a bug"):
        _model(Encoder(0, ValueError("a bug"))).encode(_photos(4), 0)


@pytest.mark.parametrize(("device", "advice"), [("cuda", '"cpu"'), ("cpu", "other programs")])
def test_not_even_one_photo(device: str, advice: str) -> None:
    with pytest.raises(ModelError, match=advice):
        _model(Encoder(0), device).encode(_photos(4), 0)


def test_a_model_that_does_not_fit_is_said_when_it_is_loaded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def load(*_: str) -> None:
        raise RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB.")

    monkeypatch.setattr(photo_model, "load_image_encoder", load)
    with pytest.raises(ModelError, match="choose a smaller model"):
        load_photo_model("large", "auto", "auto")


def test_a_model_that_says_nothing_runs_in_float32_where_it_was_put(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    encoders = {
        "silent": Encoder(1),
        "telling": SimpleNamespace(running=RunsOn("xpu", "float16", "why")),
    }
    monkeypatch.setattr(photo_model, "load_image_encoder", lambda name, *_: encoders[name])
    silent = load_photo_model("silent", "cpu", "auto").runs_on
    assert (silent.device, silent.precision) == ("cpu", "float32")
    assert load_photo_model("telling", "auto", "auto").runs_on == RunsOn("xpu", "float16", "why")
