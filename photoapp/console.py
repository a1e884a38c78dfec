"""What every command line of photoapp's shares: how it prints, and how its errors are told."""

import json
import os
import sys
import time
import unicodedata
from collections.abc import Callable
from typing import Any, NoReturn

import typer
from typer.exceptions import TyperException

from photoapp.errors import PhotoappError, UsageError

_COUNT_SECONDS = 10.0
# What typer's checks of options begin with, which tells people nothing.
_VALIDATOR = "Value error, "
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


def warn(sentence: str) -> None:
    """Tell something on standard error that stops nothing."""
    typer.echo(printable(sentence), err=True)


def counting(of: int, what: str) -> Callable[[int], None]:
    """Return what tells a count on standard error, not more often than people can read it."""
    shown_at = time.monotonic()

    def tell(done: int) -> None:
        nonlocal shown_at
        if time.monotonic() - shown_at >= _COUNT_SECONDS:
            shown_at = time.monotonic()
            typer.echo(f"{done} of {of} {what}", err=True)

    return tell


def run_program(app: typer.Typer, name: str) -> NoReturn:
    """Run a command line and exit: 0 done, 1 could not, 2 wrong usage, 130 stopped."""
    try:
        status_code = app(standalone_mode=False)
    except TyperException as error:
        message = error.format_message()
        if message.startswith("Usage:"):  # a group without its command: these are the commands
            typer.echo(message, err=True)
            sys.exit(error.exit_code)
        message = message.replace(_VALIDATOR, "")
        end = "" if message.endswith((".", "?")) else "."
        _fail(name, f"{message}{end} See: {_command(error, name)} --help", error.exit_code)
    except UsageError as error:
        _fail(name, str(error), 2)
    except PhotoappError as error:
        _fail(name, str(error), 1)
    except (KeyboardInterrupt, typer.Abort):
        _fail(name, "stopped", 130)
    except BrokenPipeError:  # the reader of our output has gone, as `head` does
        sys.stderr.close()
        sys.exit(1)
    sys.exit(status_code or 0)


def _command(error: TyperException, name: str) -> str:
    """Return the command that was used wrongly, as it is typed."""
    context = getattr(error, "ctx", None)
    words = []
    while context is not None and context.parent is not None:
        words.append(context.info_name)
        context = context.parent
    return " ".join([name, *reversed(words)])


def _fail(name: str, sentence: str, status_code: int) -> NoReturn:
    typer.echo(f"{name}: {printable(sentence)}", err=True)
    sys.exit(status_code)
