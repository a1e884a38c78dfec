"""``photoapp-train list``, ``activate``, ``rollback``, ``pause`` and ``discard``."""

from contextlib import closing
from typing import Any

import typer

from photoapp.cli.train.activating import activate_run, roll_back, tell_switched
from photoapp.cli.train.commands import command
from photoapp.cli.train.options import AsJson, Run
from photoapp.cli.train.results import figure_shape
from photoapp.console import print_json, print_table, printable
from photoapp.library import Library
from photoapp.library.personal import RunCard

_STATES = {
    "new": "not begun",
    "running": "running",
    "paused": "paused",
    "done": "better",
    "refused": "not proved better",
    "failed": "failed",
    "cancelled": "cancelled",
}


def list_runs(context: typer.Context, *, as_json: AsJson = False) -> None:
    """List the runs, the newest first, and what came of them."""
    with closing(Library(context.obj)) as library:
        cards = library.personal.runs()
    if as_json:
        print_json({"runs": [_shape(card) for card in cards]})
    elif cards:
        columns = ["run", "state", "photos", "gain", "base", "model", "what came of it"]
        print_table(columns, [_row(card) for card in cards])
    else:
        typer.echo("Nothing was trained here yet; begin with: photoapp-train fit")


def activate(context: typer.Context, run: Run, *, as_json: AsJson = False) -> None:
    """Let the model that a run made answer searches.

    Only a model that the run proved better can. No photo is looked at again where only heads were
    fitted: the stored vectors are written anew. Ctrl-C stops, and the model before goes on
    answering.
    """
    with closing(Library(context.obj)) as library:
        done = activate_run(library, run)
    tell_switched(context, done, as_json=as_json)


def rollback(context: typer.Context, *, as_json: AsJson = False) -> None:
    """Go back to the model that answered before."""
    with closing(Library(context.obj)) as library:
        done = roll_back(library)
    tell_switched(context, done, as_json=as_json)


def pause(context: typer.Context, run: Run, *, as_json: AsJson = False) -> None:
    """Let a run rest that goes on elsewhere, in the window say; nothing is lost."""
    with closing(Library(context.obj)) as library:
        library.personal.pause(run)
        state = library.personal.state(run).state
    if as_json:
        print_json({"run": run, "state": state})
    else:
        go_on = command(context, "fit", "--resume", run)
        ending = f"; go on with: {go_on}" if state == "paused" else ""
        typer.echo(printable(f"run {run}: {_STATES[state]}{ending}"))


def discard(context: typer.Context, run: Run, *, as_json: AsJson = False) -> None:
    """Delete a run, and all that it wrote.

    It is stopped if it is under way, and its report goes too. A model that was activated stays;
    remove it with: photoapp models remove NAME.
    """
    with closing(Library(context.obj)) as library:
        library.personal.discard(run)
    if as_json:
        print_json({"discarded": run})
    else:
        typer.echo(printable(f"run {run} is deleted"))


def _row(card: RunCard) -> list[str]:
    gain = f"{card.gain.value:+.3f}" if card.gain else ""
    facts = [card.run, _state(card), str(card.photos), gain, card.base, card.model_id]
    return [*facts, card.sentence]


def _state(card: RunCard) -> str:
    if card.active:
        return "answers"
    return "kept" if card.activated else _STATES[card.state]


def _shape(card: RunCard) -> dict[str, Any]:
    return {
        "run": card.run,
        "state": card.state,
        "method": card.method,
        "made_at": card.made_at,
        "base": card.base,
        "photos": card.photos,
        "sentence": card.sentence,
        "gain": figure_shape(card.gain) if card.gain else None,
        "model": card.model_id,
        "active": card.active,
        "activated": card.activated,
    }
