"""Suggested albums that nobody wants to see again."""

from photoapp.catalog.migrations.step import Migration

EVENTS = Migration(
    "dismissed events",
    (
        # Spans of local time, in milliseconds since 1970, as shown.moment has it. Not photos:
        # those that come to an event later are not to bring it back.
        """CREATE TABLE dismissed_event (
            first INTEGER NOT NULL, last INTEGER NOT NULL, dismissed_at REAL NOT NULL,
            UNIQUE (first, last), CHECK (first <= last)
        ) STRICT""",
    ),
)
