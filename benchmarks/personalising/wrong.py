"""Captions that say something else: all of them, or one in five."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from benchmarks.personalising.aerial import parted
from benchmarks.personalising.bench import Bench, Ran
from benchmarks.personalising.measuring import compared, hits_of
from benchmarks.personalising.results import NO_BAR, Bar, Line
from photoapp.evaluation import CaptionedPhoto

_ALL, _SOME = 1.0, 0.2


def shuffled(bench: Bench) -> Iterator[Line | str]:
    """Personalise on photos whose captions are other photos': all must be refused."""
    refused = 0
    for seed in range(bench.setting.seeds):
        ran = _train(bench, _ALL, seed)
        refused += ran.state.state == "refused"
        yield ran.note(f"seed {seed}")
    share = refused / bench.setting.seeds
    yield Line("all seeds", "share refused", share, bar=Bar(least=1.0))


def wrong(bench: Bench) -> Iterator[Line | str]:
    """Personalise on photos of which one in five has another's captions."""
    for seed in range(bench.setting.seeds):
        ran = _train(bench, _SOME, seed)
        yield ran.note(f"seed {seed}")
        if not ran.report:
            continue
        _, aside = parted(bench, seed)
        sets = [bench.found("aerial", aside)]
        before, after = (hits_of(e, sets) for e in (bench.eyes.starter, ran.encoder()))
        yield from (_judged(x, ran) for x in compared(f"seed {seed}", before, after).values())


def _judged(line: Line, ran: Ran) -> Line:
    # What was refused nobody gets: it may be worse.
    return replace(line, bar=NO_BAR if ran.state.state == "refused" else Bar(keeps=True))


def _train(bench: Bench, share: float, seed: int) -> Ran:
    learned, _ = parted(bench, seed)
    return bench.train(misled(learned, share, seed), replace(bench.setting.wish, seed=seed))


def misled(photos: Sequence[CaptionedPhoto], share: float, seed: int) -> list[CaptionedPhoto]:
    """Return photos of which a share has the captions of others; no photo has its own of those."""
    random = np.random.default_rng([seed, 1])
    rows = random.permutation(len(photos))[: round(share * len(photos))]
    captions = [photo.captions for photo in photos]
    for row, other in zip(rows, np.roll(rows, 1), strict=True):
        captions[row] = photos[other].captions
    return [replace(p, captions=listed) for p, listed in zip(photos, captions, strict=True)]
