"""What waits to be written, what was, and for how long it can be taken back."""

import time
from pathlib import Path

import pytest

from photoapp.catalog import Catalog, PhotoMetadata
from photoapp.catalog.write_back import WriteBackTable
from photoapp.catalog.writings import Writings, WrittenChange
from photoapp.catalog.written_notes import Notes, WrittenField, WrittenWord
from tests.catalog.records import add

_NOTES = Notes(
    (WrittenWord("Katze", True, ("Tiere", "Katze")),), (WrittenField("rating", "", "4"),)
)


@pytest.fixture
def photo_id(catalog: Catalog) -> int:
    [photo_id] = add(catalog, "a.jpg")
    [pending] = catalog.metadata.pending(0, 1)
    catalog.metadata.record([(pending, PhotoMetadata(keywords=("Foreign",)))])
    return photo_id


@pytest.fixture
def table(catalog: Catalog) -> WriteBackTable:
    return catalog.write_back


@pytest.fixture
def writings(catalog: Catalog) -> Writings:
    return catalog.writings


def _change(photo_id: int, edits: bytes = b"edits", sidecar: Path | None = None) -> WrittenChange:
    return WrittenChange(0, photo_id, sidecar, (1,), b"before", b"after", edits, _NOTES)


def _write(writings: Writings, photo_id: int, edits: bytes = b"edits") -> int:
    number = writings.plan(writings.begin(), _change(photo_id, edits))
    writings.finish(number)
    return number


def test_who_says_something_is_noted_and_settled(
    catalog: Catalog, table: WriteBackTable, photo_id: int
) -> None:
    assert table.stale() == []
    catalog.marks.say("rating", [photo_id], 4)
    assert table.stale() == [photo_id]
    seen = table.of([photo_id])
    assert (seen[photo_id].rating, seen[photo_id].file_words) == (4, ("Foreign",))
    catalog.keywords.give([photo_id], ["Katze"])
    table.settle(seen.values())
    assert table.stale() == [photo_id]  # something else is said by now
    table.settle(table.of([photo_id]).values())
    assert table.stale() == []


def test_a_reason_is_as_old_as_it_is(
    catalog: Catalog, table: WriteBackTable, photo_id: int
) -> None:
    catalog.marks.say("rating", [photo_id], 4)
    content_hash = table.of([photo_id])[photo_id].content_hash
    table.wait(photo_id, "No room.", "files", content_hash, lasting=False)
    [first] = table.waiting()
    table.wait(photo_id, "No room.", "files", content_hash, lasting=False)
    assert table.waiting() == [first]
    assert table.hopeless("files") == set()
    table.wait(photo_id, "It is raw.", "files", content_hash, lasting=True)
    assert (table.hopeless("files"), table.hopeless("sidecars")) == ({photo_id}, set())
    table.wait(photo_id, "It is raw.", "files", b"older", lasting=True)
    assert table.hopeless("files") == set()


def test_what_was_written_is_kept_for_taking_it_back(
    table: WriteBackTable, writings: Writings, photo_id: int, tmp_path: Path
) -> None:
    sidecar = tmp_path / "a\udcff.xmp"  # not every name is Unicode
    number = writings.plan(writings.begin(), _change(photo_id, sidecar=sidecar))
    [planned] = writings.unfinished()
    assert (planned.id, planned.sidecar, planned.notes) == (number, sidecar, _NOTES)
    assert (writings.last(), table.of([photo_id])[photo_id].notes) == ([], Notes())
    writings.finish(number, [7])
    [done] = writings.last()
    assert (done.file_ids, done.noted, writings.unfinished()) == ((7,), Notes(), [])
    assert table.of([photo_id])[photo_id].notes == _NOTES
    second = _write(writings, photo_id)
    assert [change.id for change in writings.changes_of([photo_id])] == [second, number]
    writings.drop([second])
    assert [change.id for change in writings.last()] == [number]


def test_the_oldest_is_forgotten_first(writings: Writings, photo_id: int) -> None:
    numbers = [_write(writings, photo_id, b"x" * 10) for _ in range(4)]
    writings.forget(0.0, 25)
    assert [change.id for change in writings.changes_of([photo_id])] == [numbers[3], numbers[2]]
    writings.forget(time.time() + 1, 1000)
    assert writings.last() == []
