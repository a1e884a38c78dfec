"""Photos a second of the starter's image tower, against the same network as timm runs it.

    python -m benchmarks.encoding [--json] [--source FOLDER] [--repetitions 7]

Both take the same prepared photos (``--source``, else crops of the pictures that installed
packages carry, with grain) in one run, in turns, so that a drift of the machine's speed meets both:

* *one core*: both on one thread, by batch size; a lane sends ``photoapp.worker.lanes.BATCH``
  photos, each of which is looked at twice;
* *all cores*: as many threads as cores, each with the tower on one core, as the worker's lanes do,
  against timm's network spread over all cores.

The plain network is float32, eager, in torch's usual memory layout. A ratio is the median over the
repetitions of (ours / plain) photos a second; the cosine is the smallest over the photos between
the two networks' features.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.sample_photos import gather
from benchmarks.timm_lite2 import timm_network
from photoapp.encoders import installed_models, model_card
from photoapp.encoders.device import cores, use_one_core_per_thread
from photoapp.encoders.protocol import Floats, Pixels
from photoapp.encoders.starter.efficientnet import EfficientNetLite2, prepare
from photoapp.encoders.weights import load_checked
from photoapp.worker.lanes import BATCH

ONE_CORE = "one core"
_SIZES = (1, 4, 8, 16, 32)
_LANE_BATCH = 2 * BATCH
_PHOTOS = 32
_GRAIN = 6
# Photos a measurement encodes at least: fewer take so little time that the clock's noise shows.
_MEASURED = 8

Encode = Callable[[Pixels], Floats]
Run = Callable[[Encode, Pixels, int], float]


@dataclass(frozen=True)
class Row:
    """Photos a second (medians), and the ratio's median, least and greatest."""

    setting: str
    batch: int
    plain: float
    ours: float
    ratio: float
    least: float
    greatest: float


def prepared_photos(source: Path | None) -> Pixels:
    """Return ``_PHOTOS`` photos as the tower wants them; a picture's later turns are crops."""
    with tempfile.TemporaryDirectory() as scratch:
        paths = sorted(source.rglob("*.jpg")) if source else gather(Path(scratch))
        if not paths:
            raise SystemExit(f"There are no .jpg photos in {source}.")
        random = np.random.default_rng(0)
        turns = [number // len(paths) for number in range(_PHOTOS)]
        photos = zip(islice(cycle(paths), _PHOTOS), turns, strict=True)
        return np.stack([_prepared(path, turn, random) for path, turn in photos])


def _prepared(path: Path, turn: int, random: np.random.Generator) -> Pixels:
    with Image.open(path) as file:
        image = file.convert("RGB")
    if not turn:
        return prepare(image)
    left, top = (int(random.integers(edge // 3)) for edge in image.size)
    box = (left, top, left + 2 * image.width // 3, top + 2 * image.height // 3)
    pixels = prepare(image.crop(box))
    noisy = pixels + random.normal(0, _GRAIN, pixels.shape)
    return np.asarray(noisy.clip(0, 255), dtype=np.uint8)


def plain_features() -> Encode:
    """Return timm's network as a function of prepared photos."""
    import torch

    network = timm_network()

    def features(pixels: Pixels) -> Floats:
        with torch.inference_mode():
            batch = ((torch.tensor(pixels).float() - 127) / 128).permute(0, 3, 1, 2).contiguous()
            found: Floats = network.global_pool(network.forward_features(batch)).numpy()
        return found

    return features


def on_one_core(encode: Encode, photos: Pixels, batch: int) -> float:
    """Return the photos a second of one thread on one core."""
    use_one_core_per_thread()
    return _speed(lambda: _encode(encode, photos, batch), len(photos))


def in_lanes(encode: Encode, photos: Pixels, batch: int) -> float:
    """Return the photos a second of as many threads as cores, each on one core."""
    lanes = cores()
    with ThreadPoolExecutor(lanes, initializer=use_one_core_per_thread) as pool:
        list(pool.map(lambda _: time.sleep(0.01), range(lanes)))  # the threads start here
        shares = [(encode, photos, batch)] * lanes
        return _speed(
            lambda: list(pool.map(lambda share: _encode(*share), shares)), lanes * len(photos)
        )


def over_all_cores(encode: Encode, photos: Pixels, batch: int) -> float:
    """Return the photos a second of one thread that spreads each layer over all cores."""
    import torch

    torch.set_num_threads(cores())
    return _speed(lambda: _encode(encode, photos, batch), len(photos))


def _encode(encode: Encode, photos: Pixels, batch: int) -> None:
    for start in range(0, len(photos), batch):
        encode(photos[start : start + batch])


def _speed(work: Callable[[], object], photos: int) -> float:
    started = time.perf_counter()
    work()
    return photos / (time.perf_counter() - started)


@dataclass(frozen=True)
class Setting:
    """A way to run each of the two, and the batch size."""

    name: str
    plain: Run
    ours: Run
    batch: int


SETTINGS = [Setting(ONE_CORE, on_one_core, on_one_core, size) for size in _SIZES]
SETTINGS += [Setting("all cores", over_all_cores, in_lanes, _LANE_BATCH)]


def measure(plain: Encode, ours: Encode, photos: Pixels, repetitions: int) -> list[Row]:
    """Return a row for each setting, whose repetitions are spread over the whole run."""
    speeds = np.zeros((repetitions, len(SETTINGS), 2))
    for repetition in range(repetitions):
        for number, setting in enumerate(SETTINGS):
            taken = photos[: max(setting.batch, _MEASURED)]
            speeds[repetition, number] = (
                setting.plain(plain, taken, setting.batch),
                setting.ours(ours, taken, setting.batch),
            )
    return [_row(s, speeds[:, number]) for number, s in enumerate(SETTINGS)]


def _row(setting: Setting, speeds: NDArray[np.float64]) -> Row:
    plain, ours = (float(np.median(column)) for column in speeds.T)
    ratios = speeds[:, 1] / speeds[:, 0]
    spread = float(np.median(ratios)), float(ratios.min()), float(ratios.max())
    return Row(setting.name, setting.batch, plain, ours, *spread)


def smallest_cosine(plain: Encode, ours: Encode, photos: Pixels) -> float:
    """Return the cosine of the photo on whose features the two differ most."""
    pairs = np.stack([encode(photos) for encode in (plain, ours)]).astype(np.float64)
    pairs /= np.linalg.norm(pairs, axis=2, keepdims=True)
    return float((pairs[0] * pairs[1]).sum(1).min())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--source", type=Path, help="a folder of .jpg photos")
    parser.add_argument("--repetitions", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    photos = prepared_photos(arguments.source)
    plain = plain_features()
    image = model_card().weights["image"]
    ours = load_checked([image], installed_models()["starter"], EfficientNetLite2).features
    cosine = smallest_cosine(plain, ours, photos)
    rows = measure(plain, ours, photos, arguments.repetitions)
    if arguments.json:
        print(json.dumps({"rows": [asdict(row) for row in rows], "smallest_cosine": cosine}))
    else:
        _print(rows, cosine)


def _print(rows: list[Row], cosine: float) -> None:
    print(
        f"{'photos a second':12} {'batch':>6} {'plain':>8} {'ours':>8}   ratio (least to greatest)"
    )
    for row in rows:
        print(
            f"{row.setting:15} {row.batch:>6} {row.plain:>8.2f} {row.ours:>8.2f}"
            f"   {row.ratio:.2f}  ({row.least:.2f} to {row.greatest:.2f})"
        )
    best = max(row.plain for row in rows if row.setting == ONE_CORE)
    lane = next(row.ours for row in rows if row.batch == _LANE_BATCH)
    print(f"on one core at a lane's batch, against the best of plain: {lane / best:.2f}")
    print(f"smallest cosine over {_PHOTOS} photos: {cosine:.6f}; {cores()} cores")


if __name__ == "__main__":
    main()
