"""The starter's two frozen towers, and what they make of photos, captions and classes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from photoapp.encoders import Floats, ModelCard, shipped_models
from photoapp.encoders.arithmetic import normalise
from photoapp.encoders.model_card import parts, read_model_card
from photoapp.encoders.starter import StarterPreprocessor, features_of_looks
from photoapp.encoders.starter.conse import Conse
from photoapp.encoders.starter.efficientnet import EfficientNetLite2
from photoapp.encoders.starter.minilm import MiniLM
from photoapp.encoders.weights import load_checked
from photoapp.errors import TrainingError
from photoapp.evaluation import CaptionedPhoto
from trainer.cache import FeatureCache
from trainer.imagenet_classes import curated_names, mean_of_each, synonyms
from trainer.pairs import Pairs, distinct
from trainer.recipe import Teacher


@dataclass(frozen=True)
class StarterTowers:
    """``class_vectors`` (classes, dim) are the raw text vectors that ConSE speaks in."""

    card: ModelCard
    image: EfficientNetLite2
    text: MiniLM
    cache: FeatureCache
    class_vectors: Floats

    @classmethod
    def installed(cls, work: Path) -> "StarterTowers":
        """Load the towers; what they make of things is kept in ``work``.

        Raises:
            ModelError: their weights are missing or altered.

        """
        folder = shipped_models() / "starter"
        card = read_model_card(folder)
        image = load_checked(parts(card, "image"), folder, EfficientNetLite2)
        text = load_checked(parts(card, "text", "tokenizer"), folder, MiniLM)
        hashes = [file.sha256 for file in parts(card, "image", "text", "tokenizer")]
        looks = f"looks to {StarterPreprocessor.decode_edge}"
        cache = FeatureCache(work, "\0".join((*hashes, looks)))
        return cls(card, image, text, cache, cache.texts(text.encode, curated_names()))

    @property
    def conse(self) -> Conse:
        """The join that needs no training."""
        return Conse.of_classes(self.image, self.class_vectors)

    def encode_texts(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of texts as the finished model gives them: (n, dim)."""
        return self._centred(self.cache.texts(self.text.encode, texts))

    def look(
        self,
        photos: Sequence[CaptionedPhoto],
        *,
        failed: Callable[[Path, str], None],
        progress: Callable[[int], None],
    ) -> tuple[list[CaptionedPhoto], Pairs]:
        """Return the photos that can be read, and their pairs.

        Raises:
            TrainingError: there is none.

        """
        paths = [photo.path for photo in photos]
        found = self.cache.photos(
            partial(features_of_looks, self.image),
            StarterPreprocessor(),
            paths,
            failed=failed,
            progress=progress,
        )
        if not found:
            raise TrainingError("None of the photos can be read, so there is nothing to learn.")
        known = [photos[row] for row in found]
        texts, captions = distinct([photo.captions for photo in known])
        features = np.stack(list(found.values()))
        return known, Pairs(features, self.start(features), self.encode_texts(texts), captions)

    def anchors(self) -> Pairs:
        """Return each class with what the classifier looks for as a photo of it."""
        rows = self.conse.prototypes()[:, None]
        words = self._class_words()
        return Pairs(rows, self.start(rows), words, list(np.arange(len(words))[:, None]))

    def teacher(self) -> Teacher:
        """Return the classifier as a teacher."""
        conse = self.conse
        return Teacher(self._class_words(), lambda features, _start: conse.probabilities(features))

    def _class_words(self) -> Floats:
        # Plain names and WordNet's synonyms together: either alone did worse on the other's.
        names = synonyms()
        vectors = self.cache.texts(self.text.encode, [name for listed in names for name in listed])
        means = mean_of_each(vectors, [len(listed) for listed in names])
        return self._centred((means + self.class_vectors) / np.float32(2))

    def _centred(self, vectors: Floats) -> Floats:
        return normalise(vectors - self.class_vectors.mean(0))

    def start(self, features: Floats) -> Floats:
        """Return ConSE's vectors of photos known by their features: (…, dim)."""
        flat = self.conse.images(features.reshape(-1, features.shape[-1]))
        return flat.reshape(*features.shape[:-1], -1)
