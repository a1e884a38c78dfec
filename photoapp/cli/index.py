"""``photoapp index``."""

from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from photoapp.cli.progress import ProgressLine
from photoapp.cli.stopping import stop_on_ctrl_c
from photoapp.console import print_json, warn
from photoapp.errors import HomeBusyError, UsageError
from photoapp.library import IndexReport, Library

# What goes on as long as it is not ended, and sees when a folder is added.
_TAKING = frozenset(["window", "watch"])


def index(
    context: typer.Context,
    folders: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[DIR]...",
            help="Folders of photos; none: all known ones again.",
            readable=False,
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Add folders of photos and make what is new in them searchable.

    Ctrl-C stops cleanly; the next run goes on where this one stopped.
    """
    with closing(Library(context.obj)) as library:
        if not folders and not library.folders():
            raise UsageError("There are no folders yet; name one: photoapp index DIR")
        try:
            with library.at_work("index", warn), stop_on_ctrl_c() as stop, ProgressLine() as line:
                report = library.index(folders or [], line.show, stop)
        except HomeBusyError as error:
            _hand_over(library, folders or [], error, as_json=as_json)
            return
        building = library.models.building()
    if as_json:
        print_json(_shape(report))
    else:
        typer.echo(_sentence(report))
        if building:
            typer.echo(
                f"{building.left} photos wait to be embedded with {building.model}, which is to "
                f"take over; go on with: photoapp models use {building.model}"
            )
    if report.stopped:
        raise typer.Exit(130)


def _hand_over(
    library: Library, folders: list[Path], error: HomeBusyError, *, as_json: bool
) -> None:
    """Leave the folders to the photoapp that is at work, if it takes them.

    Raises:
        HomeBusyError: it only does what it was told.

    """
    holder = library.instance.holder()
    if not folders or holder is None or holder.what not in _TAKING:
        raise error
    watched = [str(library.add_folder(folder)) for folder in folders]
    if as_json:
        print_json({"handed_over": watched, "to": {"pid": holder.pid, "what": holder.what}})
    else:
        typer.echo(f"{holder} is working in this home, and takes over: {', '.join(watched)}")


def _shape(report: IndexReport) -> dict[str, object]:
    shape = asdict(report)
    shape["seconds"] = round(report.seconds, 3)
    shape["photos_per_second"] = round(report.photos_per_second, 2)
    return shape


def _sentence(report: IndexReport) -> str:
    verb = "stopped" if report.stopped else "done"
    failed = f", {report.failed} failed (photoapp status says why)" if report.failed else ""
    waiting = report.found - report.embedded - report.skipped - report.failed
    left = f", {waiting} wait for the next run" if waiting else ""
    return (
        f"{verb}: {report.found} photo files found, {report.embedded} embedded, "
        f"{report.skipped} had nothing new{failed}{left}; {report.seconds:.1f} s, "
        f"{report.photos_per_second:.1f} photos a second"
    )
