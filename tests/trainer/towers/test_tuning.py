"""Both methods from a run's data to a model that can be used, stopped on the way or not."""

import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from photoapp.encoders import load_encoder, model_card, shipped_models
from photoapp.errors import TrainingError
from photoapp.worker import PhotoDone, PhotoJob, WorkerClient
from tests.worker.test_client import collect_all
from trainer.job.data import TrainingData
from trainer.job.order import Order
from trainer.job.stopping import Stopped
from trainer.methods import Fitted, Point
from trainer.towers.fitting import interpolated
from trainer.towers.looking import Looks
from trainer.towers.tuning import FULL, LORA, TowerTuning
from trainer.towers.writing import export_open_clip

from .world import SMALL, order


def _brief(method: TowerTuning) -> TowerTuning:
    return TowerTuning(lambda order: replace(method.recipe(order), prompts=4))


METHODS: dict[str, tuple[TowerTuning, dict[str, Any]]] = {
    "lora": (_brief(LORA), {"method": "lora", "rate": 1e-2}),
    "full": (_brief(FULL), {"method": "full", "rate": 3e-4, "interpolation": 0.7}),
}


@dataclass(frozen=True)
class Finished:
    order: Order
    fitted: Fitted
    points: list[Point]


@dataclass
class StopOnce:
    """Asks to stop at one step, counted from 1."""

    step: int
    taken: int = field(default=0)

    def __call__(self) -> None:
        self.taken += 1
        if self.taken == self.step:
            raise Stopped


@pytest.fixture(scope="module", params=METHODS)
def finished(
    request: pytest.FixtureRequest,
    base: Path,
    data: TrainingData,
    tmp_path_factory: pytest.TempPathFactory,
) -> Finished:
    method, changes = METHODS[request.param]
    asked, points = order(base, **changes), list[Point]()
    work = tmp_path_factory.mktemp(request.param)
    fitted = method.fit(asked, data, work, points.append, lambda: None)
    return Finished(asked, fitted, points)


def test_it_learns(finished: Finished) -> None:
    losses = [point.loss for point in finished.points]
    assert [point.epoch for point in finished.points] == [1, 2, 3]
    assert losses[-1] < losses[0]
    assert finished.fitted.curve == finished.points
    assert all(point.score is not None for point in finished.points)


def test_it_is_judged_by_photos_that_it_has_not_learned(
    finished: Finished, data: TrainingData
) -> None:
    (part,) = finished.fitted.held_out
    assert {*data.folds[part.rows]} == {data.folds[part.rows[0]]}
    own = [[part.texts[text] for text in texts] for texts in part.captions]
    assert own == [data.photos[row].captions for row in part.rows]
    assert part.before.images.shape == part.after.images.shape == (len(part.rows) + 1, 32)
    library = finished.fitted.library_after.images
    assert len(library) == len(finished.fitted.library_before.images) == len(data) + 1
    assert np.allclose(part.after.images[: len(part.rows)], library[part.rows])
    assert not np.allclose(library, finished.fitted.library_before.images, atol=1e-2)
    assert len(finished.fitted.library_after.texts) == len(finished.fitted.things)


def test_a_photo_that_can_no_longer_be_read_leaves_the_others_in_their_places(
    data: TrainingData, base: Path
) -> None:
    before = np.random.default_rng(0).normal(size=(len(data) + 1, 32)).astype(np.float32)
    after = before.copy()
    after[1] = np.nan
    seen = Looks(before, after, (base, base))
    then, now = seen.library(order(base))
    for view in (then, now):
        assert np.flatnonzero(np.isnan(view.images).any(1)).tolist() == [1]
        np.testing.assert_array_equal(view.images[2:], before[2:])
    part = seen.held_out(data, np.arange(4))
    assert part.rows.tolist() == [0, 2, 3]
    np.testing.assert_array_equal(part.before.images, before[[0, 2, 3, len(data)]])


def test_it_is_not_asked_what_it_was_reminded_of(
    finished: Finished, base: Path, data: TrainingData
) -> None:
    rows = np.arange(len(data))
    task = LORA._task(order(base), data, rows, rows)
    assert len(task.lessons.prompts) > 100
    assert len(finished.fitted.things) > 100
    assert set(task.lessons.prompts).isdisjoint(finished.fitted.things)


def test_the_model_says_where_it_comes_from(finished: Finished, data: TrainingData) -> None:
    base, card = (model_card(str(folder)) for folder in _folders(finished))
    assert card.personal
    assert card.parent == card.personal.base == base.id
    assert (card.personal.method, card.personal.photos) == (finished.order.method, len(data))
    assert card.id.startswith(f"tiny-{finished.order.method}-")
    assert card.source == f"personalised from {base.id} ({finished.order.method})"
    assert card.open_clip
    assert card.open_clip == base.open_clip
    assert card.weights["tokenizer"] == base.weights["tokenizer"]
    assert card.weights["image"].sha256 != base.weights["image"].sha256


def test_a_run_that_is_stopped_comes_to_the_same_weights(
    finished: Finished, data: TrainingData, tmp_path: Path
) -> None:
    method, _ = METHODS[finished.order.method]
    rest = StopOnce(4)  # two steps an epoch: in the middle of the second one
    with pytest.raises(Stopped):
        method.fit(finished.order, data, tmp_path, lambda _: None, rest)
    assert rest.taken == 4
    assert not (tmp_path / "model").exists()
    fitted = method.fit(finished.order, data, tmp_path, lambda _: None, rest)
    assert rest.taken < 4 + 6 + 4  # it has not begun anew
    assert model_card(str(fitted.bundle)).weights == model_card(str(finished.fitted.bundle)).weights
    losses = [(point.epoch, point.loss) for point in fitted.curve]
    assert losses == [(point.epoch, point.loss) for point in finished.points]


def test_open_clip_reads_what_is_exported(finished: Finished, tmp_path: Path) -> None:
    from open_clip import CLIP, SimpleTokenizer

    model = CLIP(**SMALL).eval()
    model.load_state_dict(load_file(export_open_clip(finished.fitted.bundle, tmp_path)))
    texts = ["a red wall", "a dog"]
    with torch.inference_mode():
        wanted = model.encode_text(
            SimpleTokenizer(context_length=12)(texts), normalize=True
        ).numpy()
    encoder = load_encoder(str(finished.fitted.bundle))
    assert np.allclose(encoder.encode_texts(texts), wanted, atol=1e-5)
    assert encoder.logit_scale == pytest.approx(float(model.logit_scale.detach().exp()), rel=1e-5)


@pytest.mark.parametrize("finished", ["lora"], indirect=True)
def test_the_worker_runs_it(finished: Finished, data: TrainingData, tmp_path: Path) -> None:
    part, photo = finished.fitted.held_out[0], data.photos[finished.fitted.held_out[0].rows[0]]
    path = Path(photo.path)
    job = PhotoJob(0, os.fsencode(path), path.stat().st_size, path.stat().st_mtime_ns)
    with closing(WorkerClient(str(finished.fitted.bundle), tmp_path / "log")) as client:
        client.submit([job])
        texts = client.encode_texts(part.texts)
        (done,) = collect_all(client).values()
    assert isinstance(done, PhotoDone)
    assert np.allclose(texts, part.after.texts, atol=1e-4)
    vector = np.frombuffer(done.vector, "<f2").astype(np.float32)
    assert np.allclose(vector, part.after.images[0], atol=5e-3)


def test_weights_go_only_part_of_the_way() -> None:
    before = {"weight": torch.tensor([0.0, 2.0]), "steps": torch.tensor(3)}
    after = {"weight": torch.tensor([1.0, 4.0]), "steps": torch.tensor(5)}
    between = interpolated(before, after, 0.25)
    assert between["weight"].tolist() == [0.25, 2.5]
    assert between["steps"] == 3


@pytest.mark.parametrize("method", [LORA, FULL], ids=["lora", "full"])
@pytest.mark.parametrize("call", ["estimate", "fit"])
def test_the_starter_is_refused(
    method: TowerTuning, call: str, data: TrainingData, tmp_path: Path
) -> None:
    asked = order(shipped_models() / "starter")
    calls: dict[str, Callable[[], object]] = {
        "estimate": lambda: method.estimate(asked, 10, 10),
        "fit": lambda: method.fit(asked, data, tmp_path, lambda _: None, lambda: None),
    }
    with pytest.raises(TrainingError, match="choose the method adapter"):
        calls[call]()


def test_a_photo_that_vanishes_on_the_way_is_named(
    base: Path, data: TrainingData, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.png"
    damaged.write_bytes(b"not a picture")
    photos = [*data.photos[:-1], replace_path(data, damaged)]
    broken = replace(data, photos=photos)
    with pytest.raises(TrainingError, match=r"damaged\.png can no longer be read"):
        LORA.fit(order(base), broken, tmp_path / "work", lambda _: None, lambda: None)


def replace_path(data: TrainingData, path: Path) -> Any:
    from msgspec.structs import replace as changed

    return changed(data.photos[-1], path=str(path))


def _folders(finished: Finished) -> tuple[Path, Path]:
    return Path(finished.order.model), finished.fitted.bundle


def test_more_photos_take_longer(base: Path) -> None:
    few, many = (LORA.estimate(order(base), photos, 100) for photos in (100, 1000))
    full = FULL.estimate(order(base, method="full"), 100, 100)
    assert 0 < few.seconds < many.seconds
    assert full.memory > few.memory
    assert full.bytes_on_disk > few.bytes_on_disk > 0
