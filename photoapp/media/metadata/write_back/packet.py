"""A packet of XMP that says what a person says, and all else as it did, to the byte.

XMP specification, parts 1 and 3; the properties are those that digiKam, Lightroom and darktable
read: keywords flat and in hierarchies, rating, label and caption.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from photoapp.media.metadata.packets import in_utf8
from photoapp.media.metadata.write_back.properties import (
    DC,
    DIGIKAM,
    LIGHTROOM,
    MICROSOFT,
    RDF,
    XMP,
    Properties,
)
from photoapp.media.metadata.write_back.said import Path, Said, folded, folded_all
from photoapp.media.metadata.write_back.xml_places import Name, parse
from photoapp.media.rotating.edits import applied

_SUBJECT, _CAPTION = (DC, "subject"), (DC, "description")
_RATING, _LABEL = (XMP, "Rating"), (XMP, "Label")
_HIERARCHY = (LIGHTROOM, "hierarchicalSubject")
# Other hierarchies, which are kept level where they are, and what parts their levels.
_OTHER_HIERARCHIES = (
    ((DIGIKAM, "TagsList"), "/"),
    ((MICROSOFT, "LastKeywordXMP"), "/"),
    (("http://ns.iview-multimedia.com/mediapro/1.0/", "CatalogSets"), "|"),
)
_OTHER_RATINGS = (("http://ns.acdsee.com/iptc/1.0/", "rating"),)
_PERCENT = (MICROSOFT, "Rating")
# What Windows takes one to five stars for.
_PERCENT_OF_STARS = {"1": "1", "2": "25", "3": "50", "4": "75", "5": "99"}

_NEW = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
    f' <rdf:RDF xmlns:rdf="{RDF}">\n'
    '  <rdf:Description rdf:about="">\n'
    "  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n"
).encode()
_BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'.encode()
_END = b'<?xpacket end="w"?>'
NEW_SIDECAR = b'<?xml version="1.0" encoding="UTF-8"?>\n' + _NEW
_LEAST_PADDING = 100


def packet_saying(packet: bytes, said: Said, others: Sequence[str] = ()) -> bytes:
    """Return a packet that says what a person says; an empty one is made anew.

    ``others`` are keywords that the file says elsewhere: they go along where the packet has none
    yet, for most programs read no others beside those. Padding gives way, so that a packet's
    length mostly stays what it was.

    Raises:
        ValueError: the packet is damaged.

    """
    if not packet.strip(b"\0 \r\n\t"):
        return b"" if said.takes_only else packet_saying(_BEGIN + _NEW + _END, said, others)
    start, body, end = _parts(packet)
    changed = Properties(parse(body), body)
    _say(changed, said, others)
    edits = changed.edits()
    return start + _padded(applied(body, edits), len(body)) + end if edits else packet


def stated(packet: bytes, field_name: str) -> str:
    """Return what a packet says as "rating", "label" or "caption", empty for nothing.

    Raises:
        ValueError: the packet is damaged.

    """
    if not packet.strip(b"\0 \r\n\t"):
        return ""
    body = in_utf8(packet)
    changed = Properties(parse(body), body)
    name = {"rating": _RATING, "label": _LABEL, "caption": _CAPTION}[field_name]
    return changed.text(name)


def _parts(packet: bytes) -> tuple[bytes, bytes, bytes]:
    """Return the mark before a packet, itself in UTF-8, and what fills the room after it."""
    if packet[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return b"", in_utf8(packet), b""
    mark = packet[:3] if packet.startswith(b"\xef\xbb\xbf") else b""
    body = packet[len(mark) :].rstrip(b"\0")
    return mark, body, packet[len(mark) + len(body) :]


def _say(changed: Properties, said: Said, others: Sequence[str]) -> None:
    with_others = said
    if said.words and not changed.has(_SUBJECT):
        lost = folded_all(said.lost)
        kept = tuple((word, (word,)) for word in others if folded(word) not in lost)
        with_others = replace(said, words=(*kept, *said.words))
    _say_keywords(changed, with_others)
    if said.rating is not None:
        changed.set_text(_RATING, said.rating)
        for other in _OTHER_RATINGS:
            changed.set_text(other, said.rating.removeprefix("-1"), only_where_it_is=True)
        percent = _PERCENT_OF_STARS.get(said.rating, "")
        changed.set_text(_PERCENT, percent, only_where_it_is=True)
    if said.label is not None:
        changed.set_text(_LABEL, said.label)
    if said.caption is not None:
        changed.set_default_text(_CAPTION, said.caption)


def _say_keywords(changed: Properties, said: Said) -> None:
    lost = folded_all(said.lost)
    flat = changed.items(_SUBJECT)
    changed.set_items(_SUBJECT, lambda word: folded(word) in lost, [word for word, _ in said.words])
    paths = [path for _, path in said.words]
    if changed.has(_HIERARCHY):
        _set_paths(changed, _HIERARCHY, "|", said, paths)
    elif any(len(path) > 1 for path in paths):
        # Who reads hierarchies reads no flat keywords beside them: they must all be there.
        told = folded_all(word for word, _ in said.words)
        others = [(word,) for word in flat if folded(word) not in lost | told]
        _set_paths(changed, _HIERARCHY, "|", said, [*others, *paths])
    for name, separator in _OTHER_HIERARCHIES:
        if changed.has(name):
            _set_paths(changed, name, separator, said, paths)


def _set_paths(
    changed: Properties, name: Name, separator: str, said: Said, paths: Iterable[Path]
) -> None:
    lost = folded_all(said.lost)
    lost_paths = {tuple(map(folded, path)) for path in said.lost_paths}

    def is_lost(written: str) -> bool:
        path = tuple(map(folded, map(str.strip, written.split(separator))))
        return path[-1] in lost or path in lost_paths

    # A level that holds what parts levels would be read as two of them.
    whole = [path for path in paths if not any(separator in level for level in path)]
    changed.set_items(name, is_lost, [separator.join(path) for path in whole])


def _padded(packet: bytes, length: int) -> bytes:
    """Return a packet with its padding made longer or shorter, to be ``length`` if it can be."""
    end = packet.rfind(b"<?xpacket end")
    if end < 0:
        return packet
    start = len(packet[:end].rstrip(b" \t\r\n"))
    grown = len(packet) - length
    if end - start < _LEAST_PADDING or end - start - grown < 2:
        return packet
    if grown >= 0:
        return packet[: end - 1 - grown] + packet[end - 1 :]
    return packet[: end - 1] + b" " * -grown + packet[end - 1 :]
