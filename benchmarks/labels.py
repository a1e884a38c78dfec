"""Where the constants of tagging come from, and what each of its parts brings.

    python -m benchmarks.labels LABELS.CSV

The photos of a file of labels are the library. Two logistic regressions over all pairs of a photo
and a label give the weights in ``photoapp/tagging/first_guess.py`` and ``scoring.py``, each fitted
on every other label and judged on the rest, so that a label's own photos tell nothing of it. Then
the parts are taken away one by one.
"""

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders import TEMPLATES, Floats, encode_labels, load_encoder
from photoapp.encoders.zero_shot import commonplace, evidence
from photoapp.evaluation import encode_files, read_labels
from photoapp.evaluation.labels import label_indices
from photoapp.search.background import prompts
from photoapp.tagging import first_guess as guessing
from photoapp.tagging.scoring import OPEN, compete, score
from photoapp.tagging.space import fit_space
from photoapp.tagging.trial import right_after_examples

Weighed = tuple[NDArray[np.float64], float]


def fit(inputs: NDArray[np.float64], right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the weights of a logistic regression, the last of them the constant."""
    rows = np.column_stack([inputs, np.ones(len(inputs))])
    found = np.zeros(rows.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(rows @ found, -30, 30)))
        slope = rows.T @ (chance - right) + 1e-3 * found
        curved = (rows * (chance * (1 - chance))[:, None]).T @ rows + 1e-3 * np.eye(len(found))
        step = np.linalg.solve(curved, slope)
        found -= step * min(1, 3 / np.abs(step).max())
    return found


def on_other_labels(parts: list[Floats], truth: NDArray[np.int64]) -> Weighed:
    """Return the weights over all labels, and the log loss of labels they were not fitted on."""
    stacked = np.stack(parts, axis=-1).astype(np.float64)
    right = truth[:, None] == np.arange(stacked.shape[1])
    losses = []
    for odd in (0, 1):
        learnt = np.arange(stacked.shape[1]) % 2 == odd
        weights = fit(stacked[:, learnt].reshape(-1, len(parts)), right[:, learnt].ravel())
        logits = stacked[:, ~learnt] @ weights[:-1] + weights[-1]
        losses.append(np.mean(np.logaddexp(0, logits) - right[:, ~learnt] * logits))
    return fit(stacked.reshape(-1, len(parts)), right.ravel()), float(np.mean(losses))


def tell(path: Path, reason: str) -> None:
    """Say which photo can't be read."""
    print(f"{path}: {reason}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("labels", type=Path)
    photos = read_labels(parser.parse_args().labels)
    encoder = load_encoder()
    rows, features = encode_files(encoder, [photo.path for photo in photos], failed=tell)
    names, truth = label_indices([photos[row] for row in rows])
    images = encoder.project_features(features)
    said = encode_labels(encoder.encode_texts, names, TEMPLATES)
    common = commonplace(images, encoder.encode_texts(prompts()))
    cosines = images @ said.T
    found = evidence(cosines, common)
    guesses = guessing.first_guess(cosines, common)
    rest = guesses - guessing._EVEN - guessing._BY_EVIDENCE * found
    unusual = (rest / guessing._BY_LIBRARY).astype(np.float32)
    print("weights, and log loss on other labels")
    for what, parts in (
        ("evidence", [found]),
        ("against the library", [unusual]),
        ("both", [found, unusual]),
    ):
        weights, loss = on_other_labels(parts, truth)
        print(f"  {what}: {np.round(weights, 2)}, {loss:.4f}")

    undecided = np.full(guesses.shape, OPEN)
    print("first label right")
    print(f"  first guess alone: {(guesses.argmax(1) == truth).mean():.3f}")
    for what, made in (("features", features), ("vectors", images)):
        places = fit_space(made).place(made)
        chances = compete(score(places, guesses, undecided).logits)
        line = f"  {what}: {(chances.argmax(1) == truth).mean():.3f} with prototypes"
        for examples in (1, 5, 10):
            draws = [
                right_after_examples(places, guesses, truth, examples=examples, seed=s)
                for s in range(3)
            ]
            line += f", {np.nanmean(draws):.3f} after {examples}"
        print(line)


if __name__ == "__main__":
    main()
