"""The last stages of a run: the gate's verdict on what was fitted, and its report."""

import math
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from photoapp.encoders.device import CPU, choose_device
from trainer.job.cost import peak_bytes
from trainer.job.data import TrainingData
from trainer.job.journal import read_journal
from trainer.job.messages import Progress
from trainer.job.order import Order
from trainer.job.telling import Logbook
from trainer.methods import Fitted, Point

if TYPE_CHECKING:
    from trainer.gate import Verdict

MODEL = "model"


def judge_fitted(
    folder: Path, order: Order, data: TrainingData, fitted: Fitted, logbook: Logbook
) -> "Verdict":
    """Return the verdict on what a method has made; the folder then has its model and its report.

    The model may be its names alone, if only those are better.

    Raises:
        TrainingError: they can't be written there.

    """
    from trainer.gate import choose
    from trainer.report import Cost, write_report

    logbook.stage("judging")
    chosen, verdict = choose(fitted, data, order)
    # What is left out has no curve either, though the journal knows it.
    curve = [*_told_before(folder), *fitted.curve] if chosen is fitted else []
    fitted = replace(chosen, bundle=_moved(chosen.bundle, folder / MODEL), curve=curve)
    logbook.stage("writing")
    captions = sum(len(photo.captions) for photo in data.photos)
    cost = Cost(logbook.seconds, peak_bytes(), _device(order), len(data), captions)
    write_report(folder, order, verdict, fitted, cost, data, data.skipped)
    return verdict


def _told_before(folder: Path) -> list[Point]:
    """Return the epochs that the journal knows of: a resumed fit may not."""
    told = [m for m in read_journal(folder) if isinstance(m, Progress) and m.epoch]
    return [_as_point(m) for m in told]


def _as_point(told: Progress) -> Point:
    loss = math.nan if told.loss is None else told.loss
    return Point(told.part - 1, told.parts, told.epoch, told.epochs, loss, told.score)


def _moved(bundle: Path, place: Path) -> Path:
    """Put a bundle where the run's model is to be; one of an earlier start goes."""
    if bundle != place:
        shutil.rmtree(place, ignore_errors=True)
        bundle.replace(place)
    return place


def _device(order: Order) -> str:
    return CPU if order.method == "adapter" else choose_device(order.device)
