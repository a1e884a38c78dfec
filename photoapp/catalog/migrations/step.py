"""What a step of the schema is made of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Migration:
    """One step of the schema; its number is its place among ``MIGRATIONS``, counted from 1."""

    name: str
    statements: tuple[str, ...]


def stale_when(
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
