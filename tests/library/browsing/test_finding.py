"""Queries find photos: by likelihood, by what is known of them, in the order that was asked for."""

import pytest

from photoapp.errors import AlbumError
from photoapp.library.browsing import Section
from photoapp.library.browsing.candidates import MOST_RANKED
from photoapp.search.query_text import parse
from tests.catalog.records import ROOT, add, embedded, file
from tests.library.browsing.shelf import Shelf


def test_without_words_all_are_shown_the_newest_first(shelf: Shelf) -> None:
    ids = [shelf.put(f"{year}.jpg", taken=f"{year}-05-01") for year in (2001, 2003, 2002)]
    found = shelf.browsing.find(parse(""))
    assert found.photo_ids == (ids[1], ids[2], ids[0])
    assert (found.scores, found.likely, found.unseen) == ((), 3, 0)
    assert shelf.find("sort:oldest") == [ids[0], ids[2], ids[1]]
    assert shelf.find("sort:name") == [ids[0], ids[2], ids[1]]
    add(shelf.catalog, "new.jpg")
    assert shelf.browsing.find(parse("")).unseen == 1


def test_by_relevance_the_unlikely_come_last_and_end(shelf: Shelf) -> None:
    ids = [shelf.put(f"{i}.jpg") for i in range(80)]
    shelf.searcher.chances["dog"] = dict(zip(ids, [0.9, 0.6, 0.1, *[0.01] * 77], strict=True))
    found = shelf.browsing.find(parse("dog"), "day")
    assert found.photo_ids[:3] == tuple(ids[:3])
    assert found.scores[:3] == pytest.approx((0.9, 0.6, 0.1))
    assert (found.likely, len(found.photo_ids)) == (2, 60)
    assert (found.grouping, found.sections) == ("none", ())
    shelf.searcher.chances["dog"] = dict.fromkeys(ids, 0.7)
    found = shelf.browsing.find(parse("dog"))
    assert (found.likely, len(found.photo_ids)) == (80, 80)


def test_in_another_order_only_the_likely_are_shown(shelf: Shelf) -> None:
    old, new, unlikely = (
        shelf.put(f"{y}.jpg", taken=f"{y}-01-01", rating=r)
        for y, r in ((2001, 5), (2003, 1), (2002, 3))
    )
    shelf.searcher.chances["dog"] = {old: 0.9, new: 0.8, unlikely: 0.2}
    found = shelf.browsing.find(parse("dog sort:newest"), "year")
    assert found.photo_ids == (new, old)
    assert found.scores == pytest.approx((0.8, 0.9))
    assert found.sections == (Section(0, "2003"), Section(1, "2001"))
    assert shelf.find("dog sort:rating") == [old, new]


def test_words_and_filters_hold_together(shelf: Shelf) -> None:
    good, bad = shelf.put("a.jpg", rating=5), shelf.put("b.jpg")
    shelf.searcher.chances["dog"] = {bad: 0.9, good: 0.8}
    assert shelf.find("dog") == [bad, good]
    assert shelf.find("dog rating:4") == [good]
    assert shelf.find("dog rating:4 is:reject") == []


def test_what_is_left_out_needs_no_words_beside_it(shelf: Shelf) -> None:
    dog, cat = shelf.put("a.jpg", rating=5), shelf.put("b.jpg", rating=5)
    shelf.searcher.chances["dog"] = {dog: 0.8, cat: 0.01}
    assert shelf.find("rating:4 -dog") == [cat]
    assert shelf.find("rating:4 -zebra") == [dog, cat]


def test_photos_whose_own_words_say_it_come_first(shelf: Shelf) -> None:
    looks_so = shelf.put("a.jpg")
    says_so = shelf.put("b.jpg", keywords=("Anna",), city="Lisbon")
    shelf.searcher.chances["Anna in Lisbon"] = {looks_so: 0.8, says_so: 0.1}
    found = shelf.browsing.find(parse("Anna in Lisbon"))
    assert found.photo_ids == (says_so, looks_so)
    assert found.scores == pytest.approx((0.91, 0.8))
    assert found.likely == 2
    assert shelf.find("Anna in Lisbon is:pick") == []
    why = shelf.browsing.why(says_so, parse("Anna in Lisbon"))
    assert why.chance == pytest.approx(0.91)
    assert why.words == {"keywords": ("Anna",), "place": ("Lisbon",)}
    captioned = shelf.put("c.jpg", keywords=("in the shade",))
    assert shelf.browsing.why(captioned, parse("Anna in the shade")).words == {
        "keywords": ("shade",)
    }
    why = shelf.browsing.why(looks_so, parse("Anna in Lisbon"))
    assert (why.chance, why.words) == (pytest.approx(0.8), {})
    assert shelf.browsing.why(says_so, parse("place:Lisbon")).chance is None


def test_no_more_are_ranked_than_can_be_shown(shelf: Shelf) -> None:
    shelf.searcher.chances["dog"] = dict.fromkeys(range(1, 3 * MOST_RANKED), 0.9)
    assert len(shelf.find("dog")) == MOST_RANKED


def test_sections_of_time(shelf: Shelf) -> None:
    for number, taken in enumerate(
        ("2020-05-01T23:59:59.9", "2020-05-02", "2020-06-01", "2021-06-01", "2021-06-01T12:00:00")
    ):
        shelf.put(f"{number}.jpg", taken=taken)
    sections = {
        grouping: [(s.first, s.key) for s in shelf.browsing.find(parse(""), grouping).sections]
        for grouping in ("none", "day", "month", "year")
    }
    assert sections == {
        "none": [],
        "day": [(0, "2021-06-01"), (2, "2020-06-01"), (3, "2020-05-02"), (4, "2020-05-01")],
        "month": [(0, "2021-06"), (2, "2020-06"), (3, "2020-05")],
        "year": [(0, "2021"), (2, "2020")],
    }
    assert shelf.browsing.find(parse("tag:none"), "day").sections == ()


def test_sections_of_folders_show_a_photo_with_copies_once(shelf: Shelf) -> None:
    b = shelf.put("b/1.jpg", taken="2020-01-01")
    new = shelf.put("a/2.jpg", taken="2021-01-01")
    old = shelf.put("a/3.jpg", taken="2019-01-01")
    add(shelf.catalog, file("a/copy.jpg", "b/1.jpg"), file("c/copy.jpg", "b/1.jpg"))
    found = shelf.browsing.find(parse(""), "folder")
    assert found.photo_ids == (new, b, old)
    assert found.sections == (Section(0, str(ROOT / "a")),)
    found = shelf.browsing.find(parse(f"folder:{ROOT / 'c'}"), "folder")
    assert (found.photo_ids, found.sections) == ((b,), (Section(0, str(ROOT / "c")),))


def test_a_smart_album_is_what_its_query_finds(shelf: Shelf) -> None:
    best, good = shelf.put("a.jpg", rating=5), shelf.put("b.jpg", rating=4)
    albums = shelf.catalog.albums
    albums.create("Good", "rating:4")
    albums.create("Good dogs", "dog album:Good")
    shelf.searcher.chances["dog"] = {best: 0.2, good: 0.8}
    assert sorted(shelf.find("album:good")) == [best, good]
    assert shelf.find("album:good rating:5") == [best]
    assert shelf.find('album:"good dogs"') == [good]
    serving = shelf.catalog.vectors.model_id("tiny", 2, 4)
    shelf.catalog.generations.serve(serving)
    beach = shelf.catalog.labels.create("beach")
    shelf.catalog.suggestions.replace(serving, beach, {good: 0.9})
    albums.create("At the beach", "label:beach")
    albums.create("To review", "is:suggested album:good")
    assert shelf.find('album:"at the beach"') == shelf.find('album:"to review"') == [good]
    shelf.catalog.keywords.give([good], ["beach"])
    assert shelf.find('album:"at the beach"') == [good]
    assert shelf.find('album:"to review"') == []


def test_a_smart_album_that_is_found_by_way_of_itself_is_refused(shelf: Shelf) -> None:
    shelf.catalog.albums.create("A", "album:B")
    shelf.catalog.albums.create("B", "rating:3 album:A")
    with pytest.raises(AlbumError, match="by way of itself"):
        shelf.find("album:A")
    with pytest.raises(AlbumError, match="no album “C”"):
        shelf.find("album:C")


def test_answers_come_with_paths_and_scores(shelf: Shelf) -> None:
    old, new = shelf.put("old.jpg", taken="2001-01-01"), shelf.put("new.jpg", taken="2002-01-01")
    shelf.searcher.chances["dog"] = {old: 0.8, new: 0.6}
    answers = shelf.browsing.answers(parse("dog"), 1)
    assert [(a.photo.path, a.rank) for a in answers] == [(ROOT / "old.jpg", 1)]
    assert (answers[0].score, answers[0].chance) == (pytest.approx(0.2), pytest.approx(0.8))
    answers = shelf.browsing.answers(parse("dog sort:newest"), 2)
    assert [(a.photo.id, a.rank) for a in answers] == [(new, 1), (old, 2)]
    answers = shelf.browsing.answers(parse("dog sort:newest"), 1)
    assert [a.photo.id for a in answers] == [new]
    answers = shelf.browsing.answers(parse("date:2002"), 9)
    assert [(a.photo.id, a.score, a.chance) for a in answers] == [(new, None, None)]


def test_photos_are_found_as_they_come(shelf: Shelf) -> None:
    assert shelf.find("") == []
    [photo_id] = add(shelf.catalog, "a.jpg")
    assert shelf.find("") == []
    shelf.catalog.photos.record_embedded(1, [embedded(photo_id)])
    assert shelf.find("") == [photo_id]


def test_all_that_shows_what_is_left_out_goes_however_much_that_is(shelf: Shelf) -> None:
    ids = [shelf.put(f"{i}.jpg") for i in range(5)]
    shelf.searcher.chances["dog"] = dict(zip(ids, [0.9, 0.9, 0.9, 0.9, 0.1], strict=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("photoapp.library.browsing.candidates.MOST_RANKED", 2)
        assert shelf.find("-dog") == ids[4:]
