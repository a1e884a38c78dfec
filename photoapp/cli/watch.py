"""``photoapp watch``."""

import time
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer

from photoapp.cli.stopping import stop_on_ctrl_c
from photoapp.console import print_json, printable, warn
from photoapp.errors import UsageError
from photoapp.events import (
    CaughtUp,
    Event,
    FileFailed,
    FolderWatched,
    Listener,
    Paused,
    Resumed,
    WatchTrouble,
)
from photoapp.library import Library


def watch(
    context: typer.Context,
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[DIR]...", help="Folders of photos to add to the known ones."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object a line, as things happen.")
    ] = False,
) -> None:
    """Keep the library level with its folders until Ctrl-C.

    New, changed, moved and deleted photos are noticed by themselves.
    """
    from photoapp.library import watching

    with closing(Library(context.obj)) as library, library.at_work("watch", warn):
        for folder in folders or []:
            library.add_folder(folder)
        if not library.folders():
            raise UsageError("There are no folders yet; name one: photoapp watch DIR")
        with stop_on_ctrl_c() as stop:
            watching.watch(library, _print_object if as_json else _spoken(), stop)


_PAUSES = {
    "you": "paused",
    "battery": "paused while the computer runs on its battery",
    "busy": "paused while the computer is used",
    "": "going on",
}


def _print_object(event: Event) -> None:
    if (shape := _shape(event)) is not None:
        print_json(shape)


def _shape(event: Event) -> dict[str, Any] | None:
    if isinstance(event, FolderWatched):
        return {"event": "watching", "folder": event.path, "how": event.how, "why": event.sentence}
    if isinstance(event, CaughtUp):
        return {
            "event": "caught-up",
            "folders": list(event.folders),
            "embedded": event.embedded,
            "failed": event.failed,
            "seconds": round(event.seconds, 3),
        }
    if isinstance(event, FileFailed):
        return {"event": "failed", "path": event.path, "kind": event.kind, "reason": event.reason}
    if isinstance(event, WatchTrouble):
        return {"event": "trouble", "reason": event.sentence}
    if isinstance(event, Paused):
        return {"event": "paused", "reason": event.reason}
    return {"event": "resumed"} if isinstance(event, Resumed) else None


def _spoken() -> Listener:
    """Return what prints a line for what is worth one: the first look over, and whatever is new."""
    looked = False

    def tell(event: Event) -> None:
        nonlocal looked
        if isinstance(event, FolderWatched | WatchTrouble):
            typer.echo(printable(event.sentence), err=True)
        elif isinstance(event, Paused | Resumed):
            typer.echo(_PAUSES[event.reason if isinstance(event, Paused) else ""], err=True)
        elif isinstance(event, FileFailed):
            typer.echo(f"failed: {printable(event.path)}: {event.reason}", err=True)
        elif isinstance(event, CaughtUp) and (event.embedded or event.failed or not looked):
            looked = True
            typer.echo(f"{time.strftime('%H:%M:%S')}  {_sentence(event)}")

    return tell


def _sentence(caught_up: CaughtUp) -> str:
    photos = "1 photo" if caught_up.embedded == 1 else f"{caught_up.embedded} photos"
    failed = f", {caught_up.failed} failed (photoapp status says why)" if caught_up.failed else ""
    return f"{photos} added{failed}, {caught_up.seconds:.1f} s"
