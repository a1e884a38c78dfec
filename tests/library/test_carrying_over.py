"""What people said of a photo survives an edit of its file, and spares what is put over it."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image, ImageEnhance

from photoapp.library import Library
from photoapp.paths import app_paths
from tests.photos import put_photo, sample


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with closing(Library(app_paths(tmp_path_factory.mktemp("home")))) as library:
        yield library


@pytest.fixture
def rated(library: Library, tmp_path: Path) -> Path:
    """A photo that a person has rated and put into an album."""
    path = put_photo(tmp_path / "photos" / "IMG_0001.jpg", "chelsea.png")
    library.index([path.parent])
    photo_id = library.photo_at(path)
    library.marks.rate([photo_id], 4)
    library.marks.add_keywords([photo_id], ["cat"])
    library.albums.create(str(path), [photo_id])
    return path


def _said(library: Library, path: Path) -> tuple[int, int, tuple[int, ...]]:
    photo_id = library.photo_at(path)
    given = library.marks.given([photo_id])[photo_id]
    album = library.albums.named(str(path))
    return given.description.rating, len(given.keywords), library.albums.photo_ids(album.id)


def _save(image: Image.Image, path: Path) -> None:
    """Save as an editor does: under another name, and then in the file's place."""
    part = path.with_suffix(".part")
    image.convert("RGB").save(part, "JPEG")
    os.replace(part, path)  # noqa: PTH105


def test_an_edited_photo_keeps_what_was_said_of_it(library: Library, rated: Path) -> None:
    before = library.photo_at(rated)
    with Image.open(sample("chelsea.png")) as image:
        cut = image.crop((60, 20, image.width - 40, image.height - 10))
        _save(ImageEnhance.Brightness(cut.convert("L")).enhance(1.2), rated)
    library.index([rated.parent])
    after = library.photo_at(rated)
    assert after != before
    assert _said(library, rated) == (4, 1, (after,))


def test_a_photo_that_is_put_over_another_gets_nothing_of_it(library: Library, rated: Path) -> None:
    put_photo(rated, "coffee.png")
    library.index([rated.parent])
    assert _said(library, rated) == (0, 0, ())


def test_what_was_not_decided_is_decided_by_the_next_run(library: Library, rated: Path) -> None:
    """A run that was killed between the two transactions has left the succession open."""
    before = library.photo_at(rated)
    with Image.open(sample("chelsea.png")) as image:
        _save(image, rated)
    library.index([rated.parent])
    after = library.photo_at(rated)
    library._catalog.marks.put("rating", {after: None})
    with library._catalog.database.transaction() as connection:
        row = (after, before)
        connection.execute("INSERT INTO succession (photo_id, before_id) VALUES (?, ?)", row)
    library.index([rated.parent])
    assert _said(library, rated)[0] == 4
    assert library._catalog.successions.open() == []
