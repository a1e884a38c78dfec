"""What only HNSW does: rebuilding, growing, and answering while it is written to."""

from threading import Event, Thread

import numpy as np
import pytest

from photoapp.index import hnsw
from photoapp.index.exact import ExactIndex
from photoapp.index.hnsw import HnswIndex
from photoapp.index.protocol import VectorBatch, VectorIndex

from .sources import DIM, GRAPH_ONLY, batch, brute_force, clustered, off_distribution, recall


def test_recall_with_queries_from_off_the_distribution() -> None:
    vectors = clustered(8000)
    index, exact = HnswIndex(DIM, effort=GRAPH_ONLY), ExactIndex(DIM)
    index.add(batch(1, vectors))
    exact.add(batch(1, vectors))
    shares = [
        recall(index.search(query, 20), exact.search(query, 20).photo_ids.tolist())
        for query in off_distribution(100)
    ]
    assert np.mean(shares) >= 0.98


def test_grows_far_past_its_first_capacity() -> None:
    index = HnswIndex(DIM, capacity=1, effort=GRAPH_ONLY)
    vectors = clustered(5000)
    for start in range(0, 5000, 500):
        index.add(batch(start + 1, vectors[start : start + 500]))
    assert (len(index), index.last_sequence) == (5000, 5001)
    assert index.search(vectors[4321], 1).photo_ids.tolist() == [4322]


def test_is_rebuilt_once_a_fifth_is_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[int] = []

    def graph_of(held: VectorBatch) -> object:
        built.append(len(held.photo_ids))
        return original(held)

    original = hnsw.graph_of
    monkeypatch.setattr(hnsw, "graph_of", graph_of)
    index = HnswIndex(DIM, effort=GRAPH_ONLY)
    index.add(batch(1, clustered(1000)))
    index.remove(np.arange(1, 200))
    assert built == []
    index.remove(np.array([200]))
    assert built == [800]
    index.remove(np.arange(201, 300))
    assert built == [800]
    left = dict(enumerate(clustered(1000)[299:], 300))
    for query in off_distribution(10):
        assert recall(index.search(query, 20), brute_force(left, query, 20)) >= 0.95


@pytest.mark.parametrize("index", [HnswIndex(DIM, effort=GRAPH_ONLY), ExactIndex(DIM)])
def test_searches_while_another_thread_writes(index: VectorIndex) -> None:
    vectors = clustered(6000)
    index.add(batch(1, vectors[:500]))
    done, errors = Event(), list[BaseException]()

    def write() -> None:
        try:
            for start in range(500, 6000, 1000):
                index.add(batch(start + 1, vectors[start : start + 1000]))
                index.remove(np.arange(start + 1, start + 101))
        except BaseException as error:
            errors.append(error)
        finally:
            done.set()

    writer = Thread(target=write)
    writer.start()
    searches = 0
    while not done.is_set() or searches == 0:
        found = index.search(vectors[searches % 500], 50)
        assert found.photo_ids[0] == searches % 500 + 1
        assert len(set(found.photo_ids.tolist())) == 50
        searches += 1
    writer.join()
    assert not errors
    assert len(index) == 5400


def test_a_search_gets_its_turn_during_a_long_add() -> None:
    index = HnswIndex(DIM, effort=GRAPH_ONLY)
    index.add(batch(1, clustered(500)))
    writer = Thread(target=index.add, args=(batch(501, clustered(8000, seed=3)),))
    writer.start()
    lengths = set()
    while writer.is_alive():
        index.search(off_distribution(1)[0], 10)
        lengths.add(len(index))
    writer.join()
    assert len(lengths) > 3
