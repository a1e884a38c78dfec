"""What people say of photos, albums, and what photos are found by."""

from photoapp.catalog.migrations.step import Migration, stale_when

MARKS = Migration(
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
        *stale_when("file", "INSERT", "new"),
        *stale_when("file", "UPDATE OF photo_id, path", "old", "new"),
        *stale_when("file", "DELETE", "old"),
        *stale_when("metadata", "INSERT", "new"),
        *stale_when("metadata", "DELETE", "old"),
        *stale_when("mark", "INSERT", "new", column="caption"),
        *stale_when("mark", "UPDATE OF caption", "new"),
        *stale_when("mark", "DELETE", "old", column="caption"),
        *stale_when("person_keyword", "INSERT", "new"),
        *stale_when("person_keyword", "UPDATE", "new"),
        *stale_when("person_keyword", "DELETE", "old"),
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
            for trigger in stale_when(table, change, *rows, what="shown")
        ),
        *stale_when("photo", "UPDATE OF width", "new", what="shown", key="id"),
    ),
)
