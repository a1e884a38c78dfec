"""How long a typed query takes over a large library, text encoding included.

    python -m benchmarks.typed_query --photos-dir PHOTOS --captions captions.jsonl [--count 100000]
        [--architecture ViT-B-32]

A catalogue of made-up photos (mixtures of real photos' features, see ``query_latency``) is opened
by the real ``Library`` with the real worker process; each query is another real caption, so that
no cache helps. Of an architecture of open_clip's the weights are random, and the photos' vectors
too: only the time counts there.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from benchmarks.query_latency import mixed_vectors, photo_features
from benchmarks.random_bundle import random_bundle
from photoapp.catalog import Catalog, EmbeddedPhoto, FileRecord
from photoapp.encoders import DEFAULT_MODEL, load_encoder, model_card
from photoapp.library import Library
from photoapp.paths import AppPaths, app_paths
from photoapp.worker import WorkerClient

_BLOCK = 5000


def make_catalog(
    paths: AppPaths, vectors: "np.ndarray", root_folder: Path, model: str = DEFAULT_MODEL
) -> None:
    """Fill a catalogue with one file and one photo for each vector (n, dim) of a model."""
    card = model_card(model)
    with closing(Catalog(paths.create().catalog)) as catalog:
        number = catalog.vectors.model_id(card.id, card.dim, card.feature_dim)
        catalog.generations.serve(number)
        root = catalog.roots.add(root_folder)
        feature = bytes(2 * card.feature_dim)
        for start in range(0, len(vectors), _BLOCK):
            block = vectors[start : start + _BLOCK]
            names = range(start, start + len(block))
            files = [FileRecord(f"{i}.jpg", 1, 1, i, i.to_bytes(32, "big")) for i in names]
            ids = catalog.files.record(root.id, files)
            catalog.photos.record_embedded(
                number,
                [
                    EmbeddedPhoto(i or 0, v.astype("<f2").tobytes(), feature, "JPEG", 4, 3, None)
                    for i, v in zip(ids, block, strict=True)
                ],
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--photos-dir", type=Path, required=True)
    parser.add_argument("--captions", type=Path, required=True)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--architecture")
    arguments = parser.parse_args()
    lines = arguments.captions.read_text("utf-8").splitlines()
    captions = [json.loads(line)["captions"][0] for line in lines][: arguments.queries + 1]
    with tempfile.TemporaryDirectory() as scratch:
        paths = app_paths(Path(scratch, "home")).create()
        if arguments.architecture:
            model = str(random_bundle(arguments.architecture, paths.models))
            vectors = _random_vectors(arguments.count, model_card(model).dim)
        else:
            model, encoder = DEFAULT_MODEL, load_encoder()
            features = photo_features(arguments.photos_dir, 400)
            vectors = mixed_vectors(features, encoder.project_features, arguments.count)
        make_catalog(paths, vectors, Path(scratch), model)
        with closing(Library(paths)) as library:
            started = time.perf_counter()
            library.search(captions[0], 100)
            first = time.perf_counter() - started
            whole = _times(lambda caption: library.search(caption, 100), captions[1:])
        with closing(WorkerClient(model, paths.logs / "worker.log")) as worker:
            worker.encode_texts(captions[:1])
            words = _times(lambda caption: worker.encode_texts([caption]), captions[1:])
    print(f"{arguments.count} photos, {len(captions) - 1} captions of their own, 100 answers each")
    print(f"first query, all cold: {first:.2f} s  ({os.cpu_count()} cores)")
    print(f"warm query: {whole}")
    print(f"its words alone, through the worker: {words}")


def _random_vectors(count: int, dim: int) -> "np.ndarray":
    vectors = np.random.default_rng(0).standard_normal((count, dim), dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def _times(work: Callable[[str], object], captions: Sequence[str]) -> str:
    times = []
    for caption in captions:
        started = time.perf_counter()
        work(caption)
        times.append(time.perf_counter() - started)
    median, p95 = (1000 * float(np.percentile(times, q)) for q in (50, 95))
    return f"median {median:.1f} ms, p95 {p95:.1f} ms"


if __name__ == "__main__":
    main()
