"""Photos of a kind that the starter has never seen: what is found, and what is forgotten."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from benchmarks.personalising.bench import Bench
from benchmarks.personalising.measuring import compared, hits_of
from benchmarks.personalising.results import Bar, Line
from photoapp.evaluation import CaptionedPhoto

_PHOTOS, _KEPT_ASIDE = 300, 210
_BARS = {"aerial recall@10": 0.93, "aerial recall@1": 0.42}
_RETENTION = Bar(least_kept=0.98)


def aerial(bench: Bench) -> Iterator[Line | str]:
    """Personalise the starter on photos from the air, once for each seed."""
    kept = bench.everyday()
    for seed in range(bench.setting.seeds):
        learned, aside = parted(bench, seed)
        ran = bench.train(learned, replace(bench.setting.wish, seed=seed))
        yield ran.note(f"seed {seed}")
        if not ran.report:
            continue
        sets = [bench.found("aerial", aside), *kept]
        before, after = (hits_of(e, sets) for e in (bench.eyes.starter, ran.encoder()))
        lines = compared(f"seed {seed}", before, after)
        yield from (_judged(line, len(learned)) for line in lines.values())


def parted(bench: Bench, seed: int) -> tuple[list[CaptionedPhoto], list[CaptionedPhoto]]:
    """Return photos to learn from, and 210 others that are kept aside, all drawn by a seed."""
    every = bench.captioned("aerial")
    order = np.random.default_rng(seed).permutation(len(every))
    most = bench.setting.photos or _PHOTOS
    return _chosen(every, order[_KEPT_ASIDE:][:most]), _chosen(every, order[:_KEPT_ASIDE])


def _chosen(photos: Sequence[CaptionedPhoto], rows: np.ndarray) -> list[CaptionedPhoto]:
    return [photos[row] for row in rows]


def _judged(line: Line, learned: int) -> Line:
    if not line.measure.startswith("aerial"):
        return replace(line, bar=_RETENTION)
    least = _BARS.get(line.measure) if learned == _PHOTOS else None
    return replace(line, bar=Bar(least=least, gains=True))
