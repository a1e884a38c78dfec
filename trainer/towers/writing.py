"""From fitted towers to a bundle, or to a checkpoint as open_clip itself reads it."""

import hashlib
import shutil
from pathlib import Path
from typing import Any

import msgspec

from photoapp.encoders.bundles.trying import feature_length, words_by
from photoapp.encoders.model_card import ModelCard, Personalised, WeightFile, read_model_card
from photoapp.encoders.weights import remember_checked
from photoapp.errors import TrainingError
from trainer.personalised import written_anew
from trainer.towers.describing import described

_CARD = "model.json"
_WEIGHTS, _CONFIG = "open_clip_pytorch_model.safetensors", "open_clip_config.json"

Tensors = dict[str, Any]


def write_personal(
    base: Path,
    folder: Path,
    personal: Personalised,
    *,
    image: Tensors,
    text: Tensors,
    scale: float,
) -> ModelCard:
    """Write a bundle of fitted towers, tried before it gets its name; return its card.

    Args:
        base: the bundle that they were fitted from.
        folder: that of the new one; what is there is replaced.
        personal: how they came of it.
        image: the image tower's state dict.
        text: the text tower's.
        scale: the factor from cosines to logits.

    Raises:
        TrainingError: it can't be written.
        ModelError: it reads no words or sees no pictures.

    """
    with written_anew(folder) as incoming:
        card = _write(base, incoming, personal, {"image": image, "text": text}, scale)
        card = msgspec.structs.replace(card, open_clip=words_by(card, incoming, None))
        feature_length(card, incoming)
        (incoming / _CARD).write_bytes(msgspec.json.format(msgspec.json.encode(card), indent=2))
        remember_checked(list(card.weights.values()), incoming)
    return card


def _write(
    base: Path, folder: Path, personal: Personalised, towers: dict[str, Tensors], scale: float
) -> ModelCard:
    from safetensors import SafetensorError
    from safetensors.torch import save_file

    parent = read_model_card(base)
    names = {part: file.file for part, file in parent.weights.items()}
    for part, name in names.items():
        if part in towers:
            tensors = {key: tensor.contiguous() for key, tensor in sorted(towers[part].items())}
            try:
                save_file(tensors, folder / name)
            except SafetensorError as error:  # it says so of a full disk
                raise OSError(str(error)) from error
        else:
            shutil.copyfile(base / name, folder / name)
    weights = {part: WeightFile(name, _sha256(folder / name)) for part, name in names.items()}
    digest = hashlib.sha256("".join(w.sha256 for w in weights.values()).encode()).hexdigest()
    family = parent.id.rpartition("-")[0] or parent.id
    return msgspec.structs.replace(
        parent,
        id=f"{family}-{personal.method}-{digest[:8]}",
        logit_scale=scale,
        parent=parent.id,
        weights=weights,
        source=f"personalised from {parent.id} ({personal.method})",
        open_clip=msgspec.structs.replace(described(parent), words_by="torch"),
        personal=personal,
    )


def export_open_clip(bundle: Path, folder: Path) -> Path:
    """Write a bundle as a repository of open_clip's has it, and return the file of weights.

    ``open_clip.create_model_and_transforms("local-dir:FOLDER")`` reads it, and so does photoapp.

    Raises:
        TrainingError: it can't be written, or the bundle is none of open_clip's.

    """
    from safetensors.torch import save_file

    card = read_model_card(bundle)
    said = described(card)
    shown = msgspec.to_builtins(said.preprocessing)
    config = {"model_cfg": said.config, "preprocess_cfg": shown}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        save_file(_whole(card, bundle), folder / _WEIGHTS)
        (folder / _CONFIG).write_bytes(msgspec.json.format(msgspec.json.encode(config), indent=2))
    except OSError as error:
        message = f"The model can't be written into {folder} ({error}); choose another folder."
        raise TrainingError(message) from error
    return folder / _WEIGHTS


def _whole(card: ModelCard, bundle: Path) -> Tensors:
    """Return both towers' tensors under the names of open_clip's model."""
    import torch
    from safetensors.torch import load_file

    said = described(card)
    towers = {part: load_file(bundle / card.weights[part].file) for part in ("image", "text")}
    prefix = "text." if _has_text_apart(said.config) else ""
    whole = {f"visual.{name}": tensor for name, tensor in towers["image"].items()}
    whole |= {f"{prefix}{name}": tensor for name, tensor in towers["text"].items()}
    whole["logit_scale"] = torch.tensor(card.logit_scale).log()
    if said.logit_bias is not None:
        whole["logit_bias"] = torch.tensor(said.logit_bias)
    return whole


def _has_text_apart(config: dict[str, Any]) -> bool:
    """Return whether open_clip keeps the text tower in a module of its own."""
    hf = "hf_model_name" in config["text_cfg"]
    return hf or bool(config.get("custom_text")) or "multimodal_cfg" in config


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
