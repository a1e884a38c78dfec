"""Typed words find the photos whose vectors lie nearest."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from photoapp.catalog import Catalog
from photoapp.errors import UsageError, WorkerUnavailableError
from photoapp.search import Searcher
from photoapp.search.catalog_vectors import CatalogVectors
from tests.catalog.records import add, add_root, embedded, file, model

# Three things that a photo can show, each a direction of its own.
THINGS = {"cat": (1.0, 0.0, 0.0), "dog": (0.0, 1.0, 0.0), "sea": (0.0, 0.0, 1.0)}


@dataclass
class Words:
    """A text encoder that knows three words, and counts the texts it is asked for."""

    asked: list[str] = field(default_factory=list)
    broken: bool = False

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        if self.broken:
            raise WorkerUnavailableError("The model does not answer; try again.")
        rows = [np.sum([THINGS[word] for word in text.split()], axis=0) for text in texts]
        return np.array([row / np.linalg.norm(row) for row in rows], dtype=np.float32)


@dataclass
class Album:
    """A catalogue of photos that show known things."""

    catalog: Catalog
    model_id: int

    def put(self, path: str, *vector: float) -> int:
        [photo_id] = add(self.catalog, path)
        unit = np.array(vector) / np.linalg.norm(vector)
        self.catalog.photos.record_embedded(self.model_id, [embedded(photo_id, *unit)])
        return photo_id

    def forget(self, *paths: str) -> None:
        self.catalog.files.forget(add_root(self.catalog).id, paths)


@pytest.fixture
def words() -> Words:
    return Words()


@pytest.fixture
def album(catalog: Catalog) -> Album:
    return Album(catalog, model(catalog, "words", 3))


@pytest.fixture
def searcher(album: Album, words: Words, tmp_path: Path) -> Searcher:
    source = CatalogVectors(album.catalog, album.model_id, "words", 3)
    return Searcher(album.catalog, source, tmp_path, words)


def _names(searcher: Searcher, text: str, limit: int = 10) -> list[str]:
    return [hit.photo.path.name for hit in searcher.search(text, limit)]


def test_the_nearest_photo_is_the_first(album: Album, searcher: Searcher) -> None:
    album.put("dog.jpg", 0, 1, 0)
    album.put("mostly-cat.jpg", 3, 1, 0)
    album.put("cat.jpg", 1, 0, 0)
    hits = searcher.search("cat", 10)
    assert [hit.photo.path.name for hit in hits] == ["cat.jpg", "mostly-cat.jpg", "dog.jpg"]
    assert [hit.rank for hit in hits] == [1, 2, 3]
    scores = [hit.score for hit in hits]
    assert scores == pytest.approx([1, 3 / 10**0.5, 0], abs=1e-3)


def test_no_more_photos_than_asked_for_are_returned(album: Album, searcher: Searcher) -> None:
    for i in range(5):
        album.put(f"{i}.jpg", 5 - i, 1, 0)
    assert _names(searcher, "cat", 2) == ["0.jpg", "1.jpg"]


def test_an_empty_library_finds_nothing(searcher: Searcher) -> None:
    assert searcher.search("cat", 10) == []


def test_photos_whose_files_are_gone_make_room_for_others(album: Album, searcher: Searcher) -> None:
    for i in range(40):
        album.put(f"{i}.jpg", 100 - i, i, 0)
    album.forget(*(f"{i}.jpg" for i in range(30)))
    hits = searcher.search("cat", 3)
    assert [hit.photo.path.name for hit in hits] == ["30.jpg", "31.jpg", "32.jpg"]
    assert [hit.rank for hit in hits] == [1, 2, 3]
    assert len(searcher.search("cat", 100)) == 10


def test_photos_on_a_drive_that_is_unplugged_are_found_and_marked(
    album: Album, searcher: Searcher
) -> None:
    album.put("cat.jpg", 1, 0, 0)
    album.catalog.roots.set_offline(add_root(album.catalog).id, offline=True)
    [hit] = searcher.search("cat", 10)
    assert hit.photo.offline


def test_copies_are_one_hit(album: Album, searcher: Searcher) -> None:
    album.put("cat.jpg", 1, 0, 0)
    add(album.catalog, file("copy.jpg", "cat.jpg"))
    assert _names(searcher, "cat") == ["cat.jpg"]


def test_a_text_is_encoded_once_however_it_is_spaced(
    album: Album, searcher: Searcher, words: Words
) -> None:
    album.put("cat.jpg", 1, 0, 0)
    for text in ("cat dog", "  cat  dog ", "cat\tdog\n"):
        assert _names(searcher, text) == ["cat.jpg"]
    assert words.asked == ["cat dog"]


def test_a_text_that_could_not_be_encoded_is_tried_again(
    album: Album, searcher: Searcher, words: Words
) -> None:
    album.put("cat.jpg", 1, 0, 0)
    words.broken = True
    with pytest.raises(WorkerUnavailableError):
        searcher.search("cat", 10)
    words.broken = False
    assert _names(searcher, "cat") == ["cat.jpg"]


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_an_empty_text_is_wrong_usage(searcher: Searcher, words: Words, text: str) -> None:
    with pytest.raises(UsageError, match="what to look for"):
        searcher.search(text, 10)
    assert words.asked == []


def test_new_photos_are_found_by_the_next_search(album: Album, searcher: Searcher) -> None:
    album.put("dog.jpg", 0, 1, 0)
    assert _names(searcher, "cat") == ["dog.jpg"]
    album.put("cat.jpg", 1, 0, 0)
    assert _names(searcher, "cat") == ["cat.jpg", "dog.jpg"]


def test_refresh_brings_the_index_level_with_the_catalogue(
    album: Album, searcher: Searcher
) -> None:
    assert len(searcher.refresh()) == 0
    album.put("dog.jpg", 0, 1, 0)
    assert len(searcher.refresh()) == 1


def test_an_edited_file_is_found_for_what_it_shows_now(album: Album, searcher: Searcher) -> None:
    album.put("a.jpg", 1, 0, 0)
    assert searcher.search("cat", 10)[0].score > 0.99
    [edited] = add(album.catalog, file("a.jpg", "edited"))
    album.catalog.photos.record_embedded(album.model_id, [embedded(edited, 0, 1, 0)])
    [hit] = searcher.search("cat", 10)
    assert hit.photo.id == edited
    assert hit.score < 0.01


def test_only_vectors_of_its_own_model_are_searched(album: Album, searcher: Searcher) -> None:
    album.put("cat.jpg", 1, 0, 0)
    Album(album.catalog, model(album.catalog, "other", 3)).put("other.jpg", 1, 0, 0)
    assert _names(searcher, "cat") == ["cat.jpg"]
