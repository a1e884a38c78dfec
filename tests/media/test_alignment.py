"""An edited picture is known again, and another one of the same kind is not."""

from collections.abc import Callable

import pytest
from PIL import Image, ImageEnhance, ImageOps

from photoapp.media.alignment import ALIKE, alignment
from tests.photos import sample

_EDITS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "cut": lambda i: i.crop((i.width // 3, i.height // 4, i.width, i.height)),
    "turned": lambda i: i.transpose(Image.Transpose.ROTATE_90),
    "mirrored": ImageOps.mirror,
    "grey": lambda i: ImageOps.grayscale(i).convert("RGB"),
    "bright": lambda i: ImageEnhance.Brightness(i).enhance(1.4),
    "straightened": lambda i: i.rotate(4, Image.Resampling.BICUBIC).crop(
        (i.width // 8, i.height // 8, i.width * 7 // 8, i.height * 7 // 8)
    ),
    "small": lambda i: i.resize((i.width // 3, i.height // 3)),
    "framed": lambda i: ImageOps.expand(i, i.width // 12, "white"),
}


def _picture(name: str) -> Image.Image:
    with Image.open(sample(name)) as image:
        return image.convert("RGB")


@pytest.mark.parametrize("edit", _EDITS)
def test_an_edited_picture_is_known_again(edit: str) -> None:
    picture = _picture("china.jpg")
    assert alignment(picture, _EDITS[edit](picture)) >= ALIKE


@pytest.mark.parametrize("name", ["coffee.png", "flower.jpg"])
def test_another_picture_is_not(name: str) -> None:
    assert alignment(_picture("china.jpg"), _picture(name)) < ALIKE


@pytest.mark.parametrize("size", [(1, 1), (600, 1), (300, 200)])
def test_pictures_without_detail_say_nothing(size: tuple[int, int]) -> None:
    blank = Image.new("L", size, 255)
    assert alignment(blank, blank) < ALIKE
    assert alignment(_picture("china.jpg"), blank) < ALIKE
