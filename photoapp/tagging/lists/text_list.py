"""Lists in plain text: a label a line, those below it indented.

    # what stands behind a # at the beginning of a line is not read
    animals
        dog
        crane: a crane, a wading bird; a bird with long legs
    "Star Wars: A New Hope"

Phrases stand behind a colon, with ``;`` between them; where there is none, with commas. A name that
holds a colon, or begins with # or a quotation mark, stands in quotation marks.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from photoapp.catalog.spelling import caseless
from photoapp.tagging.lists.checking import at
from photoapp.tagging.lists.line import Draft, LabelLine

_INDENT = "    "
_LINE_END = re.compile(r"\r\n|\r|\n")
_QUOTED = re.compile(r'"((?:[^"]|"")*)"\s*(?::(.*))?', re.DOTALL)


def read_plain_text(path: Path, text: str) -> Iterator[Draft]:
    """Yield the labels of a list in plain text.

    Raises:
        DataFileError: a line is indented like none above it.

    """
    above: list[tuple[int, str]] = []  # the lines that this one may lie below
    for number, line in enumerate(_LINE_END.split(text), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        wide = line.expandtabs(len(_INDENT))
        depth = len(wide) - len(wide.lstrip())
        while above and above[-1][0] >= depth:
            deeper = above.pop()[0]
            if deeper != depth and (above[-1][0] if above else -1) < depth:
                raise at(path, number, "indented less than one line above, and more than another.")
        name, phrases = _parted(line.strip())
        yield Draft(number, name, phrases, above[-1][1] if above else "")
        above.append((depth, name))


def written_plain_text(lines: Iterable[LabelLine]) -> str:
    """Return a list as plain text, which says nothing of groups and precision."""
    known = list(lines)
    names = {caseless(line.name) for line in known}
    below: dict[str, list[LabelLine]] = {}
    for line in known:
        below.setdefault(caseless(line.parent), []).append(line)
        if line.parent and caseless(line.parent) not in names:  # it is not of this list
            names.add(caseless(line.parent))
            below.setdefault("", []).append(LabelLine(line.parent))
    return "".join(f"{text}\n" for text in _tree(below, "", ""))


def _tree(below: dict[str, list[LabelLine]], parent: str, indent: str) -> Iterator[str]:
    waiting = [(indent, line) for line in reversed(below.get(parent, []))]
    while waiting:
        depth, line = waiting.pop()
        yield depth + _written(line)
        children = reversed(below.get(caseless(line.name), []))
        waiting += [(depth + _INDENT, child) for child in children]


def _written(line: LabelLine) -> str:
    name = line.name
    if ":" in name or name.startswith(("#", '"')):
        name = '"{}"'.format(name.replace('"', '""'))
    if not line.phrases:
        return name
    said = "; ".join(line.phrases)
    return f"{name}: {said};" if "," in said and ";" not in said else f"{name}: {said}"


def _parted(line: str) -> tuple[str, tuple[str, ...]]:
    """Return a line's name and phrases."""
    if quoted := _QUOTED.fullmatch(line):
        name, said = quoted[1].replace('""', '"'), quoted[2] or ""
    else:
        name, _, said = line.partition(":")
    return name, tuple(said.split(";" if ";" in said else ","))
