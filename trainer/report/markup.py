"""HTML whose texts are always escaped: captions and file names are anybody's."""

import html
import re

# What HTML can't hold: control characters, halves of characters, and what is no character.
_NOT_HTML = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_VOID = frozenset(["img", "meta"])


class Markup(str):
    """HTML as it is to stand in the page; any other ``str`` is text, and is escaped."""

    __slots__ = ()


def element(name: str, /, *content: str, **attributes: str | float) -> Markup:
    """Return an element; ``class_`` is its class, and ``_`` in an attribute's name is a hyphen."""
    start = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Markup(f"<{name}{start}>")
    return Markup(f"<{name}{start}>{together(*content)}</{name}>")


def together(*content: str) -> Markup:
    """Return pieces one after the other."""
    return Markup("".join(map(_escaped, content)))


def foreign(text: str, most: int = 240) -> Markup:
    """Return what somebody wrote, in its own direction, and no longer than ``most`` characters."""
    short = text if len(text) <= most else text[: most - 1].rstrip() + "…"
    return element("bdi", " ".join(short.split()))


def _attribute(key: str, value: str | float) -> str:
    name = key.rstrip("_").replace("_", "-")
    return f' {name}="{_escaped(str(value))}"'


def _escaped(text: str) -> str:
    return text if isinstance(text, Markup) else html.escape(_NOT_HTML.sub("\ufffd", text))
