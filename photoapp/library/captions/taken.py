"""When photos were taken."""

import json
from datetime import UTC, datetime

from photoapp.catalog import Catalog


def taken_at(catalog: Catalog, photo_id: int) -> float | None:
    """Return when a photo was taken by what it says itself, in seconds of local time since 1970."""
    metadata = catalog.metadata.of(photo_id)
    if metadata is None or metadata.taken is None:
        return None
    source = json.loads(metadata.facts).get("taken", {}).get("source")
    if source == "file's time":
        return None
    return datetime.fromisoformat(metadata.taken).replace(tzinfo=UTC).timestamp()
