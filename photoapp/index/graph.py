"""hnswlib's graph, with what it leaves to its caller: sizes, threads, ef after loading."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photoapp.index.protocol import VectorBatch

# Measured by `python -m benchmarks.query_latency` over 100,000 photos, with captions as queries.
LINKS = 16  # hnswlib's M: 32 found 0.001 more, for 13 MB more
EF_CONSTRUCTION = 200
CAPACITY = 1024  # vectors: the least room a graph is made with


def new_graph(dim: int, capacity: int) -> Any:
    """Return an empty graph over inner products, with room for ``capacity`` vectors."""
    import hnswlib  # noqa: PLC0415

    graph = hnswlib.Index("ip", dim)
    graph.init_index(max(capacity, CAPACITY), M=LINKS, ef_construction=EF_CONSTRUCTION)
    return graph


def read_graph(path: Path, dim: int) -> Any:
    """Return the graph of a file that is known to be whole and of this ``dim``."""
    import hnswlib  # noqa: PLC0415

    graph = hnswlib.Index("ip", dim)
    graph.load_index(str(path))
    return graph


def graph_of(batch: VectorBatch) -> Any:
    """Return a new graph of a batch's vectors, which are of length 1."""
    graph = new_graph(batch.vectors.shape[1], len(batch.photo_ids))
    insert(graph, batch.photo_ids, batch.vectors)
    return graph


def insert(graph: Any, photo_ids: NDArray[np.int64], vectors: NDArray[Any]) -> None:
    """Add vectors or replace them, doubling the graph's room where it is too small."""
    needed = graph.get_current_count() + len(photo_ids)
    if needed > graph.get_max_elements():
        graph.resize_index(max(needed, 2 * graph.get_max_elements()))
    if len(photo_ids):
        graph.add_items(vectors, photo_ids)


def stored_vectors(graph: Any) -> VectorBatch:
    """Return all vectors of a graph, those marked as deleted too, in hnswlib's own order.

    They are cut from the state that hnswlib offers for pickling, one record a vector:
    ``get_items`` takes 5 seconds for 100,000, this 0.3.
    """
    state = graph.__getstate__()[0]
    count, size = state["cur_element_count"], state["size_data_per_element"]
    records = state["data_level0"].view(np.uint8)[: count * size].reshape(count, size)
    ids = _field(records, state["label_offset"], 8).view(np.int64)[:, 0]
    vectors = _field(records, state["offset_data"], 4 * state["dim"]).view(np.float32)
    return VectorBatch(ids, vectors, 0)


def _field(records: NDArray[np.uint8], start: int, size: int) -> NDArray[np.uint8]:
    return np.ascontiguousarray(records[:, start : start + size])
