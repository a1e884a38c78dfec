"""How commands print: tables for people, one JSON object for scripts."""

import json
import os
import unicodedata
from typing import Any

import typer

# Control characters, and those that change the direction of what follows.
_UNSAFE = frozenset(["Cc", "Cf", "Zl", "Zp"])


def print_json(value: dict[str, Any]) -> None:
    """Print one JSON object on standard output.

    ASCII only, so that a file name that is not UTF-8 can be printed on any terminal.
    """
    typer.echo(json.dumps(value))


def print_table(columns: list[str], rows: list[list[str]]) -> None:
    """Print a table on standard output; the last column, paths say, is never cut or wrapped."""
    lines = [columns, *[[printable(cell) for cell in row] for row in rows]]
    widths = [max(len(line[i]) for line in lines) for i in range(len(columns) - 1)]
    for line in lines:
        padded = [cell.ljust(width) for cell, width in zip(line, widths, strict=False)]
        typer.echo("  ".join([*padded, line[-1]]).rstrip())


def printable(text: str) -> str:
    """Return a file's name so that it can't harm a terminal or spoil a line.

    What is not UTF-8 becomes a mark, and control characters are written out.
    """
    readable = os.fsencode(text).decode("utf-8", "replace")
    return "".join(_written_out(c) if unicodedata.category(c) in _UNSAFE else c for c in readable)


def _written_out(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
