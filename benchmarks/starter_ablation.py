"""What each part of the starter's recipe brings: retrieval on the split val, and labels.

    python -m benchmarks.starter_ablation CAPTIONS.JSONL LABELS.CSV --work DIR

``--work`` may be the folder that ``photoapp-train starter`` used: features are found there.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from photoapp.encoders import BARE, TEMPLATES, Floats, encode_labels
from photoapp.encoders.projection import Projection, average
from photoapp.evaluation import CaptionedPhoto, read_captions, read_labels, score_labels
from photoapp.evaluation.labels import label_indices
from trainer.fitting import fit
from trainer.held_out import HeldOut
from trainer.imagenet_classes import curated_names
from trainer.pairs import Pairs, Rows
from trainer.recipe import Lessons
from trainer.starter import StarterRecipe, held_out_photos, lessons_of, pairs_of_split
from trainer.starter_towers import StarterTowers

SEEDS = 2


@dataclass(frozen=True)
class Setting:
    """All that a trial can change."""

    towers: StarterTowers
    lessons: Lessons
    held_out: HeldOut
    labelled: Pairs
    labels: Sequence[str]
    truth: Rows


@dataclass(frozen=True)
class Trial:
    """A row of the table: what is fitted, how many heads are averaged, how labels are said."""

    name: str
    lessons: Callable[[Lessons], Lessons] = lambda lessons: lessons
    recipe: StarterRecipe = StarterRecipe(heads=1)  # noqa: RUF009 - it is frozen
    templates: Sequence[str] = TEMPLATES
    calibrated: bool = True


def _first_views(count: int) -> Callable[[Lessons], Lessons]:
    def cut(lessons: Lessons) -> Lessons:
        pairs = lessons.pairs
        return replace(
            lessons,
            pairs=replace(pairs, features=pairs.features[:, :count], start=pairs.start[:, :count]),
        )

    return cut


def _recipe(heads: int = 1, **changes: object) -> StarterRecipe:
    recipe = StarterRecipe(heads)
    shape = {k: v for k, v in changes.items() if hasattr(recipe.shape, k)}
    rest = {k: v for k, v in changes.items() if k not in shape}
    return replace(
        recipe,
        shape=replace(recipe.shape, **shape),  # type: ignore[arg-type]
        recipe=replace(recipe.recipe, **rest),  # type: ignore[arg-type]
    )


TRIALS = (
    Trial("captions alone", lambda ls: replace(ls, anchors=None, teacher=None)),
    Trial("with class rows as photos", lambda ls: replace(ls, teacher=None)),
    Trial("with the classifier as teacher", lambda ls: replace(ls, anchors=None)),
    Trial("with both: one head of the starter"),
    Trial("one view a photo", _first_views(1)),
    Trial("labels said bare", templates=BARE),
    Trial("labels not calibrated", calibrated=False),
    Trial("dropout 0.5", recipe=_recipe(dropout=0.5, input_dropout=0.2)),
    Trial("hidden layer of 512", recipe=_recipe(hidden=512)),
    Trial("start weight 1, outer scale 0.3", recipe=_recipe(start_weight=1.0, outer_scale=0.3)),
    Trial("weight decay 0.2", recipe=_recipe(weight_decay=0.2)),
    Trial("rate 0.001", recipe=_recipe(rate=1e-3)),
    Trial("scalar rate 0.0005", recipe=_recipe(scalar_rate=5e-4)),
    Trial("80 epochs", recipe=_recipe(epochs=80, patience=30)),
    Trial("three heads: the starter", recipe=_recipe(3)),
)
COLUMNS = ("recall@1", "recall@5", "recall@10", "top1", "precision@10", "things")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("captions", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--only", default="", help="trials whose name holds this")
    arguments = parser.parse_args()
    setting = _prepare(arguments.captions, arguments.labels, arguments.work)
    print("| trial |", " | ".join(COLUMNS), "|")
    print("|---" * (len(COLUMNS) + 1) + "|")
    untrained = _score(setting, None, Trial("untrained"))
    _print("untrained", untrained)
    for trial in TRIALS:
        if arguments.only in trial.name:
            _print(trial.name, np.mean([_run(setting, trial, s) for s in range(SEEDS)], axis=0))


def _prepare(captions: Path, labels: Path, work: Path) -> Setting:
    towers = StarterTowers.installed(work)
    photos, pairs = towers.look(read_captions(captions), failed=_fail, progress=lambda _: None)
    listed = read_labels(labels)
    seen = [CaptionedPhoto(photo.path, (photo.label,)) for photo in listed]
    _, labelled = towers.look(seen, failed=_fail, progress=lambda _: None)
    names, truth = label_indices(listed)
    lessons = lessons_of(towers, pairs_of_split("train", photos, pairs))
    return Setting(towers, lessons, held_out_photos(towers, photos, pairs), labelled, names, truth)


def _fail(path: Path, reason: str) -> None:
    raise SystemExit(f"{path}: {reason}")


def _run(setting: Setting, trial: Trial, seed: int) -> Floats:
    recipe = trial.recipe
    heads = [
        fit(
            trial.lessons(setting.lessons),
            recipe.shape,
            replace(recipe.recipe, seed=100 * seed + number),
            judge=setting.held_out.judge,
        ).projection
        for number in range(recipe.heads)
    ]
    return _score(setting, average(heads), trial)


def _score(setting: Setting, projection: Projection | None, trial: Trial) -> Floats:
    retrieval = setting.held_out.score(projection)
    features, start = setting.labelled.features[:, 0], setting.labelled.start[:, 0]
    things = setting.lessons.anchors
    assert things is not None
    images, background = (
        projection.images(seen, begun) if projection else begun
        for seen, begun in ((features, start), (things.features[:, 0], things.start[:, 0]))
    )
    said = encode_labels(setting.towers.encode_texts, setting.labels, trial.templates)
    labels = score_labels(images, said, setting.truth, background if trial.calibrated else None)
    recalls = [figure.value for figure in retrieval.recall.values()]
    figures = [*recalls, labels.top1.value, labels.precision_at_10.value]
    return np.array([*figures, _things(setting, features, images)], dtype=np.float32)


def _things(setting: Setting, features: Floats, images: Floats) -> float:
    """Return how many of the photos that the classifier is sure of the model calls the same."""
    probabilities = setting.towers.conse.probabilities(features)
    sure = probabilities.max(1) > 0.5
    told = images[sure] @ setting.towers.encode_texts(curated_names()).T
    return float((told.argmax(1) == probabilities[sure].argmax(1)).mean())


def _print(name: str, figures: Floats) -> None:
    print(f"| {name} |", " | ".join(f"{figure:.3f}" for figure in figures), "|", flush=True)


if __name__ == "__main__":
    main()
