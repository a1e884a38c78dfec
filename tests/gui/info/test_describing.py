import pytest

from photoapp.gui.info.describing import (
    exposure_text,
    offset_text,
    place_text,
    position_text,
    seconds_text,
    size_text,
    when_text,
)
from photoapp.gui.info.shared import Shared, SharedKeyword, shared
from photoapp.library.marks import Given
from photoapp.media.metadata import Metadata, Place, Position, Taken
from tests.gui.info.made_up import METADATA, details

SPACE = "\N{NO-BREAK SPACE}"


def plain(text: str) -> str:
    return " ".join(text.replace(SPACE, " ").split())


@pytest.mark.parametrize(
    ("taken", "ends"),
    [
        (Taken("2024-05-03T18:45:12.123"), "2024, 18:45"),
        (Taken("2024-05-03"), "2024"),
        (Taken("2024-05-03T00:00:00"), ", 00:00"),
    ],
)
def test_when(taken: Taken, ends: str) -> None:
    assert when_text(taken).endswith(ends)
    assert "May" in when_text(taken)


def test_where() -> None:
    assert offset_text(Taken("2024-05-03", -210)) == "UTC-3:30"
    assert offset_text(Taken("2024-05-03")) == ""
    assert place_text(Place("Lisbon", "Lisbon", "Portugal")) == "Lisbon, Portugal"
    assert position_text(Position(-1.5, 2.25, 12.4)) == "1.50000° S, 2.25000° E, 12 m"


def test_how() -> None:
    assert plain(exposure_text(METADATA)) == "f/2.8 · 1/250 s · ISO 400 · 35 mm"
    assert exposure_text(Metadata()) == ""
    assert plain(seconds_text(2.5)) == "2.5 s"
    assert plain(seconds_text(1 / 3)) == "0.3 s"
    assert plain(size_text(details())).endswith("· 12.3 MB · JPEG")
    assert plain(size_text(details(width=None, format=None))) == "12.3 MB"


def test_what_photos_have_in_common() -> None:
    one = Given(details().given, details().keywords)
    other = Given(details().given.__class__(3, "none", "blue", ""), details().keywords[1:])
    assert shared([one, other]) == Shared(
        2,
        rating=3,
        flag=None,
        color="blue",
        caption=None,
        keywords=(SharedKeyword("river", 2, False), SharedKeyword("ferry", 1, True)),
    )
