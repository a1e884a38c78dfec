"""Pictures in few colours, which take a third of the room."""

import numpy as np
from PIL import Image
from scipy.spatial import KDTree  # type: ignore[import-untyped,unused-ignore]

_COLORS, _EXACT = 256, 24
_NOISE = 4  # hides the steps between two colours of a sky


def reduced(picture: Image.Image) -> Image.Image:
    """Return a picture in 256 colours: those that fill most of it as they are, photos dithered."""
    pixels = np.asarray(picture).reshape(-1, 3)
    colors, counts = np.unique(pixels, axis=0, return_counts=True)
    exact = colors[np.argsort(-counts)[:_EXACT]]
    others = picture.quantize(_COLORS - len(exact), Image.Quantize.MAXCOVERAGE, kmeans=1)
    rest = np.array(others.getpalette(), dtype=np.uint8).reshape(-1, 3)
    palette = np.concatenate([exact, rest])[:_COLORS]
    noise = np.random.default_rng(0).uniform(-_NOISE, _NOISE, pixels.shape)
    nearest = KDTree(palette)
    distance, known = nearest.query(pixels)
    found = np.where(distance == 0, known, nearest.query(pixels + noise)[1])
    made = Image.fromarray(found.astype(np.uint8).reshape(picture.height, picture.width))
    made.putpalette(palette.tobytes())
    return made
