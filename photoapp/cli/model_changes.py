"""``photoapp models use`` and ``remove``."""

from contextlib import closing
from dataclasses import asdict
from typing import Annotated

import typer

from photoapp.cli.progress import ProgressLine, duration
from photoapp.cli.stopping import stop_on_ctrl_c
from photoapp.console import print_json, warn
from photoapp.errors import HomeBusyError, UsageError
from photoapp.library import BuildReport, Library

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="As photoapp models list names.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def use(
    context: typer.Context,
    name: NameArgument,
    *,
    at_once: Annotated[
        bool,
        typer.Option(
            "--at-once", help="Switch now; photos it has not seen are found once it has seen them."
        ),
    ] = False,
    later: Annotated[
        bool, typer.Option("--later", help="Only note the wish; the window, or use, goes on.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Let a model answer searches, once it has seen every photo.

    Until then the present model answers. Ctrl-C stops cleanly, and the same command goes on where
    it stopped. Using the model that answers gives a change up that was begun. Going back to a model
    whose vectors were kept is instant.
    """
    if at_once and later:
        raise UsageError("Say either --at-once or --later.")
    with closing(Library(context.obj)) as library:
        report = library.models.use(name, at_once=at_once, later=later)
        if report is None and not later:
            report = _build(library)
        model = library.model_id
        building = library.models.building()
    if as_json:
        waiting = {"building": asdict(building) if building else None}
        print_json({"model": model} | (asdict(report) if report else {"switched": False}) | waiting)
    elif report:
        typer.echo(_sentence(report, model))
    elif building:
        typer.echo(f"noted: {building.model} takes over once it has seen {building.left} photos")
    if report and report.stopped:
        raise typer.Exit(130)
    if report and not report.switched:
        raise typer.Exit(1)


def _build(library: Library) -> BuildReport | None:
    """Go on towards the model that is to take over, unless another photoapp is at work."""
    try:
        with library.at_work("models use", warn), stop_on_ctrl_c() as stop, ProgressLine() as line:
            return library.models.build(line.show, stop)
    except HomeBusyError as error:
        raise HomeBusyError(f"The wish is noted, but {error}") from error


def _sentence(report: BuildReport, serving: str) -> str:
    failed = f", {report.failed} failed (photoapp status says why)" if report.failed else ""
    carried = f"{report.projected} photos carried over, " if report.projected else ""
    seen = f"{carried}{report.embedded} photos embedded{failed} in {duration(report.seconds)}"
    if report.switched and report.left:
        return (
            f"{report.model} answers searches now; {report.left} photos that it has not seen are "
            "found again after: photoapp index"
        )
    if report.switched:
        return f"{report.model} answers searches now; {seen}"
    if report.given_up:
        return f"given up: {seen}, and another model was asked for meanwhile; {serving} answers"
    if report.stopped:
        return f"stopped: {seen}, {report.left} to go; {serving} goes on answering"
    return (
        f"{serving} goes on answering: {report.left} photos could not be embedded with "
        f"{report.model}, for their drive is missing or their files can't be read just now "
        "(photoapp status says which). Mend that and try again, or switch with --at-once."
    )


def remove(context: typer.Context, name: NameArgument, *, as_json: JsonOption = False) -> None:
    """Delete a model that is not in use, and its vectors. Photos are never touched.

    Going back to it means embedding every photo again.
    """
    with closing(Library(context.obj)) as library:
        shipped = library.models.is_shipped(name)
        vectors = library.models.remove(name)
    if as_json:
        print_json({"removed": name, "vectors": vectors, "files": not shipped})
    elif shipped:
        typer.echo(f"the {vectors} vectors of {name} are removed; its files come with photoapp")
    else:
        typer.echo(f"{name} is removed, and the {vectors} vectors that it had made")
