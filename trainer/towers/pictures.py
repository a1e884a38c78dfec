"""Photos as towers see them while they learn: a little different each time."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import numpy as np
from PIL import Image, ImageOps

from photoapp.encoders import Pixels, Preprocessor
from photoapp.encoders.clip.preprocessing import ClipPreprocessor
from photoapp.encoders.device import cores
from photoapp.encoders.model_card import Preprocessing
from photoapp.errors import PhotoUnreadableError, TrainingError
from photoapp.media import Want, open_photo

# What is kept of a photo has so many pixels for one of the model's, along each edge.
_LARGER = 8 / 7
# The least share of a photo's area that is shown, and how much a crop may be stretched.
_LEAST_AREA = 0.8
_STRETCH = 1.1
# The share of the free memory that photos may fill.
_SHARE = 0.25


class Pictures:
    """Photos by row; each is decoded once, where there is memory to keep it.

    What a photo looks like in an epoch depends on the seed, its row and the epoch alone, never on
    what was asked for before.
    """

    def __init__(self, paths: Sequence[Path], preprocessing: Preprocessing, seed: int) -> None:
        self._paths, self._seed = paths, seed
        self._height, self._width = preprocessing.size
        larger = (round(edge * _LARGER) for edge in preprocessing.size)
        enlarged = msgspec.structs.replace(preprocessing, size=tuple(larger))
        self._preprocessor = ClipPreprocessor(enlarged)
        self._kept: dict[int, Pixels] = {}
        self._room = _room()

    def augmented(self, rows: Sequence[int], epoch: int) -> Pixels:
        """Return photos cropped and mirrored at random: (n, height, width, 3).

        Raises:
            TrainingError: one can no longer be read.

        """
        with ThreadPoolExecutor(cores(), "pictures") as pool:
            return np.stack([*pool.map(lambda row: self._augmented(int(row), epoch), rows)])

    def _augmented(self, row: int, epoch: int) -> Pixels:
        random = np.random.default_rng([self._seed, epoch, row])
        image = Image.fromarray(self._picture(row))
        box = _crop(image.size, random)
        seen = image.resize((self._width, self._height), Image.Resampling.BICUBIC, box)
        return np.asarray(ImageOps.mirror(seen) if random.random() < 0.5 else seen)

    def _picture(self, row: int) -> Pixels:
        if row in self._kept:
            return self._kept[row]
        try:
            picture = prepare(self._paths[row], self._preprocessor)
        except (PhotoUnreadableError, OSError) as error:
            message = (
                f"The photo {self._paths[row]} can no longer be read ({error}); "
                "put it back, or train anew without it."
            )
            raise TrainingError(message) from error
        if len(self._kept) * picture.nbytes < self._room:
            self._kept[row] = picture
        return picture


def prepare(path: Path, preprocessor: Preprocessor) -> Pixels:
    """Return a photo as a model wants it.

    Raises:
        OSError: there is no such file, or it can't be read.
        PhotoUnreadableError: it is no photo, or damaged.

    """
    with path.open("rb") as file:
        opened = open_photo(file, Want(preprocessor.decode_edge, preprocessor.decode_edge))
        return preprocessor.preprocess(opened.image)


def _crop(size: tuple[int, int], random: np.random.Generator) -> tuple[float, float, float, float]:
    edge = random.uniform(_LEAST_AREA, 1) ** 0.5
    stretch = random.uniform(_STRETCH**-0.5, _STRETCH**0.5)
    width, height = (
        min(1.0, edge * by) * whole for by, whole in zip((stretch, 1 / stretch), size, strict=True)
    )
    left, top = random.uniform(0, size[0] - width), random.uniform(0, size[1] - height)
    return left, top, min(left + width, size[0]), min(top + height, size[1])


def _room() -> float:
    import psutil

    return float(_SHARE * psutil.virtual_memory().available)
