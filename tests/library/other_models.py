"""A second model to change to: the starter, but that it finds last what the starter finds first."""

import hashlib
import importlib.util
import shutil
from pathlib import Path

import msgspec
import numpy as np
from safetensors.numpy import load_file, save_file

from photoapp.encoders import shipped_models
from photoapp.encoders.model_card import ModelCard, Personalised, WeightFile, read_model_card
from photoapp.paths import AppPaths

_TURNED = ("start_weight", "outer_weight", "outer_bias")


def add_backwards(paths: AppPaths, name: str = "backwards", *, own_tower: bool = True) -> ModelCard:
    """Put the model into a home; its photos' vectors are the starter's, times -1.

    With its ``own_tower``, the starter's but for bytes that mean nothing, it has to look at every
    photo itself.
    """
    return write_backwards(paths.create().models / name, own_tower=own_tower)


def write_backwards(folder: Path, *, own_tower: bool, personal: bool = False) -> ModelCard:
    """Write the model into a new folder, which gives it its name."""
    name = folder.name
    shutil.copytree(shipped_models() / "starter", folder)
    card = read_model_card(folder)
    image = _own_tower(card.weights["image"], folder) if own_tower else card.weights["image"]
    projection = card.weights["projection"]
    path = folder / projection.file
    tensors = load_file(path)
    path.unlink()  # it may be linked
    save_file({n: np.asarray(-t) if n in _TURNED else t for n, t in tensors.items()}, path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    projection = msgspec.structs.replace(projection, sha256=digest)
    weights = card.weights | {"projection": projection, "image": image}
    made = Personalised(card.id, name, 0.0, "adapter", 1, 1, "") if personal else None
    card = msgspec.structs.replace(
        card, id=f"{name}-1", parent=card.id, weights=weights, personal=made
    )
    (folder / "model.json").write_bytes(msgspec.json.encode(card))
    return card


def _own_tower(shipped: WeightFile, folder: Path) -> WeightFile:
    spec = importlib.util.find_spec(shipped.package or "")
    assert spec
    content = (Path(spec.origin or "").parent / shipped.file).read_bytes() + b"\0\0"
    (folder / "tower.pth").write_bytes(content)
    return WeightFile("tower.pth", hashlib.sha256(content).hexdigest())


def remove_folder(paths: AppPaths, name: str = "backwards") -> Path:
    """Take the model away behind photoapp's back; return where it was."""
    folder = paths.models / name
    shutil.rmtree(folder)
    return folder


def remove_folder_to(paths: AppPaths, place: Path) -> Path:
    """Move the model out of the home; return where it is."""
    return (paths.models / "backwards").rename(place)
