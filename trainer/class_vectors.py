"""The text vectors of ImageNet's classes, which join the starter's two towers (ConSE)."""

import hashlib
from importlib.resources import files
from pathlib import Path

import numpy as np

from photoapp.encoders import Floats, ModelCard
from photoapp.encoders.minilm import MiniLM
from photoapp.encoders.model_card import read_model_card
from photoapp.encoders.starter import CLASS_VECTORS
from photoapp.encoders.weights import load_checked


def class_names() -> list[list[str]]:
    """Return the synonyms of each of the 1,000 classes, in the classifier's order."""
    info = files("timm.data") / "_info"
    lines = (info / "imagenet_synset_to_lemma.txt").read_text("utf-8").splitlines()
    lemmas = dict(line.split("\t") for line in lines)
    synsets = (info / "imagenet_synsets.txt").read_text("utf-8").split()
    return [lemmas[synset].split(", ") for synset in synsets]


def class_vectors(tower: MiniLM, names: list[list[str]]) -> Floats:
    """Return the mean text vector of each class's synonyms: (classes, 384)."""
    vectors = tower.encode([name for synonyms in names for name in synonyms])
    ends = np.cumsum([len(synonyms) for synonyms in names])[:-1]
    return np.stack([part.mean(0) for part in np.split(vectors, ends)])


def build(folder: Path) -> Path:
    """Write the class vectors of the starter in ``folder`` (float16, 0.8 MB) and return the file.

    ``model.json`` there must name the text tower; its hash of this file is brought up to date.
    """
    from safetensors.numpy import save_file

    card = read_model_card(folder)
    tower = load_checked([card.weights["text"], card.weights["tokenizer"]], folder, MiniLM)
    vectors = class_vectors(tower, class_names())
    target = folder / card.weights["classes"].file
    save_file({CLASS_VECTORS: vectors.astype(np.float16)}, target)
    _write_hash(card, folder, hashlib.sha256(target.read_bytes()).hexdigest())
    return target


def _write_hash(card: ModelCard, folder: Path, sha256: str) -> None:
    import msgspec

    classes = msgspec.structs.replace(card.weights["classes"], sha256=sha256)
    card = msgspec.structs.replace(card, weights=card.weights | {"classes": classes})
    text = msgspec.json.format(msgspec.json.encode(card), indent=2)
    (folder / "model.json").write_bytes(text + b"\n")
