"""How it learned: a plot of the loss and one of the held-out score, by epoch, as SVG."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from trainer.report.content import Epoch
from trainer.report.markup import Markup, element

_WIDTH, _HEIGHT = 400, 240
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 388, 14, 206
_TICKS = 4
_MOST_POINTS = 200

_Line = Sequence[tuple[float, float]]  # epochs and values


@dataclass(frozen=True)
class _Scale:
    """From values to where they are drawn."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def learning_curves(curve: Sequence[Epoch]) -> Markup:
    """Return a figure of loss and one of score, each left out where it was never taken."""
    loss = _lines((e.part, e.epoch, e.loss) for e in curve)
    score = _lines((e.part, e.epoch, e.score) for e in curve)
    plots = [_figure("Loss", loss), _figure("Score on held-out photos", score)]
    return element("div", *[plot for plot in plots if plot], class_="curves")


def _lines(points: Iterable[tuple[int, int, float | None]]) -> list[_Line]:
    parts: dict[int, list[tuple[float, float]]] = {}
    for part, epoch, value in points:
        if value is not None:
            parts.setdefault(part, []).append((epoch, value))
    return list(parts.values())


def _mean(lines: Sequence[_Line]) -> _Line:
    """Return the mean over the epochs that all parts have seen."""
    values = [dict(line) for line in lines]
    epochs = sorted(set.intersection(*[set(line) for line in values]))
    return [(epoch, float(np.mean([line[epoch] for line in values]))) for epoch in epochs]


def _figure(title: str, lines: Sequence[_Line]) -> Markup:
    if not lines:
        return Markup("")
    mean = _mean(lines) or lines[0]
    caption = element("figcaption", title)
    return element("figure", caption, _plot(title, lines, mean))


def _plot(title: str, lines: Sequence[_Line], mean: _Line) -> Markup:
    across, up, ticks = _scales(lines)
    faint = lines if len(lines) > 1 else []
    return element(
        "svg",
        *_grid(across, up, ticks),
        *[_drawn(line, across, up, "part") for line in faint],
        _drawn(mean, across, up, "mean"),
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        role="img",
        aria_label=_told(title, mean),
    )


def _scales(lines: Sequence[_Line]) -> tuple[_Scale, _Scale, list[float]]:
    epochs = [epoch for line in lines for epoch, _ in line]
    values = [value for line in lines for _, value in line]
    ticks = _ticks(min(values), max(values))
    first, last = min(epochs), max(epochs)
    across = _Scale(first, last if last > first else first + 1, _LEFT, _RIGHT)
    return across, _Scale(ticks[0], ticks[-1], _BOTTOM, _TOP), ticks


def _ticks(low: float, high: float) -> list[float]:
    """Return round values, evenly spaced, from ``low`` or below it to ``high`` or above."""
    span = max(high - low, abs(high) * 0.02, 1e-6)
    power = 10.0 ** math.floor(math.log10(span / _TICKS))
    step = next(power * m for m in (1, 2, 5, 10) if power * m * _TICKS >= span * (1 - 1e-9))
    start = math.floor(low / step + 1e-9)
    end = max(math.ceil(high / step - 1e-9), start + 1)
    return [step * i for i in range(start, end + 1)]


def _grid(across: _Scale, up: _Scale, ticks: Sequence[float]) -> list[Markup]:
    drawn = []
    for value in ticks:
        y = f"{up(value):.1f}"
        drawn.append(element("line", class_="grid", x1=_LEFT, x2=_RIGHT, y1=y, y2=y))
        drawn.append(element("text", f"{value:.4g}", x=_LEFT - 8, y=y, dy="0.35em", class_="left"))
    for value in _whole(across):
        drawn.append(
            element("text", f"{value:g}", x=f"{across(value):.1f}", y=_BOTTOM + 18, class_="below")
        )
    drawn.append(element("text", "epoch", x=_RIGHT, y=_HEIGHT - 2, class_="axis"))
    return drawn


def _whole(across: _Scale) -> list[float]:
    """Return the epochs to be named: whole ones, within what is drawn."""
    ticks = _ticks(across.low, across.high)
    return [tick for tick in ticks if tick == round(tick) and across.low <= tick <= across.high]


def _drawn(line: _Line, across: _Scale, up: _Scale, kind: str) -> Markup:
    thin = line[:: max(1, len(line) // _MOST_POINTS)]
    if thin[-1] != line[-1]:
        thin = [*thin, line[-1]]
    places = [(across(epoch), up(value)) for epoch, value in thin]
    if len(places) == 1:
        ((x, y),) = places
        return element("circle", class_=kind, cx=f"{x:.1f}", cy=f"{y:.1f}", r=3)
    text = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return element("polyline", class_=kind, points=text)


def _told(title: str, mean: _Line) -> str:
    (first, start), (last, end) = mean[0], mean[-1]
    return f"{title}: {start:.3g} at epoch {first:g}, {end:.3g} at epoch {last:g}"
