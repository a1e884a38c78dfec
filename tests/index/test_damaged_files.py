"""Damaged index files are set aside and built anew; nothing of them reaches hnswlib."""

import json
import os
import random
from pathlib import Path

import pytest

from photoapp.index import store
from photoapp.index.header import check_head
from photoapp.index.hnsw import HnswIndex
from photoapp.index.opening import open_index, promote
from photoapp.index.store import check_saved, leftovers, load_index, save_index, sidecar_path

from .sources import DIM, Source, batch, clustered

MODEL = "tiny"
COUNT = 300
SEEDS = range(25)


@pytest.fixture
def source() -> Source:
    source = Source(model_id=MODEL)
    source.put(1, clustered(COUNT))
    return source


@pytest.fixture
def saved(tmp_path: Path, source: Source) -> Path:
    """A folder with the source's index."""
    promote(open_index(tmp_path, source, switch_over=1), tmp_path, source, switch_over=1)
    assert load_index(tmp_path, MODEL, DIM) is not None
    return tmp_path


def data_file(folder: Path) -> Path:
    [file] = folder.glob("*.hnsw")
    return file


def assert_built_anew(folder: Path, source: Source) -> None:
    assert load_index(folder, MODEL, DIM) is None
    index = open_index(folder, source, switch_over=1)
    assert len(index) == COUNT  # exact, meanwhile
    promote(index, folder, source, switch_over=1)
    again = load_index(folder, MODEL, DIM)
    assert again is not None
    assert len(again) == COUNT
    assert leftovers(folder) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_flipped_bits(saved: Path, source: Source, seed: int) -> None:
    chance, file = random.Random(seed), data_file(saved)
    before = file.read_bytes()
    content = bytearray(before)
    end = 120 if seed % 2 else len(content)  # the head is what could crash hnswlib
    for _ in range(1 + 2 * seed):  # an odd number, so that they can't all undo each other
        content[chance.randrange(end)] ^= 1 << chance.randrange(8)
    assert content != before
    file.write_bytes(content)
    assert_built_anew(saved, source)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_file_cut_anywhere(saved: Path, source: Source, seed: int) -> None:
    size = data_file(saved).stat().st_size
    os.truncate(data_file(saved), random.Random(seed).randrange(size) if seed else 0)
    assert_built_anew(saved, source)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_damaged_sidecar(saved: Path, source: Source, seed: int) -> None:
    chance, path = random.Random(seed), sidecar_path(saved, MODEL)
    content = bytearray(path.read_bytes())
    if seed % 2:
        del content[chance.randrange(len(content)) :]
    else:
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    index = load_index(saved, MODEL, DIM)
    assert index is None or len(index) == COUNT
    assert len(open_index(saved, source, switch_over=1)) == COUNT


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *[("dim", 16), ("dim", -1), ("dim", 0), ("dim", 1 << 62), ("count", 10**12)],
        *[("count", -1), ("count", 1 << 80), ("deleted", [1 << 80]), ("deleted", [-5] * 3)],
        *[("deleted", list(range(1000))), ("size", 0), ("digest", ""), ("format", 0)],
        *[("file", "."), ("file", ""), ("file", "a\0b"), ("file", "x" * 5000), ("file", "é/..")],
        *[("last_sequence", 1 << 80), ("last_sequence", 10**9), ("last_sequence", None)],
    ],
)
def test_a_sidecar_that_lies(saved: Path, source: Source, field: str, value: object) -> None:
    path = sidecar_path(saved, MODEL)
    path.write_text(json.dumps({**json.loads(path.read_text()), field: value}))
    index = open_index(saved, source, switch_over=1)
    assert not isinstance(index, HnswIndex)
    assert len(index) == COUNT
    assert_built_anew(saved, source)


def test_a_sidecar_that_lies_about_the_dimension_it_was_asked_for(saved: Path) -> None:
    """The digest is right, and so is the model; hnswlib would read beyond its records."""
    path = sidecar_path(saved, MODEL)
    path.write_text(json.dumps({**json.loads(path.read_text()), "dim": 4 * DIM}))
    assert load_index(saved, MODEL, 4 * DIM) is None


def test_garbage_with_a_digest_of_its_own(saved: Path, source: Source) -> None:
    path, file = sidecar_path(saved, MODEL), data_file(saved)
    for content in (b"", b"\xff" * 50, b"\xff" * 5000, random.Random(1).randbytes(5000)):
        file.write_bytes(content)
        fields = json.loads(path.read_text())
        fields |= {"size": len(content), "digest": store._digest(file)}
        path.write_text(json.dumps(fields))
        assert load_index(saved, MODEL, DIM) is None
    assert_built_anew(saved, source)


def test_a_folder_in_the_place_of_a_file(saved: Path, source: Source) -> None:
    data_file(saved).unlink()
    sidecar_path(saved, MODEL).unlink()
    sidecar_path(saved, MODEL).mkdir()
    assert len(open_index(saved, source, switch_over=1)) == COUNT
    assert load_index(saved, MODEL, DIM) is None


def test_an_index_ahead_of_a_restored_catalogue_never_comes_back(saved: Path) -> None:
    restored = Source(model_id=MODEL)
    restored.put(1, clustered(200, seed=7))
    assert len(open_index(saved, restored, switch_over=1)) == 200
    restored.put(201, clustered(100, seed=8))  # as many as the index had, and other photos
    index = open_index(saved, restored, switch_over=1)
    assert not isinstance(index, HnswIndex)
    for photo_id, vector in list(restored.vectors().items())[::30]:
        assert index.search(vector, 1).photo_ids.tolist() == [photo_id]


def test_what_was_saved_is_told_apart_from_what_was_damaged(saved: Path) -> None:
    path = sidecar_path(saved, MODEL)
    for thorough in (True, False):
        assert check_saved(path, thorough=thorough).count == COUNT
    content = bytearray(data_file(saved).read_bytes())
    content[-1] ^= 1
    data_file(saved).write_bytes(content)
    assert check_saved(path, thorough=False).count == COUNT
    with pytest.raises(ValueError, match="not the file"):
        check_saved(path, thorough=True)
    os.truncate(data_file(saved), 10)
    with pytest.raises(ValueError, match="not the file"):
        check_saved(path, thorough=False)


def test_what_killed_saves_left_is_found(saved: Path) -> None:
    assert leftovers(saved) == []
    stray = [saved / "tiny-00.7.tmp", saved / "tiny-00.0123456789abcdef.hnsw"]
    for path in stray:
        path.write_bytes(b"half")
    assert leftovers(saved) == sorted(stray)


@pytest.mark.parametrize(("dim", "count"), [(1, 1), (DIM, 2000), (384, 20), (7, 0)])
def test_the_head_of_what_hnswlib_writes_is_understood(
    tmp_path: Path, dim: int, count: int
) -> None:
    index = HnswIndex(dim, MODEL)
    index.add(batch(1, clustered(count, dim)))
    index.write(tmp_path / "file")
    check_head(tmp_path / "file", dim=dim, held=count)
    for wrong_dim, wrong_count in ((dim + 1, count), (dim, count + 1)):
        with pytest.raises(ValueError, match=r"vectors"):
            check_head(tmp_path / "file", dim=wrong_dim, held=wrong_count)


def test_a_removed_vector_still_counts_in_the_head(tmp_path: Path) -> None:
    index = HnswIndex(DIM, MODEL)
    index.add(batch(1, clustered(COUNT)))
    index.remove(batch(1, clustered(20)).photo_ids)
    save_index(index, tmp_path)
    assert check_saved(sidecar_path(tmp_path, MODEL), thorough=True).count == COUNT - 20
    assert load_index(tmp_path, MODEL, DIM) is not None
