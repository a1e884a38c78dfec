"""Letting another model answer searches, from the command line."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from photoapp.cli.progress import ProgressLine, duration
from photoapp.cli.stopping import stop_on_ctrl_c
from photoapp.cli.train.commands import command
from photoapp.console import print_json, printable, warn
from photoapp.events import BuildProgress, Event, Listener
from photoapp.library import Library

if TYPE_CHECKING:
    from photoapp.library.personal import Activation


def activate_run(library: Library, run: str) -> "Activation":
    """Let a run's model answer searches; Ctrl-C stops, and the one before goes on.

    Raises:
        HomeBusyError: another photoapp is at work in the home.
        TrainingError: the run did not prove it better, or has not finished.

    """
    with _at_work(library) as (listener, stop):
        return library.personal.activate(run, listener=listener, stop=stop)


def roll_back(library: Library) -> "Activation":
    """Go back to the model that answered before.

    Raises:
        HomeBusyError: another photoapp is at work in the home.
        ModelError: there is none.

    """
    with _at_work(library) as (listener, stop):
        return library.personal.rollback(listener=listener, stop=stop)


@contextmanager
def _at_work(library: Library) -> Iterator[tuple[Listener, threading.Event]]:
    """Be the one photoapp that works in the home; give what shows progress, and Ctrl-C."""
    with library.at_work("photoapp-train", warn), stop_on_ctrl_c() as stop, ProgressLine() as line:

        def show(event: Event) -> None:
            if isinstance(event, BuildProgress):
                line.update(_way(event))
            else:
                line.show(event)

        yield show, stop


def _way(progress: BuildProgress) -> str:
    """Return how far a switch is: most photos are not looked at again, so none is embedded."""
    left = f", {duration(progress.seconds_left)} left" if progress.seconds_left else ""
    return f"making {progress.model} ready: {progress.done} of {progress.total} photos{left}"


def tell_switched(context: typer.Context, done: "Activation", *, as_json: bool) -> None:
    """Print which model answers from now on; the exit status is 1 if it is still the one before."""
    if as_json:
        print_json(asdict(done) | {"seconds": round(done.seconds, 3)})
    else:
        typer.echo(printable(_sentence(context, done)))
    if not done.switched:
        raise typer.Exit(1)


def _sentence(context: typer.Context, done: "Activation") -> str:
    if not done.switched and not done.left:
        return f"{done.name} does not answer searches: another model was chosen meanwhile"
    if not done.switched:
        go_on = command(context, "models", "use", done.name, program="photoapp")
        return f"the model before goes on answering: {done.left} photos are to go; go on: {go_on}"
    said = f"{done.name} answers searches now"
    if done.photos:
        said += f"; vectors of {done.photos} photos were made in {duration(done.seconds)}"
    return f"{said}; {done.left} more wait for: photoapp index" if done.left else said
