"""``photoapp edit``."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer

from photoapp.catalog import Color, Flag
from photoapp.console import print_json, printable, warn
from photoapp.errors import NotInLibraryError, UsageError
from photoapp.library import Library
from photoapp.library.changes import Change
from photoapp.library.marks import Given, Marks

_Wish = Callable[[Marks, list[int]], Change | None]


def edit(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Photos of the library.")],
    *,
    rating: Annotated[
        int | None, typer.Option(min=0, max=5, help="Stars; 0 takes a rating away.")
    ] = None,
    flag: Annotated[Flag | None, typer.Option(help="Picked, rejected, or neither.")] = None,
    color: Annotated[Color | None, typer.Option(help="The colour label.")] = None,
    caption: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What the photos show; '' for nothing.")
    ] = None,
    add_keyword: Annotated[
        list[str] | None, typer.Option(metavar="WORD", help="May be given several times.")
    ] = None,
    remove_keyword: Annotated[
        list[str] | None, typer.Option(metavar="WORD", help="May be given several times.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Rate, flag, colour and caption photos, and give them keywords.

    That is kept in photoapp's catalogue, and counts before what the file says. Files are written
    only where write-back is switched on (photoapp settings), by photoapp write-back.
    With --json alone nothing is changed, and what holds is printed.
    """
    wishes = _wishes(rating, flag, color, caption, add=add_keyword, remove=remove_keyword)
    if not (wishes or as_json):
        raise UsageError("Say what to change, with --rating 4 for example; see photoapp edit -h.")
    with closing(Library(context.obj)) as library:
        photos, refused = _photos(library, files)
        ids = list(dict.fromkeys(photos.values()))
        changes = [change for wish in wishes if (change := wish(library.marks, ids))]
        given = library.marks.given(ids)
    if as_json:
        shapes = [_shape(file, given[photo_id]) for file, photo_id in photos.items()]
        print_json({"files": shapes, "changes": [c.text for c in changes], "refused": refused})
    else:
        _print(len(photos), changes, refused)
    if refused:
        raise typer.Exit(1)


def _print(photos: int, changes: list[Change], refused: list[str]) -> None:
    for sentence in refused:
        warn(f"photoapp: {sentence}")
    if photos:
        typer.echo(printable("; ".join(c.text for c in changes) or "nothing was to be changed"))


def _photos(library: Library, files: list[Path]) -> tuple[dict[Path, int], list[str]]:
    """Return the photos' ids by file, and sentences on files that the library does not know."""
    photos: dict[Path, int] = {}
    refused: list[str] = []
    for file in dict.fromkeys(files):
        try:
            photos[file] = library.photo_at(file)
        except NotInLibraryError as error:
            refused.append(str(error))
    return photos, refused


def _wishes(
    rating: int | None,
    flag: Flag | None,
    color: Color | None,
    caption: str | None,
    *,
    add: list[str] | None,
    remove: list[str] | None,
) -> list[_Wish]:
    """Return what is to be done with photos, as far as anything was said of it."""
    wishes: list[tuple[object, _Wish]] = [
        (rating, lambda marks, ids: marks.rate(ids, rating or 0)),
        (flag, lambda marks, ids: marks.flag(ids, flag or "none")),
        (color, lambda marks, ids: marks.color(ids, color or "none")),
        (caption, lambda marks, ids: marks.caption(ids, caption or "")),
        (add or None, lambda marks, ids: marks.add_keywords(ids, add or [])),
        (remove or None, lambda marks, ids: marks.remove_keywords(ids, remove or [])),
    ]
    return [wish for said, wish in wishes if said is not None]


def _shape(file: Path, given: Given) -> dict[str, Any]:
    holds = given.description
    return {
        "path": str(file),
        "rating": holds.rating,
        "flag": holds.flag,
        "color": holds.color,
        "caption": holds.caption,
        "keywords": [keyword.word for keyword in given.keywords],
    }
