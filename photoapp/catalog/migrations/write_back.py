"""What people say that is not in their photos' files yet, and what has been written into them."""

from photoapp.catalog.migrations.step import Migration, stale_when

# What a person takes back of what photoapp wrote holds no longer: the file's own word does, which
# it will be given back. Nobody is to wait for that.
_UNSAID = (
    """CREATE TRIGGER write_back_word_unsaid AFTER DELETE ON person_keyword
        WHEN EXISTS (SELECT 1 FROM written_word AS w
            WHERE w.photo_id = old.photo_id AND w.word = old.word)
        BEGIN
            DELETE FROM keyword WHERE photo_id = old.photo_id AND word = old.word COLLATE NOCASE
                AND EXISTS (SELECT 1 FROM written_word AS w
                    WHERE w.photo_id = old.photo_id AND w.word = old.word AND w.given);
            INSERT OR IGNORE INTO keyword SELECT photo_id, word FROM written_word AS w
                WHERE w.photo_id = old.photo_id AND w.word = old.word AND NOT w.given
                AND EXISTS (SELECT 1 FROM metadata WHERE photo_id = old.photo_id);
        END""",
    """CREATE TRIGGER write_back_rating_unsaid AFTER UPDATE OF rating, flag ON mark
        WHEN (new.rating IS NULL AND old.rating IS NOT NULL)
            OR (new.flag IS NULL AND old.flag IS NOT NULL)
        BEGIN
            UPDATE metadata SET rating = (SELECT CAST(nullif(before, '') AS INTEGER)
                    FROM written_field WHERE photo_id = old.photo_id AND field = 'rating')
                WHERE photo_id = old.photo_id AND EXISTS (SELECT 1 FROM written_field
                    WHERE photo_id = old.photo_id AND field = 'rating');
        END""",
    """CREATE TRIGGER write_back_caption_unsaid AFTER UPDATE OF caption ON mark
        WHEN new.caption IS NULL AND old.caption IS NOT NULL
        BEGIN
            UPDATE metadata SET caption = (SELECT nullif(before, '')
                    FROM written_field WHERE photo_id = old.photo_id AND field = 'caption')
                WHERE photo_id = old.photo_id AND EXISTS (SELECT 1 FROM written_field
                    WHERE photo_id = old.photo_id AND field = 'caption');
        END""",
)

WRITE_BACK = Migration(
    "write-back",
    (
        # Photos of which something was said, or read, since they were written; most of it may be
        # in their files all the same.
        "CREATE TABLE unwritten_stale (photo_id INTEGER PRIMARY KEY) STRICT",
        "INSERT INTO unwritten_stale SELECT photo_id FROM mark UNION"
        " SELECT photo_id FROM person_keyword",
        *(
            trigger
            for table, change, *rows in (
                ("mark", "INSERT", "new"),
                ("mark", "UPDATE OF rating, flag, color, caption", "new"),
                ("mark", "DELETE", "old"),
                ("person_keyword", "INSERT", "new"),
                ("person_keyword", "UPDATE", "new"),
                ("person_keyword", "DELETE", "old"),
            )
            for trigger in stale_when(table, change, *rows, what="unwritten")
        ),
        # Another program may have written the file, or a copy from a backup lie in its place.
        """CREATE TRIGGER metadata_unwritten_insert AFTER INSERT ON metadata
            WHEN EXISTS (SELECT 1 FROM mark WHERE photo_id = new.photo_id)
                OR EXISTS (SELECT 1 FROM person_keyword WHERE photo_id = new.photo_id)
            BEGIN INSERT OR IGNORE INTO unwritten_stale VALUES (new.photo_id); END""",
        """CREATE TRIGGER photo_unwritten_delete AFTER DELETE ON photo BEGIN
                DELETE FROM unwritten_stale WHERE photo_id = old.id; END""",
        # Why one of those could not be written. Of "lasting" reasons it is known that trying again
        # is no use as long as its content and the policy are these.
        """CREATE TABLE unwritten (
                photo_id INTEGER PRIMARY KEY REFERENCES photo ON DELETE CASCADE,
                reason TEXT NOT NULL, lasting INTEGER NOT NULL, content_hash BLOB,
                policy TEXT NOT NULL, since REAL NOT NULL
            ) STRICT""",
        # Keywords that photoapp put into files (`given`), or took out of them; path is the JSON
        # list of the levels of the hierarchy that it wrote, '' for none.
        """CREATE TABLE written_word (
                photo_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE,
                word TEXT NOT NULL COLLATE NOCASE, given INTEGER NOT NULL,
                path TEXT NOT NULL DEFAULT '', UNIQUE (photo_id, word)
            ) STRICT""",
        # What photoapp wrote over, and with what; '' for nothing.
        """CREATE TABLE written_field (
                photo_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE,
                field TEXT NOT NULL CHECK (field IN ('rating', 'label', 'caption')),
                before TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (photo_id, field)
            ) STRICT""",
        # What was written in one go, and can be taken back so.
        """CREATE TABLE writing (
                id INTEGER PRIMARY KEY AUTOINCREMENT, began_at REAL NOT NULL
            ) STRICT""",
        # One file's (sidecar: its path) or all files' of a photo: hashes of the content before
        # and after, and the edits between. notes is JSON: what is to be noted once it is done;
        # noted is JSON: what was noted before, for who takes it back.
        # done is 0 until it is written, 2 once it could not be taken back, 3 while it is.
        """CREATE TABLE written (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                writing_id INTEGER NOT NULL REFERENCES writing ON DELETE CASCADE,
                photo_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE,
                sidecar ANY, file_ids TEXT NOT NULL, before BLOB, after BLOB NOT NULL,
                edits BLOB NOT NULL, notes TEXT NOT NULL, noted TEXT NOT NULL,
                done INTEGER NOT NULL, written_at REAL NOT NULL
            ) STRICT""",
        "CREATE INDEX written_photo ON written (photo_id)",
        "CREATE INDEX written_writing ON written (writing_id)",
        *_UNSAID,
    ),
)
