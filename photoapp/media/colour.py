"""Any kind of pixel as 8-bit sRGB, reduced on the way.

Large images are converted strip by strip, so that no second one of their size is ever held.
"""

from collections.abc import Callable

import numpy as np
from PIL import Image

from photoapp.media.profiles import ToSrgb, lab_to_srgb, way_to_srgb

# Transparent photos are laid over a neutral ground, so that black and white drawings both show.
_GROUND = (128, 128, 128)
_STRIP_PIXELS = 2_000_000
# Sensors of 10 or 12 bits, and such as see warmth, are stored in 16 bits and would show nothing.
_FEWER_LEVELS = 4096

_ToRgb = Callable[[Image.Image], Image.Image]


def to_srgb(image: Image.Image, factor: int = 1) -> Image.Image:
    """Return a loaded image in sRGB over a neutral ground, ``factor`` times smaller (a box)."""
    convert = _conversion(image)
    width, height = image.size
    rows = max(1, _STRIP_PIXELS // (width * factor)) * factor
    if height <= rows:
        return _reduced(convert(image), factor)
    result = Image.new("RGB", (-(-width // factor), -(-height // factor)))
    for top in range(0, height, rows):
        strip = image.crop((0, top, width, min(top + rows, height)))
        result.paste(_reduced(convert(strip), factor), (0, top // factor))
    return result


def _reduced(image: Image.Image, factor: int) -> Image.Image:
    return image.reduce(factor) if factor > 1 else image


def _conversion(image: Image.Image) -> _ToRgb:
    """Return how each strip of an image becomes RGB."""
    profile = image.info.get("icc_profile")
    way = way_to_srgb(profile) if isinstance(profile, bytes) else None
    if image.mode == "LAB":
        way = lab_to_srgb()
    if image.mode == "F" or image.mode.startswith("I"):  # convert() would clip these to white
        low, high = _levels(image)
        return lambda strip: _opaque(_to_8_bits(strip, low, high), way)
    return lambda strip: _over_ground(strip, way)


def _opaque(image: Image.Image, way: ToSrgb | None) -> Image.Image:
    return way.apply(image) if way and way.takes(image) else image.convert("RGB")


def _over_ground(image: Image.Image, way: ToSrgb | None) -> Image.Image:
    if not image.has_transparency_data:
        return _opaque(image, way)
    if image.mode != "LA":
        image = image.convert("RGBA")
    *colours, alpha = image.split()
    ground = Image.new("RGB", image.size, _GROUND)
    solid = colours[0] if len(colours) == 1 else Image.merge("RGB", colours)
    ground.paste(_opaque(solid, way), mask=alpha)
    return ground


def _levels(image: Image.Image) -> tuple[float, float]:
    """Return a deep grey's black and white: by its depth, or by content where that says more."""
    if image.mode.startswith("I;16"):
        darkest, lightest = (int(level) for level in image.getextrema())  # type: ignore[arg-type]
        uses_depth = darkest == lightest or lightest - darkest >= _FEWER_LEVELS
        return (0, 65535) if uses_depth else (darkest, lightest)
    step = max(1, _STRIP_PIXELS // image.width)
    tops = range(0, image.height, step)
    strips = [_values(image.crop((0, top, image.width, top + step))) for top in tops[:1]]
    low, high = float(strips[0].min()), float(strips[0].max())
    for top in tops[1:]:
        values = _values(image.crop((0, top, image.width, min(top + step, image.height))))
        low, high = min(low, float(values.min())), max(high, float(values.max()))
    return low, high


def _to_8_bits(image: Image.Image, low: float, high: float) -> Image.Image:
    levels = (_values(image) - low) * (255 / max(high - low, 1e-12))
    return Image.fromarray(levels.clip(0, 255).astype(np.uint8))


def _values(image: Image.Image) -> np.ndarray:
    return np.nan_to_num(np.asarray(image, dtype=np.float32), posinf=0, neginf=0)
