"""``photoapp export``."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

import typer

from photoapp.cli.choosing import chosen_photos
from photoapp.cli.stopping import stop_on_ctrl_c
from photoapp.console import counting, print_json, warn
from photoapp.errors import UsageError
from photoapp.library import Library
from photoapp.library.files import ExportMetadata, ExportOptions, ExportReport
from photoapp.search.query_text import parse


def export(
    context: typer.Context,
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar="QUERY|FILE...", help="Photos of the library, or what to look for."),
    ] = None,
    *,
    to: Annotated[
        Path, typer.Option("--to", metavar="DIR", help="The folder; it is made if need be.")
    ],
    album: Annotated[
        str | None, typer.Option(metavar="NAME", help="Export an album, in place of a query.")
    ] = None,
    as_links: Annotated[
        Literal["copies", "links", "hard links"],
        typer.Option("--as", help="Copy the files, or lead to them by links."),
    ] = "copies",
    size: Annotated[
        int | None, typer.Option(min=1, help="The most pixels along the longer edge.")
    ] = None,
    file_format: Annotated[
        Literal["original", "jpeg", "webp", "png"], typer.Option("--format", help="What to write.")
    ] = "original",
    quality: Annotated[int, typer.Option(min=1, max=100, help="Of JPEG and WebP.")] = 90,
    no_place: Annotated[
        bool, typer.Option("--no-place", help="Leave out where it was taken.")
    ] = False,
    no_metadata: Annotated[
        bool, typer.Option("--no-metadata", help="Leave out all that is known.")
    ] = False,
    names: Annotated[
        str, typer.Option(help="How files are named: {name}, {date} and {number}.")
    ] = "{name}",
    on_conflict: Annotated[
        Literal["number", "skip", "replace"], typer.Option(help="If a name is taken.")
    ] = "number",
    limit: Annotated[
        int | None,
        typer.Option(min=1, help="The most photos of a query; else all that probably answer it."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Write copies of photos into a folder: as they are, or smaller, or in another format.

    Where only the folder is given, files are copied as they are. Videos of Live Photos stay.

    Links take no room: photoapp export --album Best --as links --to DIR
    """
    if (album is None) == (not what):
        raise UsageError("Name photos or what to look for, or an --album; one of the two.")
    metadata: ExportMetadata = "without place" if no_place else "all"
    options = ExportOptions(
        long_edge=size,
        format=file_format,
        quality=quality,
        metadata="none" if no_metadata else metadata,
        names=names,
        on_conflict=on_conflict,
        as_links=as_links,
    )
    with closing(Library(context.obj, words_here=True)) as library, stop_on_ctrl_c() as stop:
        if album is not None:
            ids, unknown = _of_album(library, album, limit)
        else:
            ids, unknown = _chosen(library, what or [], limit)
        progress = counting(len(ids), "photos")
        report = library.files.export(ids, to, options, progress=progress, stop=stop)
    report = replace(report, refused=(*unknown, *report.refused))
    if as_json:
        print_json(_shape(report, to))
    else:
        for sentence in report.refused:
            warn(f"photoapp: {sentence}")
        typer.echo(_sentence(report, to))
    if stop.is_set():
        raise typer.Exit(130)
    if report.refused or not ids:
        raise typer.Exit(1)


def _of_album(library: Library, name: str, limit: int | None) -> tuple[list[int], list[str]]:
    """Return the photos of an album, in its order, and nothing that it lacks."""
    return list(library.albums.found(library.albums.named(name))[:limit]), []


def _chosen(library: Library, what: list[str], limit: int | None) -> tuple[list[int], list[str]]:
    """Return the photos of files, or those that answer words, and sentences on other files.

    Raises:
        UsageError: some are files, and some are not.

    """
    # A whole path is a file's, be it there or not: its drive may be missing.
    there = [Path(one).is_absolute() or Path(one).exists() for one in what]
    if all(there):
        return chosen_photos(library, [Path(one) for one in what])
    if any(there):
        missing = what[there.index(False)]
        raise UsageError(f"There is no file {missing}; name files only, or a query only.")
    found = library.browsing.find(parse(" ".join(what)), "none")
    return list(found.photo_ids[: found.likely if limit is None else limit]), []


def _shape(report: ExportReport, folder: Path) -> dict[str, object]:
    return {
        "folder": str(folder),
        "exported": report.exported,
        "skipped": report.skipped,
        "files": [str(path) for path in report.files],
        "refused": list(report.refused),
    }


def _sentence(report: ExportReport, folder: Path) -> str:
    count = "1 photo" if report.exported == 1 else f"{report.exported} photos"
    skipped = f", {report.skipped} were there already" if report.skipped else ""
    return f"{count} exported to {folder}{skipped}"
