"""What an adapter is fitted on: the user's photos, what the model is reminded of, and names."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from photoapp.encoders import Encoder, Floats, load_encoder, model_card
from photoapp.encoders.arithmetic import softmax
from trainer.cache import FeatureCache
from trainer.job.data import NEVER_LEARNED, TrainingData
from trainer.job.order import Order
from trainer.methods import Rest
from trainer.names import Named, named_photos, of_photos, without_names
from trainer.names.vocabulary import english
from trainer.pairs import Pairs, Rows, distinct
from trainer.recipe import Teacher
from trainer.replay import Replay, captions_of, read_replay
from trainer.things import things

# The users' other photos stand in where nothing is known of what a model was made from: every other
# block of them, for neighbours are alike, and the gate asks of the rest what is forgotten.
_MOST_STAND_INS = 2000
_BLOCK = 50
_TEXTS_AT_ONCE = 256


@dataclass(frozen=True)
class Material:
    """A run's data as the model that is personalised sees it.

    ``start`` (n, dim) are the vectors of the captioned photos, ``captions`` their captions less
    those that only say a name.
    """

    order: Order
    data: TrainingData
    work: Path
    rest: Rest
    encoder: Encoder
    replay: Replay | None
    start: Floats
    named: Sequence[Named]
    captions: Sequence[Sequence[str]]

    @classmethod
    def of(cls, order: Order, data: TrainingData, work: Path, rest: Rest) -> "Material":
        """Load the model, and let it look at what it is to learn; ``work`` keeps what takes long.

        Raises:
            ModelError: it can't be loaded.

        """
        encoder, card = load_encoder(order.model), model_card(order.model)
        replay = read_replay(Path(order.model), card)
        named = named_photos(data.photos, order.names, english())
        captions = without_names(data.photos, named)
        # What a file keeps out of training teaches no looks either.
        named = of_photos(named, np.flatnonzero(data.folds != NEVER_LEARNED).tolist())
        start = encoder.project_features(data.features)
        return cls(order, data, work, rest, encoder, replay, start, named, captions)

    def naming(self, named: Sequence[Named]) -> "Material":
        """Return the same with only some of the names; what the others say are captions."""
        captions = without_names(self.data.photos, named)
        return replace(self, named=named, captions=captions)

    def pairs(self) -> Pairs:
        """Return all captioned photos with the texts that teach: captions, and the keywords."""
        texts, rows = distinct([self._texts(row) for row in range(len(self.data))])
        vectors = self.words(texts)
        return Pairs(self.data.features[:, None], self.start[:, None], vectors, rows)

    def _texts(self, row: int) -> list[str]:
        keywords = ", ".join(self.data.photos[row].keywords)
        return [*self.captions[row], *([keywords] if keywords else [])]

    def words(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of texts: (n, dim)."""
        new = [text for text in texts if text not in self._known]
        vectors = self._known | dict(zip(new, self._read(new), strict=True))
        listed = [vectors[text] for text in texts]
        return np.stack(listed) if listed else np.zeros((0, self.encoder.dim), np.float32)

    @cached_property
    def _known(self) -> dict[str, Floats]:
        """The vectors of texts that come along with the model."""
        return dict(zip(self.replay.texts, self.replay.vectors, strict=True)) if self.replay else {}

    def _read(self, texts: Sequence[str]) -> Floats:
        found = [np.zeros((0, self.encoder.dim), np.float32)]
        cache = FeatureCache(self.work / "texts", self.encoder.model_id)
        for start in range(0, len(texts), _TEXTS_AT_ONCE):
            self.rest()
            some = texts[start : start + _TEXTS_AT_ONCE]
            found.append(cache.texts(self.encoder.encode_texts, some))
        return np.concatenate(found)

    @cached_property
    def anchors(self) -> Pairs | None:
        """What the model is reminded of: pairs it was made from, and things that it knows."""
        if self.replay is None:
            some = self.data.library_features[self.stand_ins]
            return self._staying(some) if len(some) else None
        rows = np.flatnonzero(~self.replay.held_out).tolist()
        texts, listed = distinct(captions_of(self.replay, rows))
        features = self.replay.features[rows]
        start = self.encoder.project_features(features)
        pairs = Pairs(features[:, None], start[:, None], self.words(texts), listed)
        known = self.encoder.things()
        return pairs if known is None else pairs.with_more(self._staying(known))

    @cached_property
    def stand_ins(self) -> Rows:
        """The rows of those photos of the library that the model is reminded of."""
        count = 0 if self.replay else len(self.data.library)
        rows: Rows = np.flatnonzero(np.arange(count) // _BLOCK % 2)
        return rows[:_MOST_STAND_INS]

    def _staying(self, features: Floats) -> Pairs:
        """Return photos of which nothing is known but where they are: there they are to stay."""
        start = self.encoder.project_features(features)
        places = list(np.arange(len(features))[:, None])
        return Pairs(features[:, None], start[:, None], start, places)

    @cached_property
    def teacher(self) -> Teacher:
        """The model itself, as it tells everyday things apart."""
        words, scale = self.words(things()), np.float32(self.encoder.logit_scale)

        def probabilities(_features: Floats, start: Floats) -> Floats:
            logits: Floats = scale * (start @ words.T)
            return softmax(logits)

        return Teacher(words, probabilities, of_anchors=True)

    @cached_property
    def others(self) -> Floats:
        """The features of photos without captions: the library's, and those of the replay."""
        found = [self.data.library_features] if len(self.data.library) else []
        if self.replay is not None:
            found.append(self.replay.features)
        return np.concatenate(found) if found else self.data.features[:0]
