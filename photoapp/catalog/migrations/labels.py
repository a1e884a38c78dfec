"""Labels that people define, and what a model suggests to tag with them."""

from photoapp.catalog.migrations.step import Migration

# Labels whose classifiers are to be fitted anew, since what was decided of them has changed.
_OF_WORD = "INSERT OR IGNORE INTO label_stale SELECT id FROM label WHERE name = {row}.word"


def _decided(table: str, change: str, *rows: str) -> tuple[str, ...]:
    return tuple(
        f"CREATE TRIGGER {table}_label_{change.lower()}_{row} AFTER {change} ON {table} BEGIN"
        f" {_OF_WORD.format(row=row)}; END"
        for row in rows
    )


def _undoubted(table: str, change: str) -> str:
    return (
        f"CREATE TRIGGER {table}_suggestion_{change.lower()} AFTER {change} ON {table} BEGIN"
        " DELETE FROM suggestion WHERE photo_id = new.photo_id"
        " AND label_id = (SELECT id FROM label WHERE name = new.word); END"
    )


LABELS = Migration(
    "labels and suggestions",
    (
        # Decisions hang on no label: accepting one gives the photo a keyword of its name
        # (person_keyword), and rejecting one notes that it is not to have that. phrases is a JSON
        # list. Of the labels that share an exclusive_group, '' being none, a photo has one at most.
        # precision is the share of right suggestions that is asked for.
        """CREATE TABLE label (
            id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE COLLATE NOCASE,
            phrases TEXT NOT NULL DEFAULT '[]',
            parent_id INTEGER REFERENCES label ON DELETE SET NULL,
            exclusive_group TEXT NOT NULL DEFAULT '' COLLATE NOCASE,
            precision REAL NOT NULL CHECK (precision BETWEEN 0.5 AND 0.999),
            created_at REAL NOT NULL
        ) STRICT""",
        "CREATE INDEX label_parent ON label (parent_id)",
        # NOCASE folds ASCII only: other names are compared one by one.
        "CREATE INDEX label_not_ascii ON label (name) WHERE name GLOB '*[^ -~]*'",
        # Pictures that show what a label means and are not in the library.
        """CREATE TABLE label_picture (
            id INTEGER PRIMARY KEY, label_id INTEGER NOT NULL REFERENCES label ON DELETE CASCADE,
            path ANY NOT NULL, added_at REAL NOT NULL, UNIQUE (label_id, path)
        ) STRICT""",
        """CREATE TABLE label_picture_vector (
            picture_id INTEGER NOT NULL REFERENCES label_picture ON DELETE CASCADE,
            model_id INTEGER NOT NULL REFERENCES model ON DELETE CASCADE,
            vector BLOB NOT NULL, feature BLOB NOT NULL, UNIQUE (picture_id, model_id)
        ) STRICT""",
        # What a model would tag; never what was decided. chance is how likely it is right.
        """CREATE TABLE suggestion (
            label_id INTEGER NOT NULL REFERENCES label ON DELETE CASCADE,
            photo_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE,
            model_id INTEGER NOT NULL REFERENCES model ON DELETE CASCADE,
            chance REAL NOT NULL, suggested_at REAL NOT NULL, PRIMARY KEY (label_id, photo_id)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX suggestion_photo ON suggestion (photo_id, model_id)",
        # What is decided is not suggested any more, whoever decides it: a person, or a file.
        _undoubted("person_keyword", "INSERT"),
        _undoubted("person_keyword", "UPDATE"),
        _undoubted("keyword", "INSERT"),
        """CREATE TRIGGER label_suggestion_update AFTER UPDATE OF name ON label BEGIN
            DELETE FROM suggestion WHERE label_id = new.id AND photo_id IN (
                SELECT photo_id FROM keyword WHERE word = new.name COLLATE NOCASE
                UNION ALL SELECT photo_id FROM person_keyword WHERE word = new.name);
            END""",
        # Labels meet files' keywords whatever their case.
        "DROP INDEX keyword_word",
        "CREATE INDEX keyword_word ON keyword (word COLLATE NOCASE)",
        # What had been suggested to the person who said so.
        "ALTER TABLE person_keyword ADD COLUMN model TEXT",
        "ALTER TABLE person_keyword ADD COLUMN chance REAL",
        "CREATE TABLE label_stale (label_id INTEGER PRIMARY KEY) STRICT",
        """CREATE TRIGGER label_insert AFTER INSERT ON label BEGIN
            INSERT OR IGNORE INTO label_stale VALUES (new.id); END""",
        # Where a parent's deletion sets what lies below it to NULL, OR IGNORE would not hold.
        """CREATE TRIGGER label_update AFTER UPDATE ON label
            WHEN new.id NOT IN (SELECT label_id FROM label_stale) BEGIN
            INSERT INTO label_stale VALUES (new.id); END""",
        """CREATE TRIGGER label_delete AFTER DELETE ON label BEGIN
            DELETE FROM label_stale WHERE label_id = old.id; END""",
        # Those that it excluded have one rival less.
        *(
            f"""CREATE TRIGGER label_group_{name} AFTER {change} ON label {when} BEGIN
            INSERT INTO label_stale SELECT id FROM label
                WHERE exclusive_group = old.exclusive_group AND old.exclusive_group <> ''
                AND id NOT IN (SELECT label_id FROM label_stale); END"""
            for name, change, when in (
                ("delete", "DELETE", ""),
                (
                    "update",
                    "UPDATE OF exclusive_group",
                    "WHEN old.exclusive_group <> new.exclusive_group",
                ),
            )
        ),
        """CREATE TRIGGER label_picture_insert AFTER INSERT ON label_picture BEGIN
            INSERT OR IGNORE INTO label_stale VALUES (new.label_id); END""",
        """CREATE TRIGGER label_picture_delete AFTER DELETE ON label_picture BEGIN
            INSERT OR IGNORE INTO label_stale SELECT id FROM label WHERE id = old.label_id; END""",
        *_decided("person_keyword", "INSERT", "new"),
        *_decided("person_keyword", "UPDATE", "new"),
        *_decided("person_keyword", "DELETE", "old"),
        *_decided("keyword", "INSERT", "new"),
        *_decided("keyword", "DELETE", "old"),
        # Up to where a model's photos have been looked at with all labels that are not stale.
        """CREATE TABLE tagged (
            model_id INTEGER PRIMARY KEY REFERENCES model ON DELETE CASCADE,
            sequence INTEGER NOT NULL
        ) STRICT""",
    ),
)
