"""``photoapp folders``."""

from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from photoapp.console import print_json, print_table, printable
from photoapp.errors import FolderError
from photoapp.library import FolderStatus, Library

app = typer.Typer(
    help="The watched folders: list them, add one, watch one no longer.", no_args_is_help=True
)
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.command("list")
def list_folders(context: typer.Context, as_json: AsJson = False) -> None:
    """Show the watched folders, and what is known of each."""
    with closing(Library(context.obj)) as library:
        folders = library.folder_status()
    if as_json:
        print_json({"folders": [asdict(f) | {"path": str(f.path)} for f in folders]})
    elif folders:
        print_folders(folders)
    else:
        typer.echo("There are no folders yet; add one: photoapp folders add DIR")


@app.command()
def add(context: typer.Context, folder: Annotated[Path, typer.Argument(metavar="DIR")]) -> None:
    """Watch a folder; its photos are looked at by the next index, or the open window."""
    with closing(Library(context.obj)) as library:
        before = library.folders()
        watched = library.add_folder(folder)
    verb = "is watched already, as part of" if watched in before else "is watched now:"
    typer.echo(f"{printable(str(folder))} {verb} {printable(str(watched))}")


@app.command()
def remove(context: typer.Context, folder: Annotated[Path, typer.Argument(metavar="DIR")]) -> None:
    """Watch a folder no longer.

    Its photos are no longer found. What is known of them is kept, and counts again when they are
    met again. The files are not touched.
    """
    with closing(Library(context.obj)) as library:
        if not library.remove_folder(folder):
            message = f"{folder} is not a watched folder; photoapp folders list shows which are."
            raise FolderError(message)
    typer.echo(f"{printable(str(folder))} is watched no longer; its files are where they were")


def print_folders(folders: list[FolderStatus]) -> None:
    """Print a table of watched folders."""
    rows = [[str(f.files), str(f.path), _remarks(f)] for f in folders]
    print_table(["files", "folder", ""], rows)


def _remarks(folder: FolderStatus) -> str:
    remarks = ["offline"] if folder.offline else []
    if folder.videos:
        videos = "1 video" if folder.videos == 1 else f"{folder.videos} videos"
        live = f" ({folder.live_photos} of Live Photos)" if folder.live_photos else ""
        remarks.append(f"{videos}{live} not indexed")
    if folder.note:
        remarks.append(folder.note)
    return "; ".join(remarks)
