"""A packet of XMP says what it is to, in all the ways programs write it, and all else as it did."""

import pytest

from photoapp.media.metadata.exiv2_tags import read_tags
from photoapp.media.metadata.write_back.packet import packet_saying, stated
from photoapp.media.metadata.write_back.said import Said

_RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
_DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
_XMP = "http://ns.adobe.com/xap/1.0/"
_EMPTY_BAG = f"<dc:subject {_DC}><rdf:Bag/></dc:subject>"
_OLD_RATING = "<xap:Rating>1</xap:Rating>"
_SAID = Said(
    words=(("Katze & Hund", ("Katze & Hund",)),), lost=("old",), rating="4", caption="Ü <b>"
)


def _packet(description: str) -> bytes:
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {_RDF}>{description}</rdf:RDF></x:xmpmeta>'
    ).encode()


def _bag(*words: str) -> str:
    items = "".join(f"<rdf:li>{word}</rdf:li>" for word in words)
    return f"<dc:subject {_DC}><rdf:Bag>{items}</rdf:Bag></dc:subject>"


def _says(packet: bytes) -> dict[str, list[str]]:
    return {key: list(values) for key, values in read_tags(packet)[0].xmp.items()}


@pytest.mark.parametrize(
    ("description", "words"),
    [
        ("", []),
        ('<rdf:Description rdf:about=""/>', []),
        (f'<rdf:Description rdf:about="">{_bag("old", "New")}</rdf:Description>', ["New"]),
        (f'<rdf:Description rdf:about="">{_bag("OLD")}</rdf:Description>', []),
        (f'<rdf:Description rdf:about="">{_EMPTY_BAG}</rdf:Description>', []),
        (f'<rdf:Description rdf:about="" xmlns:xmp="{_XMP}" xmp:Rating="1"/>', []),
        (
            f'<rdf:Description rdf:about="" xmlns:xap="{_XMP}">{_OLD_RATING}{_bag("a")}'
            "</rdf:Description>",
            ["a"],
        ),
        (f"<rdf:Description rdf:about=\"\" xmlns:xap='{_XMP}' xap:CreatorTool='x'/>", []),
        (
            f'<rdf:Description rdf:about="" {_DC}><dc:description><rdf:Alt><rdf:li xml:lang="de">D'
            '</rdf:li><rdf:li xml:lang="x-default">E</rdf:li></rdf:Alt></dc:description>'
            "</rdf:Description>",
            [],
        ),
    ],
)  # fmt: skip
def test_however_it_was_written_before(description: str, words: list[str]) -> None:
    new = packet_saying(_packet(description), _SAID)
    says = _says(new)
    assert says["dc.subject"] == [*words, "Katze & Hund"]
    assert says["xmp.Rating"] == ["4"]
    assert says["dc.description"][0] == "Ü <b>"
    assert ("D" in says["dc.description"]) == (">D<" in description)
    assert packet_saying(new, _SAID) == new
    assert (stated(new, "rating"), stated(new, "caption")) == ("4", "Ü <b>")


def test_what_is_not_known_stays_to_the_byte() -> None:
    odd = "<odd:Thing xmlns:odd=\"urn:odd\" odd:a='1'>\n\t<!-- here --> &#x41;<odd:B/></odd:Thing>"
    packet = _packet(f'<rdf:Description rdf:about="">{odd}</rdf:Description>')
    assert odd.encode() in packet_saying(packet, _SAID)


def test_padding_gives_way() -> None:
    body = _packet(f'<rdf:Description rdf:about="">{_bag("a")}</rdf:Description>')
    packet = b'<?xpacket begin=""?>' + body + b" " * 2000 + b'<?xpacket end="w"?>'
    new = packet_saying(packet, _SAID)
    assert (len(new), new != packet) == (len(packet), True)
    assert _says(new)["xmp.Rating"] == ["4"]


def test_hierarchies_are_kept_level() -> None:
    digikam = (
        '<digiKam:TagsList xmlns:digiKam="http://www.digikam.org/ns/1.0/"><rdf:Seq>'
        "<rdf:li>Pets/old</rdf:li><rdf:li>Pets/Dog</rdf:li></rdf:Seq></digiKam:TagsList>"
    )
    packet = _packet(
        f'<rdf:Description rdf:about="">{_bag("old", "Dog")}{digikam}</rdf:Description>'
    )
    said = Said(words=(("Cat", ("Pets", "Cat")),), lost=("old",))
    says = _says(packet_saying(packet, said))
    assert says["digiKam.TagsList"] == ["Pets/Dog", "Pets/Cat"]
    assert says["lr.hierarchicalSubject"] == ["Dog", "Pets|Cat"]
    moved = Said(words=(("Cat", ("Cat",)),), lost_paths=(("Pets", "Cat"),))
    says = _says(packet_saying(packet_saying(packet, said), moved))
    assert says["digiKam.TagsList"] == ["Pets/Dog", "Cat"]
    assert says["lr.hierarchicalSubject"] == ["Dog", "Cat"]


def test_a_caption_in_other_languages_stays() -> None:
    caption = (
        f'<dc:description {_DC}><rdf:Alt><rdf:li xml:lang="de">D</rdf:li></rdf:Alt>'
        "</dc:description>"
    )
    packet = _packet(f'<rdf:Description rdf:about="">{caption}</rdf:Description>')
    assert packet_saying(packet, Said(caption="")) == packet
    assert _says(packet_saying(packet, Said(caption="E")))["dc.description"] == ["E", "D"]


def test_a_keyword_is_not_taken_for_a_path() -> None:
    lightroom = "http://ns.adobe.com/lightroom/1.0/"
    paths = f'<lr:hierarchicalSubject xmlns:lr="{lightroom}"><rdf:Bag><rdf:li>a</rdf:li></rdf:Bag>'
    packet = _packet(
        f'<rdf:Description rdf:about="">{_bag("a")}{paths}</lr:hierarchicalSubject>'
        "</rdf:Description>"
    )
    says = _says(packet_saying(packet, Said(words=(("b|c", ("b|c",)),))))
    assert (says["dc.subject"], says["lr.hierarchicalSubject"]) == (["a", "b|c"], ["a"])


def test_a_keyword_that_xml_can_t_hold_is_added_once() -> None:
    said = Said(words=(("a\x01b", ("a\x01b",)),))
    new = packet_saying(_packet('<rdf:Description rdf:about=""/>'), said)
    assert _says(new)["dc.subject"] == ["ab"]
    assert packet_saying(new, said) == new


def test_utf_16_becomes_utf_8() -> None:
    packet = _packet('<rdf:Description rdf:about=""/>').decode().encode("utf-16")
    assert _says(packet_saying(packet, _SAID))["dc.subject"] == ["Katze & Hund"]


@pytest.mark.parametrize(
    "packet",
    [
        b"<x:xmpmeta",
        b'<!DOCTYPE x [<!ENTITY a "b">]>' + _packet("<rdf:Description/>"),
        b"<other/>",
        _packet("<rdf:Description/>")[:-20],
        b"<a>" * 500 + b"</a>" * 500,
    ],
)
def test_what_is_damaged_is_refused(packet: bytes) -> None:
    with pytest.raises(ValueError, match="its XMP"):
        packet_saying(packet, _SAID)


def test_taking_away_adds_nothing() -> None:
    said = Said(lost=("old",), rating="", caption="", label="")
    packet = _packet('<rdf:Description rdf:about=""/>')
    assert packet_saying(packet, said) == packet
    assert packet_saying(b"", said) == b""
