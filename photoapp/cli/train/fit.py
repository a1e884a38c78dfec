"""``photoapp-train fit`` and ``estimate``."""

import threading
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photoapp.cli.progress import duration
from photoapp.cli.stopping import stop_on_ctrl_c
from photoapp.cli.train import options
from photoapp.cli.train.activating import activate_run, tell_switched
from photoapp.cli.train.commands import command
from photoapp.cli.train.progress import TrainingLine
from photoapp.cli.train.results import result_shape, tell_result
from photoapp.console import print_json, warn
from photoapp.errors import TrainingError, UsageError
from photoapp.evaluation.problems import read_text
from photoapp.library import Library
from photoapp.library.personal import Wish

if TYPE_CHECKING:
    from trainer.job.state import RunState
    from trainer.methods import Estimate

_MEGABYTE = 1_000_000


def fit(
    context: typer.Context,
    captions: options.Captions = None,
    *,
    method: options.HowTo = "adapter",
    model: options.Model = None,
    names: options.Names = None,
    names_from: options.NamesFile = None,
    keywords: options.Keywords = True,
    retention: Annotated[
        float,
        typer.Option(
            min=0.5, max=1.0, help="The least share of what it could do before that must be left."
        ),
    ] = 0.98,
    seed: Annotated[int, typer.Option(help="Another one gives another fit.")] = 0,
    epochs: options.Epochs = None,
    rate: options.Rate = None,
    batch: options.Batch = None,
    resume: Annotated[
        str | None, typer.Option("--resume", metavar="RUN", help="Go on with a run that paused.")
    ] = None,
    activate: Annotated[
        bool, typer.Option("--activate", help="Let it answer searches at once, if it is better.")
    ] = False,
    as_json: options.AsJson = False,
) -> None:
    """Learn from captioned photos, and judge what came of it.

    It is judged on photos that it has not learned from, and nothing changes before you activate it.

    Ctrl-C pauses; fit --resume RUN goes on, to the same result. Without CAPTIONS it learns from the
    captions in photoapp: those you wrote, and those in your files.

    For example: photoapp-train fit --name Shrek --activate,
    or: photoapp-train fit captions.csv --method lora.
    """
    if resume and captions:
        raise UsageError("A run that goes on keeps its captions; leave CAPTIONS or --resume out.")
    wish = Wish(
        method=method,
        captions_file=captions,
        model=model,
        names=_all_names(names, names_from),
        seed=seed,
        epochs=epochs,
        rate=rate,
        batch=batch,
        retention=retention,
        keywords=keywords,
    )
    with closing(Library(context.obj)) as library:
        with stop_on_ctrl_c() as stop:
            run, state = _train(library, resume, wish, stop)
        _check(context, run, state, stopped=stop.is_set())
        if state.state == "paused":
            _tell_paused(context, run, as_json=as_json)
        _finish(context, library, run, activate=activate, as_json=as_json)


def estimate(
    context: typer.Context,
    captions: options.Captions = None,
    *,
    method: options.HowTo = "adapter",
    model: options.Model = None,
    names: options.Names = None,
    names_from: options.NamesFile = None,
    keywords: options.Keywords = True,
    epochs: options.Epochs = None,
    batch: options.Batch = None,
    as_json: options.AsJson = False,
) -> None:
    """Say how long fit takes on this machine as it is now, and what memory and disk.

    What there is to learn from is checked as fit does.
    """
    wish = Wish(
        method=method,
        captions_file=captions,
        model=model,
        names=_all_names(names, names_from),
        epochs=epochs,
        batch=batch,
        keywords=keywords,
    )
    with closing(Library(context.obj)) as library:
        needed = library.personal.estimate(wish, warn)
    if as_json:
        print_json(
            {
                "seconds": round(needed.seconds, 1),
                "memory": needed.memory,
                "bytes_on_disk": needed.bytes_on_disk,
            }
        )
    else:
        typer.echo(_in_words(needed))


def _train(
    library: Library, resume: str | None, wish: Wish, stop: threading.Event
) -> "tuple[str, RunState]":
    """Start a run, or go on with one, and return it with how it ended."""
    with TrainingLine() as line:
        if resume is None:
            resume = library.personal.prepare(wish, warn, lambda needed: warn(_in_words(needed)))
            warn(f"run {resume}")
        return resume, library.personal.train(resume, line.show, stop)


def _check(context: typer.Context, run: str, state: "RunState", *, stopped: bool) -> None:
    """Raise what kept a run from coming to its end, unless a user stopped it, here or elsewhere."""
    if state.state == "paused" and state.sentence and not stopped:
        go_on = command(context, "fit", "--resume", run)
        raise TrainingError(f"{state.sentence} Go on with: {go_on}")
    if state.state in {"failed", "cancelled"}:
        raise TrainingError(state.sentence or f"The run {run} was cancelled meanwhile.")


def _tell_paused(context: typer.Context, run: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"run": run, "state": "paused"})
    warn(f"paused; go on with: {command(context, 'fit', '--resume', run)}")
    raise typer.Exit(130)


def _finish(
    context: typer.Context, library: Library, run: str, *, activate: bool, as_json: bool
) -> None:
    """Print what came of a run, and activate that if it is wished and may be.

    Raises:
        TrainingError: it is wished, and may not be.

    """
    better = library.personal.state(run).state == "done"
    if not as_json:
        tell_result(library, run, as_json=False)
    done = activate_run(library, run) if activate and better else None
    if as_json:
        activated = asdict(done) if done else None
        print_json(result_shape(library, run) | {"activated": activated})
    elif done:
        tell_switched(context, done, as_json=False)
    elif better:
        typer.echo(f"let it answer searches with: {command(context, 'activate', run)}")
    if done and not done.switched:
        raise typer.Exit(1)
    if activate and not better:
        raise TrainingError("It is not activated, for it did not prove better; nothing changed.")


def _in_words(needed: "Estimate") -> str:
    memory, disk = (f"{size / _MEGABYTE:,.0f} MB" for size in (needed.memory, needed.bytes_on_disk))
    return (
        f"on this machine as it is now it takes about {duration(needed.seconds)}, {memory} of "
        f"memory and {disk} of disk"
    )


def _all_names(names: list[str] | None, file: Path | None) -> tuple[str, ...]:
    """Return the names that are given and those of the file, each once and in that order."""
    given = [*(names or ()), *(read_text(file).splitlines() if file else ())]
    return tuple(dict.fromkeys(name.strip() for name in given if name.strip()))
