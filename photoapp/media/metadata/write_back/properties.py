"""The properties of a packet of XMP: what they say, and the edits after which they say else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape

from photoapp.media.metadata.write_back.said import folded, in_xml
from photoapp.media.metadata.write_back.xml_places import Element, Name
from photoapp.media.rotating.edits import Edit

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
XMP = "http://ns.adobe.com/xap/1.0/"
LIGHTROOM = "http://ns.adobe.com/lightroom/1.0/"
DIGIKAM = "http://www.digikam.org/ns/1.0/"
MICROSOFT = "http://ns.microsoft.com/photo/1.0/"
_USUAL = {"rdf": RDF, "dc": DC, "xmp": XMP, "lr": LIGHTROOM, "digiKam": DIGIKAM}
_RDF_ROOT, _DESCRIPTION, _ITEM = (RDF, "RDF"), (RDF, "Description"), (RDF, "li")
_LISTS = frozenset([(RDF, "Bag"), (RDF, "Seq"), (RDF, "Alt")])
_LANGUAGE = ("http://www.w3.org/XML/1998/namespace", "lang")


@dataclass
class Properties:
    """The properties below the ``root`` of a packet, whose bytes are ``data``.

    Raises:
        ValueError: the packet holds no RDF.

    """

    root: Element
    data: bytes
    _edits: list[Edit] = field(default_factory=list)
    _added: list[tuple[Name, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        rdf = next((e for e in self.root.walk() if e.name == _RDF_ROOT), None)
        if rdf is None:
            raise ValueError("its XMP holds no RDF")
        self._rdf = rdf
        self._descriptions = [e for e in rdf.children if e.name == _DESCRIPTION]

    def has(self, name: Name) -> bool:
        """Return whether there is such a property."""
        return bool(self._elements(name)) or any(d.attribute(name) for d in self._descriptions)

    def items(self, name: Name) -> list[str]:
        """Return the items of a property."""
        found = [item.text.strip() for e in self._elements(name) for item in _items(e)]
        return found or [text for text in [self.text(name)] if text]

    def text(self, name: Name) -> str:
        """Return the text of a property, that of the default language if there are several."""
        for element in self._elements(name):
            items = sorted(_items(element), key=lambda item: _language(item) != "x-default")
            return (items[0].text if items else element.text).strip()
        return next((a.value for d in self._descriptions if (a := d.attribute(name))), "")

    def set_items(self, name: Name, lost: Callable[[str], bool], wanted: Sequence[str]) -> None:
        """Take items out of a list, and add those that it lacks."""
        there = self.items(name)
        kept = [text for text in there if not lost(text)]
        new = _missing(wanted, kept)
        if len(kept) == len(there) and not new:
            return
        elements = self._elements(name)
        lists = [c for e in elements for c in e.children if c.name in _LISTS and not c.is_empty_tag]
        if len(elements) != 1 or len(lists) != 1 or not kept:
            self._remove(name)
            if kept or new:
                self._added.append((name, self._list(name, [*kept, *new])))
            return
        items = _items(elements[0])
        for item in items:
            if lost(item.text.strip()):
                self._cut(item)
        if new:
            self._edits.append(Edit(items[-1].end, b"", self._written(new).encode()))

    def set_text(self, name: Name, text: str, *, only_where_it_is: bool = False) -> None:
        """Give a property a text, or take it away."""
        if not self.has(name):
            if text and not only_where_it_is:
                self._added.append((name, self._simple(name, text)))
            return
        if not text:
            self._remove(name)
            return
        for element in self._elements(name):
            if element.text.strip() != text or element.children:
                self._replace_inside(element, _escaped(text))
        for description in self._descriptions:
            found = description.attribute(name)
            if found and found.value != text:
                old = self.data[found.value_start : found.value_end]
                self._edits.append(Edit(found.value_start, old, _escaped(text).encode()))

    def set_default_text(self, name: Name, text: str) -> None:
        """Give a property of several languages its default text; the other languages stay."""
        if self.text(name) == text:
            return
        elements = self._elements(name)
        items = _items(elements[0]) if len(elements) == 1 else []
        default = [item for item in items if _language(item) == "x-default"]
        if not default and any(map(_language, items)):
            if text:
                self._edits.append(Edit(items[0].start, b"", self._default(text).encode()))
            return
        if not default:
            self._remove(name)
            if text:
                self._added.append((name, self._alternative(name, text)))
            return
        # Some programs say the same once more in a language.
        same = [item for item in items if item.text == default[0].text]
        if not text and len(same) == len(items):
            self._remove(name)
            return
        for item in same:
            if text:
                self._replace_inside(item, _escaped(text))
            else:
                self._cut(item)

    def edits(self) -> list[Edit]:
        """Return all that is to be changed."""
        return [*self._edits, *self._additions()]

    def _elements(self, name: Name) -> list[Element]:
        return [e for d in self._descriptions for e in d.children if e.name == name]

    def _remove(self, name: Name) -> None:
        for element in self._elements(name):
            self._cut(element)
        for description in self._descriptions:
            if found := description.attribute(name):
                old = self.data[found.start : found.end]
                self._edits.append(Edit(found.start, old, b""))

    def _cut(self, element: Element) -> None:
        """Take out an element with the space before it."""
        start = len(self.data[: element.start].rstrip())
        self._edits.append(Edit(start, self.data[start : element.end], b""))

    def _replace_inside(self, element: Element, written: str) -> None:
        if element.is_empty_tag:
            new = self._opened(element) + written.encode() + self._closing(element)
            at = element.start
            self._edits.append(Edit(at, self.data[at : element.end], new))
            return
        old = self.data[element.inner_start : element.inner_end]
        self._edits.append(Edit(element.inner_start, old, written.encode()))

    def _additions(self) -> list[Edit]:
        if not self._added:
            return []
        written = "".join(f"\n   {text}" for _, text in self._added).encode()
        for description in self._descriptions:
            if not description.is_empty_tag:
                at = len(self.data[: description.inner_end].rstrip())
                return [Edit(max(at, description.inner_start), b"", written)]
        if self._descriptions:
            return [self._filled(self._descriptions[0], written)]
        new = self._in_description(written)
        if self._rdf.is_empty_tag:
            return [self._filled(self._rdf, new)]
        return [Edit(self._rdf.inner_end, b"", new)]

    def _filled(self, element: Element, inside: bytes) -> Edit:
        """Return the edit that opens an element which is one empty tag."""
        slash = element.inner_start - 2
        return Edit(slash, b"/>", b">" + inside + b"\n  " + self._closing(element))

    def _in_description(self, written: bytes) -> bytes:
        rdf = self._prefix(RDF).encode()
        return b'<%s:Description %s:about="">%s\n  </%s:Description>' % (rdf, rdf, written, rdf)

    def _opened(self, element: Element) -> bytes:
        return self.data[element.start : element.inner_start - 2] + b">"

    def _closing(self, element: Element) -> bytes:
        return b"</" + element.tag + b">"

    def _list(self, name: Name, items: Sequence[str]) -> str:
        rdf = self._prefix(RDF)
        return self._property(name, f"<{rdf}:Bag>{self._written(items)}</{rdf}:Bag>")

    def _written(self, items: Sequence[str]) -> str:
        rdf = self._prefix(RDF)
        return "".join(f"<{rdf}:li>{_escaped(item)}</{rdf}:li>" for item in items)

    def _alternative(self, name: Name, text: str) -> str:
        rdf = self._prefix(RDF)
        return self._property(name, f"<{rdf}:Alt>{self._default(text)}</{rdf}:Alt>")

    def _default(self, text: str) -> str:
        rdf = self._prefix(RDF)
        return f'<{rdf}:li xml:lang="x-default">{_escaped(text)}</{rdf}:li>'

    def _simple(self, name: Name, text: str) -> str:
        return self._property(name, _escaped(text))

    def _property(self, name: Name, inside: str) -> str:
        namespace, local = name
        prefix = self._prefix(namespace)
        whole = f"{prefix}:{local}"
        return f'<{whole} xmlns:{prefix}="{namespace}">{inside}</{whole}>'

    def _prefix(self, namespace: str) -> str:
        """Return what the packet calls a namespace: Adobe's toolkit takes no two names of one."""
        for element in self.root.walk():
            for prefix, uri in element.prefixes.items():
                if uri == namespace and prefix:
                    return prefix
        return next(prefix for prefix, uri in _USUAL.items() if uri == namespace)


def _items(element: Element) -> list[Element]:
    lists = [child for child in element.children if child.name in _LISTS]
    return [item for each in lists for item in each.children if item.name == _ITEM]


def _language(item: Element) -> str:
    found = item.attribute(_LANGUAGE)
    return found.value.lower() if found else ""


def _missing(wanted: Sequence[str], there: Sequence[str]) -> list[str]:
    seen = set(map(folded, there))
    new = []
    for text in wanted:
        if folded(text) not in seen:
            seen.add(folded(text))
            new.append(text)
    return new


def _escaped(text: str) -> str:
    return escape(in_xml(text))
