"""``photoapp labels import``, ``export`` and ``starters``."""

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from photoapp.console import print_json, print_table, printable, warn
from photoapp.errors import UsageError
from photoapp.library import Library
from photoapp.tagging.lists import read_label_list, says_all, starter_lists, write_label_list

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def import_labels(
    context: typer.Context,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="A .txt, .csv or .yaml file, or the name of a starter list."
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Make the labels of a list, and change those that are there already.

    For example: photoapp labels import food, one of those that photoapp labels starters shows.

    What the list leaves empty stays as it is. In a text file each line is a label; phrases stand
    behind a colon, and labels below another are indented:

    \b
        animals
            crane: a crane, a bird; a bird with long legs

    A CSV file has the columns name, phrases (with ; between them), parent, group and precision.
    """  # noqa: D301 - a \b keeps the example as it is
    lines = read_label_list(_list_called(file))
    with closing(Library(context.obj)) as library:
        report = library.labels.import_lines(lines)
    if as_json:
        print_json(
            {
                "created": list(report.created),
                "changed": list(report.changed),
                "unchanged": list(report.unchanged),
            }
        )
    else:
        typer.echo(
            f"{_labels_in_words(len(report.created))} made, {len(report.changed)} changed, "
            f"{len(report.unchanged)} as they were"
        )


def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A .txt, .csv or .yaml file.")],
    *,
    replace: Annotated[bool, typer.Option("--replace", help="Write over what is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write all labels to a file, which photoapp labels import reads again.

    Example photos, and which photos have a label, are not written.
    """
    if file.exists() and not replace:
        raise UsageError(f"{file} is there already; choose another name, or give --replace.")
    with closing(Library(context.obj)) as library:
        lines = library.labels.lines()
    write_label_list(file, lines)
    if not says_all(file):
        warn("photoapp: a text file says nothing of groups and precision; .csv and .yaml do.")
    if as_json:
        print_json({"path": str(file), "labels": len(lines)})
    else:
        typer.echo(printable(f"{_labels_in_words(len(lines))} written to {file}"))


def starters(as_json: AsJson = False) -> None:
    """Show the lists of labels that come along, for photoapp labels import."""
    lists = [(name, path, read_label_list(path)) for name, path in starter_lists().items()]
    if as_json:
        shapes = [
            {"name": name, "path": str(path), "labels": [line.name for line in lines]}
            for name, path, lines in lists
        ]
        print_json({"starters": shapes})
    else:
        rows = [
            [str(len(lines)), name, ", ".join(line.name for line in lines[:8]) + ", …"]
            for name, _, lines in lists
        ]
        print_table(["labels", "list", "such as"], rows)


def _list_called(name: str) -> Path:
    """Return the file of a name, or that of a starter list."""
    starters = starter_lists()
    if Path(name).exists() or Path(name).suffix:
        return Path(name)
    if starter := starters.get(name.replace("-", " ").lower()):
        return starter
    raise UsageError(f"There is no file {name}, and no starter list; those are {_named(starters)}.")


def _named(starters: dict[str, Path]) -> str:
    return ", ".join(f"“{name}”" for name in starters)


def _labels_in_words(count: int) -> str:
    return "1 label" if count == 1 else f"{count} labels"
