"""How precisely a model computes: as much faster as its vectors allow, by measuring both.

Half the bits are enough for a model's whole network, layer norms too: torch sums inside them in 32
bits anyhow. On photos through a ViT-B-32 with random weights bfloat16 gives a cosine of 0.99995 to
float32, and no better with the layer norms in 32 bits.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from photoapp.encoders.device import CPU, is_out_of_memory
from photoapp.encoders.protocol import Floats, Pixels
from photoapp.errors import ModelError

AUTO = "auto"
FLOAT32 = "float32"
PRECISIONS = (FLOAT32, "bfloat16", "float16")
# Below this a lower precision gives other vectors, and below that it is not worth its error.
LEAST_COSINE = 0.999
LEAST_SPEEDUP = 1.1

_ROUNDS = 3
_TRIAL_PHOTOS = 8
# What a trial on a processor may take about: a large model is tried on fewer photos.
_TRIAL_SECONDS = 6.0

Encode = Callable[[Pixels], Floats]
"""Prepared photos to L2-normalised vectors."""


@dataclass(frozen=True)
class Running:
    """The torch device a model runs on, its precision there, and a clause on why."""

    device: str
    precision: str
    reason: str


@dataclass(frozen=True)
class _Trial:
    """The smallest cosine between the vectors of both, and how many times as fast the lower is."""

    cosine: float
    speedup: float


def choose_precision(
    wanted: str, device: str, encoder: Callable[[str], Encode], size: tuple[int, int]
) -> Running:
    """Return how a model is to run on a device.

    Args:
        wanted: ``auto`` or one of ``PRECISIONS``, which is then taken as it is.
        device: torch's name of it.
        encoder: makes the model at a precision.
        size: (height, width) of a prepared photo.

    Raises:
        ModelError: there is no such precision.

    """
    if wanted in PRECISIONS:
        return Running(device, wanted, "asked for")
    if wanted != AUTO:
        raise ModelError(
            f"There is no precision {wanted!r}; choose one of {', '.join((AUTO, *PRECISIONS))}."
        )
    lower = _lower_precision(device)
    if lower is None:
        return Running(device, FLOAT32, "this processor computes nothing shorter faster")
    return _measured(device, lower, encoder, trial_photos(*size))


def _lower_precision(device: str) -> str | None:
    if device != CPU:
        return "float16"
    return "bfloat16" if _has_bfloat16() else None


def _has_bfloat16() -> bool:
    """Return whether the processor multiplies matrices of bfloat16: AMX, or AVX-512 BF16."""
    import torch

    asked = ("_is_amx_tile_supported", "_is_avx512_bf16_supported")  # torch's own; may go
    return any(hasattr(torch.cpu, name) and getattr(torch.cpu, name)() for name in asked)


def _measured(device: str, lower: str, encoder: Callable[[str], Encode], photos: Pixels) -> Running:
    try:
        trial = _try((encoder(FLOAT32), encoder(lower)), photos)
    except RuntimeError as error:
        if is_out_of_memory(error):
            raise
        return Running(device, FLOAT32, f"{lower} fails here: {error}")
    reason = f"{lower} gives a cosine of {trial.cosine:.5f}"
    worth_it = True
    if device == CPU:
        reason += f" at {trial.speedup:.2f} times the speed"
        worth_it = trial.speedup >= LEAST_SPEEDUP
    # Vectors that are not finite have a cosine that is not a number, and fails any comparison.
    precision = lower if worth_it and trial.cosine >= LEAST_COSINE else FLOAT32
    return Running(device, precision, reason)


def _try(both: tuple[Encode, Encode], photos: Pixels) -> _Trial:
    """Run photos through the model in float32 and in a lower precision, in turns."""
    with np.errstate(over="ignore", invalid="ignore"):
        for encode in both:  # the first use also sets up
            encode(photos[:1])
        seconds_each = sum(_run(encode, photos[:1])[1] for encode in both)
        taken = photos[: max(1, int(_TRIAL_SECONDS / (_ROUNDS * seconds_each)))]
        rounds = [[_run(encode, taken) for encode in both] for _ in range(_ROUNDS)]
        (full, _), (lowered, _) = rounds[-1]
        cosine = float((full * lowered).sum(1).min())
    # The fastest run of each: what else the machine does only ever slows.
    fastest = [min(run[number][1] for run in rounds) for number in range(2)]
    return _Trial(cosine, fastest[0] / fastest[1])


def _run(encode: Encode, photos: Pixels) -> tuple[Floats, float]:
    started = time.perf_counter()
    return encode(photos), time.perf_counter() - started


def trial_photos(height: int, width: int) -> Pixels:
    """Return pictures with coarse and fine shapes in all colours: (8, height, width, 3)."""
    random = np.random.default_rng(0)
    pictures = np.full((_TRIAL_PHOTOS, height, width, 3), 127.5)
    for side in (1, 4, 16, 64):
        shape = (_TRIAL_PHOTOS, -(-height // side), -(-width // side), 3)
        squares = random.normal(0, 32, shape).repeat(side, 1).repeat(side, 2)
        pictures += squares[:, :height, :width]
    return pictures.clip(0, 255).astype(np.uint8)
