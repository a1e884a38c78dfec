"""The gate: which figures decide whether a model may be activated."""

from collections.abc import Sequence

import numpy as np

from trainer.gate import wording
from trainer.gate.comparing import compare
from trainer.gate.examples import examples
from trainer.gate.library_views import FEWEST_PHOTOS, agreement, asked_photos, search_pairs
from trainer.gate.naming import compare_names, has_lost
from trainer.gate.scoring import Scores, score_captions
from trainer.gate.unlearned import without_learned_captions
from trainer.gate.verdict import Comparison, Verdict
from trainer.job.data import TrainingData
from trainer.job.order import Order
from trainer.methods import Fitted, HeldOutPart
from trainer.splits.groups import Groups, photo_groups

# Below these a gain can't be told from luck.
_FEWEST_PHOTOS, _FEWEST_GROUPS = 20, 10
_FEWEST_NAMED, _FEWEST_OTHERS = 3, 100

# Of 1,000 models that have learned nothing one may seem better; of 100 with names that mean nothing
# one, for what is said without them finds what it found before.
_MOST_DOUBT = 0.001
_MOST_DOUBT_OF_NAMES = 0.01

LEAST_AGREEMENT = 0.5


def judge(fitted: Fitted, data: TrainingData, order: Order) -> Verdict:
    """Say whether what was fitted is better than what there was, and may be activated.

    Better means: held-out captions find their photos more surely, by the 95 % interval of the mean
    of all recalls and a randomisation test (or names do, where nothing but names was learned);
    neither finds fewer; of every general set at least ``order.retention`` is kept, and the
    library's photos show mostly what they showed before; and one of these can be measured, unless
    nothing but names was learned.
    """
    parts = [without_learned_captions(part, data) for part in fitted.held_out]
    scored = [score_captions(part, distractors=False) for part in parts]
    groups = _groups(parts, scored, data)
    captions = compare("captions", scored, groups) if len(groups) else None
    names = compare_names(fitted.names, fitted.names_tried)
    general = tuple(_general(part) for part in fitted.general if any(part.captions))
    agreeing = agreement(fitted, data, order)
    alone = _is_names_alone(fitted)
    unproven = _unproven(captions, len(np.unique(groups)), names, alone=alone)
    # What is said without a name finds what it found before, so names alone have forgotten nothing.
    kept_all = alone and names is not None
    known = kept_all or agreeing is not None or any(it.summary.before.value > 0 for it in general)
    unknown = () if known else (_unknown(fitted, data),)
    lost = (*_lost(general, order.retention), *_changed(agreeing))
    reasons = (*_worse(captions, names), *unproven, *lost, *unknown)
    proof = captions or names
    rose, fell = examples(parts, scored, data.photos)
    return Verdict(
        better=not reasons,
        sentence=wording.better(proof) if proof and not reasons else reasons[0],
        reasons=reasons,
        captions=captions,
        names=names,
        general=general,
        agreement=1.0 if agreeing is None else agreeing,
        searches=search_pairs(fitted, data, order),
        improved=rose,
        worsened=fell,
    )


def _is_names_alone(fitted: Fitted) -> bool:
    """Return whether nothing was learned but names, so that they may speak for all of it."""
    return fitted.names_alone is None and not any(any(part.captions) for part in fitted.held_out)


def _worse(*compared: Comparison | None) -> tuple[str, ...]:
    # An interval of one photo or two is none.
    known = [it for it in compared if it and it.photos >= _FEWEST_NAMED]
    return tuple(wording.worse(it) for it in known if _is_worse(it))


def _is_worse(comparison: Comparison) -> bool:
    return comparison.summary.gain.high < 0 if comparison.image_to_text else has_lost(comparison)


def _unproven(
    captions: Comparison | None, groups: int, names: Comparison | None, *, alone: bool
) -> tuple[str, ...]:
    """Return why that which is to prove it better does not."""
    proof = names if alone else captions
    few = _too_few_named(names) if alone else _too_few(captions, groups)
    if proof is None:
        return (wording.nothing_held_out(names_too=alone),)
    if few:
        return (few,)
    better = _finds_names(proof) if alone else _is_better(proof)
    return () if better else (wording.no_better(proof),)


def _is_better(comparison: Comparison) -> bool:
    return comparison.summary.gain.low > 0 and comparison.doubt <= _MOST_DOUBT


def _finds_names(comparison: Comparison) -> bool:
    gain = comparison.summary.gain
    return gain.low > 0 or (gain.value > 0 and comparison.doubt <= _MOST_DOUBT_OF_NAMES)


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


def _unknown(fitted: Fitted, data: TrainingData) -> str:
    return wording.nothing_general(len(asked_photos(fitted, data)), FEWEST_PHOTOS)


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
