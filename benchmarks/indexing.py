"""Photos a second of ``photoapp index``, against what the cores allow and a plain loop.

    python -m benchmarks.indexing [--photos 200] [--source FOLDER]

All three figures come from one run over the same 12-megapixel JPEGs, which are made from real
photos enlarged (``--source``, else the pictures that installed packages carry):

* *photoapp index*: the whole program, from its start to its report;
* *what the cores allow*: cores / CPU seconds to decode, embed and thumbnail one photo, measured
  in a process of its own, on one core, with the same functions;
* *plain loop*: decode in full, shrink, encode one at a time in float32, as a first program would.

The machine's speed may drift, so the yardsticks are measured before and after, and averaged.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from benchmarks.sample_photos import gather
from photoapp.encoders.device import cores, use_one_core_per_thread
from photoapp.worker.lanes import BATCH

_SIZE = (4000, 3000)
_MEASURED = 24


def make_photos(source: Path | None, folder: Path, count: int) -> list[Path]:
    """Write ``count`` JPEGs of 12 megapixels, each another crop of a real photo, with grain."""
    originals = sorted(source.rglob("*.jpg")) if source else gather(folder.parent / "sample")
    random = np.random.default_rng(0)
    grain = random.normal(0, 6, (_SIZE[1], _SIZE[0], 1)).astype(np.float32)
    folder.mkdir()
    paths = []
    for number in range(count):
        original = Image.open(originals[number % len(originals)]).convert("RGB")
        turned = original.rotate(number // len(originals), expand=False)
        large = turned.resize(_SIZE, Image.Resampling.BICUBIC).filter(ImageFilter.SHARPEN)
        noisy = np.asarray(large, dtype=np.float32) + np.roll(grain, number * 97, axis=1)
        paths.append(folder / f"{number:04}.jpg")
        Image.fromarray(noisy.clip(0, 255).astype(np.uint8)).save(paths[-1], quality=90)
    return paths


def cpu_seconds_a_photo(paths: list[Path]) -> float:
    """Return the CPU seconds to decode, embed and thumbnail one photo, on one core."""
    from photoapp.encoders import load_encoder
    from photoapp.media import THUMBNAIL_EDGE, Want, encode_thumbnail, open_photo

    use_one_core_per_thread()
    encoder = load_encoder()
    want = Want(THUMBNAIL_EDGE, encoder.decode_edge)

    def embed(batch: list[Path]) -> None:
        pixels = []
        for path in batch:
            photo = open_photo(path.read_bytes(), want)
            pixels.append(encoder.preprocess(photo.image))
            encode_thumbnail(photo.image)
        encoder.encode_images(np.stack(pixels))

    embed(paths[:BATCH])
    started = time.process_time()
    for start in range(0, len(paths), BATCH):
        embed(paths[start : start + BATCH])
    return (time.process_time() - started) / len(paths)


def plain_seconds_a_photo(paths: list[Path]) -> float:
    """Return the seconds a photo of a plain loop: full decode, one at a time, float32 eager."""
    import torch

    from benchmarks.timm_lite2 import timm_network
    from photoapp.encoders import load_encoder

    network = timm_network()
    encoder = load_encoder()

    def embed(path: Path) -> None:
        image = Image.open(path).convert("RGB")
        thumbnail = image.copy()
        thumbnail.thumbnail((480, 480))
        looks = encoder.preprocess(image)
        with torch.inference_mode():
            batch = ((torch.tensor(looks).float() - 127) / 128).permute(0, 3, 1, 2)
            features = network.global_pool(network.forward_features(batch)).mean(0, keepdim=True)
        encoder.project_features(features.numpy())

    embed(paths[0])
    started = time.perf_counter()
    for path in paths:
        embed(path)
    return (time.perf_counter() - started) / len(paths)


def index_seconds(folder: Path, home: Path) -> tuple[float, int]:
    """Return the seconds of a whole ``photoapp index``, and how many photos it embedded."""
    command = [sys.executable, "-m", "photoapp", "--home", str(home), "index", str(folder)]
    started = time.perf_counter()
    done = subprocess.run([*command, "--json"], check=True, stdout=subprocess.PIPE)
    return time.perf_counter() - started, json.loads(done.stdout)["embedded"]


def _apart(measure: Callable[[list[Path]], float], paths: list[Path]) -> float:
    """Measure in a fresh process, so that neither leaves anything behind for the other."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(measure, (paths,))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--photos", type=int, default=200)
    parser.add_argument("--source", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "photos")
        paths = make_photos(arguments.source, folder, arguments.photos)
        size = sum(path.stat().st_size for path in paths) / len(paths) / 1e6
        sample = paths[:_MEASURED]
        cpu = [_apart(cpu_seconds_a_photo, sample)]
        plain = [_apart(plain_seconds_a_photo, sample)]
        seconds, embedded = index_seconds(folder, Path(scratch, "home"))
        cpu.append(_apart(cpu_seconds_a_photo, sample))
        plain.append(_apart(plain_seconds_a_photo, sample))
    _print(embedded / seconds, cores() / float(np.mean(cpu)), 1 / float(np.mean(plain)))
    print(f"{embedded} photos of {size:.1f} MB; CPU seconds a photo before and after: {cpu}")


def _print(indexed: float, allowed: float, plain: float) -> None:
    print(f"{'photoapp index, start included':34}{indexed:8.2f} photos a second")
    print(f"{f'what {cores()} cores allow':34}{allowed:8.2f}   ratio {indexed / allowed:.2f}")
    print(f"{'plain loop':34}{plain:8.2f}   ratio {indexed / plain:.2f}")


if __name__ == "__main__":
    main()
