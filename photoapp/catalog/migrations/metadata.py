"""Metadata, companions of photos, and what cannot be listed."""

from photoapp.catalog.migrations.step import Migration

METADATA = Migration(
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
)
