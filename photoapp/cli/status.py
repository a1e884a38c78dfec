"""``photoapp status``."""

from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

import typer

from photoapp.cli.folders import print_folders
from photoapp.console import print_json, printable
from photoapp.library import Library, LibraryStatus

_SHOWN_FAILURES = 20


def status(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show the folders, what is searchable, what failed and why, and the model."""
    with closing(Library(context.obj)) as library:
        found = library.status()
    if as_json:
        print_json(_shape(found))
    else:
        _print(found)


def _shape(found: LibraryStatus) -> dict[str, Any]:
    folders = [asdict(folder) | {"path": str(folder.path)} for folder in found.folders]
    return {
        "roots": folders,
        "counts": {
            "photos": found.photos,
            "embedded": found.embedded,
            "pending": found.pending,
            "failed": len(found.failures),
        },
        "failures": [asdict(failure) for failure in found.failures],
        "model": found.model,
        "device": found.device,
        "precision": found.precision,
        "precision_reason": found.precision_reason,
        "index": found.index,
        "building": asdict(found.building) if found.building else None,
    }


def _print(found: LibraryStatus) -> None:
    typer.echo(
        f"{found.photos} photos: {found.embedded} searchable, {found.pending} waiting, "
        f"{len(found.failures)} files failed"
    )
    typer.echo(f"model {found.model}, {found.index} index; {_last_run(found)}")
    if found.building:
        typer.echo(
            f"on the way to {found.building.model}: {found.building.done} photos embedded, "
            f"{found.building.left} to go; photoapp models use {found.building.model} goes on"
        )
    if found.folders:
        typer.echo()
        print_folders(found.folders)
    if found.failures:
        typer.echo(f"\nfailed ({len(found.failures)}):")
    for failure in found.failures[:_SHOWN_FAILURES]:
        when = datetime.fromtimestamp(failure.failed_at).strftime("%Y-%m-%d %H:%M")
        typer.echo(f"  {printable(failure.path)}: {failure.reason} ({when})")
    if len(found.failures) > _SHOWN_FAILURES:
        typer.echo(f"  and {len(found.failures) - _SHOWN_FAILURES} more: photoapp status --json")


def _last_run(found: LibraryStatus) -> str:
    if found.precision == "auto":
        return "what it runs on is chosen with the first photo"
    run = f"{found.device} in {found.precision}, {found.precision_reason}"
    return f"photos were last embedded on {run}"
