"""Colour profiles (ICC): how to come from a photo's own colours to sRGB.

Most photos are sRGB and say so in one of a few hundred profiles. Each profile is therefore judged
once, by what it does to a handful of colours, and those that do nothing are left out from then on.
"""

import functools
import io
from typing import Any

import numpy as np
from PIL import Image

# A difference that nobody sees; some sRGB profiles round a little otherwise.
_SAME_COLOUR = 3
_PROFILES_KEPT = 64
_MODE_OF_SPACE = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK", "Lab": "LAB"}
_BECOME_RGB = frozenset(["1", "L", "P", "YCbCr", "HSV", "RGBX"])


class ToSrgb:
    """A colour profile's way to sRGB, for images of one ``mode``."""

    def __init__(self, transform: Any, mode: str) -> None:
        self._transform = transform
        self._mode = mode

    def takes(self, image: Image.Image) -> bool:
        """Return whether the profile can be meant for such an image."""
        return image.mode == self._mode or (self._mode == "RGB" and image.mode in _BECOME_RGB)

    def apply(self, image: Image.Image) -> Image.Image:
        """Return the image in sRGB."""
        source = image if image.mode == self._mode else image.convert(self._mode)
        made: Image.Image = self._transform.apply(source)
        return made


@functools.lru_cache(_PROFILES_KEPT)
def way_to_srgb(profile: bytes) -> ToSrgb | None:
    """Return what ``profile`` asks for; None if that is nothing, or the profile is broken."""
    from PIL import ImageCms  # noqa: PLC0415 - only processes that meet a profile need it

    try:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = _MODE_OF_SPACE[opened.profile.xcolor_space.strip()]
        srgb = ImageCms.createProfile("sRGB")
        way = ToSrgb(ImageCms.buildTransform(opened, srgb, mode, "RGB"), mode)
        return way if _is_sound(way, mode) else None
    except Exception:  # a broken profile raises nearly anything; the picture itself is fine
        return None


@functools.cache
def lab_to_srgb() -> ToSrgb:
    """Return the way from CIE Lab."""
    from PIL import ImageCms  # noqa: PLC0415

    lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
    return ToSrgb(ImageCms.buildTransform(lab, srgb, "LAB", "RGB"), "LAB")


def _is_sound(way: ToSrgb, mode: str) -> bool:
    """Return whether the way changes colours, and does not make all of them one."""
    samples = _samples(mode)
    seen = np.asarray(way.apply(samples), dtype=int)
    if seen.std(axis=(0, 1)).max() < 1:
        return False
    if mode not in {"RGB", "L"}:
        return True
    plain = np.asarray(samples.convert("RGB"), dtype=int)
    return bool(np.abs(seen - plain).max() > _SAME_COLOUR)


def _samples(mode: str) -> Image.Image:
    """Return an image of colours from all over the mode's space."""
    bands = Image.getmodebands(mode)
    levels = np.linspace(0, 255, 256 if bands == 1 else 6).astype(np.uint8)
    grid = np.stack(np.meshgrid(*[levels] * bands, indexing="ij"), -1).reshape(1, -1, bands)
    return Image.frombytes(mode, (grid.shape[1], 1), grid.tobytes())
