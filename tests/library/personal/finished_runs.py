"""Trainings that have ended, with a model that nothing was trained for."""

import shutil
import time
from pathlib import Path

import msgspec

from photoapp.encoders import ModelCard, shipped_models
from photoapp.evaluation.bootstrap import Figure
from photoapp.library.personal.runs import MODEL
from photoapp.paths import AppPaths
from tests.library.other_models import write_backwards
from trainer.gate.verdict import Comparison, Pair, Verdict
from trainer.job.messages import RunStatus
from trainer.job.order import ORDER, PHOTOS, Order, Photo, write_lines
from trainer.job.state import RunState, write_state
from trainer.report import PAGE, REPORT, Cost, Report

SENTENCE = "Captions find their photos no better than before."


def finished(
    paths: AppPaths, run: str = "first", state: RunStatus = "done", model: str = ""
) -> ModelCard:
    """Put a run into a home whose model finds last what the starter finds first."""
    folder = paths.training / run
    folder.mkdir(parents=True)
    card = write_backwards(folder / (model or f"{run}-model"), own_tower=False, personal=True)
    shutil.move(folder / (model or f"{run}-model"), folder / MODEL)
    base = shipped_models() / "starter"
    order = Order(run=run, model=str(base), made_at=time.time())
    (folder / ORDER).write_bytes(msgspec.json.encode(order))
    write_lines(folder / PHOTOS, [Photo("/photos/a.jpg", ["a cat"])])
    report = _report(order, card, better=state == "done")
    (folder / REPORT).write_bytes(msgspec.json.encode(report))
    (folder / PAGE).write_text("<!doctype html><title>Report</title>")
    write_state(folder, RunState(state=state, sentence=SENTENCE if state == "refused" else ""))
    return card


def _report(order: Order, card: ModelCard, *, better: bool) -> Report:
    figure = Figure(0.3 if better else 0.0, 0.2, 0.4)
    pair = Pair(figure, figure, figure)
    captions = Comparison("captions", 1, 1, 8, {10: pair}, {10: pair}, pair)
    verdict = Verdict(better, SENTENCE, (), captions, None, (), 1.0, (), (), ())
    return Report(
        version=1,
        order=order,
        base=card.parent or "",
        model=card.id,
        previous=None,
        fingerprint="",
        verdict=verdict,
        curve=[],
        cost=Cost(1.0, 1, "cpu", 1, 1),
    )


def runs_left(paths: AppPaths) -> list[Path]:
    """Return everything that lies in the folder of trainings."""
    return sorted(paths.training.glob("*")) + sorted(paths.training.glob(".*"))
