"""Captions beside the one that shows."""

from photoapp.catalog.migrations.step import Migration

CAPTIONS = Migration(
    "further captions",
    (
        # What else a person said that a photo shows. The first of its captions is the one that
        # shows: mark.caption, or its file's. These hold only while there is one.
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
