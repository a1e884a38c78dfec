"""Photos with a colour profile come out in sRGB; a broken profile is no matter."""

import numpy as np
import pytest
from PIL import Image, ImageCms

from photoapp.media import Want, encode_thumbnail, open_photo
from photoapp.media.profiles import way_to_srgb
from tests.media.pictures import difference, encoded, photo
from tests.media.profiles import DISPLAY_P3, matrix_profile

_P3 = matrix_profile(DISPLAY_P3)
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF"])
def test_a_wide_red_is_redder_than_srgbs(file_format: str) -> None:
    saved = Image.new("RGB", (64, 64), (200, 60, 60))
    data = encoded(saved, file_format, icc_profile=_P3, quality=95)
    red, green, _ = open_photo(data).image.getpixel((32, 32))
    assert red > 210
    assert green < 55


def test_srgb_is_left_alone() -> None:
    assert way_to_srgb(_SRGB) is None
    saved = photo(96, 64)
    assert difference(open_photo(encoded(saved, "PNG", icc_profile=_SRGB)).image, saved) == 0


@pytest.mark.parametrize(
    "profile", [b"x", b"", _P3[:200], _P3[:64] + bytes(300), _SRGB[:-500] + bytes(500)]
)
def test_a_broken_profile_leaves_the_picture(profile: bytes) -> None:
    saved = photo(96, 64)
    assert difference(open_photo(encoded(saved, "PNG", icc_profile=profile)).image, saved) < 12


def test_a_profile_of_another_kind_of_pixel_is_passed_over() -> None:
    saved = photo(96, 64).convert("CMYK")
    opened = open_photo(encoded(saved, "TIFF", icc_profile=_P3)).image
    assert difference(opened, saved.convert("RGB")) == 0


def test_grey_with_a_profile_of_colours_stays_grey() -> None:
    saved = photo(96, 64).convert("L")
    pixels = np.asarray(open_photo(encoded(saved, "PNG", icc_profile=_P3)).image, dtype=int)
    assert np.abs(pixels[..., 0] - pixels[..., 2]).max() <= 3


def test_lab_becomes_the_colours_it_means() -> None:
    to_lab = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"
    )
    saved = photo(96, 64)
    opened = open_photo(encoded(ImageCms.applyTransform(saved, to_lab), "TIFF")).image
    assert difference(opened, saved) < 4


def test_what_is_transparent_and_profiled_lies_on_plain_grey() -> None:
    saved = Image.new("RGBA", (64, 64), (200, 60, 60, 0))
    opened = open_photo(encoded(saved, "PNG", icc_profile=_P3)).image
    assert opened.getpixel((8, 8)) == (128, 128, 128)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "CMYK", "I;16"])
def test_a_large_picture_in_strips_is_as_a_small_one(mode: str) -> None:
    levels = np.asarray(photo(2600, 1900).convert("L"), dtype=np.uint16) * 257
    saved = Image.fromarray(levels) if mode == "I;16" else photo(2600, 1900).convert(mode)
    data = encoded(saved, "TIFF")
    whole, reduced = open_photo(data), open_photo(data, Want(480, 260))
    assert whole.image.size == (2600, 1900)
    assert reduced.image.size == (520, 380)
    assert difference(reduced.image, whole.image.reduce(5)) < 1


def test_a_thumbnail_has_no_profile() -> None:
    opened = open_photo(encoded(photo(96, 64), "JPEG", icc_profile=_P3))
    assert b"ICC_PROFILE" not in encode_thumbnail(opened.image)
