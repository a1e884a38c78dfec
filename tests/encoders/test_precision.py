"""A model's precision: as much faster as its vectors allow."""

from collections.abc import Callable

import numpy as np
import pytest

from photoapp.encoders import precision
from photoapp.encoders.arithmetic import normalise
from photoapp.encoders.precision import Encode, Running, choose_precision, trial_photos
from photoapp.encoders.protocol import Floats, Pixels
from photoapp.errors import ModelError

SIZE = (32, 48)
_PLACES = np.random.default_rng(0).normal(size=(32 * 48 * 3, 16)).astype(np.float32)


class _Clock:
    """A clock that only models move."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        monkeypatch.setattr(precision.time, "perf_counter", lambda: self.now)


def _vectors(photos: Pixels) -> Floats:
    return normalise(photos.reshape(len(photos), -1).astype(np.float32) @ _PLACES)


def _models(clock: _Clock, speedup: float, error: float = 0.0) -> Callable[[str], Encode]:
    """Return models that take a second for a photo in float32, and err in other precisions."""

    def at(name: str) -> Encode:
        full = name == "float32"

        def encode(photos: Pixels) -> Floats:
            clock.now += len(photos) / (1 if full else speedup)
            vectors = _vectors(photos)
            if not full:
                vectors[-1, 0] += np.float32(error)
            return normalise(vectors)

        return encode

    return at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> _Clock:
    return _Clock(monkeypatch)


def _never(name: str) -> Encode:
    raise AssertionError("nothing is to be measured")


def test_what_is_asked_for_is_taken() -> None:
    for wanted in ("float32", "bfloat16", "float16"):
        for device in ("cpu", "cuda"):
            running = choose_precision(wanted, device, _never, SIZE)
            assert running == Running(device, wanted, "asked for")
    with pytest.raises(ModelError, match="no precision 'int8'; choose one of auto, float32"):
        choose_precision("int8", "cpu", _never, SIZE)


def test_a_usual_processor_runs_in_float32_unmeasured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precision, "_has_bfloat16", lambda: False)
    assert choose_precision("auto", "cpu", _never, SIZE).precision == "float32"


@pytest.mark.parametrize(
    ("speedup", "error", "chosen"),
    [
        (1.5, 0.0, "bfloat16"),
        (1.11, 0.01, "bfloat16"),
        (1.09, 0.0, "float32"),
        (0.3, 0.0, "float32"),
        (1.5, 0.1, "float32"),
        (1.5, np.nan, "float32"),
        (1.5, np.inf, "float32"),
    ],
)
def test_a_processor_with_bfloat16_uses_it_where_it_pays(
    speedup: float, error: float, chosen: str, clock: _Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(precision, "_has_bfloat16", lambda: True)
    running = choose_precision("auto", "cpu", _models(clock, speedup, error), SIZE)
    assert running.precision == chosen
    assert f"{speedup:.2f} times the speed" in running.reason


@pytest.mark.parametrize("device", ["cuda", "mps", "xpu"])
def test_accelerators_run_in_float16_however_fast(device: str, clock: _Clock) -> None:
    running = choose_precision("auto", device, _models(clock, 0.5), SIZE)
    assert (running.device, running.precision) == (device, "float16")
    assert "cosine of 1.00000" in running.reason
    for error in (0.1, np.nan, np.inf):
        running = choose_precision("auto", device, _models(clock, 5, error), SIZE)
        assert running.precision == "float32"


def test_what_fails_in_float16_runs_in_float32() -> None:
    def at(name: str) -> Encode:
        if name == "float16":
            raise RuntimeError("'pool' is not implemented for 'Half'")
        return _vectors

    running = choose_precision("auto", "mps", at, SIZE)
    assert running.precision == "float32"
    assert "not implemented for 'Half'" in running.reason


def test_running_out_of_memory_is_not_a_matter_of_precision() -> None:
    def at(name: str) -> Encode:
        raise RuntimeError("CUDA error: out of memory")

    with pytest.raises(RuntimeError, match="out of memory"):
        choose_precision("auto", "cuda", at, SIZE)


def test_a_slow_model_is_tried_on_fewer_photos(clock: _Clock) -> None:
    choose_precision("auto", "cuda", _models(clock, 1.0), SIZE)
    assert clock.now <= 12


def test_it_can_be_asked_what_the_processor_has() -> None:
    assert precision._has_bfloat16() in {True, False}


def test_the_photos_of_a_trial_differ() -> None:
    photos = trial_photos(*SIZE)
    assert photos.shape == (8, *SIZE, 3)
    assert photos.std((1, 2)).min() > 20
    assert np.array_equal(photos, trial_photos(*SIZE))
    assert np.corrcoef(photos.reshape(8, -1).astype(float))[0, 1] < 0.9
