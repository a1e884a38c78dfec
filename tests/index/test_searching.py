"""What both indexes must do alike."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from photoapp.index.exact import ExactIndex
from photoapp.index.hnsw import HnswIndex
from photoapp.index.protocol import VectorBatch, VectorIndex

from .sources import (
    DIM,
    GRAPH_ONLY,
    batch,
    brute_force,
    clustered,
    off_distribution,
    recall,
    rounding,
    unit,
)

Make = Callable[[int], VectorIndex]


@pytest.fixture(params=["exact", "graph", "scanned"])
def make(request: pytest.FixtureRequest) -> Make:
    """Makes each kind of index; ``graph`` never scans, ``scanned`` is HNSW as it is shipped."""
    kinds = {"exact": ExactIndex, "graph": partial(HnswIndex, effort=GRAPH_ONLY)}
    kind: Make = kinds.get(request.param, HnswIndex)
    return kind


def filled(make: Make, count: int) -> tuple[VectorIndex, dict[int, np.ndarray]]:
    vectors = clustered(count)
    index = make(DIM)
    index.add(batch(1, vectors, sequence=count))
    return index, dict(enumerate(vectors, 1))


def test_finds_what_brute_force_finds(make: Make) -> None:
    index, vectors = filled(make, 3000)
    for query in off_distribution(20):
        found = index.search(query, 50)
        assert recall(found, brute_force(vectors, query, 50)) >= 0.98
        held = np.stack([vectors[i] for i in found.photo_ids.tolist()])
        off = np.abs(found.scores - unit(held.astype(np.float64)) @ query)
        assert (off <= rounding(held, query)).all()
        assert (np.diff(found.scores) <= 0).all()


def test_types_of_the_answer(make: Make) -> None:
    index, _ = filled(make, 50)
    found = index.search(off_distribution(1)[0], 5)
    assert (found.photo_ids.dtype, found.scores.dtype) == (np.int64, np.float32)
    assert found.photo_ids.shape == found.scores.shape == (5,)


def test_a_query_of_any_length_scores_as_cosine(make: Make) -> None:
    index, vectors = filled(make, 50)
    found = index.search(7 * vectors[3], 1)
    assert found.photo_ids.tolist() == [3]
    assert found.scores[0] == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("count", [0, 1, 7])
def test_k_beyond_what_is_there(make: Make, count: int) -> None:
    index, _ = filled(make, count)
    found = index.search(off_distribution(1)[0], 100)
    assert sorted(found.photo_ids.tolist()) == list(range(1, count + 1))
    assert len(index.search(off_distribution(1)[0], 0).photo_ids) == 0
    assert len(index) == count


def test_a_filtered_search_is_exact(make: Make) -> None:
    index, vectors = filled(make, 2000)
    for among in (np.array([5, 5, 17, 99_999]), np.arange(1, 1500), np.empty(0, np.int64)):
        held = {i: vectors[i] for i in among.tolist() if i in vectors}
        for query in off_distribution(5):
            found = index.search(query, 10, among.astype(np.int64))
            assert found.photo_ids.tolist() == brute_force(held, query, 10)


def test_equal_scores_stand_by_photo_id(make: Make) -> None:
    index = make(4)
    same = np.tile(np.array([1, 0, 0, 0], dtype=np.float32), (40, 1))
    index.add(VectorBatch(np.arange(40, dtype=np.int64)[::-1] + 1, same, 40))
    assert index.search(same[0], 40).photo_ids.tolist() == list(range(1, 41))
    assert index.search(same[0], 3, np.arange(10, 30)).photo_ids.tolist() == [10, 11, 12]


def test_adding_an_id_again_replaces_its_vector(make: Make) -> None:
    index, vectors = filled(make, 500)
    fresh = clustered(200, seed=9)
    index.add(batch(101, fresh, sequence=700))
    vectors.update(enumerate(fresh, 101))
    assert (len(index), index.last_sequence) == (500, 700)
    for query in off_distribution(10):
        assert recall(index.search(query, 20), brute_force(vectors, query, 20)) >= 0.95


def test_the_last_of_an_id_in_one_batch_counts(make: Make) -> None:
    index = make(DIM)
    vectors = clustered(300)
    index.add(VectorBatch(np.full(300, 8, dtype=np.int64), vectors, 300))
    found = index.search(vectors[-1], 5)
    assert found.photo_ids.tolist() == [8]
    assert found.scores[0] == pytest.approx(1, abs=1e-5)


def test_what_is_removed_is_found_no_more(make: Make) -> None:
    index, vectors = filled(make, 1000)
    for gone in (np.array([1, 1000, 500, 77_777]), np.arange(100, 500), np.arange(600, 610)):
        index.remove(gone.astype(np.int64))
        vectors = {i: v for i, v in vectors.items() if i not in set(gone.tolist())}
        assert sorted(index.photo_ids().tolist()) == sorted(vectors)
        for query in off_distribution(10):
            assert recall(index.search(query, 20), brute_force(vectors, query, 20)) >= 0.95
    index.remove(index.photo_ids())
    assert len(index.search(off_distribution(1)[0], 5).photo_ids) == len(index) == 0


def test_what_was_removed_can_come_back(make: Make) -> None:
    index, vectors = filled(make, 300)
    index.remove(np.arange(1, 21))
    index.add(batch(1, clustered(20, seed=5), sequence=320))
    vectors.update(enumerate(clustered(20, seed=5), 1))
    for query in off_distribution(10):
        assert recall(index.search(query, 300), brute_force(vectors, query, 300)) == 1


def test_spoilt_vectors_spoil_only_themselves(make: Make) -> None:
    index, vectors = filled(make, 100)
    spoilt = np.zeros((3, DIM), dtype=np.float16)
    spoilt[1], spoilt[2, 0] = np.nan, np.inf
    index.add(VectorBatch(np.array([201, 202, 203]), spoilt, 103))
    found = index.search(vectors[1], 103)
    assert np.isfinite(found.scores).all()
    assert found.photo_ids[0] == 1


def test_wrong_shapes_are_refused(make: Make) -> None:
    index, _ = filled(make, 10)
    with pytest.raises(ValueError, match="32"):
        index.add(batch(50, clustered(3, dim=16)))
    with pytest.raises(ValueError, match="32"):
        index.search(off_distribution(1, dim=16)[0], 3)
    assert len(index) == 10
