"""What there is to learn from, and what would help."""

from pathlib import Path

import pytest

from photoapp.catalog import Catalog, PhotoMetadata
from photoapp.library.captions import CaptionedRow, Captions, CaptionsOverview
from photoapp.library.captions.boilerplate import is_boilerplate
from photoapp.library.captions.language import is_foreign
from photoapp.library.captions.overview import overview_of
from tests.catalog.records import add

DAY = 86_400.0
THINGS = ("cat", "dog", "boat", "tree", "house", "bicycle")
PLACES = ("on the beach", "in the snow", "near a lake", "at night", "behind our garden")


def _row(number: int, text: str, taken: float | None = None, *more: str) -> CaptionedRow:
    return CaptionedRow(number, Path(f"{number}.jpg"), b"", (text, *more), (), taken)


def _good(count: int) -> list[str]:
    return [f"a {thing} {place}" for thing in THINGS for place in PLACES][:count]


def _of(*rows: CaptionedRow, english_only: bool = True) -> CaptionsOverview:
    return overview_of(rows, photos=200, english_only=english_only)


def _advised(found: CaptionsOverview, part: str) -> bool:
    return any(part in sentence for sentence in found.advice)


def test_few_captions_are_not_enough() -> None:
    assert _advised(_of(), "no captions yet")
    few = _of(*(_row(i, text) for i, text in enumerate(_good(12))))
    assert (few.photos, few.without, few.undated, few.enough) == (12, 188, 12, False)
    assert _advised(few, "8 more photos")
    enough = _of(*(_row(i, text) for i, text in enumerate(_good(25))))
    assert (enough.enough, _advised(enough, "75 more photos")) == (True, True)


def test_photos_of_one_event_or_day_are_told() -> None:
    dated = [_row(i, text, 400 * DAY + 60 * i) for i, text in enumerate(_good(25))]
    one = _of(*dated)
    assert (one.events, one.days, one.enough) == (1, 1, False)
    assert _advised(one, "all of your 25 are of one event")
    other = [_row(99, "a horse in a field", 410 * DAY)]
    two = _of(*dated, *other)
    assert (two.events, two.days, two.enough) == (2, 2, True)
    assert _advised(two, "25 of your 26 are of one day")
    spread = _of(*(_row(i, text, i * DAY) for i, text in enumerate(_good(25))))
    assert (spread.events, _advised(spread, "other days")) == (25, False)


def test_captions_that_teach_little_are_counted() -> None:
    texts = [*_good(20), "A cat on the beach!", "a cat,  on the beach", "beach", "Shrek", "Night"]
    found = _of(*(_row(i, text) for i, text in enumerate(texts)), _row(99, "dog", None, "our dog"))
    assert found.duplicates == [("a cat on the beach", 3)]
    assert (found.duplicated, found.short, found.captions) == (3, 3, 27)
    assert _advised(found, "3 photos share")
    assert _advised(found, "3 photos have only one or two words")


def test_other_languages_matter_where_the_model_knows_english_only() -> None:
    german = ["Der Hund liegt am Strand", "Unsere Katze auf dem Sofa", "Oma und Opa im Garten"]
    rows = [_row(i, text) for i, text in enumerate([*_good(20), *german])]
    assert (_of(*rows).other_language, _advised(_of(*rows), "3 captions seem")) == (3, True)
    assert _of(*rows, english_only=False).other_language == 0


@pytest.mark.parametrize(
    "text",
    ["Le chien sur la plage", "El perro en la playa", "Il cane sulla spiaggia",
     "Hunden på stranden", "Onze kat in de tuin", "O cachorro na praia", "Собака на пляже",
     "海辺の犬", "σκύλος"],
)  # fmt: skip
def test_other_languages_are_told(text: str) -> None:
    assert is_foreign(text)


@pytest.mark.parametrize(
    "text",
    ["Shrek", "Los Angeles", "El Capitan at dusk", "Aunt May in San Sebastián", "a naïve café",
     "Ludwig van Beethoven", "dog", "2019", "The bridge of Alcántara, by the river"],
)  # fmt: skip
def test_english_with_names_is_english(text: str) -> None:
    assert not is_foreign(text)


def test_what_cameras_say_is_no_caption(captions: Captions, catalog: Catalog) -> None:
    by_camera = ["OLYMPUS DIGITAL CAMERA  ", "SONY DSC", "ImageFilter v6.2ÿ", "IMG_2034", "cof"]
    meant = ["a digital camera on a table", "Shrek", "Created by my daughter"]
    assert [is_boilerplate(text) for text in by_camera] == [True] * 5
    assert [is_boilerplate(text) for text in meant] == [False] * 3
    ids = add(catalog, "a.jpg", "b.jpg", "c.jpg")
    read = [PhotoMetadata(caption=by_camera[1], keywords=("sea",)), *[PhotoMetadata()] * 2]
    catalog.metadata.record(zip(catalog.metadata.pending(0, 9), read, strict=True))
    catalog.marks.say("caption", ids[1:2], by_camera[1])  # if they say so themselves
    assert [row.photo_id for row in captions.captioned()] == ids[1:2]
    [tagged, said] = captions.captioned(tagged=True)
    assert (tagged.captions, tagged.keywords, said.by_person) == ((), ("sea",), True)
    found = captions.overview()
    assert (found.photos, found.without, found.from_person, found.from_files) == (1, 2, 1, 0)
