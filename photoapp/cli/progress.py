"""Progress of an indexing run on standard error: a live line on a terminal, else a line a while."""

import sys
import time
from types import TracebackType

import typer

from photoapp.console import warn
from photoapp.events import (
    BuildProgress,
    DownloadProgress,
    Event,
    FileFailed,
    IndexProgress,
    ScanProgress,
)

_PLAIN_SECONDS = 5.0
_MEGABYTE = 1_000_000


class ProgressLine:
    """Shows events as they come; as a context it leaves the terminal tidy."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._shown_at = 0.0

    def __enter__(self) -> "ProgressLine":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self._clear()

    def show(self, event: Event) -> None:
        """Show one event."""
        if isinstance(event, FileFailed):
            self.note(f"failed: {event.path}: {event.reason}")
        elif isinstance(event, ScanProgress):
            self.update(f"{event.found} photo files found")
        elif isinstance(event, IndexProgress):
            self.update(_describe(event))
        elif isinstance(event, BuildProgress):
            self.update(_way(event))
        elif isinstance(event, DownloadProgress):
            self.update(_download(event))

    def note(self, sentence: str) -> None:
        """Show something that stays."""
        self._clear()
        warn(sentence)

    def update(self, text: str) -> None:
        """Show how far it has come, in place of what was shown before."""
        if self._live:
            self._clear()
            typer.echo(text, nl=False, err=True)
        elif time.monotonic() - self._shown_at >= _PLAIN_SECONDS:
            self._shown_at = time.monotonic()
            typer.echo(text, err=True)

    def _clear(self) -> None:
        if self._live:
            typer.echo("\r\x1b[K", nl=False, err=True)


def _describe(progress: IndexProgress) -> str:
    text = f"{progress.done} of {progress.found}"
    if progress.failed:
        text += f", {progress.failed} failed"
    rate = progress.photos_per_second
    return _with_rate(text, f"{rate:.1f} photos", rate, progress.seconds_left)


def _way(progress: BuildProgress) -> str:
    text = f"{progress.done} of {progress.total} photos embedded with {progress.model}"
    rate = progress.photos_per_second
    return _with_rate(text, f"{rate:.1f}", rate, progress.seconds_left)


def _download(progress: DownloadProgress) -> str:
    done, total = progress.done / _MEGABYTE, progress.total / _MEGABYTE
    rate = progress.bytes_per_second / _MEGABYTE
    return _with_rate(
        f"{done:.1f} of {total:.1f} MB", f"{rate:.1f} MB", rate, progress.seconds_left
    )


def _with_rate(text: str, said: str, rate: float, seconds_left: float | None) -> str:
    if rate > 0:
        text += f", {said} a second"
    if seconds_left:
        text += f", {duration(seconds_left)} left"
    return text


def duration(seconds: float) -> str:
    """Return a time span as people say it, in its two largest units."""
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 1:
        return f"{rest} s"
    if minutes < 60:
        return f"{minutes} min {rest} s"
    return f"{minutes // 60} h {minutes % 60} min"
