"""A batch gives one loss and one set of gradients, in pieces or shared out over processes."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from trainer.job.data import TrainingData
from trainer.towers.processes import Processes

from .one_step import take_step

Taken = tuple[float, dict[str, torch.Tensor]]


@pytest.fixture(scope="module")
def alone(base: Path, data: TrainingData) -> Taken:
    return take_step(base, data.photos, Processes())


def _assert_equal(found: Taken, wanted: Taken) -> None:
    assert found[0] == pytest.approx(wanted[0], abs=1e-5)
    assert found[1].keys() == wanted[1].keys()
    assert "log_scale" in wanted[1]
    for name, gradient in wanted[1].items():
        assert gradient.abs().max() > 0, name
        assert torch.allclose(found[1][name], gradient, rtol=1e-4, atol=1e-5), name


def test_pieces_give_what_the_whole_gives(base: Path, data: TrainingData, alone: Taken) -> None:
    _assert_equal(take_step(base, data.photos, Processes(), most=3), alone)


def test_two_processes_give_what_one_gives(
    base: Path, data: TrainingData, alone: Taken, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port), "WORLD_SIZE": "2"}
    command = [sys.executable, "-m", "tests.trainer.towers.one_step", base, tmp_path / "photos"]
    with subprocess.Popen(command, env={**os.environ, **place, "RANK": "1"}) as other:
        for name, value in (place | {"RANK": "0"}).items():
            monkeypatch.setenv(name, value)
        processes = Processes.joined("cpu")
        try:
            shared = take_step(base, data.photos, processes)
            processes.meet()
            assert other.wait() == 0
        finally:  # the last: this one keeps what they meet by, as torchrun does for its own
            processes.leave()
    _assert_equal(shared, alone)
