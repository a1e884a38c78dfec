"""Photos a second of an open_clip image tower as the worker's lanes run it, against open_clip's.

    python -m benchmarks.clip_encoding [--json] [--model ViT-B-32] [--repetitions 7]

The weights are random: how fast a network is does not depend on them. In every repetition each way
takes its turn, so that a drift of the machine's speed meets all:

* *plain*: open_clip's ``model.encode_image``, float32, eager, in inference mode, each layer spread
  over torch's usual threads, by batch size, on photos that are already normalised;
* *ours*: ``ClipPhotos.encode_images`` in as many threads as cores, each on one core, in batches of
  ``photoapp.worker.lanes.BATCH`` photos of 8 bits: in the precision it chooses, and in bfloat16.

A ratio is that of ours to plain at the batch size at which plain is fastest, in the same
repetition: the median over the repetitions, the least and the greatest. The cosine is the smallest
over the photos between both's vectors.
"""

import argparse
import hashlib
import json
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.sample_photos import gather
from photoapp.encoders.arithmetic import normalise
from photoapp.encoders.clip.photos import ClipPhotos
from photoapp.encoders.clip.preprocessing import ClipPreprocessor
from photoapp.encoders.device import cores, use_one_core_per_thread
from photoapp.encoders.model_card import ModelCard, OpenClip, Preprocessing, Tokenizing, WeightFile
from photoapp.encoders.protocol import Floats, Pixels
from photoapp.worker.lanes import BATCH

_BATCHES = (1, 4, 8, 16, 32)
_PHOTOS = 32
# Photos a thread encodes in a measurement, at least.
_MEASURED = 16
_MEAN, _STD = (0.481, 0.458, 0.408), (0.269, 0.261, 0.276)

Encode = Callable[[Pixels], object]


@dataclass(frozen=True)
class Row:
    """Photos a second (median); the ratio to the fastest of plain: median, least and greatest."""

    way: str
    batch: int
    speed: float
    ratio: float
    least: float
    greatest: float


class Plain:
    """open_clip's own model, as its documentation runs it."""

    def __init__(self, name: str) -> None:
        import open_clip
        import torch

        torch.manual_seed(0)
        self.threads: int = torch.get_num_threads()
        self.config: dict[str, Any] = open_clip.get_model_config(name)
        self.model: Any = open_clip.create_model(name).eval()

    def normalised(self, photos: Pixels) -> Any:
        """Return prepared photos as the model takes them."""
        import torch

        levels = torch.tensor(photos).float() / 255
        return (
            ((levels - torch.tensor(_MEAN)) / torch.tensor(_STD)).permute(0, 3, 1, 2).contiguous()
        )

    def encode(self, batch: Any) -> Floats:
        """Return the vectors of normalised photos, not normalised themselves."""
        import torch

        with torch.inference_mode():
            vectors: Floats = self.model.encode_image(batch).numpy()
        return vectors


def bundle(plain: Plain, folder: Path) -> ModelCard:
    """Write the image tower's weights, and return the card of a model with it."""
    from safetensors.torch import save_file

    path = folder / "image.safetensors"
    save_file({n: t.contiguous() for n, t in plain.model.visual.state_dict().items()}, path)
    with path.open("rb") as file:
        weights = WeightFile(path.name, hashlib.file_digest(file, "sha256").hexdigest())
    edge, dim = plain.config["vision_cfg"]["image_size"], plain.config["embed_dim"]
    projection = getattr(plain.model.visual, "proj", None)
    return ModelCard(
        id="benchmark",
        architecture="open_clip",
        dim=dim,
        feature_dim=dim if projection is None else projection.shape[0],
        input_size=edge,
        logit_scale=100.0,
        licence="none",
        parent=None,
        weights={"image": weights},
        open_clip=OpenClip(
            config=plain.config,
            preprocessing=Preprocessing((edge, edge), _MEAN, _STD),
            tokenizing=Tokenizing("clip", 77, "lower"),
            words_by="numpy",
        ),
    )


def prepared_photos(preprocessor: ClipPreprocessor) -> Pixels:
    """Return ``_PHOTOS`` crops of the pictures that installed packages carry, prepared."""
    random = np.random.default_rng(0)
    with tempfile.TemporaryDirectory() as scratch:
        paths = gather(Path(scratch))
        return np.stack(
            [preprocessor.preprocess(_crop(paths[n % len(paths)], random)) for n in range(_PHOTOS)]
        )


def _crop(path: Path, random: np.random.Generator) -> Image.Image:
    with Image.open(path) as file:
        image = file.convert("RGB")
    left, top = (int(random.integers(edge // 3)) for edge in image.size)
    return image.crop((left, top, left + 2 * image.width // 3, top + 2 * image.height // 3))


def plain_speed(plain: Plain, photos: Any, batch: int) -> float:
    """Return the photos a second of one thread that spreads each layer over all cores."""
    import torch

    torch.set_num_threads(plain.threads)
    return _speed(lambda: _in_batches(plain.encode, photos, batch), len(photos))


def lanes_speed(encode: Encode, photos: Pixels) -> float:
    """Return the photos a second of as many threads as cores, each on one core."""
    lanes = cores()
    with ThreadPoolExecutor(lanes, initializer=use_one_core_per_thread) as pool:
        list(pool.map(lambda _: time.sleep(0.01), range(lanes)))  # the threads start here
        return _speed(
            lambda: list(pool.map(lambda _: _in_batches(encode, photos, BATCH), range(lanes))),
            lanes * len(photos),
        )


def _in_batches(encode: Callable[[Any], object], photos: Any, batch: int) -> None:
    for start in range(0, len(photos), batch):
        encode(photos[start : start + batch])


def _speed(work: Callable[[], object], photos: int) -> float:
    started = time.perf_counter()
    work()
    return photos / (time.perf_counter() - started)


def measure(plain: Plain, ours: dict[str, Encode], photos: Pixels, repetitions: int) -> list[Row]:
    """Return a row for each way, plain by batch size first."""
    batch = plain.normalised(photos)
    speeds = np.array(
        [
            [plain_speed(plain, batch[: max(size, _MEASURED)], size) for size in _BATCHES]
            + [lanes_speed(encode, photos[:_MEASURED]) for encode in ours.values()]
            for _ in range(repetitions)
        ]
    )
    best = int(np.median(speeds[:, : len(_BATCHES)], axis=0).argmax())
    ways = [("plain", size) for size in _BATCHES] + [(name, BATCH) for name in ours]
    ratios = speeds / speeds[:, best : best + 1]
    return [_row(*way, speeds[:, n], ratios[:, n]) for n, way in enumerate(ways)]


def _row(way: str, batch: int, speeds: NDArray[np.float64], ratios: NDArray[np.float64]) -> Row:
    spread = float(np.median(ratios)), float(ratios.min()), float(ratios.max())
    return Row(way, batch, float(np.median(speeds)), *spread)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", default="ViT-B-32", help="one of open_clip's architectures")
    parser.add_argument("--repetitions", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    plain = Plain(arguments.model)
    use_one_core_per_thread()  # as the worker does before it loads a model
    with tempfile.TemporaryDirectory() as scratch:
        card = bundle(plain, Path(scratch))
        towers = [ClipPhotos(card, Path(scratch), precision=p) for p in ("auto", "bfloat16")]
    photos = prepared_photos(towers[0])
    exact = normalise(plain.encode(plain.normalised(photos)))
    cosines = [float((exact * tower.encode_images(photos)).sum(1).min()) for tower in towers]
    hows = ("chosen", "forced")
    names = [f"ours, {h} {t.running.precision}" for h, t in zip(hows, towers, strict=True)]
    encoders: dict[str, Encode] = dict(zip(names, [t.encode_images for t in towers], strict=True))
    rows = measure(plain, encoders, photos, arguments.repetitions)
    smallest = dict(zip(names, cosines, strict=True))
    if arguments.json:
        print(json.dumps({"rows": [asdict(row) for row in rows], "smallest_cosines": smallest}))
    else:
        _print(rows, smallest)


def _print(rows: list[Row], cosines: dict[str, float]) -> None:
    print(f"{'photos a second':24} {'batch':>6} {'speed':>8}   ratio to plain (least to greatest)")
    for row in rows:
        print(
            f"{row.way:24} {row.batch:>6} {row.speed:>8.2f}"
            f"   {row.ratio:.2f}  ({row.least:.2f} to {row.greatest:.2f})"
        )
    for way, cosine in cosines.items():
        print(f"{way}: smallest cosine over {_PHOTOS} photos {cosine:.6f}")
    print(f"{cores()} cores")


if __name__ == "__main__":
    main()
