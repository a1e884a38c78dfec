"""The commands of ``photoapp-train``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from photoapp.cli.train import evaluate, fit, report, runs, starter
from photoapp.console import run_program
from photoapp.paths import app_paths

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("fit")(fit.fit)
app.command("estimate")(fit.estimate)
app.command("list")(runs.list_runs)
app.command("report")(report.report)
app.command("evaluate")(evaluate.evaluate)
app.command("activate")(runs.activate)
app.command("rollback")(runs.rollback)
app.command("pause")(runs.pause)
app.command("discard")(runs.discard)
app.command("starter")(starter.starter)


@app.callback()
def photoapp_train(
    context: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            envvar="PHOTOAPP_HOME",
            help="The home of photoapp that the runs and models belong to.",
        ),
    ] = None,
) -> None:
    """Teach photoapp your own photos, from your captions.

    A run learns from captioned photos, and is judged on captioned photos that it has not learned
    from. Nothing changes until you activate what it made, and only a model that proved better, and
    has not forgotten what it knew, can be. Your photos are only read.

    For example, with the captions that you wrote in photoapp: photoapp-train fit.
    With a file of captions: photoapp-train fit captions.csv.
    Then: photoapp-train report RUN --open, and photoapp-train activate RUN.
    """
    context.obj = app_paths(home)


def main() -> None:
    """Run ``photoapp-train`` and exit."""
    try:
        run_program(app, "photoapp-train")
    except KeyboardInterrupt:  # before the command line could take it
        sys.exit(130)
