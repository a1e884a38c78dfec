"""A catalogue is brought to the newest schema, or refused, and never lost on the way."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from photoapp.catalog import Catalog, database, migrations
from photoapp.catalog.migrations import MIGRATIONS, Migration
from photoapp.errors import CatalogError
from tests.catalog.records import add, pending_ids
from tests.catalog.records import model as add_model

LATER = Migration("a later step", ("ALTER TABLE photo ADD COLUMN rating INTEGER",))
FAILING = Migration("a bad step", ("CREATE TABLE half (a)", "INSERT INTO nowhere VALUES (1)"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalog.sqlite"


@pytest.fixture
def filled(path: Path) -> Path:
    """A catalogue with one photo."""
    with closing(Catalog(path)) as catalog:
        add(catalog, "a.jpg")
    return path


def _append(monkeypatch: pytest.MonkeyPatch, step: Migration) -> int:
    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, step))
    return len(MIGRATIONS)


def _ask(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def _refusal(path: Path) -> str:
    with pytest.raises(CatalogError) as caught:
        Catalog(path)
    return str(caught.value)


def test_a_new_catalogue_has_the_newest_schema_and_a_record_of_each_step(path: Path) -> None:
    Catalog(path).close()
    assert _ask(path, "PRAGMA user_version") == [(len(MIGRATIONS),)]
    steps = [(number, step.name) for number, step in enumerate(MIGRATIONS, 1)]
    assert _ask(path, "SELECT number, name FROM migration ORDER BY number") == steps


def test_opening_again_changes_and_backs_up_nothing(filled: Path) -> None:
    with closing(Catalog(filled)) as catalog:
        assert len(catalog.photos.present_ids()) == 1
    assert [p.name for p in filled.parent.iterdir()] == [filled.name]


def test_a_catalogue_of_a_newer_photoapp_is_refused_and_left_alone(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = filled.read_bytes()
    refusal = _refusal(filled)
    assert "newer photoapp" in refusal
    assert str(filled) in refusal
    assert filled.read_bytes() == before


def test_a_file_of_garbage_is_refused_with_a_way_out_and_left_alone(path: Path) -> None:
    path.write_bytes(b"garbage " * 1000)
    refusal = _refusal(path)
    assert str(path) in refusal
    assert "move it aside" in refusal
    assert path.read_bytes() == b"garbage " * 1000


def test_a_folder_in_place_of_the_catalogue_is_refused(tmp_path: Path) -> None:
    assert str(tmp_path) in _refusal(tmp_path)


def test_a_catalogue_that_another_program_holds_is_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.01)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "in use by another program" in _refusal(path)


def test_a_later_step_keeps_all_data_and_a_backup_of_how_it_was(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = _append(monkeypatch, LATER)
    with closing(Catalog(filled)) as catalog:
        assert pending_ids(catalog, add_model(catalog))
    assert _ask(filled, "PRAGMA user_version") == [(old + 1,)]
    assert _ask(filled, "SELECT rating FROM photo") == [(None,)]
    backup = filled.with_name(f"{filled.name}.before-{old + 1}")
    assert _ask(backup, "PRAGMA user_version") == [(old,)]
    assert _ask(backup, "SELECT count(*) FROM photo") == [(1,)]


def test_a_step_that_fails_leaves_the_old_version_whole(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = _append(monkeypatch, FAILING)
    assert str(filled) in _refusal(filled)
    assert _ask(filled, "PRAGMA user_version") == [(old,)]
    assert _ask(filled, "SELECT name FROM sqlite_master WHERE name = 'half'") == []
    monkeypatch.undo()
    with closing(Catalog(filled)) as catalog:
        assert len(catalog.photos.present_ids()) == 1


def test_a_step_that_failed_can_be_taken_again(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _append(monkeypatch, FAILING)
    _refusal(filled)
    old = _append(monkeypatch, LATER)
    Catalog(filled).close()
    assert _ask(filled, "PRAGMA user_version") == [(old + 1,)]


def test_several_may_open_a_new_catalogue_at_once(path: Path) -> None:
    errors = _at_once(6, lambda: Catalog(path).close())
    assert errors == []
    assert _ask(path, "SELECT count(*) FROM migration") == [(len(MIGRATIONS),)]


def _at_once(count: int, work: Callable[[], None]) -> list[Exception]:
    together = threading.Barrier(count)
    errors: list[Exception] = []

    def run() -> None:
        together.wait()
        try:
            work()
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def test_several_may_bring_an_old_catalogue_up_at_once(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = _append(monkeypatch, LATER)
    assert _at_once(6, lambda: Catalog(filled).close()) == []
    backup = filled.with_name(f"{filled.name}.before-{old + 1}")
    assert sorted(p.name for p in filled.parent.glob("*.before-*")) == [backup.name]
    assert _ask(backup, "SELECT count(*) FROM photo") == [(1,)]
