"""What people decide of a word, and what had been suggested to them."""

import pytest

from photoapp.catalog import Catalog, Keyword, PhotoMetadata, SaidKeyword
from photoapp.catalog.person_keywords import GIVEN, REMOVED
from photoapp.catalog.written_notes import Notes, WrittenWord, put_notes
from tests.catalog.records import add


@pytest.fixture
def photo_ids(catalog: Catalog) -> list[int]:
    """Three photos; the file of the first says it is a dog."""
    ids = add(catalog, "a.jpg", "b.jpg", "c.jpg")
    files = [PhotoMetadata(keywords=("Dog",)), PhotoMetadata(), PhotoMetadata()]
    catalog.metadata.record(list(zip(catalog.metadata.pending(0, 9), files, strict=True)))
    return ids


def _rows(catalog: Catalog) -> list[tuple[object, ...]]:
    query = "SELECT * FROM person_keyword ORDER BY photo_id, word"
    return [tuple(row) for row in catalog.database.connection().execute(query)]


def _words(catalog: Catalog, photo_id: int) -> list[str]:
    return [keyword.word for keyword in catalog.keywords.of([photo_id]).get(photo_id, ())]


def test_a_word_is_ruled_out_where_no_file_says_it(catalog: Catalog, photo_ids: list[int]) -> None:
    first, second, third = photo_ids
    catalog.keywords.give([third], ["dog"])
    before = catalog.keywords.reject(photo_ids, "DOG", {second: ("tiny", 0.7)})
    assert before == {(first, "Dog"): None, (second, "DOG"): None, (third, "dog"): GIVEN}
    assert [_words(catalog, photo_id) for photo_id in photo_ids] == [[], [], []]
    assert catalog.keywords.reject(photo_ids, "dog", {second: ("other", 0.1)}) == {}
    undone = catalog.keywords.put(before)
    assert undone == {
        (first, "Dog"): REMOVED,
        (second, "DOG"): SaidKeyword(removed=True, model="tiny", chance=0.7),
        (third, "dog"): REMOVED,
    }
    assert [_words(catalog, photo_id) for photo_id in photo_ids] == [["Dog"], [], ["dog"]]


def test_undo_brings_back_who_said_so_and_when(catalog: Catalog, photo_ids: list[int]) -> None:
    first, second, third = photo_ids
    suggested = {second: ("tiny", 0.7), third: ("tiny", 0.9)}
    assert catalog.keywords.accept(photo_ids, "dog", suggested) == {
        (second, "dog"): None,
        (third, "dog"): None,
    }
    assert catalog.keywords.of([first])[first] == (Keyword("Dog", "file"),)
    [keyword] = catalog.keywords.of([third])[third]
    assert (keyword.model, keyword.chance, keyword.said_at is None) == ("tiny", 0.9, False)
    rows = _rows(catalog)
    for change in (
        lambda: catalog.keywords.reject(photo_ids, "dog", {}),
        lambda: catalog.keywords.forget(photo_ids, "dog"),
        lambda: catalog.keywords.take(photo_ids, ["dog"]),
        lambda: catalog.keywords.rename("dog", "hound"),
    ):
        before = change()
        changed = _rows(catalog)
        assert changed != rows
        again = catalog.keywords.put(before)
        assert _rows(catalog) == rows
        catalog.keywords.put(again)
        assert _rows(catalog) == changed
        catalog.keywords.put(before)


def test_what_is_forgotten_is_undecided_and_files_speak_again(
    catalog: Catalog, photo_ids: list[int]
) -> None:
    catalog.keywords.reject(photo_ids, "dog", {})
    catalog.keywords.forget(photo_ids, "DOG")
    assert (_rows(catalog), _words(catalog, photo_ids[0])) == ([], ["Dog"])
    assert catalog.keywords.forget(photo_ids, "dog") == {}


def test_what_was_ruled_out_can_be_given(catalog: Catalog, photo_ids: list[int]) -> None:
    catalog.keywords.reject(photo_ids, "dog", {})
    catalog.keywords.give(photo_ids[:2], ["dog"])
    assert [_words(catalog, photo_id) for photo_id in photo_ids] == [["Dog"], ["dog"], []]
    assert catalog.keywords.take([photo_ids[2]], ["dog"]) == {}  # it is ruled out already


def test_case_tells_no_words_apart_in_any_script(catalog: Catalog, photo_ids: list[int]) -> None:
    first, second, _ = photo_ids
    catalog.keywords.give(photo_ids, ["Äpfel", "Cafe\u0301"])
    assert catalog.keywords.give(photo_ids, ["äpfel", "CAFÉ"]) == {}
    assert [catalog.keywords.spelled(w) for w in ("äpfel", "café")] == ["Äpfel", "Cafe\u0301"]
    catalog.keywords.reject([first], "äpfel", {})
    before = catalog.keywords.put({(second, "äPFEL"): GIVEN})
    assert before == {(second, "Äpfel"): GIVEN}
    assert [len(catalog.keywords.of([photo])[photo]) for photo in photo_ids] == [2, 2, 2]
    catalog.keywords.put(before)
    assert "Äpfel" in _words(catalog, second)


def test_a_word_is_spelled_as_a_label_is(catalog: Catalog) -> None:
    for name in ("New York", "Öl"):
        catalog.labels.create(name)
    assert [catalog.keywords.spelled(w) for w in ("new york", "öl")] == ["New York", "Öl"]


def test_renaming_a_word_keeps_what_files_say_and_what_was_said_of_the_new_one(
    catalog: Catalog, photo_ids: list[int]
) -> None:
    first, second, third = photo_ids
    catalog.keywords.reject([first, third], "dog", {})
    catalog.keywords.give([second], ["dog"])
    catalog.keywords.give([third], ["hound"])
    before = catalog.keywords.rename("DOG", "Hound")
    assert [_words(catalog, photo_id) for photo_id in photo_ids] == [[], ["Hound"], ["hound"]]
    assert catalog.keywords.give([first], ["hound"])  # it was ruled out
    catalog.keywords.put(before)
    assert _words(catalog, second) == ["dog"]
    catalog.keywords.rename("dog", "DOG")  # as it is written
    assert _words(catalog, second) == ["DOG"]


def test_renaming_a_word_knows_what_photoapp_wrote_from_what_files_say(
    catalog: Catalog, photo_ids: list[int]
) -> None:
    taken_out, written, own = photo_ids
    catalog.keywords.reject([taken_out], "dog", {})
    catalog.keywords.give([written, own], ["dog"])
    with catalog.database.transaction() as connection:
        # As after write-back: one file has lost the word and another gained it. The third's own
        # program wrote it since.
        put_notes(connection, taken_out, Notes((WrittenWord("Dog", given=False),)))
        put_notes(connection, written, Notes((WrittenWord("dog", given=True),)))
        connection.execute("DELETE FROM keyword")
        connection.executemany("INSERT INTO keyword VALUES (?, 'dog')", [(written,), (own,)])
    said = _rows(catalog)
    before = catalog.keywords.rename("dog", "hound")
    assert [_words(catalog, i) for i in photo_ids] == [[], ["hound"], ["dog", "hound"]]
    catalog.keywords.put(before)
    assert _rows(catalog) == said
    assert [_words(catalog, i) for i in photo_ids] == [[], ["dog"], ["dog"]]
