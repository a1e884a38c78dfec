"""Choosing, loading, catching up and outgrowing."""

import logging
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from photoapp.index import opening
from photoapp.index.exact import ExactIndex
from photoapp.index.hnsw import HnswIndex
from photoapp.index.opening import catch_up, open_index, outgrown, promote
from photoapp.index.protocol import VectorIndex
from photoapp.index.store import save_index

from .sources import Source, brute_force, clustered, off_distribution


@pytest.fixture
def source() -> Source:
    source = Source()
    source.put(1, clustered(600))
    return source


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Notes each build from nothing."""
    noted: list[str] = []
    built = opening._built

    def noting(folder: Path, source: Source) -> HnswIndex:
        noted.append(source.model_id)
        return built(folder, source)

    monkeypatch.setattr(opening, "_built", noting)
    return noted


def assert_level(index: VectorIndex, source: Source) -> None:
    assert len(index) == source.count()
    assert index.last_sequence == source.last_sequence()
    for query in off_distribution(5):
        right = brute_force(source.vectors(), query, 10)
        assert index.search(query, 10).photo_ids.tolist() == right


def settled(folder: Path, source: Source, *, switch_over: int) -> VectorIndex:
    """Open an index, and make it the one to go on with, as a library does after indexing."""
    index = open_index(folder, source, switch_over=switch_over)
    return promote(index, folder, source, switch_over=switch_over)


def test_a_large_library_with_no_file_answers_before_one_is_built(
    tmp_path: Path, source: Source, builds: list[str]
) -> None:
    index = open_index(tmp_path, source, switch_over=100)
    assert isinstance(index, ExactIndex)
    assert builds == []
    assert_level(index, source)


def test_a_small_library_is_exact_and_leaves_no_file(tmp_path: Path, source: Source) -> None:
    index = settled(tmp_path, source, switch_over=601)
    assert isinstance(index, ExactIndex)
    assert_level(index, source)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("switch_over", [0, 1])
def test_an_empty_library(tmp_path: Path, switch_over: int) -> None:
    for _ in range(2):
        index = settled(tmp_path, Source(), switch_over=switch_over)
        assert len(index.search(off_distribution(1)[0], 10).photo_ids) == 0


def test_a_large_library_is_built_once(tmp_path: Path, source: Source, builds: list[str]) -> None:
    for _ in range(2):
        index = settled(tmp_path, source, switch_over=600)
        assert isinstance(index, HnswIndex)
        assert_level(index, source)
    assert len(builds) == 1


def test_only_what_is_new_is_read(tmp_path: Path, source: Source, builds: list[str]) -> None:
    settled(tmp_path, source, switch_over=1)
    source.put(601, clustered(30, seed=2))
    source.put(5, clustered(3, seed=3))
    source.read_from.clear()
    index = settled(tmp_path, source, switch_over=1)
    assert source.read_from == [600]
    assert_level(index, source)
    source.put(700, clustered(7, seed=4))
    assert catch_up(index, source) == 7
    assert catch_up(index, source) == 0
    assert source.read_from == [600, 633, 640]
    assert len(builds) == 1


def test_what_the_catalogue_dropped_is_pruned(
    tmp_path: Path, source: Source, builds: list[str]
) -> None:
    settled(tmp_path, source, switch_over=1)
    source.drop(1, 300, 600)
    source.put(601, clustered(2, seed=2))
    assert_level(settled(tmp_path, source, switch_over=1), source)
    assert len(builds) == 1


def test_deleting_the_files_loses_nothing(
    tmp_path: Path, source: Source, builds: list[str]
) -> None:
    settled(tmp_path, source, switch_over=1)
    for file in tmp_path.iterdir():
        file.unlink()
    assert_level(settled(tmp_path, source, switch_over=1), source)
    assert len(builds) == 2


def test_a_file_ahead_of_the_catalogue_is_rebuilt(
    tmp_path: Path, source: Source, builds: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    settled(tmp_path, source, switch_over=1)
    restored = Source()
    restored.put(1, clustered(590, seed=8))
    with caplog.at_level(logging.WARNING):
        assert_level(settled(tmp_path, restored, switch_over=1), restored)
    assert "ahead of the catalogue" in caplog.text
    assert len(builds) == 2


def test_a_file_that_lacks_old_vectors_is_rebuilt(
    tmp_path: Path, source: Source, builds: list[str]
) -> None:
    index = settled(tmp_path, source, switch_over=1)
    index.remove(np.array([1, 2]))
    save_index(index, tmp_path)
    assert_level(settled(tmp_path, source, switch_over=1), source)
    assert len(builds) == 2


def test_another_model_gets_its_own_index(
    tmp_path: Path, source: Source, builds: list[str]
) -> None:
    settled(tmp_path, source, switch_over=1)
    other = Source(dim=16, model_id="other")
    other.put(1, clustered(100, dim=16))
    assert settled(tmp_path, other, switch_over=1).dim == 16
    assert_level(settled(tmp_path, source, switch_over=1), source)
    assert len(builds) == 2


def test_a_truncated_file_is_rebuilt_and_logged(
    tmp_path: Path, source: Source, caplog: pytest.LogCaptureFixture
) -> None:
    settled(tmp_path, source, switch_over=1)
    [file] = tmp_path.glob("*.hnsw")
    file.write_bytes(file.read_bytes()[:-1])
    assert_level(settled(tmp_path, source, switch_over=1), source)
    assert "set aside" in caplog.text


def test_the_switch_over_is_crossed_once(tmp_path: Path, source: Source) -> None:
    index = settled(tmp_path, source, switch_over=650)
    assert not outgrown(index, switch_over=650)
    assert promote(index, tmp_path, source, switch_over=650) is index
    source.put(601, clustered(60, seed=2))
    catch_up(index, source)
    assert outgrown(index, switch_over=650)
    grown = promote(index, tmp_path, source, switch_over=650)
    assert isinstance(grown, HnswIndex)
    assert_level(grown, source)
    assert promote(grown, tmp_path, source, switch_over=650) is grown
