"""The training loop: it learns, repeats itself, and goes on where it was killed."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from photoapp.encoders.projection import Projection, average
from photoapp.errors import TrainingError
from trainer.fitting import Fitted, fit
from trainer.head import LARGEST_SCALE, SMALLEST_SCALE, Head
from trainer.recipe import EpochReport

from .lessons import DIM, RECIPE, SHAPE, world


class KilledError(Exception):
    """Stands for a process that dies between two epochs."""


@pytest.fixture(scope="module")
def whole() -> Fitted:
    """What comes of a run that nothing disturbs."""
    lessons, held_out = world()
    return fit(lessons, SHAPE, RECIPE, judge=held_out.judge)


@pytest.fixture(scope="module")
def judged_otherwise(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The checkpoint of a run that thought its first epoch the best: gone on from, it shows."""
    checkpoint = tmp_path_factory.mktemp("judged") / "run.checkpoint"
    fit(world()[0], SHAPE, RECIPE, judge=lambda _: 1.0, checkpoint=checkpoint)
    return checkpoint.read_bytes()


def _same(one: Fitted, other: Fitted) -> bool:
    tensors = other.projection.tensors()
    equal = [np.array_equal(t, tensors[name]) for name, t in one.projection.tensors().items()]
    return all(equal) and one.scale == other.scale


def _kill_after(epochs: int) -> Callable[[EpochReport], None]:
    def tell(report: EpochReport) -> None:
        if report.epoch > epochs:  # this one was not saved yet
            raise KilledError

    return tell


def test_it_learns_what_held_out_photos_show(whole: Fitted) -> None:
    _, held_out = world()
    before, after = held_out.score(None), held_out.score(whole.projection)
    assert before.recall[1].value < 0.35
    assert after.recall[1].value > 0.9
    assert 1 < whole.scale <= 100


def test_a_seed_gives_one_result_and_another_seed_another(whole: Fitted) -> None:
    lessons, held_out = world()
    again = fit(lessons, SHAPE, RECIPE, judge=held_out.judge)
    other = fit(lessons, SHAPE, dataclasses.replace(RECIPE, seed=1), judge=held_out.judge)
    assert _same(whole, again)
    assert not _same(whole, other)


def test_the_callers_own_random_numbers_are_left_alone() -> None:
    lessons, held_out = world()
    torch.manual_seed(3)
    expected = torch.rand(4)
    torch.manual_seed(3)
    fit(lessons, SHAPE, dataclasses.replace(RECIPE, epochs=1), judge=held_out.judge)
    torch.testing.assert_close(torch.rand(4), expected)


@pytest.mark.parametrize("kills", [(1,), (3, 4, 6)])
def test_killed_and_started_again_it_comes_to_the_same(
    tmp_path: Path, kills: tuple[int, ...], whole: Fitted
) -> None:
    lessons, held_out = world()
    checkpoint = tmp_path / "run.checkpoint"
    for epochs in kills:
        with pytest.raises(KilledError):
            fit(
                lessons, SHAPE, RECIPE,
                judge=held_out.judge, checkpoint=checkpoint, tell=_kill_after(epochs),
            )  # fmt: skip
    epochs_run: list[int] = []
    resumed = fit(
        lessons, SHAPE, RECIPE,
        judge=held_out.judge, checkpoint=checkpoint, tell=lambda r: epochs_run.append(r.epoch),
    )  # fmt: skip
    assert epochs_run == list(range(kills[-1] + 1, RECIPE.epochs + 1))
    assert _same(resumed, whole)


@pytest.mark.parametrize("damage", ["torn", "rubbish", "a bit flipped"])
def test_a_checkpoint_that_is_damaged_is_not_gone_on_from(
    tmp_path: Path, damage: str, judged_otherwise: bytes, whole: Fitted
) -> None:
    lessons, held_out = world()
    checkpoint, middle = tmp_path / "run.checkpoint", len(judged_otherwise) // 2
    content = {
        "torn": judged_otherwise[:middle],
        "rubbish": b"not a checkpoint",
        "a bit flipped": b"%b%c%b"
        % (
            judged_otherwise[:middle],
            judged_otherwise[middle] ^ 1,
            judged_otherwise[middle + 1 :],
        ),
    }
    checkpoint.write_bytes(content[damage])
    assert _same(fit(lessons, SHAPE, RECIPE, judge=held_out.judge, checkpoint=checkpoint), whole)


@pytest.mark.parametrize(("seed", "judged_on"), [(5, ""), (RECIPE.seed, "others")])
def test_a_checkpoint_of_another_run_or_other_photos_is_not_gone_on_from(
    tmp_path: Path, seed: int, judged_on: str, whole: Fitted
) -> None:
    lessons, held_out = world()
    checkpoint = tmp_path / "run.checkpoint"
    fit(
        lessons, SHAPE, dataclasses.replace(RECIPE, seed=seed),
        judge=lambda _: 1.0, judged_on=judged_on, checkpoint=checkpoint,
    )  # fmt: skip
    assert _same(fit(lessons, SHAPE, RECIPE, judge=held_out.judge, checkpoint=checkpoint), whole)


def test_it_stops_when_nothing_gets_better_and_gives_the_best() -> None:
    lessons, _ = world()
    scores = iter([0.1, 0.5, 0.4, 0.5, 0.3])
    seen: list[Projection] = []

    def judge(projection: Projection) -> float:
        seen.append(projection)
        return next(scores)

    recipe = dataclasses.replace(RECIPE, patience=3)
    fitted = fit(lessons, SHAPE, recipe, judge=judge)
    assert len(seen) == 5
    assert fitted.projection is seen[1]


def test_a_loss_that_is_no_number_stops_the_fit() -> None:
    lessons, held_out = world()
    with pytest.raises(TrainingError, match="lower rate"):
        fit(lessons, SHAPE, dataclasses.replace(RECIPE, rate=1e20), judge=held_out.judge)


def test_photos_that_all_look_the_same_are_survived() -> None:
    lessons, held_out = world()
    pairs = dataclasses.replace(lessons.pairs, features=np.ones_like(lessons.pairs.features))
    fitted = fit(dataclasses.replace(lessons, pairs=pairs), SHAPE, RECIPE, judge=held_out.judge)
    assert all(np.isfinite(tensor).all() for tensor in fitted.projection.tensors().values())


def test_scales_come_back_from_beyond_their_bounds() -> None:
    lessons, _ = world()
    head = Head(SHAPE, lessons.pairs.features[:, 0], DIM)
    for beyond, bound in ((99.0, LARGEST_SCALE), (-99.0, SMALLEST_SCALE)):
        with torch.no_grad():
            head.scalars["log_scale"].fill_(beyond)
        head.clamp_scales()
        assert head.scalars["log_scale"].item() == pytest.approx(np.log(bound))


def test_a_projection_gives_what_its_head_gives() -> None:
    lessons, _ = world()
    pairs = lessons.pairs
    features, start = pairs.features[:, 0], pairs.start[:, 0]
    head = Head(SHAPE, features, DIM)
    head.network.eval()
    with torch.inference_mode():
        expected = head.images(torch.from_numpy(features), torch.from_numpy(start)).numpy()
    np.testing.assert_allclose(head.projection().images(features, start), expected, atol=1e-5)


def test_an_average_of_heads_is_the_mean_of_what_they_say() -> None:
    lessons, _ = world()
    features, start = lessons.pairs.features[:, 0], lessons.pairs.start[:, 0]
    heads = [Head(SHAPE, features, DIM).projection() for _ in range(3)]
    unnormalised = sum(_unnormalised(head, features, start) for head in heads)
    expected = unnormalised / np.linalg.norm(unnormalised, axis=1, keepdims=True)
    np.testing.assert_allclose(average(heads).images(features, start), expected, atol=1e-5)


def _unnormalised(head: Projection, features: np.ndarray, start: np.ndarray) -> np.ndarray:
    hidden = torch.from_numpy(features @ head.inner_weight.T + head.inner_bias)
    active = torch.nn.functional.gelu(hidden).numpy()
    out: np.ndarray = active @ head.outer_weight.T + head.outer_bias + head.start_weight * start
    return out
