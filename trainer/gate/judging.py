"""The gate: which figures decide whether a model may be activated."""

from collections.abc import Sequence

import numpy as np

from trainer.gate import wording
from trainer.gate.comparing import compare
from trainer.gate.examples import examples
from trainer.gate.library_views import agreement, search_pairs
from trainer.gate.scoring import Scores, score_captions, score_names
from trainer.gate.unlearned import without_learned_captions
from trainer.gate.verdict import Comparison, Verdict
from trainer.job.data import TrainingData
from trainer.job.order import Order
from trainer.methods import Fitted, HeldOutPart
from trainer.splits.groups import Groups, photo_groups

# Below these a gain can't be told from luck.
_FEWEST_PHOTOS, _FEWEST_GROUPS = 20, 10
_FEWEST_NAMED, _FEWEST_OTHERS = 3, 100

# Of 1,000 models that have learned nothing one may seem better.
_MOST_DOUBT = 0.001

LEAST_AGREEMENT = 0.5


def judge(fitted: Fitted, data: TrainingData, order: Order) -> Verdict:
    """Say whether what was fitted is better than what there was, and may be activated.

    Better means: held-out captions (or, where they say nothing, names) find their photos more
    surely, by the 95 % interval of the mean of all recalls and a randomisation test; neither finds
    fewer; of every general set at least ``order.retention`` is kept; and the library's photos show
    mostly what they showed before.
    """
    parts = [without_learned_captions(part, data) for part in fitted.held_out]
    scored = [score_captions(part, distractors=False) for part in parts]
    groups = _groups(parts, scored, data)
    captions = compare("captions", scored, groups) if len(groups) else None
    names = _names(fitted.names)
    general = tuple(_general(part) for part in fitted.general if any(part.captions))
    agreeing = agreement(fitted, data, order)
    proof, doubts = _proof(captions, len(np.unique(groups)), names)
    reasons = (*doubts, *_lost(general, order.retention), *_changed(agreeing))
    rose, fell = examples(parts, scored, data.photos)
    return Verdict(
        better=not reasons,
        sentence=proof if proof and not reasons else reasons[0],
        reasons=reasons,
        captions=captions,
        names=names,
        general=general,
        agreement=1.0 if agreeing is None else agreeing,
        searches=search_pairs(fitted, data, order),
        improved=rose,
        worsened=fell,
    )


def _proof(
    captions: Comparison | None, groups: int, names: Comparison | None
) -> tuple[str, tuple[str, ...]]:
    """Return the sentence that proves it better, or nothing; and what speaks against it."""
    # An interval of one photo or two is none.
    known = [it for it in (captions, names) if it and it.photos >= _FEWEST_NAMED]
    worse = tuple(wording.worse(it) for it in known if it.summary.gain.high < 0)
    shy = [_too_few(captions, groups), _too_few_named(names)]
    enough = [it for it, few in zip((captions, names), shy, strict=True) if it and not few]
    better = [wording.better(it) for it in enough if _is_better(it)]
    if worse or better:
        return (better or [""])[0], worse
    unproven = [wording.no_better(it) for it in enough]
    doubts = [*unproven, *(few for few in shy if few)] or [wording.nothing_held_out()]
    return "", tuple(doubts)


def _is_better(comparison: Comparison) -> bool:
    sure = comparison.summary.gain.low > 0
    # Few photos of one name can't be exchanged often enough; the many others speak for them.
    return sure and (not comparison.image_to_text or comparison.doubt <= _MOST_DOUBT)


def _too_few(captions: Comparison | None, groups: int) -> str:
    if captions and captions.photos < _FEWEST_PHOTOS:
        return wording.few_photos(captions.photos, _FEWEST_PHOTOS)
    if captions and groups < _FEWEST_GROUPS:
        return wording.few_groups(captions.photos, groups, _FEWEST_GROUPS)
    return ""


def _too_few_named(names: Comparison | None) -> str:
    few = names and (names.photos < _FEWEST_NAMED or names.gallery < _FEWEST_OTHERS)
    return wording.few_named(names) if names and few else ""


def _lost(general: Sequence[Comparison], retention: float) -> tuple[str, ...]:
    kept = [(it, _kept(it)) for it in general]
    return tuple(wording.forgot(it, share, retention) for it, share in kept if share < retention)


def _kept(comparison: Comparison) -> float:
    before, after = comparison.summary.before.value, comparison.summary.after.value
    return after / before if before else 1.0


def _changed(agreeing: float | None) -> tuple[str, ...]:
    if agreeing is None or agreeing >= LEAST_AGREEMENT:
        return ()
    return (wording.disagrees(agreeing, LEAST_AGREEMENT),)


def _names(parts: Sequence[HeldOutPart]) -> Comparison | None:
    scored = [score_names(part) for part in parts]
    photos = sum(len(scores.photos) for scores in scored)
    return compare("names", scored, np.arange(photos)) if photos else None


def _general(part: HeldOutPart) -> Comparison:
    scores = score_captions(part, distractors=True)
    return compare(part.name, [scores], np.arange(len(scores.photos)))


def _groups(parts: Sequence[HeldOutPart], scored: Sequence[Scores], data: TrainingData) -> Groups:
    """Return the group of each photo that captions were asked for; strangers have their own."""
    known = photo_groups(data.photos, data.features, data.library_features)
    pairs = zip(parts, scored, strict=True)
    rows = [part.rows[scores.photos] for part, scores in pairs]
    own = np.concatenate([np.zeros(0, dtype=np.int64), *rows])
    strangers = len(known) + np.arange(len(own))
    return np.where(own >= 0, known[own], strangers) if len(known) else strangers
