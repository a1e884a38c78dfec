"""``photoapp-train report``."""

import webbrowser
from contextlib import closing
from typing import Annotated

import typer

from photoapp.cli.train.options import AsJson, Run
from photoapp.cli.train.results import tell_result
from photoapp.library import Library


def report(
    context: typer.Context,
    run: Run,
    *,
    show: Annotated[
        bool, typer.Option("--open", help="Open the report, with its photos and curves.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show how a finished run was judged, and where its report is."""
    with closing(Library(context.obj)) as library:
        tell_result(library, run, as_json=as_json)
        if show:
            webbrowser.open(library.personal.report_page(run).as_uri())
