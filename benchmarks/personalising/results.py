"""What a bar's trial comes to, as a table for people or as JSON."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np

from photoapp.console import print_table
from photoapp.evaluation.bootstrap import Figure

_COLUMNS = ["trial", "measure", "before", "after", "gain (95 %)", "kept", "bar", "reached"]
_MEAN = "mean"


@dataclass(frozen=True)
class Line:
    """One measure of one trial: ``bar`` says what it must reach, ``reached`` whether it did."""

    trial: str
    measure: str
    after: float
    before: float | None = None
    gain: Figure | None = None
    bar: str = ""
    reached: bool | None = None

    @property
    def kept(self) -> float | None:
        """The share of before that is there after."""
        return self.after / self.before if self.before else None


def at_least(line: Line, bar: float) -> Line:
    """Return a line whose measure must be so much afterwards."""
    return replace(line, bar=f"≥ {bar:g}", reached=line.after >= bar)


def at_most(line: Line, bar: float) -> Line:
    """Return a line whose measure must be no more afterwards."""
    return replace(line, bar=f"≤ {bar:g}", reached=line.after <= bar)


def keeping(line: Line, share: float) -> Line:
    """Return a line whose measure must keep so much of what it was before."""
    return replace(line, bar=f"kept ≥ {share:g}", reached=line.kept is None or line.kept >= share)


def gaining(line: Line) -> Line:
    """Return a line whose gain must be sure."""
    sure = line.gain is not None and line.gain.low > 0
    return replace(line, bar=f"{line.bar}, gain > 0".lstrip(", "), reached=_both(line, sure))


def not_losing(line: Line) -> Line:
    """Return a line whose measure must not surely have fallen."""
    lost = line.gain is not None and line.gain.high < 0
    return replace(line, bar="not below, by interval", reached=_both(line, not lost))


def _both(line: Line, reached: bool) -> bool:
    return reached and line.reached is not False


def means(lines: Sequence[Line]) -> list[Line]:
    """Return the mean of each measure over several trials; intervals are of trials one by one."""
    by_measure: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_measure[line.measure].append(line)
    return [_mean(same) for same in by_measure.values() if len(same) > 1]


def _mean(lines: Sequence[Line]) -> Line:
    before = [line.before for line in lines if line.before is not None]
    after = float(np.mean([line.after for line in lines]))
    return Line(_MEAN, lines[0].measure, after, float(np.mean(before)) if before else None)


def show(bar: str, lines: Sequence[Line], notes: Sequence[str], *, as_json: bool) -> None:
    """Print what came of a bar's trials."""
    every = [*lines, *means(lines)]
    if as_json:
        shape = [{**asdict(line), "kept": line.kept} for line in every]
        print(json.dumps({"bar": bar, "lines": shape, "notes": list(notes)}))
        return
    for note in notes:
        print(note)
    print_table(_COLUMNS, [_row(line) for line in every])


def _row(line: Line) -> list[str]:
    gain = line.gain
    return [
        line.trial,
        line.measure,
        _number(line.before),
        _number(line.after),
        f"{gain.value:+.3f} ({gain.low:+.3f} to {gain.high:+.3f})" if gain else "",
        _number(line.kept),
        line.bar,
        {None: "", True: "yes", False: "NO"}[line.reached],
    ]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
