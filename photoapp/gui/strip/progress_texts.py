"""How work goes, as people say it."""

from typing import TYPE_CHECKING

from photoapp.events import BuildProgress, IndexProgress
from photoapp.gui.language import number, tr, tr_n

if TYPE_CHECKING:
    from photoapp.library import BuildReport, IndexReport


def describe(progress: IndexProgress) -> str:
    """Return how far an indexing run has come."""
    text = tr("{done} of {n} photos", done=number(progress.done), n=number(progress.found))
    return _described(text, progress)


def describe_way(progress: BuildProgress) -> str:
    """Return how far the library has come on its way to another model."""
    text = tr(
        "Getting ready for {model}: {done} of {n} photos",
        model=progress.model,
        done=number(progress.done),
        n=number(progress.total),
    )
    return _described(text, progress)


def indexed(report: "IndexReport | None") -> str:
    """Return what an indexing run did."""
    if report is None or report.stopped:
        return tr("Stopped; the rest is taken up next time.")
    return added(report.embedded, report.seconds)


def added(count: int, seconds: float) -> str:
    """Return how many photos came, and in what time."""
    if not count:
        return tr("Up to date")
    return tr_n(
        "1 photo added in {time}", "{n} photos added in {time}", count, time=duration(seconds)
    )


def built(report: "BuildReport") -> str:
    """Return how a run towards another model ended."""
    if report.switched:
        return tr("{model} answers searches now", model=report.model)
    if report.stopped or report.given_up:
        return tr("Stopped; the rest is taken up next time.")
    return tr_n(
        "1 photo waits for its drive before {model} can take over.",
        "{n} photos wait for their drives before {model} can take over.",
        report.left,
        model=report.model,
    )


def duration(seconds: float) -> str:
    """Return a time span in its largest unit, or its two largest from an hour on."""
    if seconds < 59.5:
        return tr("{n} s", n=max(1, round(seconds)))
    minutes = round(seconds / 60)
    if minutes < 60:
        return tr("{n} min", n=minutes)
    return tr("{hours} h {minutes} min", hours=minutes // 60, minutes=minutes % 60)


def _described(text: str, progress: IndexProgress | BuildProgress) -> str:
    parts = [text]
    if progress.photos_per_second > 0:
        parts.append(tr("{n} a second", n=number(max(1, round(progress.photos_per_second)))))
    if progress.seconds_left:
        parts.append(tr("{time} left", time=duration(progress.seconds_left)))
    return "  ·  ".join(parts)
