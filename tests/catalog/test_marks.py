"""What people say of photos goes before what files say, and comes off again without a trace."""

import pytest

from photoapp.catalog import Catalog, Keyword, PendingMetadata, PhotoMetadata
from photoapp.catalog.person_keywords import GIVEN, REMOVED
from tests.catalog.records import add


@pytest.fixture
def photo_ids(catalog: Catalog) -> list[int]:
    """Three photos; the file of the first says much, that of the second rejects it."""
    ids = add(catalog, "a.jpg", "b.jpg", "c.jpg")
    said = PhotoMetadata(rating=3, caption="a cat", keywords=("cat", "Beach"))
    files = [said, PhotoMetadata(rating=-1), PhotoMetadata()]
    catalog.metadata.record(list(zip(catalog.metadata.pending(0, 9), files, strict=True)))
    return ids


def _words(catalog: Catalog, photo_id: int) -> list[tuple[str, str]]:
    return [(k.word, k.origin) for k in catalog.keywords.of([photo_id]).get(photo_id, ())]


def _rows(catalog: Catalog) -> int:
    query = "SELECT (SELECT count(*) FROM mark) + (SELECT count(*) FROM person_keyword)"
    return int(catalog.database.connection().execute(query).fetchone()[0])


def test_a_file_s_word_holds_until_a_person_says_otherwise(
    catalog: Catalog, photo_ids: list[int]
) -> None:
    first, second, third = photo_ids
    before = catalog.marks.of(photo_ids)
    assert (before[first].rating, before[first].caption) == (3, "a cat")
    assert (before[second].rating, before[second].flag) == (0, "reject")
    assert before[third].by_person == frozenset()
    assert catalog.marks.say("rating", photo_ids, 0) == {first: None}
    assert catalog.marks.say("caption", [first], "") == {first: None}
    said = catalog.marks.of([first])[first]
    assert (said.rating, said.caption, said.by_person) == (0, "", {"rating", "caption"})


def test_what_is_put_back_leaves_nothing_behind(catalog: Catalog, photo_ids: list[int]) -> None:
    before = catalog.marks.of(photo_ids)
    first = catalog.marks.say("rating", photo_ids, 5)
    assert first == dict.fromkeys(photo_ids)
    second = catalog.marks.say("rating", photo_ids[:2], 1)
    assert catalog.marks.put("rating", second) == dict.fromkeys(photo_ids[:2], 1)
    assert {m.rating for m in catalog.marks.of(photo_ids).values()} == {5}
    catalog.marks.put("rating", first)
    assert catalog.marks.of(photo_ids) == before
    assert _rows(catalog) == 0


def test_taking_one_word_back_keeps_the_others(catalog: Catalog, photo_ids: list[int]) -> None:
    catalog.marks.say("color", photo_ids, "red")
    catalog.marks.put("flag", catalog.marks.say("flag", photo_ids, "pick"))
    assert {(m.color, m.by_person) for m in catalog.marks.of(photo_ids).values()} == {
        ("red", frozenset(["color"]))
    }


def test_photos_that_are_not_known_are_passed_over(catalog: Catalog, photo_ids: list[int]) -> None:
    assert catalog.marks.put("rating", {photo_ids[0]: 1, 999: 1}) == {photo_ids[0]: None}
    assert catalog.keywords.give([999], ["cat"]) == {}
    assert catalog.marks.of([999]) == {}


def test_many_photos_are_one_statement_s_worth(catalog: Catalog) -> None:
    ids = add(catalog, *(f"{n}.jpg" for n in range(3000)))
    assert len(catalog.marks.say("rating", ids, 4)) == len(ids)
    assert len(catalog.keywords.give(ids, ["sea", "sun"])) == 2 * len(ids)


def test_keywords_are_given_once_whatever_their_case(
    catalog: Catalog, photo_ids: list[int]
) -> None:
    first, second, _ = photo_ids
    before = catalog.keywords.give(photo_ids[:2], ["CAT", "Sea", "sea"])
    assert before == {(second, "CAT"): None, (first, "Sea"): None, (second, "Sea"): None}
    assert _words(catalog, first) == [("Beach", "file"), ("cat", "file"), ("Sea", "person")]
    assert catalog.keywords.give([first], ["SEA", "beach"]) == {}
    catalog.keywords.put(before)
    assert _rows(catalog) == 0


def test_a_file_s_keyword_is_taken_away_and_given_back(
    catalog: Catalog, photo_ids: list[int]
) -> None:
    first = photo_ids[0]
    before = catalog.keywords.take(photo_ids, ["CAT", "nothing"])
    assert before == {(first, "cat"): None}
    assert _words(catalog, first) == [("Beach", "file")]
    assert catalog.keywords.give([first], ["Cat"]) == {(first, "cat"): REMOVED}
    assert Keyword("cat", "file") in catalog.keywords.of([first])[first]
    assert _rows(catalog) == 0


def test_a_person_s_keyword_is_taken_away_without_a_trace(
    catalog: Catalog, photo_ids: list[int]
) -> None:
    catalog.keywords.give(photo_ids, ["Äpfel"])
    before = catalog.keywords.take(photo_ids, ["äpfel"])
    assert before == {(photo_id, "Äpfel"): GIVEN for photo_id in photo_ids}
    assert _rows(catalog) == 0
    catalog.keywords.put(before)
    assert _words(catalog, photo_ids[2]) == [("Äpfel", "person")]


def test_a_word_is_spelled_as_the_library_spells_it(catalog: Catalog, photo_ids: list[int]) -> None:
    assert [catalog.keywords.spelled(w) for w in ("beach", "CAT", "new")] == ["Beach", "cat", "new"]
    catalog.keywords.put({(photo_ids[2], "beach"): GIVEN})
    assert [catalog.keywords.spelled(word) for word in ("beach", "Beach")] == ["beach", "Beach"]


def test_the_file_s_next_word_does_not_undo_a_person_s(
    catalog: Catalog, photo_ids: list[int]
) -> None:
    first = photo_ids[0]
    catalog.marks.say("rating", [first], 5)
    catalog.keywords.take([first], ["cat"])
    [pending, *_] = _all_pending_again(catalog)
    catalog.metadata.record([(pending, PhotoMetadata(rating=1, keywords=("CAT", "sofa")))])
    assert catalog.marks.of([first])[first].rating == 5
    assert _words(catalog, first) == [("sofa", "file")]


def _all_pending_again(catalog: Catalog) -> list[PendingMetadata]:
    with catalog.database.transaction() as connection:
        connection.execute("DELETE FROM metadata")
    return catalog.metadata.pending(0, 9)
