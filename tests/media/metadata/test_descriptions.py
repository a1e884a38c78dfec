"""What people said of a photo: which of several sources wins, and in what encoding it is."""

import hashlib
from pathlib import Path

import pytest

from photoapp.media.metadata import Known
from photoapp.media.metadata.reading import read_metadata
from tests.media.metadata.tagged import add_photoshop, tagged, takeout_file, xmp_file

_CAPTION = 120


def _utf16(text: str) -> str:
    """Return Windows' texts as exiv2 wants them: bytes in decimal."""
    return " ".join(str(byte) for byte in (text + "\0").encode("utf-16-le"))


def test_the_order_of_captions(tmp_path: Path) -> None:
    path, sidecar = tmp_path / "a.jpg", tmp_path / "a.xmp"
    tagged(sidecar, xmp={"dc.description": "sidecar"})
    takeout = takeout_file(tmp_path / "a.jpg.json", description="Takeout")
    exif = {"Image.ImageDescription": "EXIF"}
    iptc = {"Application2.Caption": "IPTC"}
    tagged(path, exif=exif, iptc=iptc, xmp={"dc.description": "XMP"})
    found = [read_metadata(path, [sidecar, takeout]), read_metadata(path, [takeout])]
    found += [read_metadata(tagged(path, exif=exif, iptc=iptc), [takeout])]
    found += [read_metadata(tagged(path, exif=exif), [takeout])]
    found += [read_metadata(tagged(path), [takeout])]
    assert [one.caption for one in found] == [
        Known("sidecar", "XMP dc:description in a.xmp"),
        Known("XMP", "XMP dc:description"),
        Known("IPTC", "IPTC Caption"),
        Known("EXIF", "EXIF ImageDescription"),
        Known("Takeout", "Google Takeout a.jpg.json"),
    ]


@pytest.mark.parametrize(("fits", "wins"), [(True, "XMP"), (False, "IPTC"), (None, "XMP")])
def test_iptc_that_was_edited_after_xmp_wins(tmp_path: Path, fits: bool | None, wins: str) -> None:
    path = tagged(tmp_path / "a.jpg", xmp={"dc.description": "XMP"})
    whole = path.read_bytes()
    iptc = add_photoshop(path, [(_CAPTION, b"IPTC")])
    if fits is not None:
        checksum = hashlib.md5(iptc if fits else b"before").digest()
        path.write_bytes(whole)
        add_photoshop(path, [(_CAPTION, b"IPTC")], checksum)
    caption = read_metadata(path).caption
    assert caption is not None
    assert caption.value == wins


@pytest.mark.parametrize(
    "rubbish",
    ["OLYMPUS DIGITAL CAMERA         ", "SONY DSC", "Minolta DSC", "SAMSUNG", "   ", "???"],
)
def test_a_camera_s_rubbish_is_no_caption(tmp_path: Path, rubbish: str) -> None:
    exif = {"Image.ImageDescription": rubbish, "Image.XPComment": _utf16("the harbour")}
    caption = read_metadata(tagged(tmp_path / "a.jpg", exif=exif)).caption
    assert caption == Known("the harbour", "EXIF XPComment")


def test_a_caption_with_a_camera_in_it_is_one(tmp_path: Path) -> None:
    text = "My first digital camera"
    path = tagged(tmp_path / "a.jpg", exif={"Image.ImageDescription": text})
    assert read_metadata(path).caption == Known(text, "EXIF ImageDescription")


@pytest.mark.parametrize("charset", ["Ascii", "Unicode"])
def test_user_comments(tmp_path: Path, charset: str) -> None:
    text = "Straße" if charset == "Unicode" else "Strasse"
    path = tagged(tmp_path / "a.jpg", exif={"Photo.UserComment": f"charset={charset} {text}"})
    assert read_metadata(path).caption == Known(text, "EXIF UserComment")


def test_texts_of_windows(tmp_path: Path) -> None:
    exif = {
        "Image.XPTitle": _utf16("Überfahrt"),
        "Image.XPKeywords": _utf16("ferry;sea; Sea"),
        "Image.XPAuthor": _utf16("Zoë"),
    }
    found = read_metadata(tagged(tmp_path / "a.jpg", exif=exif))
    assert found.title == Known("Überfahrt", "EXIF XPTitle")
    assert [word.value for word in found.keywords] == ["ferry", "sea"]
    assert found.creator == Known("Zoë", "EXIF XPAuthor")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_iptc_of_unsaid_encoding(tmp_path: Path, encoding: str) -> None:
    path = tagged(tmp_path / "a.jpg")
    texts = [(25, "Café"), (_CAPTION, "naïve, “so”")]
    add_photoshop(path, [(number, text.encode(encoding)) for number, text in texts])
    found = read_metadata(path)
    assert found.caption == Known("naïve, “so”", "IPTC Caption")
    assert found.keywords == (Known("Café", "IPTC Keywords"),)


def test_keywords_are_the_union_in_the_first_spelling(tmp_path: Path) -> None:
    path = tagged(
        tmp_path / "a.jpg",
        xmp={"dc.subject": ["Sea", "ferry"], "lr.hierarchicalSubject": ["Places|Europe|Wien"]},
        iptc={"Application2.Keywords": ["sea", "wind"]},
    )
    sidecar = tagged(tmp_path / "a.xmp", xmp={"dc.subject": ["Ferry"]})
    found = read_metadata(path, [sidecar])
    assert found.keywords == (
        Known("Ferry", "XMP dc:subject in a.xmp"),
        Known("Sea", "XMP dc:subject"),
        Known("wind", "IPTC Keywords"),
        Known("Wien", "XMP lr:hierarchicalSubject"),
    )
    expected = Known(("Places", "Europe", "Wien"), "XMP lr:hierarchicalSubject")
    assert found.keyword_paths == (expected,)


def test_the_hierarchies_of_other_programs(tmp_path: Path) -> None:
    xmp = {"digiKam.TagsList": ["Places/Wien"], "MicrosoftPhoto.LastKeywordXMP": ["places/wien"]}
    found = read_metadata(tagged(tmp_path / "a.jpg", xmp=xmp))
    assert [path.value for path in found.keyword_paths] == [("Places", "Wien")]
    inside = """<mwg-kw:Keywords rdf:parseType="Resource"><mwg-kw:Hierarchy><rdf:Bag><rdf:li
        rdf:parseType="Resource"><mwg-kw:Keyword>cat</mwg-kw:Keyword><mwg-kw:Children><rdf:Bag>
        <rdf:li rdf:parseType="Resource"><mwg-kw:Keyword>Siamese</mwg-kw:Keyword></rdf:li>
        </rdf:Bag></mwg-kw:Children></rdf:li></rdf:Bag></mwg-kw:Hierarchy></mwg-kw:Keywords>"""
    namespace = 'xmlns:mwg-kw="http://www.metadataworkinggroup.com/schemas/keywords/"'
    sidecar = xmp_file(tmp_path / "b.xmp", namespace, inside)
    found = read_metadata(tagged(tmp_path / "b.jpg"), [sidecar])
    assert [path.value for path in found.keyword_paths] == [("cat", "Siamese")]


@pytest.mark.parametrize(
    ("xmp", "exif", "stars"),
    [
        ({"xmp.Rating": "-1"}, {"Image.Rating": "3"}, -1),
        ({"xmp.Rating": "4.0"}, {}, 4),
        ({"xmp.Rating": "99"}, {"Image.Rating": "3"}, 3),
        ({"MicrosoftPhoto.Rating": "75"}, {}, 4),
        ({"MicrosoftPhoto.Rating": "99"}, {}, 5),
        ({"MicrosoftPhoto.Rating": "1"}, {}, 1),
        ({}, {"Image.RatingPercent": "50"}, 3),
        ({}, {"Image.Rating": "2"}, 2),
    ],
)
def test_ratings(tmp_path: Path, xmp: dict[str, str], exif: dict[str, str], stars: int) -> None:
    rating = read_metadata(tagged(tmp_path / "a.jpg", exif=exif, xmp=xmp)).rating
    assert rating is not None
    assert rating.value == stars


def test_a_favourite_of_google_s_has_five_stars_unless_rated(tmp_path: Path) -> None:
    takeout = takeout_file(tmp_path / "a.json", favorited=True)
    path = tmp_path / "a.jpg"
    assert read_metadata(tagged(path), [takeout]).rating == Known(5, "Google Takeout a.json")
    rated = read_metadata(tagged(path, xmp={"xmp.Rating": "2"}), [takeout]).rating
    assert rated == Known(2, "XMP xmp:Rating")


def test_people_of_regions_and_of_google(tmp_path: Path) -> None:
    regions = "".join(
        f'<rdf:li rdf:parseType="Resource"><mwg-rs:Name>{name}</mwg-rs:Name>'
        f"<mwg-rs:Type>{kind}</mwg-rs:Type></rdf:li>"
        for name, kind in [("Zoë", "Face"), ("Rex", "Pet")]
    )
    sidecar = xmp_file(
        tmp_path / "a.xmp",
        'xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/"',
        '<mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:RegionList><rdf:Bag>'
        f"{regions}</rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>",
    )
    takeout = takeout_file(tmp_path / "a.json", people=[{"name": "zoë"}, {"name": "Ann"}])
    found = read_metadata(tagged(tmp_path / "a.jpg"), [sidecar, takeout])
    assert found.people == (
        Known("Zoë", "XMP mwg-rs:Name in a.xmp"),
        Known("Ann", "Google Takeout a.json"),
    )


def test_makers_and_rights(tmp_path: Path) -> None:
    xmp = {"dc.creator": ["Ann", "Ben"]}
    exif = {"Image.Artist": "EXIF", "Image.Copyright": "© Ann", "Image.Software": "Edit 2"}
    found = read_metadata(tagged(tmp_path / "a.jpg", exif=exif, xmp=xmp))
    assert found.creator == Known("Ann, Ben", "XMP dc:creator")
    assert found.copyright == Known("© Ann", "EXIF Copyright")
    assert found.software == Known("Edit 2", "EXIF Software")
