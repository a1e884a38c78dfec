"""A second model to change to: the starter, but that it finds last what the starter finds first."""

import hashlib
import shutil
from pathlib import Path

import msgspec
import numpy as np
from safetensors.numpy import load_file, save_file

from photoapp.encoders import shipped_models
from photoapp.encoders.model_card import ModelCard, read_model_card
from photoapp.paths import AppPaths

_TURNED = ("start_weight", "outer_weight", "outer_bias")


def add_backwards(paths: AppPaths, name: str = "backwards") -> ModelCard:
    """Put the model into a home; its photos' vectors are the starter's, times -1."""
    folder = paths.create().models / name
    shutil.copytree(shipped_models() / "starter", folder)
    card = read_model_card(folder)
    projection = card.weights["projection"]
    path = folder / projection.file
    tensors = load_file(path)
    path.unlink()  # it may be linked
    save_file({n: np.asarray(-t) if n in _TURNED else t for n, t in tensors.items()}, path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    weights = card.weights | {"projection": msgspec.structs.replace(projection, sha256=digest)}
    card = msgspec.structs.replace(card, id=f"{name}-1", parent=card.id, weights=weights)
    (folder / "model.json").write_bytes(msgspec.json.encode(card))
    return card


def remove_folder(paths: AppPaths, name: str = "backwards") -> Path:
    """Take the model away behind photoapp's back; return where it was."""
    folder = paths.models / name
    shutil.rmtree(folder)
    return folder


def remove_folder_to(paths: AppPaths, place: Path) -> Path:
    """Move the model out of the home; return where it is."""
    return (paths.models / "backwards").rename(place)
