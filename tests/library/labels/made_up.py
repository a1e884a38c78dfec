"""A library of photos that show known things, and a model that knows the words for them."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from photoapp.catalog import Catalog, EmbeddedPhoto
from photoapp.encoders import Floats
from photoapp.encoders.model_card import ModelCard
from photoapp.library.active_models import ActiveModel, ActiveModels
from photoapp.library.changes import Changes
from photoapp.library.labels import Labels
from photoapp.search import Searcher
from photoapp.search.catalog_vectors import CatalogVectors
from photoapp.worker.messages import PhotoDone
from tests.catalog.records import ROOT, add

DIM, FEATURE_DIM = 24, 32
THINGS = ("dog", "cat", "sea", "hill")
OTHER = "something else"


def _unit(rows: Floats) -> Floats:
    unit: Floats = rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)
    return unit


def _centres(seed: int, dim: int) -> dict[str, Floats]:
    made = np.random.default_rng(seed).standard_normal((len(THINGS), dim)).astype(np.float32)
    return dict(zip(THINGS, _unit(made), strict=True))


@dataclass
class Model:
    """A model that knows what photos show, and its own worker.

    ``sees`` are what it takes things for; ``asked`` the texts that it was given.
    """

    name: str
    sees: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def card(self) -> ModelCard:
        return ModelCard(self.name, "made up", DIM, FEATURE_DIM, 8, 1.0, "none", None, {})

    def encode_texts(self, texts: Sequence[str]) -> Floats:
        self.asked += texts
        said = _centres(1, DIM)
        rows = []
        for text in texts:
            other = np.random.default_rng(len(text)).standard_normal(DIM).astype(np.float32) / 20
            rows.append(other + sum((said[word] for word in text.split() if word in said), other))
        return _unit(np.array(rows, dtype=np.float32))

    def made_of(self, thing: str, number: int) -> tuple[Floats, Floats]:
        """Return vector (DIM,) and feature (FEATURE_DIM,) of a photo, by what it shows."""
        chance = np.random.default_rng(number)
        seen = self.sees.get(thing, thing)
        vector, feature = chance.standard_normal(DIM), chance.standard_normal(FEATURE_DIM)
        if seen != OTHER:
            vector = _centres(1, DIM)[seen] + 0.06 * vector
            feature = _centres(2, FEATURE_DIM)[seen] + 0.06 * feature
        return _unit(vector.astype(np.float32)), feature.astype(np.float32)

    def embed(self, file: Path) -> PhotoDone:
        vector, feature = (part.astype("<f2").tobytes() for part in self.made_of(file.stem, 0))
        return PhotoDone(1, vector, feature, b"", "JPEG", 4, 3, None)


class MadeUpModels(ActiveModels):
    """The models, of which the catalogue says which serves."""

    def __init__(self, catalog: Catalog, models: dict[int, Model], folder: Path) -> None:
        self._catalog = catalog
        self.models = models
        self._folder = folder
        self._by_number: dict[int, ActiveModel] = {}

    def serving(self) -> ActiveModel:
        number = self._catalog.generations.serving()
        assert number is not None
        if number not in self._by_number:
            model = self.models[number]
            source = CatalogVectors(self._catalog, number, model.name, DIM)
            searcher = Searcher(self._catalog, source, self._folder, model.encode_texts)
            self._by_number[number] = ActiveModel(model.card(), number, model, searcher, Path())  # type: ignore[arg-type]
        return self._by_number[number]


@dataclass
class Album:
    """A catalogue, its labels, and the models that look at its photos."""

    catalog: Catalog
    folder: Path
    models: dict[int, Model] = field(default_factory=dict)
    shows: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.active = MadeUpModels(self.catalog, self.models, self.folder)
        self.labels = Labels(self.catalog, self.active, Changes(), self.folder)

    def serve(self, model: Model) -> int:
        number = self.catalog.vectors.model_id(model.name, DIM, FEATURE_DIM)
        self.models[number] = model
        self.catalog.generations.serve(number)
        return number

    def put(self, thing: str, count: int) -> list[int]:
        """Add photos that show a thing, and return their ids."""
        first = len(self.shows)
        paths = [f"{thing}-{first + n}.jpg" for n in range(count)]
        ids = add(self.catalog, *paths)
        self.shows |= dict.fromkeys(ids, thing)
        self.look(ids)
        return ids

    def look(self, photo_ids: Sequence[int]) -> None:
        """Let the serving model look at photos."""
        number = self.active.serving().number
        photos = []
        for photo_id in photo_ids:
            made = self.models[number].made_of(self.shows[photo_id], photo_id)
            vector, feature = (part.astype("<f2").tobytes() for part in made)
            photos.append(EmbeddedPhoto(photo_id, vector, feature, "JPEG", 640, 480, None))
        self.catalog.photos.record_embedded(number, photos)

    def fill(self) -> None:
        """Add twelve photos of each thing, and many of none, in turn."""
        for _ in range(3):
            for thing in THINGS:
                self.put(thing, 4)
            self.put(OTHER, 60)

    def of(self, thing: str) -> list[int]:
        return [photo_id for photo_id, shown in self.shows.items() if shown == thing]

    def lose(self, photo_id: int) -> None:
        """Let a photo's file go."""
        [root] = [r for r in self.catalog.roots.all() if r.path == ROOT]
        paths = [p.relative_to(ROOT).as_posix() for p in self.catalog.files.paths_of(photo_id)]
        self.catalog.files.forget(root.id, paths)

    def find(self, path: Path) -> None:
        """Let a file be there again that was lost."""
        add(self.catalog, path.relative_to(ROOT).as_posix())

    def suggested(self, label_id: int) -> set[int]:
        return set(self.catalog.suggestions.photo_ids(label_id).tolist())

    @contextmanager
    def again(self) -> Iterator["Album"]:
        """Open the library once more, as another process does."""
        with closing(Catalog(self.catalog.database.path)) as catalog:
            yield Album(catalog, self.folder, self.models, self.shows)


class Meanwhile(threading.Event):
    """Never asks to stop, but does something where that is looked up for the n-th time."""

    def __init__(self, act: Callable[[], object], at: int) -> None:
        super().__init__()
        self._act, self._left = act, at

    def is_set(self) -> bool:
        self._left -= 1
        if self._left == 0:
            self._act()
        return super().is_set()


class Stopped(Meanwhile):
    """Asks to stop where that is looked up for the n-th time."""

    def __init__(self, at: int) -> None:
        super().__init__(self.set, at)
