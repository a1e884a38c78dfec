"""Every kind of pixel becomes the RGB that its photographer saw."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photoapp.media import open_photo
from tests.media.pictures import difference, encoded, photo


@pytest.mark.parametrize(
    ("mode", "file_format"),
    [("P", "PNG"), ("P", "GIF"), ("L", "JPEG"), ("LA", "PNG"), ("RGBA", "PNG"), ("RGBA", "WEBP")],
)
def test_every_mode_becomes_rgb(mode: str, file_format: str) -> None:
    saved = photo(90, 60).convert(mode)
    opened = open_photo(encoded(saved, file_format)).image
    assert opened.mode == "RGB"
    assert difference(opened, saved) < 8


def test_a_print_in_four_inks_keeps_its_colours() -> None:
    red = Image.new("RGB", (16, 16), (200, 30, 30)).convert("CMYK")
    opened = open_photo(encoded(red)).image
    assert difference(opened, Image.new("RGB", (16, 16), (200, 30, 30))) < 8


def test_a_drawing_in_black_and_white_stays_so() -> None:
    drawing = Image.new("1", (16, 16), 1)
    drawing.paste(0, (0, 0, 8, 16))
    opened = open_photo(encoded(drawing, "PNG")).image
    assert [opened.getpixel((x, 8)) for x in (2, 12)] == [(0, 0, 0), (255, 255, 255)]


@pytest.mark.parametrize("file_format", ["PNG", "TIFF"])
def test_a_grey_gradient_of_16_bits_stays_a_gradient(file_format: str) -> None:
    levels = np.tile(np.linspace(0, 65535, 256).astype(np.uint16), (16, 1))
    opened = open_photo(encoded(Image.fromarray(levels), file_format)).image
    row = np.asarray(opened)[8, :, 0].astype(int)
    assert row[0] == 0
    assert row[-1] == 255
    assert set(np.diff(row)) <= {0, 1, 2}


def _clear(mode: str) -> Image.Image:
    """A picture that is black and wholly transparent."""
    return Image.new("RGBA", (16, 16), (0, 0, 0, 0)).convert(mode)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_lies_on_grey(mode: str) -> None:
    opened = open_photo(encoded(_clear(mode), "PNG")).image
    assert opened.getpixel((8, 8)) == (128, 128, 128)


def test_a_palettes_transparent_colour_lies_on_grey() -> None:
    picture = Image.new("P", (16, 16), 0)
    picture.putpalette([0, 0, 0, 255, 0, 0])
    opened = open_photo(encoded(picture, "PNG", transparency=0)).image
    assert opened.getpixel((8, 8)) == (128, 128, 128)


def test_what_is_half_transparent_lets_the_grey_through() -> None:
    red = Image.new("RGBA", (16, 16), (255, 0, 0, 128))
    opened = open_photo(encoded(red, "PNG")).image
    assert opened.getpixel((8, 8)) == pytest.approx((191, 64, 64), abs=2)


@pytest.mark.parametrize("mode", ["I", "F"])
def test_a_deep_grey_gradient_stays_a_gradient(mode: str, tmp_path: Path) -> None:
    ramp = np.tile(np.arange(256, dtype=np.float32) * 1000, (16, 1))
    pixels = ramp.astype(np.int32) if mode == "I" else ramp
    Image.fromarray(pixels).save(tmp_path / "deep.tif")
    grey = open_photo((tmp_path / "deep.tif").read_bytes()).image.convert("L")
    row = [grey.getpixel((x, 8)) for x in range(256)]
    assert row == sorted(row)
    assert len(set(row)) > 200
