"""Metadata is read once, again when what is beside the photo changes, and never unlearned."""

import json
from pathlib import Path

from photoapp.catalog import Catalog, PhotoMetadata
from tests.catalog.records import ROOT, add, add_root, file, unreadable


def _sidecars(name: str, written: int = 1) -> str:
    return json.dumps([[name, 10, written]])


def _read(catalog: Catalog, metadata: PhotoMetadata | None = None) -> list[str]:
    pending = catalog.metadata.pending(0, 100)
    catalog.metadata.record([(p, metadata or PhotoMetadata()) for p in pending])
    return [p.path.name for p in pending]


def test_every_present_photo_is_read_once(catalog: Catalog) -> None:
    add(catalog, "a.jpg", "b.jpg", file("copy.jpg", "a.jpg"), unreadable("c.jpg"))
    add(catalog, "offline.jpg", root=Path("/drive"))
    catalog.roots.set_offline(add_root(catalog, Path("/drive")).id, offline=True)
    assert _read(catalog) == ["a.jpg", "b.jpg"]
    assert _read(catalog) == []
    assert catalog.metadata.count() == 2


def test_what_was_read_is_kept(catalog: Catalog) -> None:
    [photo_id] = add(catalog, "a.jpg")
    assert catalog.metadata.of(photo_id) is None
    metadata = PhotoMetadata(
        taken="2019-04-12T19:24:49.5", offset_minutes=120, latitude=52.5, longitude=13.4,
        city="Berlin", country="Germany", camera="Canon EOS 6D", caption="a cat", rating=-1,
        keywords=("sofa", "cat"), facts=b'{"x": 1}',
    )  # fmt: skip
    _read(catalog, metadata)
    assert catalog.metadata.of(photo_id) == metadata


def test_a_sidecar_that_comes_changes_or_goes(catalog: Catalog) -> None:
    [photo_id] = add(catalog, "a.jpg")
    _read(catalog)
    add(catalog, file("a.jpg", sidecars=_sidecars("a.xmp")))
    [pending] = catalog.metadata.pending(0, 9)
    assert pending.sidecar_paths() == [ROOT / "a.xmp"]
    assert _read(catalog, PhotoMetadata(caption="a cat")) == ["a.jpg"]
    assert _read(catalog) == []
    add(catalog, file("a.jpg", sidecars=_sidecars("a.xmp", written=2)))
    assert _read(catalog, PhotoMetadata(caption="two cats")) == ["a.jpg"]
    add(catalog, file("a.jpg"))
    assert _read(catalog) == []
    found = catalog.metadata.of(photo_id)
    assert found is not None
    assert found.caption == "two cats"


def test_copies_with_sidecars_of_their_own_are_not_read_for_ever(catalog: Catalog) -> None:
    add(
        catalog,
        file("plain.jpg", "cat"),
        file("a.jpg", "cat", sidecars=_sidecars("a.xmp")),
        file("b.jpg", "cat", sidecars=_sidecars("b.xmp")),
    )
    assert _read(catalog) == ["a.jpg"]
    assert _read(catalog) == []


def test_pending_metadata_can_be_asked_for_bit_by_bit(catalog: Catalog) -> None:
    ids = add(catalog, *(f"{i}.jpg" for i in range(7)))
    got: list[int] = []
    while part := catalog.metadata.pending(got[-1] if got else 0, 3):
        got += [pending.photo_id for pending in part]
    assert got == sorted(ids)


def test_photos_are_shown_by_when_they_were_taken(catalog: Catalog) -> None:
    old, new, unknown = add(
        catalog,
        file("old.jpg", modified_ns=1_700_000_000_000_000_000),
        file("new.jpg", modified_ns=1_000_000_000_000_000_000),
        file("unknown.jpg", modified_ns=1_400_000_000_000_000_000),
    )
    taken = {old: "1999-12-31T23:59:59", new: "2020-01-01T00:00:00.25"}
    pending = [p for p in catalog.metadata.pending(0, 9) if p.photo_id in taken]
    catalog.metadata.record([(p, PhotoMetadata(taken=taken[p.photo_id])) for p in pending])
    assert catalog.photos.present_ids() == [new, unknown, old]
