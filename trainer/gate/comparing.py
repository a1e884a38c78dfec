"""Before and after over all held-out photos, and how sure the difference is."""

from collections.abc import Sequence

import numpy as np

from photoapp.evaluation.bootstrap import Figure
from photoapp.evaluation.retrieval import DEPTHS
from trainer.gate.scoring import Doubles, Scores
from trainer.gate.verdict import Comparison, Pair
from trainer.splits.groups import Groups

_DRAWS, _FLIPS = 2000, 9999
_AT_ONCE = 2_000_000

_SEED = 0


def compare(name: str, scored: Sequence[Scores], groups: Groups) -> Comparison:
    """Compare before and after over the photos of all parts.

    ``groups`` (s,) say which photos, of all parts one after the other, stand and fall together: of
    one event, say. They are drawn as one. The ``summary`` is the mean of all recalls.

    Intervals are those of the percentile bootstrap by group (Efron 1979; Field and Welsh 2007),
    the same draws for before, after and gain. ``doubt`` is that of Fisher's randomisation test
    (1935): how often the sum of the photos' gains would be as large if before and after were
    exchanged by chance, group by group.
    """
    before, after = (_with_mean(np.concatenate([_of(s, w) for s in scored])) for w in (0, 1))
    _, which = np.unique(groups, return_inverse=True)
    gains: Doubles = np.bincount(which, (after - before)[:, -1]).astype(np.float64)
    pairs = _pairs(before, after, which)
    words, back = pairs[: len(DEPTHS)], pairs[len(DEPTHS) : -1]
    return Comparison(
        name=name,
        photos=len(before),
        queries=sum(len(s.found) for s in scored),
        gallery=round(float(np.mean([s.gallery for s in scored]))),
        text_to_image=dict(zip(DEPTHS, words, strict=True)),
        image_to_text=dict(zip(DEPTHS, back, strict=True)) if back else {},
        summary=pairs[-1],
        doubt=_doubt(gains),
    )


def _of(scores: Scores, after: int) -> Doubles:
    return scores.after if after else scores.before


def _with_mean(shares: Doubles) -> Doubles:
    return np.hstack([shares, shares.mean(1, keepdims=True)])


def _pairs(before: Doubles, after: Doubles, which: Groups) -> list[Pair]:
    """Return a pair for each column."""
    columns = np.hstack([before, after, after - before])
    drawn = _drawn_means(columns, which)
    low, high = np.percentile(drawn, [2.5, 97.5], axis=0)
    figures = [
        Figure(float(value), float(least), float(most))
        for value, least, most in zip(columns.mean(0), low, high, strict=True)
    ]
    count = before.shape[1]
    three = (figures[:count], figures[count : 2 * count], figures[2 * count :])
    return [Pair(*figure) for figure in zip(*three, strict=True)]


def _drawn_means(columns: Doubles, which: Groups) -> Doubles:
    """Return the columns' means over groups drawn again and again: (draws, columns)."""
    sizes = np.bincount(which)
    sums = np.stack([np.bincount(which, column) for column in columns.T], axis=1)
    random = np.random.default_rng(_SEED)
    means = []
    count = len(sizes)
    for draws in _portions(_DRAWS, count):
        drawn = random.integers(count, size=(draws, count)) + count * np.arange(draws)[:, None]
        times = np.bincount(drawn.ravel(), minlength=draws * count).reshape(draws, count)
        means.append(times @ sums / (times @ sizes)[:, None])
    return np.concatenate(means)


def _doubt(gains: Doubles) -> float:
    """Return the one-sided probability of so large a sum of gains (groups,) by chance."""
    gains = gains[gains != 0]
    if not len(gains):
        return 1.0
    random = np.random.default_rng(_SEED)
    as_large = 1
    for flips in _portions(_FLIPS, len(gains)):
        kept = random.integers(2, size=(flips, len(gains)), dtype=np.int8).astype(np.float64)
        # Sums are of thirds: what differs by rounding alone counts as equal, which doubts more.
        as_large += int(np.count_nonzero(kept @ gains >= gains.sum() - 1e-9))
    return as_large / (_FLIPS + 1)


def _portions(total: int, width: int) -> list[int]:
    """Return numbers that add up to ``total``, small enough for rows of that width."""
    most = max(1, _AT_ONCE // width)
    return [min(most, total - done) for done in range(0, total, most)]
