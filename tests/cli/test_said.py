"""What a person said, told apart from what the file says."""

from photoapp.catalog import Description, Keyword
from photoapp.cli.said import said_lines, said_shape
from photoapp.library.browsing import PhotoDetails
from photoapp.media.metadata import Known, Metadata


def details(given: Description, *keywords: Keyword) -> PhotoDetails:
    facts = Metadata(
        rating=Known(3, "XMP xmp:Rating"),
        keywords=(Known("Sea", "XMP dc:subject"), Known("Ägypten", "IPTC Keywords")),
    )
    unknown = (None, None, 1, None, None, None)
    return PhotoDetails(1, "a.jpg", facts, given, keywords, ("Best",), (), *unknown)


def test_what_the_file_says_is_not_said_by_a_person() -> None:
    photo = details(Description(rating=3), Keyword("Sea", "file"), Keyword("ägypten", "file"))
    assert set(map(str, said_shape(photo).values())) == {"None", "[]"}
    assert [line[:2] for line in said_lines(photo)] == [("albums", "Best")]


def test_what_a_person_took_away_is_said_too() -> None:
    by_person = frozenset({"rating", "flag", "color", "caption"})
    photo = details(
        Description(0, "none", "none", "", by_person),  # type: ignore[arg-type]
        Keyword("Ägypten", "file"),
        Keyword("boat", "person"),
    )
    assert said_shape(photo) == {
        "rating": 0, "flag": "none", "color": "none", "caption": "", "keywords": ["boat"],
        "removed_keywords": ["Sea"],
    }  # fmt: skip
    assert [line[:2] for line in said_lines(photo)] == [
        ("rating", "none"),
        ("flag", "neither picked nor rejected"),
        ("colour", "none"),
        ("caption", "none"),
        ("keywords", "boat"),
        ("keywords removed", "Sea"),
        ("albums", "Best"),
    ]
