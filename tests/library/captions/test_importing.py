"""Captions from files come to the photos they mean, and leave what people said."""

from pathlib import Path

import pytest

from photoapp.catalog import Catalog, PendingMetadata, PhotoMetadata, SaidKeyword
from photoapp.catalog.browsing.gathering import gather
from photoapp.catalog.browsing.words import said
from photoapp.library.captions import CaptionLine, Captions
from photoapp.library.changes import Changes
from tests.catalog.records import ROOT, add, file

NOTHING = {"captions": 0, "keywords": 0, "unchanged": 0, "kept": (), "missing": (), "ambiguous": ()}


@pytest.fixture
def photos(catalog: Catalog) -> list[int]:
    """Three photos; the file of the first has a caption of its own."""
    ids = add(catalog, "2019/cat.jpg", "2020/cat.jpg", "sea.jpg")
    read = [PhotoMetadata(caption="of the\nfile ", keywords=("pet",)), PhotoMetadata()]
    catalog.metadata.record(zip(catalog.metadata.pending(0, 9), [*read, read[1]], strict=True))
    return ids


def _line(name: str | Path, *captions: str, keywords: tuple[str, ...] = ()) -> CaptionLine:
    return CaptionLine(ROOT / name, captions, keywords)


def _said(captions: Captions) -> dict[int, tuple[str, ...]]:
    return {row.photo_id: row.captions for row in captions.captioned()}


def _read_again(catalog: Catalog, photo_id: int, metadata: PhotoMetadata) -> None:
    """What the photo says now, when what lies beside it has changed."""
    pending = PendingMetadata(photo_id, ROOT / "2019/cat.jpg", 100, 1, "")
    catalog.metadata.record([(pending, metadata)])


def _counts(report: object) -> dict[str, object]:
    return {k: v for k, v in vars(report).items() if v not in (0, ())}


def test_an_import_is_one_change_that_goes_back_and_forth(
    captions: Captions, catalog: Catalog, changes: Changes, photos: list[int]
) -> None:
    cat, _, sea = photos
    lines = [
        _line("2019/cat.jpg", "a cat", "our cat", keywords=("PET", "sofa")),
        _line("sea.jpg", "the sea", "the sea"),
        _line("sea.jpg", "waves"),
    ]
    before = captions.captioned(tagged=True)
    report = captions.import_lines(lines, source="list.csv")
    assert _counts(report) == {"photos": 2, "captions": 4, "keywords": 1}
    assert _said(captions) == {cat: ("of the file", "a cat", "our cat"), sea: ("the sea", "waves")}
    assert [k.word for k in catalog.keywords.of([cat])[cat]] == ["pet", "sofa"]
    assert changes.next_undo
    assert changes.next_undo.text == "2 photos captioned from list.csv"
    after = captions.captioned(tagged=True)
    for _ in range(2):
        changes.undo()
        assert captions.captioned(tagged=True) == before
        changes.redo()
        assert captions.captioned(tagged=True) == after
    again = captions.import_lines(lines)
    assert _counts(again) == {"unchanged": 2}
    changes.undo()
    assert changes.next_undo is None  # what changed nothing is no change


def test_a_persons_caption_is_left_unless_it_is_to_be_replaced(
    captions: Captions, catalog: Catalog, photos: list[int]
) -> None:
    cat, other, sea = photos
    catalog.marks.say("caption", [cat], "mine")
    catalog.marks.say("caption", [sea], "the sea")
    catalog.marks.put("caption", {other: ""})  # they want it to have none
    lines = [
        _line("2019/cat.jpg", "a cat"),
        _line("2020/cat.jpg", "cat"),
        _line("sea.jpg", "waves", "the sea"),
    ]
    report = captions.import_lines(lines)
    kept = (ROOT / "2019/cat.jpg", ROOT / "2020/cat.jpg")
    assert _counts(report) == {"photos": 1, "captions": 1, "kept": kept}
    assert _said(captions) == {cat: ("mine",), sea: ("the sea", "waves")}
    captions.import_lines(lines, replace=True)
    assert _said(captions) == {cat: ("a cat",), other: ("cat",), sea: ("waves", "the sea")}


def test_what_the_file_says_itself_is_not_said_again_and_not_hidden_unless_replaced(
    captions: Captions, catalog: Catalog, photos: list[int]
) -> None:
    report = captions.import_lines([_line("2019/cat.jpg", "of the file")])
    assert _counts(report) == {"unchanged": 1}
    captions.import_lines([_line("2019/cat.jpg", "a cat")])
    [row] = captions.captioned()
    assert (row.by_person, row.captions) == (False, ("of the file", "a cat"))
    found = captions.overview()
    assert (found.captions, found.from_person, found.from_files, found.further) == (2, 0, 1, 1)
    captions.import_lines([_line("2019/cat.jpg", "a cat")], replace=True)
    [row] = captions.captioned()
    assert (row.by_person, row.captions) == (True, ("a cat",))


def test_what_a_camera_says_does_not_stand_in_the_way(captions: Captions, catalog: Catalog) -> None:
    [photo_id] = add(catalog, "dsc.jpg")
    [pending] = catalog.metadata.pending(0, 9)
    catalog.metadata.record([(pending, PhotoMetadata(caption="SONY DSC"))])
    captions.import_lines([_line("dsc.jpg", "a cat")])
    assert _said(captions) == {photo_id: ("a cat",)}


def test_what_a_list_says_stands_in_where_the_file_says_it_no_longer(
    captions: Captions, catalog: Catalog, photos: list[int]
) -> None:
    cat, *_ = photos
    captions.import_lines([_line("2019/cat.jpg", "a cat", "our cat")])
    for keywords in ((), ("pet",)):
        _read_again(catalog, cat, PhotoMetadata(keywords=keywords))
        for tagged in (False, True):
            [row] = captions.captioned(tagged=tagged)
            assert (row.captions, row.by_person) == (("a cat", "our cat"), True)
        assert catalog.marks.of([cat])[cat].caption == "a cat"
        gather(catalog.database, "words")
        assert said(catalog.database, ["our"]).tolist() == []
        assert said(catalog.database, ["cat"]).tolist() == [cat]
        assert _counts(captions.import_lines([_line("2019/cat.jpg", "a cat")])) == {"unchanged": 1}
    _read_again(catalog, cat, PhotoMetadata(caption="SONY DSC"))
    assert _said(captions) == {cat: ("a cat", "our cat")}
    catalog.marks.put("caption", {cat: ""})  # a person wants none
    assert _said(captions) == {}
    assert [row for row in captions.captioned(tagged=True) if row.captions] == []


def test_keywords_that_were_taken_away_stay_away(
    captions: Captions, catalog: Catalog, photos: list[int]
) -> None:
    catalog.keywords.put({(photos[0], "Pet"): SaidKeyword(removed=True)})
    line = _line("2019/cat.jpg", keywords=("pet", "Sea"))
    assert _counts(captions.import_lines([line])) == {"photos": 1, "keywords": 1}
    assert [k.word for k in catalog.keywords.of(photos)[photos[0]]] == ["Sea"]
    captions.import_lines([line], replace=True)
    assert [k.word for k in catalog.keywords.of(photos)[photos[0]]] == ["pet", "Sea"]


def test_photos_are_found_by_name_where_they_have_moved(
    captions: Captions, catalog: Catalog, photos: list[int]
) -> None:
    add(catalog, file("copy/sea.jpg", "sea.jpg"))  # the same photo once more
    named = {
        "old/SEA.JPG": 2, "C:\\photos\\2020\\cat.jpg": 1, "/elsewhere/2019/cat.jpg": 0,
        "cat.jpg": None, "old/cat.jpg": None, "dog.jpg": None, "\0": None,
    }  # fmt: skip
    lines = [CaptionLine(Path("/lists", name), (name,)) for name in named]
    wanted = [None if at is None else photos[at] for at in named.values()]
    assert captions.photos_of(lines) == wanted
    report = captions.import_lines(lines)
    assert (report.photos, len(report.ambiguous), len(report.missing)) == (3, 2, 2)


def test_a_list_is_found_beside_its_photos_through_a_link(
    captions: Captions, catalog: Catalog, tmp_path: Path
) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    ids = add(catalog, "a.jpg", file("x/a.jpg", "other"), root=tmp_path / "real")
    assert captions.photos_of([CaptionLine(tmp_path / "link" / "a.jpg", ("a",))]) == ids[:1]


def test_an_export_into_texts_comes_back_by_names(
    captions: Captions, catalog: Catalog, changes: Changes, photos: list[int], tmp_path: Path
) -> None:
    said = {"2019/cat.jpg": "one", "2020/cat.jpg": "two", "sea.jpg": "the sea"}
    captions.import_lines([_line(name, text, f"{text}!") for name, text in said.items()])
    before = captions.captioned()
    assert captions.export(tmp_path, "txt") == 3
    changes.undo()
    report = captions.import_file(tmp_path)
    assert (report.photos, report.captions) == (3, 6)
    assert captions.captioned() == before
