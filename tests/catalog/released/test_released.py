"""Catalogues of every schema there was are brought to today's, with all that they held."""

import gzip
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from photoapp.catalog import Catalog
from photoapp.catalog.browsing import gather
from photoapp.catalog.health import find_damage
from photoapp.catalog.invariants import find_faults
from photoapp.catalog.migrations import MIGRATIONS
from tests.catalog.released.making import kept, schema
from tests.catalog.released.rows import ROWS

VERSIONS = range(1, len(MIGRATIONS) + 1)
# What is made anew from the other tables, and of which step it is that empties one on purpose.
_WORDS = ("words", "words_stale")
_EMPTIED_BY = {"failure": 3}  # what could not be read may be readable now

Rows = set[tuple[object, ...]]


@pytest.fixture(params=VERSIONS)
def version(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def old(tmp_path: Path, version: int) -> Path:
    """A catalogue as photoapp left it when it knew so many steps."""
    path = tmp_path / "catalog.sqlite"
    path.write_bytes(gzip.decompress(kept(version).read_bytes()))
    return path


def _ask(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def _schema(path: Path) -> list[tuple[object, ...]]:
    return _ask(path, "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")


def _tables(path: Path) -> dict[str, list[str]]:
    """The columns of the tables, without those that SQLite keeps for itself."""
    found = _ask(
        path,
        "SELECT t.name, c.name FROM pragma_table_list AS t, pragma_table_info(t.name) AS c"
        " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' ORDER BY t.name, c.cid",
    )
    tables: dict[str, list[str]] = {}
    for table, column in found:
        tables.setdefault(str(table), []).append(str(column))
    return tables


def _rows(path: Path, table: str, columns: Sequence[str]) -> Rows:
    return set(_ask(path, f"SELECT {', '.join(columns)} FROM {table}"))


def _held(path: Path, version: int) -> dict[str, Rows]:
    tables = {name: columns for name, columns in _tables(path).items() if name not in _WORDS}
    emptied = [name for name, step in _EMPTIED_BY.items() if version < step]
    return {
        name: set() if name in emptied else _rows(path, name, columns)
        for name, columns in tables.items()
    }


def test_the_kept_catalogue_is_of_its_schema_and_has_rows(old: Path, version: int) -> None:
    assert _ask(old, "PRAGMA user_version") == [(version,)]
    held = {name for name, columns in _tables(old).items() if _rows(old, name, columns)}
    gathered = {name for name in _tables(old) if name.startswith("shown")}
    assert set(_tables(old)) - held - gathered - set(_WORDS) == set()


def test_steps_that_were_released_are_never_changed(
    old: Path, version: int, tmp_path: Path
) -> None:
    schema(tmp_path / "now.sqlite", version)
    assert _schema(old) == _schema(tmp_path / "now.sqlite")


def test_all_that_it_held_is_there_in_todays_schema(old: Path, version: int) -> None:
    columns, held = _tables(old), _held(old, version)
    Catalog(old).close()
    assert _ask(old, "PRAGMA user_version") == [(len(MIGRATIONS),)]
    for table, rows in held.items():
        assert rows <= _rows(old, table, columns[table]), table
        if not table.endswith("_stale") and table not in {"migration", "generation"}:
            assert len(rows) == len(_rows(old, table, columns[table])), table


def test_it_looks_as_a_new_one_does_and_is_whole(old: Path, tmp_path: Path) -> None:
    Catalog(old).close()
    schema(tmp_path / "new.sqlite", len(MIGRATIONS))
    assert _schema(old) == _schema(tmp_path / "new.sqlite")
    with closing(Catalog(old)) as catalog:
        gather(catalog.database, "shown")
    assert find_damage(old) is None
    assert find_faults(old) == []
    assert _ask(old, "PRAGMA foreign_key_check") == []


def test_a_copy_of_how_it_was_is_kept(old: Path, version: int) -> None:
    held = _held(old, len(MIGRATIONS))
    Catalog(old).close()
    if version < len(MIGRATIONS):
        copy = old.with_name(f"{old.name}.before-{version + 1}")
        assert _ask(copy, "PRAGMA user_version") == [(version,)]
        assert _held(copy, len(MIGRATIONS)) == held


def test_what_people_said_is_said_still(old: Path, version: int) -> None:
    with closing(Catalog(old)) as catalog:
        assert {1, 2} <= set(catalog.photos.present_ids())
        if version >= 4:
            said = catalog.marks.of([1, 2])
            assert (said[1].rating, said[1].flag, said[1].color) == (5, "pick", "green")
            assert (said[1].caption, said[2].caption) == ("Swans", "Shrek, an orange cat")
            assert [album.name for album in catalog.albums.all()] == ["Best", "Rated"]
            assert catalog.albums.photo_ids(3) == (2, 1)
            assert {each.word for each in catalog.keywords.of([1])[1]} == {"Lake", "summer"}
        if version >= 5:
            assert [label.name for label in catalog.labels.all()] == ["bird", "Möwe"]
        if version >= 8:
            assert catalog.captions.further([2]) == {2: ("Shrek sleeps", "A cat on a sofa")}


def test_there_are_rows_for_every_step() -> None:
    missing = "write rows of the new step into rows.py, then run tests.catalog.released.making"
    assert len(ROWS) == len(MIGRATIONS), missing
