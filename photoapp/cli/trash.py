"""``photoapp trash``."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from photoapp.cli.choosing import chosen_photos
from photoapp.cli.stopping import stop_on_ctrl_c
from photoapp.console import counting, print_json, printable, warn
from photoapp.errors import UsageError
from photoapp.library import Library
from photoapp.library.files import TrashReport


def trash(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Photos of the library.", readable=False),
    ],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Move photos to the system's trash, all copies in the library that are there.

    Their sidecars go along, and the videos of Live Photos. Nothing is ever deleted: where a drive
    has no trash the files stay.
    """
    with closing(Library(context.obj)) as library, stop_on_ctrl_c() as stop:
        ids, unknown = chosen_photos(library, files)
        count = "1 photo" if len(ids) == 1 else f"{len(ids)} photos"
        if ids and not yes:
            _ask(f"Move {count} to the trash, with what belongs to them?")
        progress = counting(len(ids), "photos")
        report = library.files.trash(ids, progress=progress, stop=stop)
    report = replace(report, refused=(*unknown, *report.refused))
    if as_json:
        print_json(_shape(report))
    else:
        for sentence in report.refused:
            warn(f"photoapp: {sentence}")
        for path in report.files:
            typer.echo(f"moved to the trash: {printable(str(path))}")
    if stop.is_set():
        raise typer.Exit(130)
    if report.refused:
        raise typer.Exit(1)


def _ask(question: str) -> None:
    import sys

    if not sys.stdin.isatty():
        raise UsageError("Nobody is there to ask; say --yes to move photos to the trash.")
    typer.confirm(question, abort=True, err=True)


def _shape(report: TrashReport) -> dict[str, object]:
    return {
        "photos": len(report.photo_ids),
        "files": [str(path) for path in report.files],
        "refused": list(report.refused),
    }
