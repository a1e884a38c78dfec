"""How commands print: tables for people, one JSON object for scripts."""

import json
import os
from typing import Any

import typer


def print_json(value: dict[str, Any]) -> None:
    """Print one JSON object on standard output.

    ASCII only, so that a file name that is not UTF-8 can be printed on any terminal.
    """
    typer.echo(json.dumps(value))


def print_table(columns: list[str], rows: list[list[str]]) -> None:
    """Print a table on standard output; numbers should come as text, formatted."""
    from rich.console import Console
    from rich.table import Table

    table = Table(*columns, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*[printable(cell) for cell in row])
    Console(soft_wrap=True, markup=False, highlight=False).print(table)


def printable(text: str) -> str:
    """Return ``text`` with what is not UTF-8 in a file's name shown as marks."""
    return os.fsencode(text).decode("utf-8", "replace")
