"""What the training loop does for heads that are fitted on few photos, and may be stopped."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from photoapp.encoders import Floats
from photoapp.encoders.device import use_cores
from tests.trainer.lessons import DIM, RECIPE, SHAPE, THINGS, world
from trainer.fitting import Fitted, fit
from trainer.job.stopping import Stopped
from trainer.recipe import Lessons, Recipe, Teacher

SHORT = replace(RECIPE, epochs=3, patience=None)
_NO_JUDGE = float("nan")


@pytest.fixture(autouse=True)
def one_core() -> Iterator[None]:
    """For so little, to share it out takes longer."""
    use_cores(1)
    yield
    use_cores(None)


def _fit(
    lessons: Lessons,
    recipe: Recipe = SHORT,
    rest: Callable[[], None] = lambda: None,
    checkpoint: Path | None = None,
) -> Fitted:
    return fit(lessons, SHAPE, recipe, judge=lambda _: _NO_JUDGE, checkpoint=checkpoint, rest=rest)


def _same(one: Fitted, other: Fitted) -> bool:
    theirs = other.projection.tensors()
    return all(np.array_equal(t, theirs[name]) for name, t in one.projection.tensors().items())


def test_an_epoch_goes_so_many_times_through_all_photos() -> None:
    lessons, _ = world()
    seen: list[Floats] = []

    def looked_at(features: Floats, start: Floats) -> Floats:
        seen.append(features)
        return np.full((len(start), THINGS), 1 / THINGS, np.float32)

    teacher = Teacher(np.eye(THINGS, DIM, dtype=np.float32), looked_at)
    recipe = replace(SHORT, epochs=1, passes=3)
    lessons = replace(lessons, anchors=None, teacher=teacher)
    _fit(lessons, recipe)
    photos, batches = len(lessons.pairs), len(lessons.pairs) // recipe.batch
    views = {view.tobytes(): row for row, own in enumerate(lessons.pairs.features) for view in own}
    for turn in range(3):
        some = np.concatenate(seen[turn * batches : (turn + 1) * batches])
        assert sorted(views[view.tobytes()] for view in some) == list(range(photos))
    assert len(seen) == 3 * batches


def test_without_patience_all_epochs_are_gone_through_and_the_last_is_kept() -> None:
    lessons, _ = world()
    scores = iter([0.9, 0.5, 0.1])
    kept = fit(lessons, SHAPE, SHORT, judge=lambda _: next(scores))
    assert _same(kept, _fit(lessons))
    assert next(scores, None) is None


def test_stopped_between_two_steps_it_comes_to_the_same(tmp_path: Path) -> None:
    lessons, _ = world()
    steps: list[None] = []
    whole = _fit(lessons, rest=lambda: steps.append(None))

    def stop() -> None:
        steps.pop()
        if not steps:
            raise Stopped

    del steps[-len(steps) // 2 + 1 :]  # in the second epoch
    checkpoint = tmp_path / "head.checkpoint"
    with pytest.raises(Stopped):
        _fit(lessons, rest=stop, checkpoint=checkpoint)
    assert checkpoint.exists()
    assert _same(_fit(lessons, checkpoint=checkpoint), whole)


def test_what_is_usual_may_be_said_by_others(tmp_path: Path) -> None:
    """Another head comes of it; and one that was fitted without is not gone on with."""
    lessons, _ = world()
    own = lessons.pairs.features[:, 0]
    checkpoint = tmp_path / "head.checkpoint"
    plain = _fit(lessons, checkpoint=checkpoint)
    assert _same(_fit(replace(lessons, usual=own)), plain)
    others = replace(lessons, usual=np.concatenate([own, 3 * own]))
    assert not _same(_fit(others, checkpoint=checkpoint), plain)


def _asked(lessons: Lessons, *, of_anchors: bool) -> Floats:
    seen: list[Floats] = []

    def probabilities(features: Floats, start: Floats) -> Floats:
        seen.append(features)
        return np.full((len(start), THINGS), 1 / THINGS, np.float32)

    texts = np.eye(THINGS, DIM, dtype=np.float32)
    teacher = Teacher(texts, probabilities, of_anchors=of_anchors)
    _fit(replace(lessons, teacher=teacher), replace(SHORT, epochs=1))
    return np.concatenate(seen)


@pytest.mark.parametrize("of_anchors", [False, True])
def test_a_teacher_is_asked_about_the_photos_or_about_the_anchors(of_anchors: bool) -> None:
    lessons, _ = world()
    assert lessons.anchors
    known = lessons.anchors if of_anchors else lessons.pairs
    views = {view.tobytes() for own in known.features for view in own}
    assert {view.tobytes() for view in _asked(lessons, of_anchors=of_anchors)} <= views


def test_a_teacher_of_anchors_leaves_the_anchors_where_they_are() -> None:
    """The texts of its classes are what the anchors are told apart by, before and after."""
    lessons, _ = world()
    assert lessons.anchors
    assert lessons.teacher
    strong = replace(SHORT, epochs=8, teacher_weight=4.0)
    teacher = replace(lessons.teacher, of_anchors=True)
    features, start = lessons.anchors.features[:, 0], lessons.anchors.start[:, 0]
    right = teacher.probabilities(features, start).argmax(1)
    kept = _fit(replace(lessons, teacher=teacher), strong).projection.images(features, start)
    assert ((kept @ teacher.texts.T).argmax(1) == right).mean() > 0.9


def test_a_head_taught_of_anchors_is_not_gone_on_with_by_another_teacher(tmp_path: Path) -> None:
    lessons, _ = world()
    assert lessons.teacher
    of_anchors = replace(lessons, teacher=replace(lessons.teacher, of_anchors=True))
    plain = _fit(lessons, checkpoint=tmp_path / "head.checkpoint")
    assert not _same(_fit(of_anchors, checkpoint=tmp_path / "head.checkpoint"), plain)
