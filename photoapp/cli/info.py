"""``photoapp info``."""

import textwrap
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer

from photoapp.console import print_json, print_table, printable, warn
from photoapp.errors import PhotoUnreadableError
from photoapp.library import FileInfo, Library

_VALUE_WIDTH = 60


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


def _ask(library: Library, file: Path) -> FileInfo | None:
    """Return what is known of a file; where it can't be read say so, and go on."""
    try:
        return library.info(file)
    except PhotoUnreadableError as error:
        warn(f"photoapp: {error}")
        return None


def _shape(found: FileInfo) -> dict[str, Any]:
    import msgspec

    facts: dict[str, Any] = msgspec.to_builtins(found.metadata)
    return {
        "path": str(found.path),
        "in_library": found.photo is not None,
        "searchable": found.searchable,
        "copies": [str(path) for path in found.copies],
        "failure": found.failure,
        **facts,
    }


def _print(found: FileInfo) -> None:
    typer.echo(printable(str(found.path)))
    typer.echo(f"  {_standing(found)}")
    for copy in found.copies:
        typer.echo(f"  the same photo as {printable(str(copy))}")
    from photoapp.cli.describing import describe

    if rows := [row for line in describe(found.metadata) for row in _rows(*line)]:
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
