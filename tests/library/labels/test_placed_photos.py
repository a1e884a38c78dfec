"""Where photos lie is worked out once, kept, and brought level with the catalogue."""

from pathlib import Path

import numpy as np
import pytest

from photoapp.encoders import Floats
from photoapp.library.labels import placed_photos
from photoapp.library.labels.placed_photos import Placed, PlacedPhotos
from photoapp.tagging.space import Space, directions, fit_space

from .made_up import OTHER, Album


def _placed(album: Album) -> Placed:
    """Return what another process would get."""
    return PlacedPhotos(album.catalog, album.folder).of(album.active.serving())


def _kept(album: Album) -> Path:
    [path] = album.folder.glob("*.places.npz")
    return path


def _same(one: Placed, other: Placed) -> bool:
    return (
        np.array_equal(one.photo_ids, other.photo_ids)
        and np.array_equal(one.places, other.places)
        and np.array_equal(one.space.axes, other.space.axes)
        and one.sequence == other.sequence
    )


def _level(album: Album, placed: Placed) -> bool:
    """Return whether each photo has its place, by the features of record."""
    model = album.active.serving()
    ids, features = album.catalog.vectors.features(model.number)
    now = placed.space.place(features.astype(np.float32))
    by_id = dict(zip(ids.tolist(), now, strict=True))
    return sorted(by_id) == sorted(placed.photo_ids.tolist()) and all(
        np.abs(by_id[i].astype(int) - place).max() <= 1
        for i, place in zip(placed.photo_ids.tolist(), placed.places, strict=True)
    )


@pytest.fixture
def fitted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """On how many photos each space was made."""
    made: list[int] = []

    def noted(features: Floats) -> Space:
        made.append(len(features))
        return fit_space(features)

    monkeypatch.setattr(placed_photos, "fit_space", noted)
    return made


def test_the_kept_file_is_read_again(full: Album, fitted: list[int]) -> None:
    first = _placed(full)
    again = _placed(full)
    assert _same(first, again)
    assert fitted == [len(full.shows)]
    assert _level(full, again)


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"half"])
def test_a_damaged_file_is_made_anew(full: Album, damage: bytes) -> None:
    first = _placed(full)
    whole = _kept(full).read_bytes()
    _kept(full).write_bytes(whole[: len(whole) // 2] if damage == b"half" else damage)
    assert _same(_placed(full), first)
    assert _kept(full).read_bytes()[:2] == b"PK"
    assert _same(_placed(full), first)


def test_a_folder_that_takes_no_file_hinders_nothing(full: Album) -> None:
    full.folder.write_text("in the way")
    photos = PlacedPhotos(full.catalog, full.folder)
    assert _level(full, photos.of(full.active.serving()))


def test_new_photos_are_added_to_those_known(full: Album, fitted: list[int]) -> None:
    photos = PlacedPhotos(full.catalog, full.folder)
    first = photos.of(full.active.serving())
    new = full.put("dog", 3)
    now = photos.of(full.active.serving())
    assert now.photo_ids.tolist() == [*first.photo_ids.tolist(), *new]
    assert now.space is first.space
    assert photos.of(full.active.serving()) is now
    assert _same(_placed(full), now)
    assert _level(full, now)
    assert len(fitted) == 1


def test_photos_that_come_meanwhile_are_added_and_nothing_is_made_anew(
    full: Album, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos, newest = PlacedPhotos(full.catalog, full.folder), full.catalog.vectors.newest

    def made_anew(_features: Floats) -> Space:
        pytest.fail("all was made anew")

    def slow(model_id: int) -> int:
        monkeypatch.undo()
        monkeypatch.setattr(placed_photos, "fit_space", made_anew)
        full.put("dog", 3)
        return newest(model_id)

    photos.of(full.active.serving())
    full.put("dog", 1)
    monkeypatch.setattr(full.catalog.vectors, "newest", slow)
    assert len(photos.of(full.active.serving()).photo_ids) == len(full.shows)


def test_a_photo_that_is_looked_at_anew_counts_once(full: Album) -> None:
    photos = PlacedPhotos(full.catalog, full.folder)
    photos.of(full.active.serving())
    again = full.of("dog")[0]
    full.shows[again] = "sea"
    full.look([again])
    now = photos.of(full.active.serving())
    assert now.photo_ids.tolist().count(again) == 1
    assert _level(full, now)


def test_vectors_that_are_gone_are_forgotten(full: Album) -> None:
    photos = PlacedPhotos(full.catalog, full.folder)
    photos.of(full.active.serving())
    gone = full.of("dog")[0]
    with full.catalog.database.transaction() as connection:
        connection.execute("DELETE FROM vector WHERE photo_id = ?", (gone,))
    full.put("cat", 1)  # as many as before
    assert gone not in photos.of(full.active.serving()).photo_ids
    assert _level(full, _placed(full))


def test_what_is_kept_of_another_catalogue_is_set_aside(full: Album, fitted: list[int]) -> None:
    _placed(full)
    number = full.active.serving().number
    with full.catalog.database.transaction() as connection:  # as after a return to a backup
        connection.execute("DELETE FROM vector WHERE photo_id > 200")
        connection.execute("UPDATE sqlite_sequence SET seq = 200 WHERE name = 'vector'")
    other = [photo_id for photo_id in full.shows if photo_id > 200]
    full.shows |= dict(zip(other, ["dog", *[OTHER] * (len(other) - 1)][::-1], strict=True))
    full.look(other[::-1])
    full.put("dog", 2)
    assert full.catalog.vectors.newest(number) > len(full.shows) - 2
    assert _level(full, _placed(full))
    assert len(fitted) == 2


def test_a_space_that_few_photos_made_is_made_anew_as_they_grow(
    album: Album, fitted: list[int]
) -> None:
    photos = PlacedPhotos(album.catalog, album.folder)
    sizes = []
    for thing in ("dog", "cat", "sea", "hill", OTHER):
        album.put(thing, 5)
        sizes.append(photos.of(album.active.serving()).space.fitted_on)
    assert sizes == [5, 10, 10, 20, 20]
    assert fitted == [5, 10, 20]
    placed = photos.of(album.active.serving())
    assert _level(album, placed)
    lengths = np.linalg.norm(directions(placed.places), axis=1)
    assert lengths == pytest.approx(1, abs=0.05)


def test_no_photos_have_no_places(album: Album) -> None:
    assert _placed(album).places.shape[0] == 0
    [only] = album.put("dog", 1)
    assert _placed(album).photo_ids.tolist() == [only]


def test_a_background_that_becomes_known_is_taken_up(full: Album) -> None:
    photos = PlacedPhotos(full.catalog, full.folder)
    model = full.active.serving()
    assert photos.of(model).common is None
    model.searcher.settle()  # encodes the background too
    full.put("dog", 1)
    now = photos.of(model)
    assert now.common is not None
    assert now.common.shape == (len(full.shows), 3)
    again = _placed(full).common
    assert again is not None
    assert np.array_equal(again, now.common)
    full.put("cat", 2)
    more = photos.of(model).common
    assert more is not None
    assert more.shape == (len(full.shows), 3)
    assert np.array_equal(more[:-2], now.common)
