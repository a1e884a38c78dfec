"""How fast and how right the search index is, by its size.

    python -m benchmarks.query_latency --photos-dir PHOTOS --captions captions.jsonl

A library of any size is made of real photos: each vector is projected from a random mixture of
two real photos' features with a little noise, so that it lies where photos' vectors do. The
queries are real captions, because text lies off the photos' distribution: an index tuned on
photos as queries finds less than it promises.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoapp.index.exact import ExactIndex
from photoapp.index.graph import EF_CONSTRUCTION, LINKS
from photoapp.index.hnsw import Effort, HnswIndex
from photoapp.index.opening import SWITCH_OVER, catch_up
from photoapp.index.protocol import VectorBatch, VectorIndex
from photoapp.index.store import load_index, save_index

Floats = NDArray[np.float32]
NOISE = 0.1  # of the features' standard deviation
BLOCK = 4096
EFS = (100, 200, 400, 600, 800, 1000, 1600)
# The graph is never given up for a scan here: this is to learn where that pays.
GRAPH_ONLY = Effort(scanned_per_ef=0)


class ArraySource:
    """Vectors (n, dim) float16 as a source: photo ids count from 1, and so do sequences."""

    model_id = "benchmark"

    def __init__(self, vectors: NDArray[np.float16]) -> None:
        self._vectors = vectors
        self.dim = vectors.shape[1]

    def count(self) -> int:
        """Return how many photos have a vector."""
        return len(self._vectors)

    def last_sequence(self) -> int:
        """Return the newest sequence number."""
        return len(self._vectors)

    def batches(self, after: int) -> Iterator[VectorBatch]:
        """Yield the vectors with a sequence > ``after``."""
        for start in range(after, len(self._vectors), BLOCK):
            part = self._vectors[start : start + BLOCK]
            ids = np.arange(start, start + len(part), dtype=np.int64) + 1
            yield VectorBatch(ids, part, start + len(part))


def mixed_vectors(
    features: Floats, project: Callable[[Floats], Floats], count: int, seed: int = 0
) -> NDArray[np.float16]:
    """Return ``count`` vectors (count, dim) projected from mixtures of ``features`` (n, f)."""
    random = np.random.default_rng(seed)
    noise = np.float32(NOISE * features.std())
    blocks = []
    for start in range(0, count, BLOCK):
        size = min(BLOCK, count - start)
        one, two = random.integers(0, len(features), (2, size))
        share = random.random((size, 1), dtype=np.float32)
        mixture = share * features[one] + (1 - share) * features[two]
        mixture += noise * random.standard_normal(mixture.shape, dtype=np.float32)
        blocks.append(project(mixture).astype(np.float16))
    return np.concatenate(blocks)


def photo_features(folder: Path, limit: int) -> Floats:
    """Return the features (n, f) of up to ``limit`` of a folder's photos."""
    from PIL import Image

    from photoapp.encoders import load_encoder

    encoder = load_encoder()
    files = (p for p in sorted(folder.rglob("*")) if p.suffix.lower() in {".jpg", ".jpeg", ".png"})
    features = []
    for _, file in zip(range(limit), files, strict=False):
        with Image.open(file) as image:
            pixels = encoder.preprocess(image.convert("RGB"))
        features.append(encoder.image_features(pixels[None]))
    return np.concatenate(features)


def caption_queries(captions: Path, limit: int) -> list[str]:
    """Return the first caption of each of up to ``limit`` lines."""
    with captions.open(encoding="utf-8") as lines:
        return [
            json.loads(line)["captions"][0] for _, line in zip(range(limit), lines, strict=False)
        ]


def filled(index: VectorIndex, source: ArraySource) -> float:
    """Fill an index from a source; return the seconds it took."""
    start = time.perf_counter()
    catch_up(index, source)
    return time.perf_counter() - start


def latencies(index: VectorIndex, queries: Floats, k: int) -> tuple[float, float]:
    """Return the median and 95th percentile of the milliseconds of a search."""
    taken = []
    for query in queries:
        start = time.perf_counter()
        index.search(query, k)
        taken.append(1000 * (time.perf_counter() - start))
    return float(np.median(taken)), float(np.percentile(taken, 95))


def recalls(found: VectorIndex, true: VectorIndex, queries: Floats, k: int) -> Floats:
    """Return for each query the share of the true ``k`` nearest that an index finds."""
    shares = []
    for query in queries:
        right = true.search(query, k).photo_ids
        shares.append(np.isin(found.search(query, k).photo_ids, right).sum() / k)
    return np.array(shares, dtype=np.float32)


def print_recall(hnsw: HnswIndex, exact: ExactIndex, queries: Floats, k: int) -> None:
    print(f"\n(1) Recall@{k} over {len(exact):,} vectors, {len(queries)} captions as queries")
    print(f"    M {LINKS}, ef_construction {EF_CONSTRUCTION}\n")
    print(f"{'ef':>6} {'recall':>8} {'worst':>7} {'median ms':>10} {'p95 ms':>8}")
    for ef in EFS:
        hnsw.effort = Effort(ef, per_neighbour=1, scanned_per_ef=0)
        shares = recalls(hnsw, exact, queries, k)
        median, p95 = latencies(hnsw, queries, k)
        mark = " <- chosen" if ef == GRAPH_ONLY.ef else ""
        print(
            f"{ef:>6} {shares.mean():>8.4f} {shares.min():>7.2f} {median:>10.2f} {p95:>8.2f}{mark}"
        )
    hnsw.effort = GRAPH_ONLY


def print_row(count: int, exact: ExactIndex, hnsw: HnswIndex, queries: Floats, k: int) -> None:
    scan, graph = latencies(exact, queries, k), latencies(hnsw, queries, k)
    print(f"{count:>9,} {scan[0]:>10.2f} {scan[1]:>9.2f} {graph[0]:>10.2f} {graph[1]:>9.2f}")


def print_storage(hnsw: HnswIndex, source: ArraySource, seconds: float) -> None:
    """Time a save, a load, and catching up with the last hundredth of the photos."""
    with tempfile.TemporaryDirectory() as name:
        start = time.perf_counter()
        save_index(hnsw, Path(name))
        saved = time.perf_counter() - start
        size = sum(file.stat().st_size for file in Path(name).iterdir()) / 1e6
        start = time.perf_counter()
        loaded = load_index(Path(name), hnsw.model_id, hnsw.dim)
        loading = time.perf_counter() - start
    assert loaded is not None
    new = max(1, source.count() // 100)
    ids = np.arange(new, dtype=np.int64) + source.count() + 1
    fresh = next(source.batches(0)).vectors[:new][::-1]
    start = time.perf_counter()
    loaded.add(VectorBatch(ids[: len(fresh)], fresh, source.count() + new))
    print(f"\n(3) HNSW index of {source.count():,} photos, {size:.0f} MB, seconds\n")
    print(f"{'build':>8} {'save':>8} {'load':>8} {f'add {len(fresh)}':>10}")
    adding = time.perf_counter() - start
    print(f"{seconds:>8.1f} {saved:>8.2f} {loading:>8.2f} {adding:>10.2f}")


def measure(vectors: NDArray[np.float16], queries: Floats, sizes: Sequence[int], k: int) -> None:
    """Print the three tables; the largest of ``sizes`` serves the first and the last."""
    rows: list[tuple[int, ExactIndex, HnswIndex]] = []
    for size in sorted(sizes):
        source = ArraySource(vectors[:size])
        exact = ExactIndex(source.dim, capacity=size)
        hnsw = HnswIndex(source.dim, source.model_id, capacity=size, effort=GRAPH_ONLY)
        filled(exact, source)
        seconds = filled(hnsw, source)
        rows.append((size, exact, hnsw))
    print_recall(hnsw, exact, queries, k)
    print(f"\n(2) Milliseconds of a search for {k} (switch-over now {SWITCH_OVER:,})\n")
    print(f"{'vectors':>9} {'exact med':>10} {'exact p95':>9} {'hnsw med':>10} {'hnsw p95':>9}")
    for size, scanned, graph in rows:
        print_row(size, scanned, graph, queries, k)
    print_storage(hnsw, source, seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--photos-dir", type=Path, help="real photos to mix")
    parser.add_argument("--features", type=Path, help="cache of their features (.npz)")
    parser.add_argument("--captions", type=Path, required=True, help="captions.jsonl: the queries")
    parser.add_argument("--count", type=int, default=100_000, help="vectors of the largest index")
    parser.add_argument("--photos", type=int, default=500, help="photos to read at most")
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--neighbours", type=int, default=100)
    options = parser.parse_args()
    from photoapp.encoders import load_encoder

    encoder = load_encoder()
    features = cached_features(options.features, options.photos_dir, options.photos)
    vectors = mixed_vectors(features, encoder.project_features, options.count)
    queries = encoder.encode_texts(caption_queries(options.captions, options.queries))
    sizes = {n for n in (1_000, 10_000, 20_000, 30_000, 100_000) if n < options.count} | {
        options.count
    }
    measure(vectors, queries, sorted(sizes), options.neighbours)


def cached_features(cache: Path | None, photos_dir: Path | None, limit: int) -> Floats:
    """Return photos' features from the cache, or from the photos, which fills the cache."""
    if cache is not None and cache.exists():
        cached: Floats = np.load(cache)["features"]
        return cached
    if photos_dir is None:
        raise SystemExit("--photos-dir is needed where there are no --features to read")
    features = photo_features(photos_dir, limit)
    if cache is not None:
        np.savez(cache, features=features)
    return features


if __name__ == "__main__":
    main()
