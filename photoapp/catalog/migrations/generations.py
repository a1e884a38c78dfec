"""Generations: all vectors of one model."""

from photoapp.catalog.migrations.step import Migration

GENERATIONS = Migration(
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
)
