"""An XML document as a tree of elements that know where in its bytes they stand.

So a value can be changed and every other byte stays as it is, which no serialiser promises.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

# A name with its namespace: ("http://purl.org/dc/elements/1.1/", "subject").
Name = tuple[str, str]

_ATTRIBUTE = re.compile(rb"\s+([^\s=/>]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_XML = "http://www.w3.org/XML/1998/namespace"
_MOST_LEVELS = 100


@dataclass(frozen=True)
class Attribute:
    """``start`` is where the space before it begins; the value stands between its quotes."""

    name: Name
    start: int
    end: int
    value_start: int
    value_end: int
    value: str


@dataclass
class Element:
    """``start`` and ``end`` are those of the whole, ``inner_*`` of what is between its tags."""

    name: Name
    tag: bytes
    start: int
    inner_start: int
    attributes: list[Attribute]
    prefixes: dict[str, str]
    is_empty_tag: bool
    inner_end: int = 0
    end: int = 0
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def attribute(self, name: Name) -> Attribute | None:
        """Return the attribute of a name."""
        return next((a for a in self.attributes if a.name == name), None)

    def walk(self) -> Iterator["Element"]:
        """Yield this and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


def parse(data: bytes) -> Element:
    """Return the root of a document in UTF-8.

    Raises:
        ValueError: it is no XML, is of another encoding, or declares entities.

    """
    tree = _Tree(data)
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = lambda *_: tree.open(parser.CurrentByteIndex)
    parser.EndElementHandler = lambda *_: tree.close(parser.CurrentByteIndex)
    parser.CharacterDataHandler = tree.add_text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError(f"its XMP is damaged ({error})") from error
    if tree.root is None:
        raise ValueError("its XMP is empty")
    return tree.root


def _refuse(*_: object) -> None:
    raise ValueError("its XMP declares a document type")


class _Tree:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._open: list[Element] = []
        self.root: Element | None = None

    def open(self, at: int) -> None:
        parent = self._open[-1] if self._open else None
        element = _element(self._data, at, parent.prefixes if parent else {"xml": _XML})
        if parent:
            parent.children.append(element)
        else:
            self.root = element
        self._open.append(element)
        if len(self._open) > _MOST_LEVELS:
            raise ValueError("its XMP is too deep")

    def close(self, at: int) -> None:
        element = self._open.pop()
        if element.is_empty_tag:
            element.inner_end = element.end = element.inner_start
        else:
            element.inner_end = at
            element.end = self._data.index(b">", at) + 1

    def add_text(self, text: str) -> None:
        if self._open:
            self._open[-1].text += text


def _element(data: bytes, at: int, prefixes: dict[str, str]) -> Element:
    tag_end = at + 1
    while data[tag_end : tag_end + 1] not in (b" ", b"\t", b"\r", b"\n", b"/", b">"):
        tag_end += 1
    tag = data[at + 1 : tag_end]
    found = []
    place = tag_end
    while match := _ATTRIBUTE.match(data, place):
        found.append(match)
        place = match.end()
    end = data.index(b">", place) + 1
    raw = [(m[1].decode(), m) for m in found]
    declared = {
        name.partition(":")[2]: _value(m)
        for name, m in raw
        if name == "xmlns" or name.startswith("xmlns:")
    }
    inside = prefixes | declared
    attributes = [
        Attribute(
            _name(name, inside, is_attribute=True),
            m.start(),
            m.end(),
            m.start(2) + 1,
            m.end(2) - 1,
            _value(m),
        )
        for name, m in raw
    ]
    name = _name(tag.decode(), inside)
    return Element(name, tag, at, end, attributes, inside, data[end - 2 : end] == b"/>")


def _value(match: re.Match[bytes]) -> str:
    return html.unescape(match[2][1:-1].decode())


def _name(raw: str, prefixes: dict[str, str], *, is_attribute: bool = False) -> Name:
    prefix, colon, local = raw.rpartition(":")
    if prefix == "xmlns" or raw == "xmlns":
        return "xmlns", local
    # An attribute without a prefix is of no namespace.
    return ("" if is_attribute and not colon else prefixes.get(prefix, "")), local
