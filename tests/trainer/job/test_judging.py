"""What of a run is judged and kept."""

import io
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from tests.trainer.gate.worlds import ORDER, knows, named, world
from trainer.job.data import TrainingData
from trainer.job.judging import judge_fitted
from trainer.job.state import RunState
from trainer.job.telling import Logbook, Parent
from trainer.methods import Fitted, Point
from trainer.report import read_report

_CURVE = [Point(0, 1, epoch, 2, 1.0, 0.5) for epoch in (1, 2)]


@pytest.mark.parametrize("gained", [True, False])
def test_what_is_left_out_has_no_curve(tmp_path: Path, gained: bool) -> None:
    made, data = world(60, knows(0.2), knows(0.6 if gained else 0.2))
    names = [named(4, knows(0.0), knows(1.5))]
    alone = replace(made, bundle=_bundle(tmp_path / "names"), held_out=[], names=names)
    both = replace(made, bundle=_bundle(tmp_path / "whole"), names=names, curve=_CURVE[1:])
    run = tmp_path / "run"
    _judge(run, replace(both, names_alone=lambda: alone), data)
    report = read_report(run)
    assert report.verdict.better
    assert [epoch.epoch for epoch in report.curve] == ([1, 2] if gained else [])
    assert (run / "model" / "made").read_text() == ("whole" if gained else "names")
    assert ("How it learned" in (run / "report.html").read_text()) == gained


def _judge(folder: Path, fitted: Fitted, data: TrainingData) -> None:
    folder.mkdir()
    logbook = Logbook(folder, Parent(io.BytesIO(), threading.Event()), RunState())
    logbook.fitting(_CURVE[0])  # before it was resumed
    judge_fitted(folder, ORDER, data, fitted, logbook)


def _bundle(folder: Path) -> Path:
    folder.mkdir()
    (folder / "made").write_text(folder.name)
    return folder
