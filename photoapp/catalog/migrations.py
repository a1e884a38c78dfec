"""The schema, as numbered steps that are only ever appended."""

import os
import sqlite3
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from photoapp.errors import CatalogError


@dataclass(frozen=True)
class Migration:
    """One step of the schema; its number is its place in ``MIGRATIONS``, counted from 1."""

    name: str
    statements: tuple[str, ...]


def _stale_when(
    table: str,
    change: str,
    *rows: str,
    what: str = "words",
    key: str = "photo_id",
    column: str | None = None,
) -> tuple[str, ...]:
    """Return triggers that note of which photos something is to be gathered anew.

    ``column`` says that only rows matter that have something in it.
    """
    name = f"{table}_{what}_{change.split(maxsplit=1)[0].lower()}"
    return tuple(
        f"CREATE TRIGGER {name}_{row} AFTER {change} ON {table}"
        f" WHEN {row}.{column or key} IS NOT NULL BEGIN"
        f" INSERT OR IGNORE INTO {what}_stale VALUES ({row}.{key}); END"
        for row in rows
    )


MIGRATIONS = (
    Migration(
        "photos, files and vectors",
        (
            """CREATE TABLE migration (
                number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at REAL NOT NULL
            ) STRICT""",
            # Paths are of type ANY: text, or bytes where a name is not UTF-8.
            """CREATE TABLE root (
                id INTEGER PRIMARY KEY, path ANY NOT NULL UNIQUE, added_at REAL NOT NULL,
                offline INTEGER NOT NULL DEFAULT 0
            ) STRICT""",
            # A photo is its content; every copy of it is a file.
            """CREATE TABLE photo (
                id INTEGER PRIMARY KEY, content_hash BLOB NOT NULL UNIQUE,
                byte_size INTEGER NOT NULL, added_at REAL NOT NULL,
                format TEXT, width INTEGER, height INTEGER, damage TEXT
            ) STRICT""",
            """CREATE TABLE file (
                id INTEGER PRIMARY KEY,
                root_id INTEGER NOT NULL REFERENCES root ON DELETE CASCADE,
                path ANY NOT NULL, photo_id INTEGER REFERENCES photo,
                byte_size INTEGER NOT NULL, modified_ns INTEGER NOT NULL, inode INTEGER NOT NULL,
                problem_kind TEXT, problem TEXT, problem_at REAL,
                UNIQUE (root_id, path)
            ) STRICT""",
            "CREATE INDEX file_photo ON file (photo_id)",
            """CREATE TABLE failure (
                photo_id INTEGER PRIMARY KEY REFERENCES photo ON DELETE CASCADE,
                kind TEXT NOT NULL, reason TEXT NOT NULL, failed_at REAL NOT NULL
            ) STRICT""",
            """CREATE TABLE model (
                id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
                dim INTEGER NOT NULL, feature_dim INTEGER NOT NULL
            ) STRICT""",
            # AUTOINCREMENT: sequences are never used again, so an index knows what it lacks.
            """CREATE TABLE vector (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                model_id INTEGER NOT NULL REFERENCES model ON DELETE CASCADE,
                photo_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE,
                vector BLOB NOT NULL, UNIQUE (model_id, photo_id)
            ) STRICT""",
            # Apart from the vectors, so that reading those does not page through these.
            """CREATE TABLE feature (
                sequence INTEGER PRIMARY KEY REFERENCES vector ON DELETE CASCADE,
                feature BLOB NOT NULL
            ) STRICT""",
        ),
    ),
    Migration(
        "generations",
        (
            # All of a model's vectors are a generation: one answers searches, one at most is being
            # made, the others are kept to go back to.
            """CREATE TABLE generation (
                model_id INTEGER PRIMARY KEY REFERENCES model ON DELETE CASCADE,
                state TEXT NOT NULL CHECK (state IN ('serving', 'building', 'kept')),
                changed_at REAL NOT NULL
            ) STRICT""",
            "CREATE UNIQUE INDEX one_serves ON generation (state) WHERE state = 'serving'",
            "CREATE UNIQUE INDEX one_is_built ON generation (state) WHERE state = 'building'",
            "INSERT INTO generation SELECT id, 'kept', unixepoch() FROM model",
        ),
    ),
    Migration(
        "metadata, companions and what cannot be listed",
        (
            # Of the parts of a file that make the picture: it outlives a change of metadata.
            "ALTER TABLE photo ADD COLUMN picture_hash BLOB",
            "CREATE INDEX photo_picture ON photo (picture_hash) WHERE picture_hash IS NOT NULL",
            # When a file was read for its hash: one that was written just then may have been
            # written once more.
            "ALTER TABLE file ADD COLUMN hashed_ns INTEGER NOT NULL DEFAULT 0",
            """CREATE INDEX file_unsettled ON file (root_id, path)
                WHERE (problem IS NOT NULL OR abs(modified_ns - hashed_ns) <= 2000000000)""",
            # What an older photoapp could not read this one may.
            "DELETE FROM failure",
            # What describes the photo from beside it: a JSON list of [name, size, time], or ''.
            "ALTER TABLE file ADD COLUMN sidecars TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE root ADD COLUMN videos INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE root ADD COLUMN live_photos INTEGER NOT NULL DEFAULT 0",
            # Other drives that were met below the root: a JSON list of relative folders.
            "ALTER TABLE root ADD COLUMN mounts TEXT NOT NULL DEFAULT '[]'",
            # How a folder looked when all its files were known: one that looks so is passed over.
            """CREATE TABLE folder (
                root_id INTEGER NOT NULL REFERENCES root ON DELETE CASCADE,
                path ANY NOT NULL, signature BLOB NOT NULL, UNIQUE (root_id, path)
            ) STRICT""",
            "CREATE INDEX file_sidecars ON file (photo_id) WHERE sidecars <> ''",
            """CREATE TABLE unlisted (
                root_id INTEGER NOT NULL REFERENCES root ON DELETE CASCADE,
                path ANY NOT NULL, reason TEXT NOT NULL, since REAL NOT NULL,
                UNIQUE (root_id, path)
            ) STRICT""",
            # What is known of a photo from its files; taken is local time, as ISO 8601 has it.
            # facts is JSON: all that was read, and where from.
            """CREATE TABLE metadata (
                photo_id INTEGER PRIMARY KEY REFERENCES photo ON DELETE CASCADE,
                sidecars TEXT NOT NULL, read_at REAL NOT NULL,
                taken TEXT, offset_minutes INTEGER, latitude REAL, longitude REAL,
                city TEXT, region TEXT, country TEXT, camera TEXT, lens TEXT,
                title TEXT, caption TEXT, rating INTEGER, facts TEXT NOT NULL
            ) STRICT""",
            "CREATE INDEX metadata_taken ON metadata (taken)",
            """CREATE TABLE keyword (
                photo_id INTEGER NOT NULL REFERENCES metadata ON DELETE CASCADE,
                word TEXT NOT NULL, UNIQUE (photo_id, word)
            ) STRICT""",
            "CREATE INDEX keyword_word ON keyword (word)",
        ),
    ),
    Migration(
        "what people say of photos, albums and words",
        (
            # What a person says; NULL where the file's own word holds. Rating 0, flag 'none' and
            # an empty caption are words too: they override the file's.
            """CREATE TABLE mark (
                photo_id INTEGER PRIMARY KEY REFERENCES photo ON DELETE CASCADE,
                rating INTEGER CHECK (rating BETWEEN 0 AND 5),
                flag TEXT CHECK (flag IN ('pick', 'reject', 'none')),
                color TEXT CHECK (color IN ('red', 'yellow', 'green', 'blue', 'purple', 'none')),
                caption TEXT, changed_at REAL NOT NULL
            ) STRICT""",
            # A keyword that a person gave, or took away from what the file says.
            """CREATE TABLE person_keyword (
                photo_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE,
                word TEXT NOT NULL COLLATE NOCASE, removed INTEGER NOT NULL DEFAULT 0,
                changed_at REAL NOT NULL, UNIQUE (photo_id, word)
            ) STRICT""",
            "CREATE INDEX person_keyword_word ON person_keyword (word)",
            # A fixed album holds photos; a smart one holds a query, and its photos answer that.
            # AUTOINCREMENT: one that was deleted can come back under its id.
            """CREATE TABLE album (
                id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE COLLATE NOCASE,
                query TEXT, created_at REAL NOT NULL
            ) STRICT""",
            """CREATE TABLE album_photo (
                album_id INTEGER NOT NULL REFERENCES album ON DELETE CASCADE,
                photo_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE,
                position INTEGER NOT NULL, added_at REAL NOT NULL,
                UNIQUE (album_id, photo_id)
            ) STRICT""",
            "CREATE INDEX album_photo_photo ON album_photo (photo_id)",
            # A file that held one photo holds another now. What people said of the first goes
            # on to the second if that is alike, as it is after an edit; `unlike` says it is not.
            """CREATE TABLE succession (
                photo_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE,
                before_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE,
                unlike INTEGER NOT NULL DEFAULT 0,
                UNIQUE (photo_id, before_id), CHECK (photo_id <> before_id)
            ) STRICT""",
            "CREATE INDEX succession_before ON succession (before_id)",
            "CREATE INDEX succession_open ON succession (photo_id) WHERE NOT unlike",
            "CREATE TABLE search_history (text TEXT PRIMARY KEY, used_at REAL NOT NULL) STRICT",
            # What holds of a photo: a person's word before the file's.
            """CREATE VIEW described AS SELECT photo.id AS photo_id,
                coalesce(mark.rating, max(metadata.rating, 0), 0) AS rating,
                coalesce(mark.flag, CASE WHEN metadata.rating < 0 THEN 'reject' END, 'none')
                    AS flag,
                coalesce(mark.color, 'none') AS color,
                coalesce(mark.caption, metadata.caption, '') AS caption
                FROM photo LEFT JOIN mark ON mark.photo_id = photo.id
                LEFT JOIN metadata ON metadata.photo_id = photo.id""",
            """CREATE VIEW tag AS
                SELECT photo_id, word, 'file' AS origin FROM keyword WHERE NOT EXISTS
                    (SELECT 1 FROM person_keyword AS p
                     WHERE p.photo_id = keyword.photo_id AND p.word = keyword.word)
                UNION ALL
                SELECT photo_id, word, 'person' FROM person_keyword WHERE NOT removed""",
            # Words of a photo, its rowid; brought level with `words_stale` before it is asked.
            """CREATE VIRTUAL TABLE words USING fts5(
                caption, title, keywords, names, place,
                tokenize = "unicode61 remove_diacritics 2"
            )""",
            "CREATE TABLE words_stale (photo_id INTEGER PRIMARY KEY) STRICT",
            "INSERT INTO words_stale SELECT id FROM photo",
            *_stale_when("file", "INSERT", "new"),
            *_stale_when("file", "UPDATE OF photo_id, path", "old", "new"),
            *_stale_when("file", "DELETE", "old"),
            *_stale_when("metadata", "INSERT", "new"),
            *_stale_when("metadata", "DELETE", "old"),
            *_stale_when("mark", "INSERT", "new", column="caption"),
            *_stale_when("mark", "UPDATE OF caption", "new"),
            *_stale_when("mark", "DELETE", "old", column="caption"),
            *_stale_when("person_keyword", "INSERT", "new"),
            *_stale_when("person_keyword", "UPDATE", "new"),
            *_stale_when("person_keyword", "DELETE", "old"),
            """CREATE TRIGGER photo_words_delete AFTER DELETE ON photo BEGIN
                DELETE FROM words WHERE rowid = old.id;
                DELETE FROM words_stale WHERE photo_id = old.id;
                DELETE FROM shown_stale WHERE photo_id = old.id;
            END""",
            # What photos are filtered, sorted and counted by, gathered from all the tables above
            # into narrow ones: of those that have a file, and were decoded or have failed.
            # ``moment`` is when a photo was taken, else its newest file's time: milliseconds of
            # local time since 1970. Brought level with `shown_stale` before it is asked.
            """CREATE TABLE shown (
                photo_id INTEGER PRIMARY KEY REFERENCES photo ON DELETE CASCADE,
                failed INTEGER NOT NULL, moment INTEGER NOT NULL, name TEXT NOT NULL,
                rating INTEGER NOT NULL, flag TEXT NOT NULL, color TEXT NOT NULL,
                tagged INTEGER NOT NULL, camera TEXT, city TEXT, region TEXT, country TEXT
            ) STRICT""",
            "CREATE INDEX shown_moment ON shown (failed, moment)",
            "CREATE INDEX shown_camera ON shown (failed, camera)",
            "CREATE INDEX shown_place ON shown (failed, country, region, city)",
            "CREATE INDEX shown_marks ON shown (failed, rating, flag, color, tagged)",
            # Of every copy of a photo; the folder is relative to the root.
            """CREATE TABLE shown_folder (
                failed INTEGER NOT NULL, root_id INTEGER NOT NULL, folder ANY NOT NULL,
                photo_id INTEGER NOT NULL REFERENCES shown ON DELETE CASCADE,
                PRIMARY KEY (failed, root_id, folder, photo_id)
            ) STRICT, WITHOUT ROWID""",
            "CREATE INDEX shown_folder_photo ON shown_folder (photo_id)",
            """CREATE TABLE shown_keyword (
                failed INTEGER NOT NULL, word TEXT NOT NULL COLLATE NOCASE,
                photo_id INTEGER NOT NULL REFERENCES shown ON DELETE CASCADE,
                PRIMARY KEY (failed, word, photo_id)
            ) STRICT, WITHOUT ROWID""",
            "CREATE INDEX shown_keyword_photo ON shown_keyword (photo_id)",
            "CREATE TABLE shown_stale (photo_id INTEGER PRIMARY KEY) STRICT",
            "INSERT INTO shown_stale SELECT id FROM photo",
            *(
                trigger
                for table, change, *rows in (
                    ("file", "INSERT", "new"),
                    ("file", "UPDATE OF photo_id, path, root_id, modified_ns", "old", "new"),
                    ("file", "DELETE", "old"),
                    ("metadata", "INSERT", "new"),
                    ("metadata", "DELETE", "old"),
                    ("mark", "INSERT", "new"),
                    ("mark", "UPDATE", "new"),
                    ("mark", "DELETE", "old"),
                    ("person_keyword", "INSERT", "new"),
                    ("person_keyword", "UPDATE", "new"),
                    ("person_keyword", "DELETE", "old"),
                    ("failure", "INSERT", "new"),
                    ("failure", "DELETE", "old"),
                )
                for trigger in _stale_when(table, change, *rows, what="shown")
            ),
            *_stale_when("photo", "UPDATE OF width", "new", what="shown", key="id"),
        ),
    ),
)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the catalogue to the newest schema, backing it up before the first change.

    Raises:
        CatalogError: it was written by a newer photoapp.

    """
    version = _version(connection)
    if version > len(MIGRATIONS):
        message = (
            f"The catalogue {path} was written by a newer photoapp (schema {version}, "
            f"this one knows {len(MIGRATIONS)}); update photoapp to open it."
        )
        raise CatalogError(message)
    if 0 < version < len(MIGRATIONS):
        _back_up(connection, path.with_name(f"{path.name}.before-{version + 1}"))
    if version < len(MIGRATIONS):
        _apply_all(connection)


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _apply_all(connection: sqlite3.Connection) -> None:
    """Take all steps that are missing, in one transaction: nobody sees the schema half-way."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Asked again, for another process may have been quicker.
        for number in range(_version(connection) + 1, len(MIGRATIONS) + 1):
            _apply(connection, number, MIGRATIONS[number - 1])
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _apply(connection: sqlite3.Connection, number: int, migration: Migration) -> None:
    for statement in migration.statements:
        connection.execute(statement)
    connection.execute(
        "INSERT INTO migration VALUES (?, ?, ?)", (number, migration.name, time.time())
    )
    connection.execute(f"PRAGMA user_version = {number}")


def _back_up(connection: sqlite3.Connection, target: Path) -> None:
    # Two that open an old catalogue at once both save it.
    part = target.with_name(f"{target.name}.{os.getpid()}-{threading.get_ident()}.part")
    copy = sqlite3.connect(part)
    try:
        connection.backup(copy)
        is_old = _version(copy) < len(MIGRATIONS)  # else the other one was quicker
    finally:
        copy.close()
    if is_old:
        part.replace(target)
    else:
        part.unlink()
