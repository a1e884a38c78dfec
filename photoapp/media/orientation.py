"""Which way up a photo is."""

from PIL import ExifTags, Image

# How pixels are turned upright, by EXIF's number (Exif 2.32, tag 0x0112).
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# Those of photos whose stored width is their height.
_ON_THEIR_SIDE = frozenset([5, 6, 7, 8])


def orientation_of(image: Image.Image) -> int:
    """Return how the pixels of a loaded image still have to be turned: EXIF's number, 1 to 8.

    Plug-ins that turn the pixels themselves (TIFF, HEIF) leave 1 behind.
    """
    try:
        orientation = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # damaged metadata raises nearly anything; the picture itself is fine
        return 1
    return orientation if orientation in _TURNS else 1


def orientation_left(image: Image.Image) -> int:
    """Return how a picture will have to be turned whose plug-in forgets that when it decodes.

    The container of HEIF tells how pixels are turned, and the plug-in does; EXIF does not count
    then (ISO/IEC 23008-12). Where it tells nothing, programs that know of EXIF only have written
    theirs there.
    """
    orientation = image.info.get("original_orientation")
    frames = getattr(image, "_heif_file", None)
    if orientation not in _TURNS or frames is None:
        return 1
    picture = getattr(frames[image.tell()], "_c_image", None)
    is_turned = any(name != "clap" for name, *_ in getattr(picture, "transformations", [("?",)]))
    return 1 if is_turned else orientation


def turned(image: Image.Image, orientation: int) -> Image.Image:
    """Return the image upright."""
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def turned_size(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    """Return the size that an image has when it is upright."""
    return size[::-1] if orientation in _ON_THEIR_SIDE else size
