"""Photos, files and vectors."""

from photoapp.catalog.migrations.step import Migration

PHOTOS = Migration(
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
)
