"""A tiny open_clip model, and a folder of pictures in a few colours for it to learn."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import open_clip
import torch
from PIL import Image
from safetensors.torch import save_file

from photoapp.encoders import load_image_encoder
from photoapp.encoders.bundles.describing import describe_config
from photoapp.encoders.bundles.making import BundleOrder, make_bundle
from tests.encoders.bundles.checkpoints import CONFIG, PREPROCESSING
from trainer.job.data import TrainingData
from trainer.job.order import LibraryPhoto, Order, Photo
from trainer.towers.looking import plain_pictures

SMALL: dict[str, Any] = CONFIG | {"text_cfg": CONFIG["text_cfg"] | {"context_length": 12}}
COLOURS = {
    "red": (220, 30, 30),
    "green": (30, 200, 30),
    "blue": (30, 30, 220),
    "yellow": (230, 220, 20),
    "black": (15, 15, 15),
    "white": (240, 240, 240),
}
EACH = 4
FOLDS = 4


def make_base(folder: Path) -> Path:
    """Return a bundle's folder."""
    torch.manual_seed(0)
    config, weights = folder / "config.json", folder / "weights.safetensors"
    config.write_text(json.dumps({"model_cfg": SMALL, "preprocess_cfg": PREPROCESSING}))
    state = open_clip.CLIP(**SMALL).state_dict()
    save_file({name: tensor.contiguous() for name, tensor in state.items()}, weights)
    source = describe_config("tiny", config)
    return make_bundle(
        BundleOrder("tiny", source, weights, None, "none", "chance", folder / "models")
    )


def make_photos(folder: Path) -> list[Photo]:
    """Return captioned photos, the colours one after the other, over and over."""
    folder.mkdir(parents=True)
    random = np.random.default_rng(5)
    photos = []
    for number in range(EACH * len(COLOURS)):
        name = list(COLOURS)[number % len(COLOURS)]
        pixels = np.array(COLOURS[name]) + random.normal(0, 12, (60, 72, 3))
        path = folder / f"{number}.png"
        Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(path)
        photos.append(Photo(str(path), [f"a {name} wall", f"{name}, seen from near"]))
    return photos


def make_data(base: Path, photos: list[Photo]) -> TrainingData:
    """Return a run's data as the job reads it; the last photo has no caption."""
    *captioned, other = photos
    encoder = load_image_encoder(str(base))
    _, pictures = plain_pictures(base, [Path(photo.path) for photo in photos])
    features = encoder.image_features(pictures)
    folds = np.arange(len(captioned)) // len(COLOURS) % FOLDS
    library = [LibraryPhoto(other.path)]
    return TrainingData(captioned, features[:-1], folds, library, features[-1:])


def order(base: Path, **changes: Any) -> Order:
    """Return an order for the processor, in batches of half of what there is to learn."""
    settings = {
        "method": "lora",
        "epochs": 3,
        "batch": 9,
        "rate": 5e-3,
        "device": "cpu",
        "cores": 1,
    }
    return Order("run", str(base), 0.0, **{**settings, **changes})
