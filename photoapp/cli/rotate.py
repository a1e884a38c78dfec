"""``photoapp rotate``."""

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from photoapp.cli.choosing import chosen_photos
from photoapp.cli.stopping import stop_on_ctrl_c
from photoapp.console import counting, print_json, warn
from photoapp.errors import UsageError
from photoapp.library import Library


def rotate(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Photos of the library.", readable=False),
    ],
    *,
    left: Annotated[bool, typer.Option("--left", help="A quarter to the left.")] = False,
    right: Annotated[bool, typer.Option("--right", help="A quarter to the right.")] = False,
    half: Annotated[bool, typer.Option("--half", help="Half round.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Turn photos without touching their pixels: only how they say they are to be turned changes.

    JPEG, PNG, TIFF and WebP files can say that. Turn them the other way to take it back.
    """
    if left + right + half > 1:
        raise UsageError("Choose one of --left, --right and --half.")
    quarter_turns = 3 if left else 2 if half else 1
    with closing(Library(context.obj)) as library, stop_on_ctrl_c() as stop:
        ids, refused = chosen_photos(library, files)
        progress = counting(len(ids), "photos")
        change = library.files.rotate(
            ids, quarter_turns, refused=refused.append, progress=progress, stop=stop
        )
    turned = len(change.photo_ids) if change else 0
    if as_json:
        print_json({"turned": turned, "quarter_turns": quarter_turns, "refused": refused})
    else:
        for sentence in refused:
            warn(f"photoapp: {sentence}")
        typer.echo(change.text if change else "nothing was turned")
    if stop.is_set():
        raise typer.Exit(130)
    if refused:
        raise typer.Exit(1)
