"""The commands that documents name exist, with the options that they are named with."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command

from photoapp.cli.app import app
from photoapp.cli.train.app import app as train_app
from tests.test_documents import DOCUMENTS

_SHOWN = re.compile(r"^ {4}(photoapp(?:-train)? .+)$", re.MULTILINE)
_NAMED = re.compile(r"`(photoapp(?:-train)? [^`]+)`")
_HOME = ["--home", "DIR"]


def _tree(command: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], set[str]]]:
    """All commands below one, by the words they are typed with; and the options of each."""
    params = command.params  # type: ignore[attr-defined]
    yield path, {option for p in params for option in (*p.opts, *p.secondary_opts)}
    for name, below in getattr(command, "commands", {}).items():
        yield from _tree(below, (*path, name))


KNOWN = {
    **dict(_tree(get_command(app), ("photoapp",))),
    **dict(_tree(get_command(train_app), ("photoapp-train",))),
}


def _wrong(line: str) -> list[str]:
    """The words of a command that it does not know."""
    first, *rest = line.partition("#")[0].split()
    if rest[: len(_HOME)] == _HOME:
        rest = rest[len(_HOME) :]
    path = (first,)
    while rest and (*path, rest[0]) in KNOWN:
        path = (*path, rest.pop(0))
    if len(path) == 1 and rest and not rest[0].startswith("-"):
        return rest[:1]
    options = [word.strip("`,.)") for word in rest if re.match(r"--\w", word)]
    return [option for option in options if option not in KNOWN[path]]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_the_commands_are_known(document: Path) -> None:
    text = document.read_text("utf-8")
    lines = [*_SHOWN.findall(text), *_NAMED.findall(text)]
    assert {line: wrong for line in lines if (wrong := _wrong(line))} == {}


def test_what_is_no_command_would_be_noticed() -> None:
    assert _wrong("photoapp find a dog") == ["find"]
    assert _wrong("photoapp --home DIR search dog --colour red") == ["--colour"]


def test_every_command_is_told_of() -> None:
    told = "\n".join(document.read_text("utf-8") for document in DOCUMENTS)
    named = {" ".join(path) for path in KNOWN}
    named -= {name for name in named if re.search(rf"{name}\b", told)}
    # The second of two that stand together: "`photoapp albums rename NAME NEW`, `delete NAME`".
    assert {name for name in named if not re.search(rf"`{name.split()[-1]}\b", told)} == set()
