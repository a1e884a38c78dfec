"""The classifier is the best one there is, as other solvers find it."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression

from photoapp.encoders import Floats
from photoapp.tagging import learning
from photoapp.tagging.learning import Taught, fit

_VARIANCES = float(learning._VARIANCE), float(learning._EVEN_VARIANCE)


def _taught(count: int = 60, dims: int = 8, own: int = 10, seed: int = 0) -> Taught:
    chance = np.random.default_rng(seed)
    inputs = chance.standard_normal((count, dims))
    inputs /= np.linalg.norm(inputs, axis=1, keepdims=True)
    right = inputs @ chance.standard_normal(dims) + 0.3 * chance.standard_normal(count) > 0.3
    answers = np.where(np.arange(count) < own, right, np.where(right, 0.8, 0.1))
    weights = np.where(np.arange(count) < own, 1.0, 0.2)
    before = chance.standard_normal(count) - 1
    arrays = (each.astype(np.float32) for each in (inputs, before, answers, weights))
    return Taught(*arrays, own=own)  # type: ignore[arg-type,misc]


def _loss(taught: Taught, found: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
    """Return the loss of a classifier and its gradient, written out in float64."""
    inputs = np.column_stack([taught.inputs, np.ones(len(taught.inputs))]).astype(np.float64)
    logits = inputs @ found + taught.before
    prior = np.full(len(found), 1 / _VARIANCES[0])
    prior[-1] = 1 / _VARIANCES[1]
    each = np.logaddexp(0, logits) - taught.answers * logits
    wrong = taught.weights * (1 / (1 + np.exp(-logits)) - taught.answers)
    return float(taught.weights @ each + prior @ found**2 / 2), inputs.T @ wrong + prior * found


def _optimum(taught: Taught) -> NDArray[np.float64]:
    nothing = np.zeros(taught.inputs.shape[1] + 1)
    solved = minimize(lambda x: _loss(taught, x), nothing, jac=True, method="L-BFGS-B", tol=1e-9)
    found: NDArray[np.float64] = solved.x
    return found


def _logits(taught: Taught, found: Floats | NDArray[np.float64]) -> NDArray[np.float64]:
    logits: NDArray[np.float64] = taught.inputs @ found[:-1] + found[-1] + taught.before
    return logits


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("count", "dims", "own"), [(60, 8, 10), (1, 3, 1), (30, 192, 4)])
def test_it_is_what_a_general_optimiser_finds(count: int, dims: int, own: int, seed: int) -> None:
    taught = _taught(count, dims, own, seed)
    found = fit(taught).found
    assert np.abs(_loss(taught, found.astype(np.float64))[1]).max() < 2 * learning._CLOSE
    best = _optimum(taught)
    assert _logits(taught, found) == pytest.approx(_logits(taught, best), abs=0.1)


def test_it_is_scikit_learns_where_nothing_was_thought_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # scikit-learn has no prior of the constant: nearly none, then.
    monkeypatch.setattr(learning, "_EVEN_VARIANCE", np.float32(1e4))
    taught = _taught(own=60)
    plain = replace(taught, before=np.zeros(60, np.float32), weights=np.ones(60, np.float32))
    found = fit(plain).found
    other = LogisticRegression(C=_VARIANCES[0], tol=1e-8).fit(plain.inputs, plain.answers)
    assert _logits(plain, found) == pytest.approx(other.decision_function(plain.inputs), abs=0.05)


@pytest.mark.parametrize("seed", range(3))
def test_leaving_one_out_is_nearly_as_fitting_without_it(seed: int) -> None:
    taught = _taught(own=12, seed=seed)
    whole = fit(taught)
    for row in range(taught.own):
        kept = np.arange(len(taught.inputs)) != row
        rest = Taught(
            taught.inputs[kept], taught.before[kept], taught.answers[kept], taught.weights[kept], 11
        )
        true = float(_logits(taught, fit(rest).found)[row])
        known = float(_logits(taught, whole.found)[row])
        # What it moves by is told to a third; where that is little, to a little.
        near = 0.15 + abs(true - known) / 3
        assert whole.left_out[row] == pytest.approx(true, abs=near)
        assert (whole.left_out[row] < known) == (taught.answers[row] == 1)


def test_where_it_starts_changes_only_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    taught = _taught()
    cold = fit(taught)
    rng = np.random.default_rng(3)
    for start in (cold.found, (5 * rng.standard_normal(9)).astype(np.float32), np.zeros(3)):
        warm = fit(taught, replace(cold, found=start.astype(np.float32)))
        assert _logits(taught, warm.found) == pytest.approx(_logits(taught, cold.found), abs=0.05)
        assert warm.left_out == pytest.approx(cold.left_out, abs=0.05)
    monkeypatch.setattr(learning, "_MOST_STEPS", 1)  # enough from where it already is
    assert fit(taught, cold).found == pytest.approx(cold.found, abs=1e-3)
    assert fit(taught).found != pytest.approx(cold.found, abs=1e-3)


def test_what_is_right_already_teaches_hardly_anything() -> None:
    taught = _taught(own=6)
    known = replace(taught, answers=(1 / (1 + np.exp(-taught.before))).astype(np.float32))
    assert fit(known).found == pytest.approx(0, abs=1e-3)
