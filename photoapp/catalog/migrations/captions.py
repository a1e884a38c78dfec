"""Captions beside the one that shows."""

from photoapp.catalog.migrations.step import Migration, stale_when

CAPTIONS = Migration(
    "further captions",
    (
        # What else a person said that a photo shows. The first of its captions is the one that
        # shows: mark.caption, or its file's.
        """CREATE TABLE further_caption (
            photo_id INTEGER NOT NULL REFERENCES photo ON DELETE CASCADE,
            position INTEGER NOT NULL, text TEXT NOT NULL CHECK (text <> ''),
            UNIQUE (photo_id, position)
        ) STRICT""",
        # Models that answered searches before the present one, the latest with the highest number:
        # the way back from a model that was personalised.
        """CREATE TABLE served_before (
            number INTEGER PRIMARY KEY,
            model_id INTEGER NOT NULL UNIQUE REFERENCES generation ON DELETE CASCADE
        ) STRICT""",
    ),
)

STAND_INS = Migration(
    "further captions that show",
    (
        # Where a file has no caption any more, and nobody took it away, a further one shows.
        "DROP VIEW described",
        """CREATE VIEW described AS SELECT photo.id AS photo_id,
            coalesce(mark.rating, max(metadata.rating, 0), 0) AS rating,
            coalesce(mark.flag, CASE WHEN metadata.rating < 0 THEN 'reject' END, 'none') AS flag,
            coalesce(mark.color, 'none') AS color,
            coalesce(mark.caption, nullif(metadata.caption, ''),
                (SELECT text FROM further_caption AS further WHERE further.photo_id = photo.id
                 ORDER BY position LIMIT 1), '') AS caption
            FROM photo LEFT JOIN mark ON mark.photo_id = photo.id
            LEFT JOIN metadata ON metadata.photo_id = photo.id""",
        *stale_when("further_caption", "INSERT", "new"),
        *stale_when("further_caption", "DELETE", "old"),
        "INSERT OR IGNORE INTO words_stale SELECT DISTINCT photo_id FROM further_caption",
    ),
)
