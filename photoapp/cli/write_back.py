"""``photoapp write-back``: what people say of photos, put into their files, and taken back."""

import time
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from photoapp.cli.choosing import chosen_photos
from photoapp.cli.stopping import stop_on_ctrl_c
from photoapp.console import counting, print_json, warn
from photoapp.library import Library

if TYPE_CHECKING:
    from photoapp.library.write_back import Planned, WriteBackStatus

app = typer.Typer(
    help="Keywords, ratings, captions and colours into the photos' files; off unless set."
)
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]

_OFF = (
    "write-back is off: no file is touched. To have photos' files say what you say of them: "
    "photoapp settings set write_back files (or sidecars, or “files or sidecars”)"
)


@app.callback(invoke_without_command=True)
def status(context: typer.Context, as_json: AsJson = False) -> None:
    """Show what is not in the files yet, and why; run, plan and undo do something."""
    if context.invoked_subcommand is not None:
        return
    with closing(Library(context.obj)) as library:
        now = library.write_back.status()
    if as_json:
        print_json(asdict(now))
    else:
        _show(now)


@app.command()
def run(
    context: typer.Context,
    *,
    again: Annotated[bool, typer.Option("--again", help="What was taken back too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write into files what is not in them yet; what can't be written waits for the next run."""
    with closing(Library(context.obj)) as library, stop_on_ctrl_c() as stop:
        policy = library.settings.read().write_back
        waiting = library.write_back.status().pending
        progress = counting(waiting if policy != "off" else 0, "photos")
        refused: list[str] = []
        report = library.write_back.run(
            again=again, stop=stop, progress=progress, refused=refused.append
        )
        reasons = library.write_back.status().reasons if policy != "off" else ()
    if as_json:
        print_json({"policy": policy, **asdict(report)})
    else:
        # What was refused before, and is not tried in vain again, is told again.
        for sentence in refused or [reason.sentence for reason in reasons]:
            warn(f"photoapp: {sentence}")
        typer.echo(_OFF if policy == "off" else _sentence(report.written, report.waiting))
    if stop.is_set():
        raise typer.Exit(130)
    if report.waiting:
        raise typer.Exit(1)


@app.command()
def plan(context: typer.Context, as_json: AsJson = False) -> None:
    """Show what a run would write; nothing is written."""
    with closing(Library(context.obj)) as library:
        planned = list(library.write_back.planned())
    if as_json:
        print_json({"photos": [{**asdict(each), "path": str(each.path)} for each in planned]})
        return
    for each in planned:
        typer.echo(f"{each.path}: {_changes(each)}")
    if not planned:
        typer.echo("all that you say of your photos is in their files")


@app.command()
def undo(
    context: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE...", help="Photos; else what was written last."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bring back the very bytes that were in the files before.

    What you say of the photos stays in the catalogue, and is not written again before you say
    something new of them. Changes can be taken back for 90 days, and 64 MB of them.
    """
    with closing(Library(context.obj)) as library:
        refused: list[str] = []
        if files:
            ids, refused = chosen_photos(library, files)
            undone = library.write_back.undo(ids, refused.append)
        else:
            undone = library.write_back.undo_last(refused.append)
    if as_json:
        print_json({"undone": undone, "refused": refused})
    else:
        for sentence in refused:
            warn(f"photoapp: {sentence}")
        typer.echo(f"{_photos(undone)} as before" if undone else "nothing was taken back")
    if refused:
        raise typer.Exit(1)


def _show(now: "WriteBackStatus") -> None:
    typer.echo(_OFF if now.policy == "off" else f"write-back: {now.policy}")
    if now.pending:
        typer.echo(f"{_photos(now.pending)} whose files don't say yet what you say of them")
    elif now.policy != "off":
        typer.echo("all that you say of your photos is in their files")
    for reason in now.reasons:
        since = time.strftime("%Y-%m-%d", time.localtime(reason.since))
        more = f" ({_photos(reason.photos)}, since {since})"
        typer.echo(f"  {reason.sentence}{more}")
    if now.undoable:
        typer.echo("photoapp write-back undo brings back what was there before the last run")


def _sentence(written: int, waiting: int) -> str:
    done = f"{_photos(written)} written" if written else "nothing was written"
    return f"{done}; {_photos(waiting)} waiting" if waiting else done


def _changes(planned: "Planned") -> str:
    parts = [", ".join(planned.words)] if planned.words else []
    parts += [f"no longer {', '.join(planned.lost)}"] if planned.lost else []
    for name in ("rating", "label", "caption"):
        value = getattr(planned, name)
        parts += [f"{name} {value or '(none)'}"] if value is not None else []
    return "; ".join(parts)


def _photos(count: int) -> str:
    return "1 photo" if count == 1 else f"{count} photos"
