"""``photoapp albums``."""

from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from photoapp.catalog import Album
from photoapp.cli.stopping import stop_on_ctrl_c
from photoapp.cli.suggested_albums import suggest
from photoapp.console import print_json, print_table, printable, warn
from photoapp.errors import PhotoappError, UsageError
from photoapp.library import Library
from photoapp.library.label_albums import LabelAlbumsMade, create_from_list
from photoapp.library.marks import photos_in_words

app = typer.Typer(
    help="Albums: list and show them, make them, fill them, delete them.", no_args_is_help=True
)
app.command()(suggest)
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="As photoapp albums list names it.")]
Photos = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Photos of the library.")]


@app.command("list")
def list_albums(context: typer.Context, as_json: AsJson = False) -> None:
    """Show the albums with their number of photos, smart ones with what they find now."""
    with closing(Library(context.obj, words_here=True)) as library:
        albums = [_counted(library, album) for album in library.albums.all()]
    if as_json:
        print_json({"albums": [_shape(album, problem) for album, problem in albums]})
    elif albums:
        print_table(["photos", "album", "query"], [_row(album) for album, _ in albums])
    else:
        typer.echo("There are no albums yet; make one: photoapp albums create NAME FILE...")
    for _, problem in albums:
        if problem and not as_json:
            warn(f"photoapp: {problem}")


@app.command()
def show(context: typer.Context, name: Name, as_json: AsJson = False) -> None:
    """Show which photos are in an album."""
    with closing(Library(context.obj, words_here=True)) as library:
        album = library.albums.named(name)
        ids = library.albums.found(album)
        paths = [str(path) for path in library.files_of(ids)]
    if as_json:
        print_json(_shape(replace(album, photos=len(ids))) | {"paths": paths})
    else:
        for path in paths:
            typer.echo(printable(path))


@app.command()
def create(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME")] = None,
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE...", help="Photos of the library.")
    ] = None,
    *,
    query: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="Make a smart album of what a search for it finds."),
    ] = None,
    labels: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Make an album for each label of a list: text, CSV or YAML."
        ),
    ] = None,
    live: Annotated[
        bool,
        typer.Option("--live/--fixed", help="Of a list: albums that go on finding, or stay so."),
    ] = True,
    under: Annotated[
        str, typer.Option(metavar="PREFIX", help="Of a list: names of albums are PREFIX/LABEL.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Make an album of photos, or a smart one of a query, or one for each label of a list.

    photoapp albums create Best a.jpg b.jpg

    photoapp albums create "Good beaches" --query "label:beach rating:3"

    photoapp albums create --labels travel.txt --under Travel
    """
    if labels is not None:
        if name is not None or query is not None:
            raise UsageError("Albums of --labels are named after these; leave out NAME and query.")
        _create_from_labels(context, labels, live=live, under=under, as_json=as_json)
        return
    if name is None:
        raise UsageError("Name the album, or a list of --labels.")
    if under or not live:
        raise UsageError("--under and --fixed are for albums of --labels.")
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


def _create_from_labels(
    context: typer.Context, file: Path, *, live: bool, under: str, as_json: bool
) -> None:
    from photoapp.tagging.lists import read_label_list, starter_lists

    starter = starter_lists().get(str(file).casefold())
    lines = read_label_list(starter if starter and not file.exists() else file)
    with closing(Library(context.obj, words_here=True)) as library, stop_on_ctrl_c() as stop:
        done = create_from_list(library, lines, live=live, under=under, stop=stop)
        if library.labels.stale():
            library.labels.settle(stop)
    if as_json:
        albums = done.albums
        print_json({**asdict(albums), "labels": done.labels})
    else:
        typer.echo(printable(_made(done)))


def _made(done: LabelAlbumsMade) -> str:
    made, there = done.albums.made, done.albums.there
    sentence = f"{_counted_in_words(len(made), 'album')} made"
    if done.labels:
        sentence += f", and {_counted_in_words(len(done.labels), 'label')} defined"
    if empty := done.albums.empty:
        sentence += f"; nothing is found yet for {_counted_in_words(len(empty), 'label')}"
    return f"{sentence}; there already: {', '.join(there)}" if there else sentence


def _counted_in_words(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count} {what}s"


@app.command()
def change(
    context: typer.Context,
    name: Name,
    query: Annotated[
        str, typer.Option(metavar="TEXT", help="What the photos of a smart album are to answer.")
    ],
    as_json: AsJson = False,
) -> None:
    """Let a smart album find other photos."""
    with closing(Library(context.obj, words_here=True)) as library:
        library.albums.change_query(library.albums.named(name).id, query)
        album, problem = _counted(library, library.albums.named(name))
    if problem:
        warn(f"photoapp: {problem}")
    _tell(album, as_json, f"album “{album.name}” finds {photos_in_words(album.photos or 0)} now")


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


def _counted(library: Library, album: Album) -> tuple[Album, str]:
    """Return an album with how many photos it has now, and why that can't be told, if so."""
    if not album.smart:
        return album, ""
    try:
        return replace(album, photos=len(library.albums.found(album))), ""
    except PhotoappError as error:
        return album, str(error)


def _shape(album: Album, problem: str = "") -> dict[str, Any]:
    shape = {
        "id": album.id,
        "name": album.name,
        "smart": album.smart,
        "query": album.query,
        "photos": album.photos,
    }
    return shape | {"problem": problem} if problem else shape


def _row(album: Album) -> list[str]:
    return ["" if album.photos is None else str(album.photos), album.name, album.query or ""]
