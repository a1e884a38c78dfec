"""How well one model finds photos whose features are known, and how that compares."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.personalising.results import Line
from photoapp.encoders import TEMPLATES, Encoder, Floats, encode_labels
from photoapp.encoders.zero_shot import commonplace
from photoapp.evaluation import CaptionedPhoto, LabelledPhoto
from photoapp.evaluation.bootstrap import mean_with_interval
from photoapp.evaluation.labels import label_indices
from photoapp.evaluation.retrieval import DEPTHS, caption_ranks
from photoapp.search.background import prompts
from photoapp.tagging.first_guess import first_guess
from photoapp.tagging.scoring import OPEN, score
from photoapp.tagging.space import fit_space

Hits = NDArray[np.bool_]


@dataclass(frozen=True)
class Captioned:
    """Captioned photos to be found among each other, with their features (n, feature_dim)."""

    name: str
    photos: Sequence[CaptionedPhoto]
    features: Floats

    def hits(self, encoder: Encoder) -> dict[str, Hits]:
        """Return by measure whether each photo's first caption finds it: (n,)."""
        images = encoder.project_features(self.features)
        captions = [photo.captions for photo in self.photos]
        queries = encoder.encode_texts([listed[0] for listed in captions])
        ranks = caption_ranks(images, queries, captions)
        return {f"{self.name} recall@{depth}": ranks <= depth for depth in DEPTHS}


@dataclass(frozen=True)
class Labelled:
    """Labelled photos with their features: the library, as ``photoapp evaluate labels`` has it."""

    photos: Sequence[LabelledPhoto]
    features: Floats

    def hits(self, encoder: Encoder) -> dict[str, Hits]:
        """Return whether each photo's likeliest label is right: (n,)."""
        names, truth = label_indices(self.photos)
        images = encoder.project_features(self.features)
        said = encode_labels(encoder.encode_texts, names, TEMPLATES)
        common = commonplace(images, encoder.encode_texts(prompts()))
        guesses = first_guess(images @ said.T, common)
        places = fit_space(self.features).place(self.features)
        logits = score(places, guesses, np.full(guesses.shape, OPEN)).logits
        return {f"{len(names)} labels top1": logits.argmax(1) == truth}


def hits_of(encoder: Encoder, sets: Sequence[Captioned | Labelled]) -> dict[str, Hits]:
    """Return what one model finds of all sets, by measure."""
    return {name: hits for one in sets for name, hits in one.hits(encoder).items()}


def compared(trial: str, before: dict[str, Hits], after: dict[str, Hits]) -> dict[str, Line]:
    """Return a line for each measure, with the paired interval of its gain."""
    return {name: _line(trial, name, before[name], hits) for name, hits in after.items()}


def _line(trial: str, measure: str, before: Hits, after: Hits) -> Line:
    gain = mean_with_interval(after.astype(np.float64) - before)
    return Line(trial, measure, float(after.mean()), float(before.mean()), gain)
