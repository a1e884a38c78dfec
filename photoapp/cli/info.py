"""``photoapp info``."""

import textwrap
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from photoapp.console import print_json, print_table, printable, warn
from photoapp.errors import PhotoUnreadableError
from photoapp.library import FileInfo, Library

if TYPE_CHECKING:
    from photoapp.library.browsing import PhotoDetails

_VALUE_WIDTH = 60


@dataclass(frozen=True)
class _Known:
    """What is known of a file, and, where it is in the library, of its photo."""

    file: FileInfo
    photo: "PhotoDetails | None"


def info(
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="The photos.", readable=False)
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show what is known of photos, and where each fact comes from."""
    with closing(Library(context.obj)) as library:
        found = [_ask(library, file) for file in files]
    if as_json:
        print_json({"files": [_shape(one) for one in found if one]})
    for number, one in enumerate(one for one in found if one and not as_json):
        if number:
            typer.echo()
        _print(one)
    if None in found:
        raise typer.Exit(1)


def _ask(library: Library, file: Path) -> _Known | None:
    """Return what is known of a file; where it can't be read say so, and go on."""
    try:
        found = library.info(file)
    except PhotoUnreadableError as error:
        warn(f"photoapp: {error}")
        return None
    return _Known(found, library.browsing.details(found.photo.id) if found.photo else None)


def _shape(known: _Known) -> dict[str, Any]:
    import msgspec

    found, facts = known.file, msgspec.to_builtins(known.file.metadata)
    return {
        "path": str(found.path),
        "in_library": found.photo is not None,
        "searchable": found.searchable,
        "copies": [str(path) for path in found.copies],
        "failure": found.failure,
        **_shape_of_photo(known.photo),
        **facts,
    }


def _shape_of_photo(photo: "PhotoDetails | None") -> dict[str, Any]:
    """Return what is known of a photo beyond its file, which says what it says by itself."""
    from photoapp.cli.said import said_shape
    from photoapp.cli.tagged import tagged_shape

    return {
        "said": said_shape(photo) if photo else None,
        "albums": list(photo.albums) if photo else [],
        **tagged_shape(photo),
    }


def _lines(known: _Known) -> Iterator[tuple[str, str, str]]:
    """Yield what a person said, what the file says, and what is only suggested, as it holds."""
    from photoapp.cli.describing import describe
    from photoapp.cli.said import said_lines
    from photoapp.cli.tagged import accepted_lines, suggested_lines

    if known.photo:
        yield from said_lines(known.photo)
        yield from accepted_lines(known.photo)
    yield from describe(known.file.metadata)
    if known.photo:
        yield from suggested_lines(known.photo)


def _print(known: _Known) -> None:
    found = known.file
    typer.echo(printable(str(found.path)))
    typer.echo(f"  {_standing(found)}")
    for copy in found.copies:
        typer.echo(f"  the same photo as {printable(str(copy))}")
    if rows := [row for line in _lines(known) for row in _rows(*line)]:
        print_table(["", "", "from"], rows)
    for problem in found.metadata.problems:
        typer.echo(f"  {printable(problem)}")


def _rows(label: str, value: str, source: str) -> Iterator[list[str]]:
    """Break a long value into lines, so that where it came from stands near it."""
    first, *more = textwrap.wrap(value, _VALUE_WIDTH) or [""]
    yield [label, first, source]
    for line in more:
        yield ["", line, ""]


def _standing(found: FileInfo) -> str:
    if found.photo is None:
        remark = "" if found.may_be_photo else "; it is no photo, by its name or its first bytes"
        return f"not in the library{remark}"
    if found.failure:
        return f"in the library, but it failed: {printable(found.failure)}"
    return "in the library, searchable" if found.searchable else "in the library, not embedded yet"
