"""Names before and after: how well each finds photos, and whether that is luck."""

from collections.abc import Iterable, Sequence

import numpy as np

from photoapp.evaluation.bootstrap import Figure
from photoapp.evaluation.retrieval import DEPTHS
from trainer.gate.scoring import Doubles, Found, score_names
from trainer.gate.verdict import Comparison, Pair
from trainer.methods import HeldOutPart
from trainer.names import luck

# Of the normal distribution, for 95 %.
_Z = 1.959964


def compare_names(parts: Sequence[HeldOutPart], tried: int = 0) -> Comparison | None:
    """Compare before and after over the photos of all names; None if there are none.

    Photos of one name stand and fall together. So intervals are those of as many trials as there
    are names, by their scores (Wilson 1927), of gains by both (Newcombe 1998). They stay wide where
    a bootstrap of few names, all found, would be of no width at all. ``doubt`` is the probability
    that luck moves the photos of any one name as far ahead as it did the most of them; of all that
    were ``tried``, for the others were left out because their photos did not come so far.
    """
    scored = [score_names(part) for part in parts]
    told = [
        (part.texts[found.text].casefold(), found)
        for part, scores in zip(parts, scored, strict=True)
        for found in scores.found
    ]
    if not told:
        return None
    names = {name: [found for own, found in told if own == name] for name, _ in told}
    before, after = (
        np.concatenate([s.after if w else s.before for s in scored]).mean(0) for w in (0, 1)
    )
    *by_depth, summary = [
        _pair(*shares, len(names))
        for shares in zip(_with_mean(before), _with_mean(after), strict=True)
    ]
    return Comparison(
        name="names",
        photos=len(told),
        queries=len(names),
        gallery=round(float(np.mean([s.gallery for s in scored]))),
        text_to_image=dict(zip(DEPTHS, by_depth, strict=True)),
        image_to_text={},
        summary=summary,
        doubt=min(1.0, max(tried, len(names)) * min(map(_doubt, names.values()))),
    )


def has_lost(names: Comparison) -> bool:
    """Return whether names find fewer photos; it takes less to doubt a model than to prove it."""
    summary = names.summary
    return _pair(summary.before.value, summary.after.value, names.photos).gain.high < 0


def _with_mean(shares: Doubles) -> list[float]:
    return [*shares.tolist(), float(shares.mean())]


def _doubt(photos: Iterable[Found]) -> float:
    """Return how likely luck moves a name's photos so far ahead of where they were.

    Where a photo comes among those that stood before it, or where it did, luck would decide evenly.
    """
    return luck([min(1.0, found.after / found.before) for found in photos])


def _pair(before: float, after: float, names: int) -> Pair:
    old, new = _share(before, names), _share(after, names)
    gain = after - before
    low = gain - np.hypot(after - new.low, old.high - before)
    high = gain + np.hypot(new.high - after, before - old.low)
    return Pair(old, new, Figure(gain, float(max(low, -1.0)), float(min(high, 1.0))))


def _share(share: float, trials: int) -> Figure:
    """Return a share of trials with the interval of its score (Wilson 1927)."""
    spread = _Z * np.sqrt(share * (1 - share) / trials + _Z**2 / (4 * trials**2))
    middle, scale = share + _Z**2 / (2 * trials), 1 + _Z**2 / trials
    low, high = (float(np.clip((middle + s) / scale, 0, 1)) for s in (-spread, spread))
    return Figure(share, min(low, share), max(high, share))
