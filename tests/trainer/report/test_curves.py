"""Plots of what a fit told."""

import math
import re
from pathlib import Path

import pytest

from trainer.methods import Point
from trainer.report import Epoch
from trainer.report.content import epochs_of
from trainer.report.curves import learning_curves

from .runs import verdict, write

_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 388, 14, 206


def _lines(plot: str, kind: str) -> list[list[tuple[float, float]]]:
    found = re.findall(rf'<polyline class="{kind}" points="([^"]*)"', plot)
    return [[(float(x), float(y)) for x, y in (p.split(",") for p in f.split())] for f in found]


def test_each_part_and_the_mean_of_all() -> None:
    losses = {0: [3.0, 2.0, 1.0], 1: [5.0, 4.0, 3.0, 2.0]}
    curve = [Epoch(p, e, loss, None) for p, ls in losses.items() for e, loss in enumerate(ls, 1)]
    plot = learning_curves(curve)
    first, second = _lines(plot, "part")
    (mean,) = _lines(plot, "mean")
    assert [len(first), len(second), len(mean)] == [3, 4, 3]  # as far as all parts went
    assert [y for _, y in mean] == pytest.approx(
        [(a[1] + b[1]) / 2 for a, b in zip(first, second, strict=False)], abs=0.1
    )
    assert mean[0][0] == _LEFT
    assert list(second[-1]) == pytest.approx([_RIGHT, first[1][1]])
    assert "Loss: 4 at epoch 1, 2 at epoch 3" in plot
    assert "Score" not in plot


@pytest.mark.parametrize(
    "values",
    [[0.5] * 3, [0.0, 0.0], [1e-9, 2e-9], [-3.0, 1e6], [7.0], [2.0], [0.31, 0.9] * 500],
    ids=["level", "nothing", "tiny", "wide", "one", "two", "long"],
)
def test_all_values_lie_within_the_plot(values: list[float]) -> None:
    plot = learning_curves([Epoch(0, e, v, v) for e, v in enumerate(values, 1)])
    drawn = [point for line in _lines(plot, "mean") for point in line]
    circles = re.findall(r'<circle class="mean" cx="([^"]*)" cy="([^"]*)"', plot)
    drawn += [(float(x), float(y)) for x, y in circles]
    assert drawn
    assert all(_LEFT <= x <= _RIGHT and _TOP <= y <= _BOTTOM for x, y in drawn)
    grid = [float(y) for y in re.findall(r'class="grid"[^>]* y1="([^"]*)"', plot)]
    assert min(grid) == _TOP
    assert max(grid) == _BOTTOM
    assert 2 <= plot.count('class="left"') / 2 <= 7
    assert len(plot) < 20_000


def test_what_is_no_number_is_left_out_and_the_later_word_counts(tmp_path: Path) -> None:
    told = [
        Point(0, 1, 1, 2, 9.0, None),
        Point(0, 1, 1, 2, 3.0, 0.5),
        Point(0, 1, 2, 2, math.nan, 0.6),
    ]
    curve = epochs_of(told)
    assert curve == [Epoch(0, 1, 3.0, 0.5), Epoch(0, 2, None, 0.6)]
    assert "nan" not in write(tmp_path, verdict(), curve=told)


def test_a_fit_that_told_nothing_has_no_plot(tmp_path: Path) -> None:
    assert "How it learned" not in write(tmp_path, verdict(), curve=[])
