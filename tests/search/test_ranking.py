"""Queries of words, of what is not wanted, and of pictures, ranked with chances."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from photoapp.catalog import Catalog, EmbeddedPhoto
from photoapp.errors import NotInLibraryError, UsageError, WorkerUnavailableError
from photoapp.search import USUAL_CUT_OFF, Query, Searcher
from photoapp.search.background import file_name, prompts
from photoapp.search.catalog_vectors import CatalogVectors
from tests.catalog.records import ROOT, add

DIM, FEATURE = 32, 400
Floats = NDArray[np.float32]


def _direction(name: str, dim: int = DIM) -> Floats:
    seed = int.from_bytes(name.encode()[:7], "big") + dim
    vector = np.random.default_rng(seed).standard_normal(dim).astype(np.float32)
    return vector / np.linalg.norm(vector)


def _mixture(names: Sequence[str], dim: int = DIM) -> Floats:
    vector = np.sum([_direction(name, dim) for name in names], axis=0, dtype=np.float32)
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def _made(photo_id: int, name: str, things: Sequence[str]) -> EmbeddedPhoto:
    vector = _mixture(things).astype("<f2").tobytes()
    feature = (_mixture([*things, name], FEATURE) + 0.3).astype("<f2").tobytes()
    return EmbeddedPhoto(photo_id, vector, feature, "JPEG", 4, 3, None)


@dataclass
class Album:
    """Photos that show things: each thing is a direction, and so is what each photo is."""

    catalog: Catalog
    folder: Path
    texts: list[str] = field(default_factory=list)
    pictures: list[Path] = field(default_factory=list)
    broken: bool = False

    def __post_init__(self) -> None:
        self.model = self.catalog.vectors.model_id("things", DIM, FEATURE)
        source = CatalogVectors(self.catalog, self.model, "things", DIM)
        self.searcher = Searcher(self.catalog, source, self.folder, self._encode, self._embed)

    def put(self, name: str, *things: str) -> int:
        [photo_id] = add(self.catalog, name)
        self.catalog.photos.record_embedded(self.model, [_made(photo_id, name, things)])
        return photo_id

    def fill(self, count: int = 60) -> None:
        names = [f"other-{number}.jpg" for number in range(count)]
        things = [(f"thing {number}", f"place {number % 7}") for number in range(count)]
        made = map(_made, add(self.catalog, *names), names, things)
        self.catalog.photos.record_embedded(self.model, made)

    def _encode(self, texts: Sequence[str]) -> Floats:
        self.texts += texts
        if self.broken:
            raise WorkerUnavailableError("The model does not answer; try again.")
        return np.stack([_direction(text) for text in texts])

    def _embed(self, file: Path) -> tuple[Floats, Floats]:
        self.pictures.append(file)
        things = file.stem.split("-")
        return _mixture(things), _mixture(things, FEATURE) + np.float32(0.3)


@pytest.fixture
def album(catalog: Catalog, tmp_path: Path) -> Album:
    made = Album(catalog, tmp_path / "indexes")
    made.fill()
    return made


def _likely(album: Album, query: Query, among: NDArray[np.int64] | None = None) -> list[int]:
    ranked = album.searcher.rank(query, among, 100)
    assert (np.diff(ranked.chances) <= 0).all()
    return ranked.photo_ids[ranked.chances >= USUAL_CUT_OFF].tolist()


@pytest.fixture(params=[True, False], ids=["background known", "not yet known"])
def background(request: pytest.FixtureRequest, album: Album) -> None:
    if request.param:
        album.searcher.settle()


@pytest.mark.usefixtures("background")
def test_photos_that_show_the_words_are_likely_and_no_others(album: Album) -> None:
    cats = [album.put(f"cat-{i}.jpg", "cat") for i in range(3)]
    assert sorted(_likely(album, Query("  cat "))) == cats
    assert _likely(album, Query("submarine")) == []
    assert len(album.searcher.rank(Query("submarine"), None, 100).photo_ids) == 63


def test_only_candidates_are_ranked_and_no_more_than_asked_for(album: Album) -> None:
    cats = [album.put(f"cat-{i}.jpg", "cat") for i in range(3)]
    album.searcher.settle()
    some = np.array([cats[1], 1, 2, 10_000])
    assert album.searcher.rank(Query("cat"), some, 100).photo_ids[0] == cats[1]
    assert sorted(album.searcher.rank(Query("cat"), some, 100).photo_ids) == sorted([cats[1], 1, 2])
    assert len(album.searcher.rank(Query("cat"), None, 2).photo_ids) == 2


def test_photos_whose_files_are_gone_are_left_out(album: Album) -> None:
    gone, kept = album.put("gone.jpg", "cat"), album.put("kept.jpg", "cat")
    album.catalog.files.forget(album.catalog.roots.add(ROOT).id, ["gone.jpg"])
    for query in (Query("cat"), Query(like=kept)):
        ids = album.searcher.rank(query, None, 5).photo_ids.tolist()
        assert ids[0] == kept
        assert gone not in ids
        assert len(ids) == 5


def test_what_is_not_wanted_is_dropped(album: Album) -> None:
    alone, both = album.put("cat.jpg", "cat"), album.put("cat-sea.jpg", "cat", "sea")
    album.searcher.settle()
    assert _likely(album, Query("cat")) == [alone, both]
    found = album.searcher.rank(Query("cat", without=("sea", " ")), None, 100)
    assert alone in found.photo_ids
    assert both not in found.photo_ids
    assert len(found.photo_ids) > 40


def test_what_is_like_a_photo_comes_after_the_photo_itself(album: Album) -> None:
    vases = [album.put(f"vase-{i}.jpg", "vase", "vase 1") for i in range(3)]
    assert _likely(album, Query(like=vases[1]))[0] == vases[1]
    assert sorted(_likely(album, Query(like=vases[1]))) == vases
    assert album.searcher.rank(Query(like=vases[1]), None, 9).chances[0] == 1


def test_a_picture_from_outside_is_looked_at_once_until_it_changes(
    album: Album, tmp_path: Path
) -> None:
    vases = [album.put(f"vase-{i}.jpg", "vase") for i in range(2)]
    picture = tmp_path / "vase.jpg"
    picture.write_bytes(b"a picture")
    before = album.catalog.photos.newest_id()
    for _ in range(2):
        assert sorted(_likely(album, Query(like=picture))) == vases
    assert album.pictures == [picture]
    assert album.catalog.photos.newest_id() == before


def test_a_picture_that_is_in_the_library_is_not_looked_at(album: Album) -> None:
    vase = album.put("vase.jpg", "vase")
    assert _likely(album, Query(like=ROOT / "vase.jpg"))[0] == vase
    assert album.pictures == []


def test_words_and_a_picture_both_count(album: Album) -> None:
    album.put("vase.jpg", "vase", "garden")
    wanted = album.put("vase-sea.jpg", "vase", "sea")
    seas = [album.put(f"sea-{i}.jpg", "sea", f"ship {i}") for i in range(2)]
    album.searcher.settle()
    ranked = album.searcher.rank(Query("sea", like=wanted), None, 10)
    assert ranked.photo_ids[0] == wanted
    assert ranked.chances[0] > ranked.chances[ranked.photo_ids.tolist().index(seas[0])]


def test_a_photo_that_is_not_searchable_says_so(album: Album) -> None:
    [unseen] = add(album.catalog, "unseen.jpg")
    with pytest.raises(NotInLibraryError, match="not searchable yet"):
        album.searcher.rank(Query(like=unseen), None, 5)


@pytest.mark.parametrize("words", ["", "  ", "\ud800"])
def test_words_that_say_nothing_are_wrong_usage(album: Album, words: str) -> None:
    with pytest.raises(UsageError):
        album.searcher.rank(Query(words), None, 5)


def test_the_background_is_encoded_once_in_small_parts_and_kept(album: Album) -> None:
    album.searcher.settle()
    album.searcher.settle()
    assert album.texts == prompts()
    assert (album.folder / file_name("things")).exists()
    again = Album(album.catalog, album.folder)
    again.searcher.settle()
    assert again.texts == []


@pytest.mark.parametrize("content", [b"", b"\x93NUMPY\x01\x00", b"spoilt"])
def test_a_damaged_background_is_made_anew(album: Album, content: bytes) -> None:
    album.folder.mkdir(exist_ok=True)
    file = album.folder / file_name("things")
    file.write_bytes(content)
    album.searcher.settle()
    assert album.texts == prompts()
    assert np.load(file).shape == (len(prompts()), DIM)


def test_without_a_worker_indexing_still_ends_well(album: Album) -> None:
    album.broken = True
    album.searcher.settle()
    assert not (album.folder / file_name("things")).exists()
