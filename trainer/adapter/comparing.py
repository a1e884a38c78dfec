"""What the gate judges an adapter by: photos before and after, by heads that have not seen them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from photoapp.encoders import Encoder, Floats, load_encoder
from photoapp.encoders.personal.correction import Correction
from photoapp.encoders.personal.names import Names
from photoapp.encoders.personal.words import read_words
from photoapp.encoders.projection import Projection
from trainer.adapter.heads import Part
from trainer.adapter.material import Material
from trainer.before import folder_before
from trainer.methods import HeldOutPart, View
from trainer.pairs import distinct
from trainer.replay import captions_of
from trainer.things import things

# Names are sought among so many other photos, which is enough to tell whether they are found.
_MOST_OTHERS = 3000


@dataclass(frozen=True)
class Comparing:
    """Makes views of the model before and after."""

    material: Material

    def images(self, features: Floats, correction: Correction) -> Floats:
        """Return the vectors of photos by their features, as a correction makes them."""
        start = self.material.encoder.project_features(features)
        return correction.images(features, start)

    def words(self, texts: Sequence[str], correction: Correction) -> Floats:
        """Return the vectors of texts, as a correction makes them."""
        return read_words(self.material.words, texts, correction.names)

    def view(self, features: Floats, texts: Sequence[str], correction: Correction) -> View:
        """Return photos and texts, as a correction makes them."""
        return View(self.images(features, correction), self.words(texts, correction))

    def view_before(self, features: Floats, texts: Sequence[str]) -> View:
        """Return photos and texts, as the model makes them that is to be outdone."""
        return View(self.before.project_features(features), self.words_before(texts))

    def words_before(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of texts, as the model makes them that is to be outdone."""
        same = self.before is self.material.encoder  # which keeps what it has read
        return self.material.words(texts) if same else self.before.encode_texts(texts)

    @cached_property
    def before(self) -> Encoder:
        """The model that is to be outdone; of one family with the base, it takes its features."""
        order = self.material.order
        folder = folder_before(order)
        same = folder == Path(order.model)
        return self.material.encoder if same else load_encoder(str(folder))

    def held_out(self, part: Part) -> HeldOutPart | None:
        """Return the photos that a head has not seen, by their captions.

        Names in those count as words: their looks are those of all photos, these among them.
        """
        captions = self.material.captions
        rows = np.array([row for row in part.held_out if captions[row]], dtype=np.int64)
        if not len(rows):
            return None
        texts, listed = distinct([captions[row] for row in rows])
        features = self.material.data.features[rows]
        before = self.view_before(features, texts)
        after = self.view(features, texts, Correction(part.head))
        return HeldOutPart("captions", [list(c) for c in listed], texts, before, after, rows)

    def general(self, correction: Correction) -> list[HeldOutPart]:
        """Return photos that the model was tried on when it was made."""
        replay = self.material.replay
        if replay is None or not replay.held_out.any():
            return []
        rows = np.flatnonzero(replay.held_out).tolist()
        texts, listed = distinct(captions_of(replay, rows))
        features = replay.features[rows]
        before = self.view_before(features, texts)
        after = self.view(features, texts, correction)
        strangers = np.full(len(rows), -1, dtype=np.int64)
        name = "everyday photos"
        return [HeldOutPart(name, [list(c) for c in listed], texts, before, after, strangers)]

    def library(self, correction: Correction) -> tuple[View, View]:
        """Return all photos of the run, with the saved searches and everyday things."""
        data = self.material.data
        parts = [part for part in (data.features, data.library_features) if len(part)]
        features = np.concatenate(parts)
        texts = [*(search.text for search in self.material.order.searches), *things()]
        return self.view_before(features, texts), self.view(features, texts, correction)

    def others(self) -> Floats:
        """Return photos among which names are sought."""
        found = self.material.others
        return found[:: max(1, -(-len(found) // _MOST_OTHERS))]

    def seen_by(self, photos: Projection | None) -> "Seen":
        """Return the functions by which names are proved."""
        return Seen(self, Correction(photos))


@dataclass(frozen=True)
class Seen:
    """One correction with some names, or the model before."""

    comparing: Comparing
    correction: Correction

    def vectors(self, features: Floats, names: Names | None) -> Floats:
        """Return the vectors of photos."""
        if names is None:
            return self.comparing.before.project_features(features)
        return self.comparing.images(features, replace(self.correction, names=names))

    def words(self, texts: Sequence[str], names: Names | None) -> Floats:
        """Return the vectors of texts."""
        if names is None:
            return self.comparing.words_before(texts)
        return self.comparing.words(texts, replace(self.correction, names=names))
