"""Several looks at one photo: the same caption fits them all, so each teaches something."""

from collections.abc import Iterator
from itertools import islice

import numpy as np
from PIL import Image, ImageOps

from photoapp.encoders import Pixels, Preprocessor
from photoapp.media import OpenedPhoto

# As it is, mirrored, and the two ends of its long side as squares.
VIEWS = 4


def views(photo: OpenedPhoto, preprocessor: Preprocessor, shown: int = VIEWS) -> Pixels:
    """Return the first of a photo's views, the plain one first: (shown, …, height, width, 3)."""
    images = islice(_images(photo.image), shown)
    return np.stack([preprocessor.preprocess(image) for image in images])


def _images(image: Image.Image) -> Iterator[Image.Image]:
    width, height = image.size
    edge = min(width, height)
    yield image
    yield ImageOps.mirror(image)
    yield image.crop((0, 0, edge, edge))
    yield image.crop((width - edge, height - edge, width, height))
