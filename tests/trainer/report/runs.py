"""Finished runs to report on: true types, invented figures."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from photoapp.evaluation.bootstrap import Figure
from trainer.gate.verdict import Comparison, Example, Pair, SearchPair, Verdict
from trainer.job.data import TrainingData
from trainer.job.order import Order, Photo
from trainer.methods import Fitted, Point, View
from trainer.report import Cost, write_report

CURVE = [Point(part, 2, e, 3, 2.0 / e + part, 0.3 * e) for part in (0, 1) for e in (1, 2, 3)]


def pair(before: float, after: float) -> Pair:
    gain = after - before
    return Pair(
        Figure(before, before - 0.05, before + 0.05),
        Figure(after, after - 0.05, after + 0.05),
        Figure(gain, gain - 0.02, gain + 0.02),
    )


def comparison(name: str, before: float, after: float) -> Comparison:
    recall = {depth: pair(before, after) for depth in (1, 5, 10)}
    return Comparison(name, 240, 1200, 300, recall, recall, pair(before, after), 0.034)


def verdict(
    *, examples: Sequence[Example] = (), searches: Sequence[SearchPair] = (), **other: Any
) -> Verdict:
    said: dict[str, Any] = {
        "better": True,
        "sentence": "It finds 93 of 100.",
        "reasons": ("All of it is kept.",),
        "captions": comparison("captions", 0.338, 0.931),
        "names": None,
        "general": (comparison("everyday photos", 0.5, 0.498),),
        "agreement": 0.963,
        "searches": tuple(searches),
        "improved": tuple(examples),
        "worsened": (),
    }
    return Verdict(**(said | other))


def write(
    folder: Path, given: Verdict, *, curve: Sequence[Point] = CURVE, skipped: Sequence[str] = ()
) -> str:
    """Write the report of a run that came to a verdict, and return its page."""
    order = Order("2026-11-22-adapter-1", str(folder / "base"), 1_795_000_000.0)
    photos = [Photo("/photos/a.jpg", ["a dog"]), Photo("/photos/b.jpg", ["a cat"])]
    data = TrainingData(photos, np.zeros((2, 4), np.float32), np.zeros(2, np.int64))
    nothing = View(np.zeros((0, 4), np.float32), np.zeros((0, 4), np.float32))
    fitted = Fitted(folder / "model", [], [], [], nothing, nothing, [], curve)
    cost = Cost(142.0, 1_310_000_000, "cpu", 2, 2)
    write_report(folder, order, given, fitted, cost, data, skipped)
    return (folder / "report.html").read_text()
