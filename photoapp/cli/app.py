"""``photoapp`` on the command line."""

from pathlib import Path
from typing import Annotated

import typer

from photoapp import __version__
from photoapp.cli import (
    albums,
    captions,
    doctor,
    edit,
    evaluate,
    export,
    folders,
    index,
    info,
    labels,
    models,
    overview,
    review,
    rotate,
    search,
    settings,
    similar,
    status,
    tag,
    trash,
    version,
    watch,
    write_back,
)
from photoapp.console import run_program
from photoapp.paths import absolute, app_paths

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("index")(index.index)
app.command("search")(search.search)
app.command("similar")(similar.similar)
app.command("watch")(watch.watch)
app.command("info")(info.info)
app.command("edit")(edit.edit)
app.command("tag")(tag.tag)
app.command("rotate")(rotate.rotate)
app.command("export")(export.export)
app.command("trash")(trash.trash)
app.command("overview")(overview.overview)
app.command("status")(status.status)
app.command("doctor")(doctor.doctor)
app.command("version")(version.version)
app.add_typer(folders.app, name="folders")
app.add_typer(albums.app, name="albums")
app.add_typer(captions.app, name="captions")
app.add_typer(labels.app, name="labels")
app.add_typer(review.app, name="review")
app.add_typer(models.app, name="models")
app.add_typer(settings.app, name="settings")
app.add_typer(write_back.app, name="write-back")
app.add_typer(evaluate.app, name="evaluate")


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"photoapp {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def photoapp(
    context: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            envvar="PHOTOAPP_HOME",
            help="Where photoapp keeps its catalogue and thumbnails.",
        ),
    ] = None,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Find your photos by plain words, entirely on your own machine.

    Without a command, photoapp opens its window.
    """
    context.obj = app_paths(home)
    if context.invoked_subcommand is None:
        from photoapp.gui.app import run_window

        raise typer.Exit(run_window(context.obj))


@app.command("open")
def open_window(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH...]", help="A photo, or folders.")
    ] = None,
) -> None:
    """Open the window with a photo, large, or with folders to watch."""
    from photoapp.gui.app import run_window

    raise typer.Exit(run_window(context.obj, [absolute(path) for path in paths or ()]))


def run() -> None:
    """Run the command line and exit."""
    run_program(app, "photoapp")
