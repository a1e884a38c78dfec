"""A photo as an open_clip model takes it: resized, cropped or padded, in 8 bits.

It is what open_clip's own transform makes of the same RGB image, bit for bit, without torch or
torchvision, so that a lane can decode ahead while the model is being loaded. Scaling to 0 … 1 and
normalising are left to the model's device.
"""

import numpy as np
from PIL import Image, ImageOps

from photoapp.encoders.model_card import Preprocessing
from photoapp.encoders.protocol import Pixels

Size = tuple[int, int]
"""(width, height), as in Pillow; a card's ``size`` is (height, width)."""

_FILTERS = {"bicubic": Image.Resampling.BICUBIC, "bilinear": Image.Resampling.BILINEAR}
# JPEGs are decoded scaled to at least so many pixels for one of the model's. What comes out then
# differs from a full decode by 0.3 levels in the mean over a photo and 0.6 for the worst photo;
# with one pixel by 0.9 and 2.6, with one and a half by 0.6 and 1.3, and with three by 0.2 and 0.3,
# which takes a third as long again to decode. (Camera-sized photos, whose edges are multiples of
# 8. Of others the scaled decode ends in part of a pixel, and what comes out may be shifted by up to
# half a pixel.)
_DECODED_PER_INPUT = 2
# Of a photo longer than this many of its shorter edges only the middle is resized.
_LONG = 16


class ClipPreprocessor:
    """How an open_clip model wants its photos."""

    def __init__(self, preprocessing: Preprocessing) -> None:
        height, width = preprocessing.size
        self._target: Size = (width, height)
        self._mode = preprocessing.resize_mode
        self._fill = (preprocessing.fill_color,) * 3
        # Into a frame that is not square open_clip itself resizes bicubically, whatever is asked.
        framed = self._mode == "shortest" and width != height
        self._filter = _FILTERS["bicubic" if framed else preprocessing.interpolation]

    @property
    def decode_edge(self) -> int:
        """The least length, in pixels, that both edges of a decoded photo should have."""
        return _DECODED_PER_INPUT * max(self._target)

    def preprocess(self, image: Image.Image) -> Pixels:
        """Return one RGB photo as the model wants it: (height, width, 3)."""
        if self._mode == "shortest":
            image = _middle_of_long(image, self._target)
        resized = image.resize(self._resized_size(image.size), self._filter)
        return np.asarray(_centred(resized, self._target, self._fill), dtype=np.uint8)

    def _resized_size(self, size: Size) -> Size:
        if self._mode == "squash":
            return self._target
        if self._mode == "shortest" and self._target[0] == self._target[1]:
            return _shorter_edge_to(self._target[0], size)
        ratios = [edge / target for edge, target in zip(size, self._target, strict=True)]
        ratio = max(ratios) if self._mode == "longest" else min(ratios)
        # At least one pixel: open_clip fails on a photo so thin that it would vanish.
        return max(1, round(size[0] / ratio)), max(1, round(size[1] / ratio))


def _shorter_edge_to(edge: int, size: Size) -> Size:
    # torchvision cuts the fraction of the longer edge off.
    longer = int(edge * max(size) / min(size))
    return (edge, longer) if size[0] <= size[1] else (longer, edge)


def _middle_of_long(image: Image.Image, target: Size) -> Image.Image:
    """Return the middle of a very long photo, of which the crop would keep less anyhow.

    Resized as a whole, a line of a few thousand pixels would fill the memory.
    """
    longest = _LONG * min(image.size) * max(target) // min(target)
    kept = [min(edge, longest) for edge in image.size]
    left, top = ((edge - part) // 2 for edge, part in zip(image.size, kept, strict=True))
    return image.crop((left, top, left + kept[0], top + kept[1]))


def _centred(image: Image.Image, target: Size, fill: tuple[int, int, int]) -> Image.Image:
    """Return the middle of an image, on a ground of ``fill`` where it is smaller than the target.

    An odd pixel of padding goes to the right and the bottom; half a pixel of cropping is rounded
    to even, as torchvision does.
    """
    gaps = [max(0, wanted - edge) for wanted, edge in zip(target, image.size, strict=True)]
    if any(gaps):
        near, far = [gap // 2 for gap in gaps], [(gap + 1) // 2 for gap in gaps]
        image = ImageOps.expand(image, (*near, *far), fill)
    left, top = (
        round((edge - wanted) / 2) for edge, wanted in zip(image.size, target, strict=True)
    )
    return image.crop((left, top, left + target[0], top + target[1]))
