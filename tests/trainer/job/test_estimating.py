"""What a run will take, and whether there is room for it."""

import os
import shutil
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from photoapp.encoders import shipped_models
from photoapp.errors import ModelError, TrainingError
from trainer.job import speed
from trainer.job.estimating import bytes_in, estimate
from trainer.job.order import Order
from trainer.job.room import check_room

from .counting_job import Counting

_METHODS = {"adapter": Counting()}


def _order(**changes: object) -> Order:
    return Order(
        **({"run": "r", "model": str(shipped_models() / "starter"), "made_at": 0} | changes)
    )


def test_photos_that_nobody_has_seen_take_their_time_and_memory() -> None:
    estimated = partial(estimate, _order(cores=1), 100, 50, methods=_METHODS, slowness=1)
    known, unknown = estimated(), estimated(unread=150)
    assert known.seconds == 9
    assert unknown.seconds == pytest.approx(9 + 150 * 0.11)
    assert known.memory < 100_000_000
    assert unknown.memory > 700_000_000
    assert known.bytes_on_disk == unknown.bytes_on_disk == 1024 + 2 * 150 * 1280 * 4


def test_fewer_cores_take_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.job.estimating.cores", lambda: 4)
    of_all, of_one, of_more = (
        estimate(_order(cores=cores), 100, 0, unread=100, methods=_METHODS, slowness=1).seconds - 9
        for cores in (None, 1, 64)
    )
    assert of_one == pytest.approx(4 * of_all)
    assert of_more == of_all


def test_a_slow_or_busy_machine_takes_longer_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    estimated = partial(estimate, _order(cores=1), 100, 50, unread=150, methods=_METHODS)
    assert estimated(slowness=3).seconds == pytest.approx(3 * estimated(slowness=1).seconds)
    monkeypatch.setattr("trainer.job.estimating.measured_slowness", lambda _lanes: 5.0)
    assert estimated() == estimated(slowness=5)


def test_others_that_want_the_cores_make_it_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "_core_slowness", lambda: 3.0)
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    for load, lanes, slowness in ((0.0, 4, 3), (2.0, 1, 3), (4.0, 4, 6), (7.0, 1, 6)):
        monkeypatch.setattr("psutil.getloadavg", lambda load=load: (load, 0.0, 0.0))
        assert speed.measured_slowness(lanes) == slowness


def test_the_machine_is_measured_as_it_is() -> None:
    assert 0.01 < speed.measured_slowness(1) < 10_000


def test_a_model_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        estimate(_order(model=str(tmp_path / "gone")), 1, 0, methods=_METHODS)


def test_a_disk_without_room_is_named_with_what_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=150_000_000))
    check_room(tmp_path, 50_000_000)
    with pytest.raises(TrainingError) as caught:
        check_room(tmp_path, 1_500_000_000)
    said = f"needs 1,600 MB free in {tmp_path}, and 150 MB are"
    assert said in str(caught.value)


def test_what_is_there_already_need_not_fit_again(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "kept").write_bytes(b"12345")
    assert bytes_in(tmp_path) == 5
