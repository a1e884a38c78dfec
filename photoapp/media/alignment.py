"""Whether one picture is another one that was edited: cut, turned, coloured, straightened.

Both are reduced to their fine detail, which survives changes of light and colour. One is then
laid over the other at every place (by Fourier transform; Lewis, "Fast Normalized
Cross-Correlation", 1995), in many sizes and turned, and how well they agree is their correlation,
times the square root of how many pixels have detail: so a small part must agree better.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageOps

# Of six kinds of edits of 10 photos each one fell short (23.6: a quarter left, cut from a corner),
# the other kinds were all over 25.4. Of the 60 likest pairs of other photos none was over 22.8; of
# nine picked by hand as the hardest two were (33.4, 28.8): shots of one wave, and of one dog.
ALIKE = 24.0

_EDGE = 80
_CANVAS = (2 * _EDGE, 2 * _EDGE)  # what goes out on one side does not come in on the other
_SMALLEST = 0.45  # a part has at least so much of the whole's length
_STEP = 0.95
_QUARTERS = (0, 90, 180, 270)
_TILTS = (-6, -3, 3, 6)
_LEAST_PIXELS = 16
_FLAT = 4.0  # detail of this variance, of 255 squared, is noise rather than picture

_Detail = NDArray[np.float32]


def alignment(first: Image.Image, second: Image.Image) -> float:
    """Return how well one picture, or a part of it, lies on the other; ``ALIKE`` is enough.

    Takes up to half a second, and ends as soon as it is enough.
    """
    best = 0.0
    for whole, part in ((first, second), (second, first)):
        for found in _correlations(whole.convert("L"), part.convert("L")):
            best = max(best, found)
            if best >= ALIKE:
                return best
    return best


def _correlations(whole: Image.Image, part: Image.Image) -> Iterator[float]:
    ground = _detail(_sized(whole, _EDGE / max(whole.size)))
    spectrum = np.fft.rfft2(ground, _CANVAS)
    energy = np.pad(np.square(ground).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    for turned in _turned(_sized(part, 2 * _EDGE / max(part.size))):
        scale = min(ground.shape[1] / turned.width, ground.shape[0] / turned.height)
        smallest = scale * _SMALLEST
        while scale > smallest:
            piece = _detail(_sized(turned, scale))
            # What it could say at best is the root of its energy.
            if min(piece.shape) >= _LEAST_PIXELS and np.square(piece).sum() >= ALIKE**2:
                yield _correlation(ground.shape, spectrum, energy, piece)
            scale *= _STEP


def _correlation(
    shape: tuple[int, ...],
    spectrum: NDArray[np.complex128],
    energy: NDArray[np.float32],
    piece: _Detail,
) -> float:
    """Return the best agreement of a piece with any place of the ground."""
    height, width = piece.shape
    product = np.fft.irfft2(spectrum * np.conj(np.fft.rfft2(piece, _CANVAS)), _CANVAS)
    products = product[: shape[0] - height + 1, : shape[1] - width + 1]
    there = (
        energy[height:, width:]
        - energy[:-height, width:]
        - energy[height:, :-width]
        + energy[:-height, :-width]
    )
    own = max(float(np.square(piece).sum()), 1.0)
    there = np.maximum(there, 1.0)
    # Detail is of strength 1, and 0 where there is nothing to see: energy counts what speaks.
    evidence = products / np.sqrt(there * own) * np.sqrt(np.minimum(there, own))
    return float(evidence.max())


def _turned(part: Image.Image) -> Iterator[Image.Image]:
    for degrees in _QUARTERS:
        yield part.rotate(degrees, expand=True)
    yield ImageOps.mirror(part)
    for degrees in _TILTS:
        tilted = part.rotate(degrees, Image.Resampling.BICUBIC)
        margin_x, margin_y = part.width // 10, part.height // 10  # empty corners
        yield tilted.crop((margin_x, margin_y, part.width - margin_x, part.height - margin_y))


def _sized(image: Image.Image, scale: float) -> Image.Image:
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2)


def _detail(grey: Image.Image) -> _Detail:
    """Return what is finer than a few pixels, everywhere of about the same strength."""
    fine, coarse = (
        np.asarray(grey.filter(ImageFilter.GaussianBlur(radius)), dtype=np.float32)
        for radius in (0.8, 2.5)
    )
    difference = fine - coarse
    strength: _Detail = np.sqrt(_local_mean(np.square(difference)) + _FLAT)
    detail: _Detail = difference / strength
    return detail


def _local_mean(values: _Detail, radius: int = 6) -> _Detail:
    padded = np.pad(values, radius, mode="edge").cumsum(0, dtype=np.float64).cumsum(1)
    sums = np.pad(padded, ((1, 0), (1, 0)))
    side = 2 * radius + 1
    window = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    mean: _Detail = (window / side**2).astype(np.float32)
    return mean
