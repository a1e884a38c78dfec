"""``photoapp albums``."""

from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer

from photoapp.catalog import Album, PhotoFilter
from photoapp.console import print_json, print_table, printable
from photoapp.errors import UsageError
from photoapp.library import Library
from photoapp.library.marks import photos_in_words
from photoapp.search import Query

app = typer.Typer(
    help="Albums: list and show them, make them, fill them, delete them.", no_args_is_help=True
)
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="As photoapp albums list names it.")]
Photos = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Photos of the library.")]


@app.command("list")
def list_albums(context: typer.Context, as_json: AsJson = False) -> None:
    """Show the albums: fixed ones with their number of photos, smart ones with their query."""
    with closing(Library(context.obj)) as library:
        albums = library.albums.all()
    if as_json:
        print_json({"albums": [_shape(album) for album in albums]})
    elif albums:
        print_table(["photos", "album", "query"], [_row(album) for album in albums])
    else:
        typer.echo("There are no albums yet; make one: photoapp albums create NAME FILE...")


@app.command()
def show(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Show which photos are in an album."""
    with closing(Library(context.obj)) as library:
        album = library.albums.named(name)
        if album.smart:
            ids = library.browsing.find(Query(filter=PhotoFilter(album=album.name))).photo_ids
        else:
            ids = library.albums.photo_ids(album.id)
        paths = [str(path) for path in library.files_of(ids)]
    if as_json:
        print_json(_shape(album) | {"paths": paths})
    else:
        for path in paths:
            typer.echo(printable(path))


@app.command()
def create(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE...", help="Photos of the library.")
    ] = None,
    query: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="Make a smart album of what a search for it finds."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make an album of photos, or a smart one of a query."""
    if files and query is not None:
        raise UsageError("Name photos for a fixed album, or a --query for a smart one; not both.")
    with closing(Library(context.obj)) as library:
        ids = [library.photo_at(file) for file in files or ()]
        if query is None:
            library.albums.create(name, ids)
        else:
            library.albums.create_smart(name, query)
        album = library.albums.named(name)
    _tell(album, as_json, f"album “{album.name}” is made" if album.smart else _held(album))


@app.command()
def add(context: typer.Context, name: Name, files: Photos, as_json: AsJson = False) -> None:
    """Put photos into a fixed album."""
    with closing(Library(context.obj)) as library:
        album = library.albums.named(name)
        library.albums.add(album.id, [library.photo_at(file) for file in files])
        album = library.albums.named(name)
    _tell(album, as_json, _held(album))


@app.command()
def remove(context: typer.Context, name: Name, files: Photos, as_json: AsJson = False) -> None:
    """Take photos out of a fixed album; the files stay where they are."""
    with closing(Library(context.obj)) as library:
        album = library.albums.named(name)
        library.albums.remove(album.id, [library.photo_at(file) for file in files])
        album = library.albums.named(name)
    _tell(album, as_json, _held(album))


@app.command()
def rename(
    context: typer.Context,
    name: Name,
    new_name: Annotated[str, typer.Argument(metavar="NEW")],
    as_json: AsJson = False,
) -> None:
    """Give an album another name."""
    with closing(Library(context.obj)) as library:
        before = library.albums.named(name)
        library.albums.rename(before.id, new_name)
        album = library.albums.named(new_name)
    _tell(album, as_json, f"album “{before.name}” is called “{album.name}” now")


@app.command()
def delete(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Delete an album. Its photos stay where they are, and in the library."""
    with closing(Library(context.obj)) as library:
        album = library.albums.named(name)
        library.albums.delete(album.id)
    _tell(album, as_json, f"album “{album.name}” is deleted; its photos stay")


def _tell(album: Album, as_json: bool, sentence: str) -> None:
    if as_json:
        print_json(_shape(album))
    else:
        typer.echo(printable(sentence))


def _held(album: Album) -> str:
    return f"album “{album.name}” holds {photos_in_words(album.photos or 0)} now"


def _shape(album: Album) -> dict[str, Any]:
    return {
        "id": album.id,
        "name": album.name,
        "smart": album.smart,
        "query": album.query,
        "photos": album.photos,
    }


def _row(album: Album) -> list[str]:
    return ["" if album.photos is None else str(album.photos), album.name, album.query or ""]
