"""A classifier of one label: logistic regression that corrects what was thought before.

Its logits are those of before plus a linear function of the photo's place, whose weights stay
near to zero as long as nothing speaks against that (a Gaussian prior). scikit-learn's has no such
offset. Fitted by Newton's method, each step found by conjugate gradients (Nocedal & Wright 2006,
algorithm 7.1), so that a label takes milliseconds.
"""

from dataclasses import dataclass

import numpy as np

from photoapp.encoders import Floats

_VARIANCE, _EVEN_VARIANCE = np.float32(40), np.float32(0.1)
_MOST_STEPS, _MOST_INNER_STEPS = 30, 60
_CLOSE = 1e-3
_LEAST_CURVED = np.float32(1e-6)


@dataclass(frozen=True)
class Taught:
    """Photos that a classifier learns from: ``inputs`` (n, d), the logits of ``before`` (n,).

    ``answers`` (n,) are 1 where the label is right, 0 where it is not, or between; ``weights``
    (n,) say what each counts. The first ``own`` are those that were decided of the label itself.
    """

    inputs: Floats
    before: Floats
    answers: Floats
    weights: Floats
    own: int


@dataclass(frozen=True)
class Classifier:
    """What is added to the logits of before: ``inputs @ found[:-1] + found[-1]``.

    ``left_out`` are the logits, (own,), of the label's own photos, each as if it had not been
    taught that one; ``leverage`` says how much each moves its own.
    """

    found: Floats
    left_out: Floats
    leverage: Floats


def fit(taught: Taught, start: Classifier | None = None, *, same: bool = False) -> Classifier:
    """Return the most likely classifier for what was taught, looking for it from ``start`` on.

    ``same`` says that the label's own photos are those of ``start``, whose leverage holds still.
    """
    problem = _Problem(taught)
    usable = start is not None and start.found.shape == problem.nothing.shape
    found = start.found if start is not None and usable else problem.nothing
    lost = problem.loss(found)
    for _ in range(_MOST_STEPS):
        chance = problem.chances(found)
        slope = problem.slope(found, chance)
        if float(np.abs(slope).max()) < _CLOSE:
            break
        step, size = problem.newton_step(slope, chance), 1.0
        while (now := problem.loss(found - np.float32(size) * step)) > lost and size > _CLOSE:
            size /= 2
        found, lost = found - np.float32(size) * step, now
    known = start.leverage if start is not None and usable and same else None
    leverage = problem.leverage(found) if known is None else known
    return Classifier(found, problem.left_out(found, leverage), leverage)


class _Problem:
    """What is to be as small as it can be: the loss of what was taught, plus that of the prior."""

    def __init__(self, taught: Taught) -> None:
        self._taught = taught
        ones = np.ones((len(taught.inputs), 1), dtype=np.float32)
        self._inputs: Floats = np.concatenate([taught.inputs, ones], axis=1)
        self._prior = np.full(self._inputs.shape[1], 1 / _VARIANCE, dtype=np.float32)
        self._prior[-1] = 1 / _EVEN_VARIANCE
        self.nothing: Floats = np.zeros_like(self._prior)

    def loss(self, found: Floats) -> float:
        logits = self._inputs @ found + self._taught.before
        each = np.logaddexp(np.float32(0), logits) - self._taught.answers * logits
        return float(self._taught.weights @ each) + float((self._prior * found) @ found) / 2

    def chances(self, found: Floats) -> Floats:
        return _logistic(self._inputs @ found + self._taught.before)

    def slope(self, found: Floats, chance: Floats) -> Floats:
        wrong = self._taught.weights * (chance - self._taught.answers)
        slope: Floats = self._inputs.T @ wrong + self._prior * found
        return slope

    def newton_step(self, slope: Floats, chance: Floats) -> Floats:
        """Return the step that would lead to the least loss if that were quadratic, nearly."""
        curved = self._curved(chance)
        step, left = self.nothing, slope
        direction = near = left / self._prior
        length = float(left @ near)
        enough = min(0.1, length**0.25) ** 2 * length
        for _ in range(_MOST_INNER_STEPS):
            bent = self._inputs.T @ (curved * (self._inputs @ direction)) + self._prior * direction
            far = np.float32(length / float(direction @ bent))
            step, left = step + far * direction, left - far * bent
            near = left / self._prior
            before, length = length, float(left @ near)
            if length <= enough:
                break
            direction = near + np.float32(length / before) * direction
        return step

    def leverage(self, found: Floats) -> Floats:
        """Return how much each own photo's answer moves its own logit, (own,)."""
        curved = self._curved(self.chances(found))
        curvature = (self._inputs * curved[:, None]).T @ self._inputs
        curvature[np.diag_indices_from(curvature)] += self._prior
        inputs = self._inputs[: self._taught.own]
        moved: Floats = (inputs * np.linalg.solve(curvature, inputs.T).T).sum(1)
        return moved

    def left_out(self, found: Floats, leverage: Floats) -> Floats:
        """Return each own photo's logit without itself: a Newton step back (Rad & Maleki 2020)."""
        own = slice(self._taught.own)
        chance = self.chances(found)
        curved = self._curved(chance)[own]
        moved = leverage / (1 - np.minimum(leverage * curved, np.float32(0.99)))
        wrong = self._taught.weights[own] * (chance[own] - self._taught.answers[own])
        logits: Floats = self._inputs[own] @ found + self._taught.before[own] + moved * wrong
        return logits

    def _curved(self, chance: Floats) -> Floats:
        curved: Floats = self._taught.weights * np.maximum(chance * (1 - chance), _LEAST_CURVED)
        return curved


def _logistic(logits: Floats) -> Floats:
    chance: Floats = np.float32(1) / (np.float32(1) + np.exp(-np.clip(logits, -30, 30)))
    return chance
