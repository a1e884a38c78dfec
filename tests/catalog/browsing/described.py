"""Photos of which something is known, put into a catalogue."""

from photoapp.catalog import Catalog, PhotoFilter, PhotoMetadata
from photoapp.catalog.browsing import gather, match
from tests.catalog.records import add, embedded, file, model


def put(catalog: Catalog, path: str, *, written: int = 1, **known: object) -> int:
    """Add a photo that has been looked at; ``written`` is in seconds since 1970."""
    [photo_id] = add(catalog, file(path, modified_ns=written * 10**9))
    catalog.photos.record_embedded(model(catalog), [embedded(photo_id)])
    describe(catalog, photo_id, **known)
    return photo_id


def describe(catalog: Catalog, photo_id: int, **known: object) -> None:
    """Let metadata be read of a photo that has none yet."""
    pending = [p for p in catalog.metadata.pending(0, 1000) if p.photo_id == photo_id]
    catalog.metadata.record([(p, PhotoMetadata(**known)) for p in pending])  # type: ignore[arg-type]


def found(catalog: Catalog, **conditions: object) -> list[int]:
    """Return the photos that meet a filter, after gathering."""
    gather(catalog.database, "shown")
    gather(catalog.database, "words")
    matches = match(catalog.database, PhotoFilter(**conditions))  # type: ignore[arg-type]
    ids: list[int] = matches.photo_ids.tolist()
    return ids
