"""Opening the right index for a library's size, and keeping it level with the catalogue."""

import logging
from pathlib import Path

import numpy as np

from photoapp.index.exact import ExactIndex
from photoapp.index.hnsw import HnswIndex
from photoapp.index.protocol import VectorIndex, VectorSource
from photoapp.index.store import forget_index, load_index, save_index

# Measured by `python -m benchmarks.query_latency`. The graph is the faster one from 20,000 vectors
# on, but an exact search at 100,000 still takes 8 ms, misses nothing, opens in 0.4 s (the graph:
# 2.1 s) and takes half the memory. Up to here it stays within a frame of the screen, 16 ms.
SWITCH_OVER = 120_000

_log = logging.getLogger(__name__)


def open_index(
    folder: Path, source: VectorSource, *, switch_over: int = SWITCH_OVER
) -> VectorIndex:
    """Return an index that holds all of the source's vectors, within seconds.

    Below ``switch_over`` vectors it is exact. From there on it is the HNSW index saved in
    ``folder``, brought level with the source; where there is none it is exact all the same, for
    building takes long while somebody waits for an answer: ``promote`` does it later.
    """
    saved = _saved(folder, source) if source.count() >= switch_over else None
    if saved is not None:
        return saved
    index = ExactIndex(source.dim, source.model_id, capacity=source.count())
    catch_up(index, source)
    return index


def catch_up(index: VectorIndex, source: VectorSource) -> int:
    """Add the source's vectors that are newer than the index's. Return how many were read."""
    read = 0
    for batch in source.batches(index.last_sequence):
        index.add(batch)
        read += len(batch.photo_ids)
    return read


def outgrown(index: VectorIndex, *, switch_over: int = SWITCH_OVER) -> bool:
    """Return whether an exact index holds so many vectors that HNSW would be faster."""
    return isinstance(index, ExactIndex) and len(index) >= switch_over


def promote(
    index: VectorIndex, folder: Path, source: VectorSource, *, switch_over: int = SWITCH_OVER
) -> VectorIndex:
    """Return the index to go on with: the same one, or HNSW where it is outgrown.

    Building takes a while (25 seconds for 100,000 vectors on 2 cores): call it off the window's
    thread; the old index answers meanwhile.
    """
    return _built(folder, source) if outgrown(index, switch_over=switch_over) else index


def _built(folder: Path, source: VectorSource) -> HnswIndex:
    _log.info("Building the search index of %s", source.model_id)
    index = HnswIndex(source.dim, source.model_id, capacity=source.count())
    catch_up(index, source)
    save_index(index, folder)
    return index


def _saved(folder: Path, source: VectorSource) -> HnswIndex | None:
    """Return the saved index, level with the source, None when there is none that can be."""
    index = load_index(folder, source.model_id, source.dim)
    if index is None:
        return None
    if index.last_sequence > source.last_sequence():
        _log.warning("The saved search index is ahead of the catalogue, and deleted")
        # The catalogue was put back from a backup: as it grows its numbers reach the index's
        # again, but with other photos.
        forget_index(folder, source.model_id)
        return None
    catch_up(index, source)
    if len(index) > source.count():
        _prune(index, source)
    if len(index) != source.count():
        _log.warning("The saved search index contradicts the catalogue, and is deleted")
        forget_index(folder, source.model_id)
        return None
    return index


def _prune(index: HnswIndex, source: VectorSource) -> None:
    """Remove what the catalogue has dropped since the index was saved.

    Once caught up the index holds all that the source does, so that equal counts mean equal
    ids; only more of them makes it worth reading the source's ids, far cheaper than a rebuild.
    """
    present = [np.empty(0, dtype=np.int64), *(batch.photo_ids for batch in source.batches(0))]
    index.remove(np.setdiff1d(index.photo_ids(), np.concatenate(present)))
