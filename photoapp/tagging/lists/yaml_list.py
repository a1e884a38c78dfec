"""Lists in YAML: names, or names with what else is said of them.

    labels:
      - sunset
      - name: animals
        children:
          - dog
          - name: crane
            phrases: [a wading bird, a bird with long legs]
      - {name: indoors, group: where, precision: 0.95}

The nodes are read as they are written, not as YAML's types: ``no`` and ``1984`` are labels too.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from photoapp.errors import DataFileError
from photoapp.tagging.lists.checking import at
from photoapp.tagging.lists.line import Draft, LabelLine

_TOP = "labels"
_CHILDREN = "children"
_KEYS = ("name", "phrases", "parent", "group", "precision", _CHILDREN)
_MOST_DEEP = 50


def read_yaml(path: Path, text: str) -> Iterator[Draft]:
    """Yield the labels of a list in YAML.

    Raises:
        DataFileError: it is no YAML, or says something that is no label.

    """
    node = _composed(path, text)
    if node is None:
        raise DataFileError(f"{path} holds no labels; write “- ” and a name on each line.")
    if node.id == "mapping":
        said = _mapping(path, node, (_TOP,))
        if _TOP not in said:
            raise DataFileError(f"{path} holds no labels; write {_TOP}: above them.")
        node = said[_TOP]
    yield from _labels(path, node, "", 0)


def written_yaml(lines: Iterable[LabelLine]) -> str:
    """Return a list as YAML."""
    import yaml  # noqa: PLC0415 - seldom needed

    said = {_TOP: [_said(line) for line in lines]}
    return str(
        yaml.safe_dump(
            said, allow_unicode=True, sort_keys=False, width=100, default_flow_style=None
        )
    )


def _said(line: LabelLine) -> str | dict[str, Any]:
    said = {
        "name": line.name,
        "phrases": list(line.phrases),
        "parent": line.parent,
        "group": line.group,
        "precision": line.precision,
    }
    filled = {key: value for key, value in said.items() if value not in ("", [], None)}
    return line.name if len(filled) == 1 else filled


def _composed(path: Path, text: str) -> Any:
    """Return the node that a YAML text is, None for an empty one."""
    import yaml  # noqa: PLC0415 - seldom needed

    class Loader(yaml.SafeLoader):
        def compose_node(self, parent: Any, index: Any) -> Any:
            # A few lines of aliases to aliases stand for more labels than there is memory for.
            if self.check_event(yaml.AliasEvent):
                mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
                raise at(path, mark.line + 1, "that is an alias; write out what it stands for.")
            return super().compose_node(parent, index)

    try:
        return yaml.compose(text, Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise at(path, line, f"that is no YAML ({error.problem}); mend it.") from error
    except yaml.YAMLError as error:
        raise DataFileError(f"{path} is no YAML ({_one_line(error)}); mend it.") from error
    except RecursionError as error:
        raise DataFileError(f"{path} is nested too deeply; write children less deep.") from error


def _labels(path: Path, node: Any, parent: str, depth: int) -> Iterator[Draft]:
    if node.id != "sequence":
        raise _wrong(path, node, "a list of labels was to stand here, each with “- ” before it")
    if depth > _MOST_DEEP:
        raise _wrong(path, node, "that is nested too deeply; write children less deep")
    for item in node.value:
        if item.id == "scalar":
            yield Draft(_number(item), _text(path, item), parent=parent)
        elif item.id == "mapping":
            yield from _label(path, item, parent, depth)
        else:
            raise _wrong(path, item, "a list in a list is no label; write name: and children:")


def _label(path: Path, node: Any, parent: str, depth: int) -> Iterator[Draft]:
    said = _mapping(path, node, _KEYS)
    name, *others = (
        _text(path, said[key]) if key in said else ""
        for key in ("name", "parent", "group", "precision")
    )
    if parent and others[0]:
        raise _wrong(
            path, node, f"“{name}” stands below “{parent}” and names a parent; say it once"
        )
    phrases = _phrases(path, said["phrases"]) if "phrases" in said else ()
    yield Draft(_number(node), name, phrases, parent or others[0], others[1], others[2])
    if _CHILDREN in said and not _is_nothing(said[_CHILDREN]):
        yield from _labels(path, said[_CHILDREN], name, depth + 1)


def _phrases(path: Path, node: Any) -> tuple[str, ...]:
    nodes = node.value if node.id == "sequence" else [node]
    return tuple(_text(path, each) for each in nodes)


def _mapping(path: Path, node: Any, known: tuple[str, ...]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for key_node, value in node.value:
        key = _text(path, key_node)
        if key not in known:
            raise _wrong(path, key_node, f"“{key}” is not known; there are {', '.join(known)}")
        if key in said:
            raise _wrong(path, key_node, f"“{key}” is said twice; leave one of them out")
        said[key] = value
    return said


def _text(path: Path, node: Any) -> str:
    if node.id != "scalar":
        raise _wrong(path, node, "a text was to stand here; put it in quotation marks")
    return "" if _is_nothing(node) else str(node.value)


def _is_nothing(node: Any) -> bool:
    """Tell whether a value was left out; a quoted one is a text, whatever it says."""
    return node.id == "scalar" and node.style is None and node.value in ("", "~")


def _wrong(path: Path, node: Any, what: str) -> DataFileError:
    return at(path, _number(node), f"{what}.")


def _number(node: Any) -> int:
    return int(node.start_mark.line) + 1


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
