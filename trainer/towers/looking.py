"""What models make of a run's photos and words, by the very code that serves them."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from photoapp.encoders import (
    Floats,
    Pixels,
    Preprocessor,
    load_image_encoder,
    load_preprocessor,
    load_text_encoder,
)
from photoapp.encoders.device import cores
from photoapp.errors import PhotoUnreadableError
from trainer.before import folder_before
from trainer.job.data import TrainingData
from trainer.job.order import Order
from trainer.methods import HeldOutPart, Rest, View
from trainer.things import questions
from trainer.towers.lessons import Rows
from trainer.towers.pictures import prepare

_BATCH = 16


class Looks:
    """What two models make of a run's photos: first the captioned ones, then the library's others.

    ``rows`` are the places of those that both could see; ``before`` and ``after`` are not numbers
    elsewhere.
    """

    def __init__(self, before: Floats, after: Floats, models: tuple[Path, Path]) -> None:
        self.rows: Rows = np.flatnonzero(np.isfinite(after).all(1) & np.isfinite(before).all(1))
        unseen = np.setdiff1d(np.arange(len(before)), self.rows)
        self.before, self.after = before.copy(), after.copy()
        self.before[unseen] = self.after[unseen] = np.nan
        self._words = [load_text_encoder(str(model)) for model in models]

    def library(self, order: Order) -> tuple[View, View]:
        """Return all photos, with the saved searches and everyday words."""
        texts = [*(search.text for search in order.searches), *questions()]
        return self._views(slice(None), texts)

    def held_out(self, data: TrainingData, held_out: Rows) -> HeldOutPart:
        """Return the held-out photos, and those without captions to distract from them."""
        asked = self.rows[np.isin(self.rows, held_out)]
        places = [*asked, *self.rows[self.rows >= len(data)]]
        captions = [data.photos[row].captions for row in asked]
        numbers: dict[str, int] = {}
        listed = [[numbers.setdefault(c, len(numbers)) for c in of] for of in captions]
        before, after = self._views(places, [*numbers])
        return HeldOutPart("captions", listed, [*numbers], before, after, asked)

    def _views(self, places: list[int] | slice, texts: Sequence[str]) -> tuple[View, View]:
        before, after = (words.encode_texts(texts) for words in self._words)
        return View(self.before[places], before), View(self.after[places], after)


def looks(order: Order, data: TrainingData, made: Path, rest: Rest) -> Looks:
    """Let the model before and the one that was made look at all photos of a run."""
    before = folder_before(order)
    paths = [Path(p.path) for p in data.photos] + [Path(p.path) for p in data.library]
    return Looks(projected(before, data), look(made, order, paths, rest), (before, made))


def projected(model: Path, data: TrainingData) -> Floats:
    """Return a run's photos as a model sees them whose features they came with: (n, dim)."""
    encoder = load_image_encoder(str(model))
    parts = [data.features, data.library_features]
    return encoder.project_features(np.concatenate([part for part in parts if len(part)]))


def look(model: Path, order: Order, paths: Sequence[Path], rest: Rest) -> Floats:
    """Return the vectors of photos, (n, dim); of those that can't be read they are not numbers."""
    encoder = load_image_encoder(str(model), order.device, order.precision)
    vectors = np.full((len(paths), encoder.dim), np.nan, np.float32)
    with ThreadPoolExecutor(cores(), "looking") as pool:
        for start in range(0, len(paths), _BATCH):
            rest()
            seen = pool.map(lambda path: _picture(path, encoder), paths[start : start + _BATCH])
            found = {start + n: picture for n, picture in enumerate(seen) if picture is not None}
            if found:
                vectors[[*found]] = encoder.encode_images(np.stack([*found.values()]))
    return vectors


def _picture(path: Path, preprocessor: Preprocessor) -> Pixels | None:
    try:
        return prepare(path, preprocessor)
    except (PhotoUnreadableError, OSError):
        return None


def plain_pictures(model: Path, paths: Sequence[Path]) -> tuple[list[int], Pixels]:
    """Return which photos can be read, and those as a model wants them: (n, height, width, 3)."""
    preprocessor = load_preprocessor(str(model))
    with ThreadPoolExecutor(cores(), "looking") as pool:
        seen = pool.map(lambda path: _picture(path, preprocessor), paths)
        found = {row: picture for row, picture in enumerate(seen) if picture is not None}
    return [*found], np.stack([*found.values()])
