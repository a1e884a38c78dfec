"""Decoding a photo: safely, upright, in RGB, and no larger than it is wanted."""

import functools
import io
import math
import threading
import warnings
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import IO

import numpy as np
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from photoapp.errors import PhotoUnreadableError

# The bound at which Pillow itself refuses; a JPEG counts as large as it is decoded, scaled.
MAX_DECODED_PIXELS = 178_956_970
# Above this many pixels only one photo is decoded at a time, so that memory stays bounded.
_LARGE_PIXELS = 30_000_000
_one_large_photo = threading.Lock()

# Transparent photos are laid over a neutral ground, so that black and white drawings both show.
_GROUND = (128, 128, 128)

# EXIF orientations of photos whose stored width is their height.
_ON_THEIR_SIDE = frozenset([5, 6, 7, 8])


@dataclass(frozen=True)
class Want:
    """The least size, in pixels, that a photo is decoded at: its longer and its shorter edge."""

    long_edge: int
    short_edge: int = 1

    def scale(self, size: tuple[int, int]) -> float:
        """Return the factor from ``size`` down to the least size wanted, at most 1."""
        return min(1.0, max(self.long_edge / max(size), self.short_edge / min(size)))


@dataclass(frozen=True)
class OpenedPhoto:
    """A decoded photo: ``image`` is RGB and upright, and may be smaller than the photo's ``size``.

    ``damage`` says what is wrong with the file when part of it could still be shown.
    """

    image: Image.Image
    size: tuple[int, int]
    format: str
    damage: str | None


def open_photo(source: bytes | IO[bytes], want: Want | None = None) -> OpenedPhoto:
    """Decode a photo from the bytes of its file.

    JPEGs are decoded at the smallest scale (DCT) that still gives ``want``; others in full.

    Raises:
        PhotoUnreadableError: it is no image, damaged beyond showing, or larger than
            ``MAX_DECODED_PIXELS``.

    """
    _register_formats()
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    with _identify(stream) as image:
        size = image.size
        if want is not None:
            _draft(image, want)
        with _room_for(image):
            damage = _load(image)
            upright, turned = _upright(image)
            rgb = _to_rgb(upright)
    return OpenedPhoto(rgb, size[::-1] if turned else size, image.format or "unknown", damage)


@functools.cache
def _register_formats() -> None:
    import pillow_heif  # noqa: PLC0415 - it loads a decoder; only processes that decode need it

    pillow_heif.register_heif_opener()
    # Pillow warns of odd metadata, which nothing can be done about. Once for all: the filters are
    # the process's, and photos are decoded in several threads.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    Image.MAX_IMAGE_PIXELS = None  # _room_for checks, after the scale of a JPEG is known


def _identify(stream: IO[bytes]) -> Image.Image:
    try:
        return Image.open(stream)
    except UnidentifiedImageError as error:
        if not stream.read(1) and not stream.tell():
            raise PhotoUnreadableError("damaged", "The file is empty.") from error
        raise PhotoUnreadableError("not-image", "The file holds no image that is known.") from error
    except Exception as error:  # decoders raise nearly anything on damaged files
        raise PhotoUnreadableError("damaged", _damage(error)) from error


def _draft(image: Image.Image, want: Want) -> None:
    scale = want.scale(image.size)
    image.draft("RGB", (math.ceil(image.width * scale), math.ceil(image.height * scale)))


def _room_for(image: Image.Image) -> AbstractContextManager[object]:
    pixels = image.width * image.height
    if pixels > MAX_DECODED_PIXELS:
        reason = f"The photo is too large: {image.width} by {image.height} pixels."
        raise PhotoUnreadableError("oversized", reason)
    return _one_large_photo if pixels > _LARGE_PIXELS else nullcontext()


def _load(image: Image.Image) -> str | None:
    """Decode, and return what is wrong with the file if it could be decoded in part."""
    try:
        image.load()
    except MemoryError as error:
        raise PhotoUnreadableError("oversized", "The photo does not fit in memory.") from error
    except Exception as error:
        _load_what_there_is(image, error)
        return _damage(error)
    return None


def _load_what_there_is(image: Image.Image, error: Exception) -> None:
    # The decoder wrote into the image up to the damage; with no tiles left, load() keeps that.
    try:
        image.tile = []  # type: ignore[attr-defined]
        image.load()
        if image.convert("L").getextrema() in {(0, 0), (255, 255)}:
            raise ValueError("nothing was decoded")
    except Exception:
        raise PhotoUnreadableError("damaged", _damage(error)) from error


def _damage(error: Exception) -> str:
    return f"The file is damaged: {str(error).rstrip('.') or type(error).__name__}."


def _upright(image: Image.Image) -> tuple[Image.Image, bool]:
    """Return the image as it is to be seen, and whether its width became its height."""
    try:
        turned = image.getexif().get(ExifTags.Base.Orientation) in _ON_THEIR_SIDE
        return ImageOps.exif_transpose(image), turned
    except Exception:  # damaged metadata raises nearly anything; the picture itself is fine
        return image, False


def _to_rgb(image: Image.Image) -> Image.Image:
    if image.mode == "F" or image.mode.startswith("I"):  # convert() would clip these to white
        return _deep_grey_to_rgb(image)
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        ground = Image.new("RGBA", layer.size, (*_GROUND, 255))
        return Image.alpha_composite(ground, layer).convert("RGB")
    return image.convert("RGB")


def _deep_grey_to_rgb(image: Image.Image) -> Image.Image:
    """Scale 16-bit grey by its depth, and other deep greys, whose white is unknown, by content."""
    values = np.nan_to_num(np.asarray(image, dtype=np.float32))
    low, high = 0.0, 65535.0
    if not image.mode.startswith("I;16"):
        low, high = float(values.min()), float(values.max())
    levels = (values - low) * (255 / max(high - low, 1e-12))
    return Image.fromarray(levels.clip(0, 255).astype(np.uint8)).convert("RGB")
