"""What a bar's trial comes to, as a table for people or as JSON."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from photoapp.console import print_table
from photoapp.evaluation.bootstrap import Figure

_COLUMNS = ["trial", "measure", "before", "after", "gain (95 %)", "kept", "bar", "reached"]
_MEAN = "mean"


@dataclass(frozen=True)
class Bar:
    """What a measure must come to; None and False ask for nothing.

    ``least`` and ``most`` are of what it is after, ``least_kept`` is the share of before that must
    be there still; ``gains`` and ``keeps`` want the interval of the gain above 0, or not below it.
    """

    least: float | None = None
    most: float | None = None
    least_kept: float | None = None
    gains: bool = False
    keeps: bool = False

    def __str__(self) -> str:
        """Return it in words; nothing where nothing is asked for."""
        said = {
            f"≥ {self.least}": self.least is not None,
            f"≤ {self.most}": self.most is not None,
            f"kept ≥ {self.least_kept}": self.least_kept is not None,
            "gain > 0": self.gains,
            "not surely below": self.keeps,
        }
        return ", ".join(text for text, asked in said.items() if asked)


NO_BAR = Bar()


@dataclass(frozen=True)
class Line:
    """One measure of one trial; ``gain`` has the paired interval of 95 %."""

    trial: str
    measure: str
    after: float
    before: float | None = None
    gain: Figure | None = None
    bar: Bar = NO_BAR

    @property
    def kept(self) -> float | None:
        """The share of before that is there after."""
        return self.after / self.before if self.before else None

    @property
    def reached(self) -> bool | None:
        """Whether it comes to what it must; None where nothing is asked for."""
        bar, gain = self.bar, self.gain
        right = [
            bar.least is None or self.after >= bar.least,
            bar.most is None or self.after <= bar.most,
            bar.least_kept is None or self.kept is None or self.kept >= bar.least_kept,
            not bar.gains or (gain is not None and gain.low > 0),
            not bar.keeps or gain is None or gain.high >= 0,
        ]
        return all(right) if bar != NO_BAR else None


def means(lines: Sequence[Line]) -> list[Line]:
    """Return the mean of each measure over several trials; intervals are for each trial alone."""
    by_measure: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_measure[line.measure].append(line)
    return [_mean(same) for same in by_measure.values() if len(same) > 1]


def _mean(lines: Sequence[Line]) -> Line:
    before = [line.before for line in lines if line.before is not None]
    after = float(np.mean([line.after for line in lines]))
    bar = replace(lines[0].bar, gains=False, keeps=False)
    mean = float(np.mean(before)) if before else None
    return Line(_MEAN, lines[0].measure, after, mean, bar=bar)


def show(bar: str, lines: Sequence[Line], notes: Sequence[str], *, as_json: bool) -> None:
    """Print what came of a bar's trials."""
    every = [*lines, *means(lines)]
    if as_json:
        shape = [_shape(line) for line in every]
        print(json.dumps({"bar": bar, "lines": shape, "notes": list(notes)}))
        return
    for note in notes:
        print(note)
    print_table(_COLUMNS, [_row(line) for line in every])


def _shape(line: Line) -> dict[str, Any]:
    said = {"bar": str(line.bar), "kept": line.kept, "reached": line.reached}
    return asdict(line) | said


def _row(line: Line) -> list[str]:
    gain = line.gain
    return [
        line.trial,
        line.measure,
        _number(line.before),
        _number(line.after),
        f"{gain.value:+.3f} ({gain.low:+.3f} to {gain.high:+.3f})" if gain else "",
        _number(line.kept),
        str(line.bar),
        {None: "", True: "yes", False: "NO"}[line.reached],
    ]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
