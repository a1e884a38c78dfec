"""What must hold of a catalogue is checked, and mended where nothing can be lost."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from photoapp.catalog import Catalog
from photoapp.catalog.browsing import gather
from photoapp.catalog.invariants import find_faults, mend_faults
from tests.catalog.damaging import PHOTOS, count, make_catalog
from tests.catalog.records import model, pending_ids


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_catalog(tmp_path / "catalog.sqlite")


def break_with(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("PRAGMA writable_schema = ON")
        for statement in statements:
            connection.execute(statement)


def told(path: Path) -> str:
    return "; ".join(fault.what for fault in find_faults(path))


def test_a_whole_catalogue_has_no_faults(path: Path) -> None:
    assert find_faults(path) == []
    mend_faults(path)
    assert find_faults(path) == []
    assert (count(path), count(path, "vector"), count(path, "file")) == (PHOTOS,) * 3


def test_a_new_catalogue_and_an_old_one_have_none(tmp_path: Path) -> None:
    new = tmp_path / "new.sqlite"
    Catalog(new).close()
    assert find_faults(new) == []
    empty = tmp_path / "empty.sqlite"
    empty.write_bytes(b"")
    assert find_faults(empty) == []


@pytest.mark.parametrize(
    ("statement", "what", "pending"),
    [
        ("DELETE FROM feature WHERE sequence <= 3", "3 vectors are incomplete", 3),
        ("UPDATE vector SET vector = x'00' WHERE sequence = 7", "1 vectors are incomplete", 1),
        ("UPDATE vector SET vector = x'' WHERE sequence = 7", "1 vectors are incomplete", 1),
        ("UPDATE feature SET feature = zeroblob(514) WHERE sequence = 7", "1 vectors are", 1),
    ],
)
def test_vectors_that_are_incomplete_are_made_again(
    path: Path, statement: str, what: str, pending: int
) -> None:
    break_with(path, statement)
    assert what in told(path)
    mend_faults(path)
    assert find_faults(path) == []
    with closing(Catalog(path)) as catalog:
        assert len(pending_ids(catalog, model(catalog))) == pending
        assert catalog.vectors.last_sequence() == PHOTOS  # their numbers are not given again


def test_a_file_of_nothing_is_forgotten(path: Path) -> None:
    break_with(path, "UPDATE file SET photo_id = NULL WHERE id <= 2")
    assert "2 files have neither a photo nor a reason" in told(path)
    mend_faults(path)
    assert find_faults(path) == []
    assert (count(path, "file"), count(path)) == (PHOTOS - 2, PHOTOS)


def test_a_photo_without_files_and_a_file_with_a_problem_are_allowed(path: Path) -> None:
    break_with(
        path,
        "DELETE FROM file WHERE id = 1",
        "UPDATE file SET photo_id = NULL, problem = 'no', problem_kind = 'x' WHERE id = 2",
    )
    assert find_faults(path) == []


def test_what_people_said_of_a_lost_photo_is_removed(path: Path) -> None:
    with closing(Catalog(path)) as catalog:
        catalog.marks.say("rating", [5, 6], 3)
        catalog.keywords.give([5, 6], ["cat"])
        catalog.albums.add(catalog.albums.create("Best"), [5, 6])
    break_with(
        path,
        "INSERT INTO succession (photo_id, before_id) VALUES (6, 5)",
        "DELETE FROM photo WHERE id = 5",
    )
    assert "album_photo" in told(path)
    mend_faults(path)
    assert find_faults(path) == []
    assert (count(path, "mark"), count(path, "person_keyword"), count(path, "album")) == (1, 1, 1)
    assert (count(path, "album_photo"), count(path, "succession")) == (1, 0)


def test_what_belongs_to_a_lost_photo_is_removed(path: Path) -> None:
    break_with(path, "DELETE FROM photo WHERE id = 5")
    assert "belong to something that is not there" in told(path)
    mend_faults(path)
    assert find_faults(path) == []
    assert (count(path, "file"), count(path, "vector"), count(path, "feature")) == (PHOTOS - 1,) * 3


@pytest.mark.parametrize("state", ["serving", "building"])
def test_one_generation_at_most_serves_or_is_built(path: Path, state: str) -> None:
    with closing(Catalog(path)) as catalog:
        other, third = model(catalog, "other"), model(catalog, "third")
    break_with(
        path,
        "DROP INDEX one_serves",
        "DROP INDEX one_is_built",
        f"INSERT INTO generation VALUES ({other}, '{state}', 1), ({third}, '{state}', 2e12)",
    )
    assert f"models too many are {state}" in told(path)
    mend_faults(path)
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT model_id FROM generation WHERE state = ?"
        assert connection.execute(query, (state,)).fetchall() == [(third,)]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM sqlite_sequence",
        "UPDATE sqlite_sequence SET seq = 3 WHERE name = 'vector'",
    ],
)
def test_numbers_of_vectors_are_never_given_again(path: Path, statement: str) -> None:
    break_with(path, statement)
    assert "count of vectors" in told(path)
    mend_faults(path)
    assert find_faults(path) == []
    with closing(Catalog(path)) as catalog:
        assert catalog.vectors.last_sequence() == PHOTOS


def test_a_damaged_index_is_built_anew(path: Path) -> None:
    # Another definition for the same pages: the rows are in an order that is not the index's.
    break_with(
        path,
        "UPDATE sqlite_schema SET sql = 'CREATE INDEX file_photo ON file (byte_size)'"
        " WHERE name = 'file_photo'",
    )
    faults = find_faults(path)
    assert [fault.mending for fault in faults] == ["build its indexes anew"]
    mend_faults(path)
    assert find_faults(path) == []


@pytest.mark.parametrize("share", [0.2, 0.25, 0.33, 0.4, 0.5, 0.7])
def test_damage_of_tables_is_not_mended(path: Path, share: float) -> None:
    content = bytearray(path.read_bytes())
    start, length = round(share * len(content)), len(content) // 6
    content[start : start + length] = b"\xff" * length
    path.write_bytes(content)
    assert [fault.mending for fault in find_faults(path)] == [None]


def test_photos_that_are_not_shown_are_gathered_again(path: Path) -> None:
    with closing(Catalog(path)) as catalog:
        gather(catalog.database, "shown")
    assert find_faults(path) == []
    break_with(path, "DELETE FROM shown WHERE photo_id = 3")
    assert "1 photos are not shown" in told(path)
    mend_faults(path)
    assert find_faults(path) == []
    with closing(Catalog(path)) as catalog:
        gather(catalog.database, "shown")
        assert (
            catalog.database.connection()
            .execute("SELECT 1 FROM shown WHERE photo_id = 3")
            .fetchone()
        )
