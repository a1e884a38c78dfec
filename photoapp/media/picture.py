"""Pictures of every format that Pillow and its plug-ins decode."""

import math
from contextlib import AbstractContextManager, ExitStack
from typing import IO

from PIL import Image

from photoapp.errors import PhotoUnreadableError
from photoapp.media.colour import to_srgb
from photoapp.media.cost import bytes_per_pixel, decoding_bytes
from photoapp.media.jpeg_xl import JpegXlHeader, read_jpeg_xl_header
from photoapp.media.orientation import orientation_left, orientation_of, turned, turned_size
from photoapp.media.photo import OpenedPhoto, Want
from photoapp.media.plugins import MAX_DECODED_PIXELS, damage_of, identify, unreadable
from photoapp.media.room import ROOM, Turn

# Where the first picture of several may be empty: a film's first frame often is.
_FILMS = frozenset(["AVIF", "GIF", "PNG", "WEBP"])
_MOST_FRAMES = 12
_MOST_FILM_PIXELS = 16_000_000
_REDUCED_RESOLUTION = 1  # a bit of TIFF's NewSubfileType
_MOST_PAGES = 8


def open_picture(
    stream: IO[bytes], want: Want | None = None, turn: Turn | None = None
) -> OpenedPhoto:
    """Decode a picture; of several in a file, the first that shows something and is no thumbnail.

    Raises:
        PhotoUnreadableError: it is no image, damaged beyond showing, or too large.

    """
    with ExitStack() as held:  # the memory is free again when the image is
        return _open_within(held, stream, want, turn)


def _open_within(
    held: ExitStack, stream: IO[bytes], want: Want | None, turn: Turn | None
) -> OpenedPhoto:
    header = read_jpeg_xl_header(stream)
    if header:  # its plug-in decodes at once
        held.enter_context(_room(header.size, bytes_per_pixel("JXL"), turn))
    with identify(stream) as image:
        _skip_thumbnails(image)
        size, orientation = image.size, orientation_left(image)
        if want is not None:
            _draft(image, want)
        if not header:
            held.enter_context(_room_for(image, size, turn))
        damage = _load(image)
        if orientation == 1 and not _is_turned(header):
            orientation = orientation_of(image)
        factor = _factor(image.size, want)
        upright = turned(_first_that_shows(image, factor), orientation)
    size = turned_size(size, orientation)
    return OpenedPhoto(upright, size, image.format or "?", damage, orientation)


def _room_for(
    image: Image.Image, full_size: tuple[int, int], turn: Turn | None
) -> AbstractContextManager[None]:
    pixels = max(1, image.width * image.height)
    return _room(image.size, decoding_bytes(image, full_size) / pixels, turn)


def _room(
    size: tuple[int, int], bytes_a_pixel: float, turn: Turn | None
) -> AbstractContextManager[None]:
    """Return a hold on the memory for ``size`` pixels, or refuse what is too large."""
    needed = int(math.prod(size) * bytes_a_pixel)
    if math.prod(size) > MAX_DECODED_PIXELS:
        reason = f"The photo is too large: {size[0]} by {size[1]} pixels."
        raise PhotoUnreadableError("oversized", reason)
    if not ROOM.fits(needed):
        reason = (
            f"Decoding its {size[0]} by {size[1]} pixels would take {needed >> 20} MiB of memory."
        )
        raise PhotoUnreadableError("oversized", reason)
    return ROOM.hold(needed, turn)


def _is_turned(header: JpegXlHeader | None) -> bool:
    # Its own orientation is the one that counts, and the plug-in heeds it. Where there is none,
    # programs that know of EXIF only have written theirs there.
    return header is not None and header.orientation != 1


def _draft(image: Image.Image, want: Want) -> None:
    scale = want.scale(image.size)
    image.draft("RGB", (math.ceil(image.width * scale), math.ceil(image.height * scale)))


def _factor(size: tuple[int, int], want: Want | None) -> int:
    """Return how many times smaller a decoded image still is as large as wanted."""
    return 1 if want is None else max(1, int(1 / want.scale(size) + 1e-9))


def _skip_thumbnails(image: Image.Image) -> None:
    """Turn to a TIFF's first page that is no smaller copy of another."""
    for page in range(1, _MOST_PAGES):
        kind = getattr(image, "tag_v2", {}).get(254, 0)
        if not (isinstance(kind, int) and kind & _REDUCED_RESOLUTION):
            return
        try:
            image.seek(page)
        except Exception:  # there is no other page, or it is damaged
            image.seek(0)
            return


def _first_that_shows(image: Image.Image, factor: int) -> Image.Image:
    first = to_srgb(image, factor)
    if image.format not in _FILMS or not is_blank(first) or not _is_film(image):
        return first
    for number in range(1, _MOST_FRAMES):
        try:
            image.seek(number)
            frame = to_srgb(image, factor)
        except Exception:  # the film has ended, or is damaged from here on
            return first
        if not is_blank(frame):
            return frame
    return first


def _is_film(image: Image.Image) -> bool:
    few_pixels = image.width * image.height <= _MOST_FILM_PIXELS
    return few_pixels and bool(getattr(image, "is_animated", False))


def is_blank(image: Image.Image) -> bool:
    """Return whether an image is of one colour all over."""
    return all(low == high for low, high in image.getextrema())  # type: ignore[misc]


def _load(image: Image.Image) -> str | None:
    """Decode, and return what is wrong with the file if it could be decoded in part."""
    try:
        image.load()
    except (MemoryError, Image.DecompressionBombError) as error:
        raise unreadable(error) from error
    except Exception as error:
        _load_what_there_is(image, error)
        return damage_of(error)
    return None


def _load_what_there_is(image: Image.Image, error: Exception) -> None:
    # The decoder wrote into the image up to the damage; with no tiles left, load() keeps that.
    try:
        image.tile = []  # type: ignore[attr-defined]
        image.load()
        if image.convert("L").getextrema() in {(0, 0), (255, 255)}:
            raise ValueError("nothing was decoded")
    except Exception:
        raise unreadable(error) from error
