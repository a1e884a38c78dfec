"""From a checkpoint to a bundle, which is all that photoapp ever runs.

What is made is tried before it counts: the words are cut up and read as open_clip does it, a
picture is looked at, and only then does the bundle get its name.
"""

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from photoapp.encoders.bundles.checkpoints import Tensors, read_checkpoint
from photoapp.encoders.bundles.fitting import check_fit
from photoapp.encoders.bundles.sources import ModelSource
from photoapp.encoders.bundles.towers import Towers, split_towers
from photoapp.encoders.bundles.trying import feature_length, words_by
from photoapp.encoders.clip.tokenizing import clip_tokenizer_json
from photoapp.encoders.clip.vocabulary import compact
from photoapp.encoders.installed import INCOMING, shipped_models
from photoapp.encoders.model_card import ModelCard, OpenClip, WeightFile, read_model_card
from photoapp.encoders.weights import remember_checked
from photoapp.errors import ModelError

_CARD = "model.json"
# No bundle takes longer.
_LEFT_SECONDS = 24 * 3600


@dataclass(frozen=True)
class BundleOrder:
    """What a bundle is to be made of.

    ``name`` is the model's name to be; ``checkpoint`` the file of weights; ``extras`` a folder
    with ``tokenizer.json``, and ``config.json`` where the text tower is Hugging Face's, if the
    model needs them; ``origin`` says where the weights came from; ``models`` is the folder that
    the bundle's own folder is put into.
    """

    name: str
    source: ModelSource
    checkpoint: Path
    extras: Path | None
    licence: str
    origin: str
    models: Path


def make_bundle(order: BundleOrder) -> Path:
    """Make a bundle and return its folder; one that is there already is left as it is.

    Raises:
        ModelError: the weights can't be read, are not those of the architecture, or don't work.

    """
    towers = split_towers(read_checkpoint(order.checkpoint))
    check_fit(towers, order.source, _extra(order, "config.json"), order.checkpoint.name)
    with _incoming(order.models) as folder:
        card = _write(order, towers, folder)
        card = msgspec.structs.replace(card, open_clip=words_by(card, folder, order.extras))
        card = msgspec.structs.replace(card, feature_dim=feature_length(card, folder))
        (folder / _CARD).write_bytes(msgspec.json.format(msgspec.json.encode(card), indent=2))
        remember_checked(list(card.weights.values()), folder)
        return _put_in_place(order, card, folder)


def _write(order: BundleOrder, towers: Towers, folder: Path) -> ModelCard:
    """Write all but the card, and return what of it is known so far."""
    from safetensors.torch import save_file

    tensors: dict[str, Tensors] = {"image": towers.image, "text": towers.text}
    for part, tower in tensors.items():
        save_file(tower, folder / f"{part}.safetensors")
    names = {part: f"{part}.safetensors" for part in tensors} | _write_extras(order, folder)
    weights = {part: WeightFile(n, _sha256(folder / n)) for part, n in names.items()}
    digest = hashlib.sha256("".join(w.sha256 for w in weights.values()).encode()).hexdigest()
    source = order.source
    return ModelCard(
        id=f"{order.name}-{digest[:8]}",
        architecture=source.architecture,
        dim=source.config["embed_dim"],
        feature_dim=0,
        input_size=max(source.preprocessing.size),
        logit_scale=towers.logit_scale,
        licence=order.licence,
        parent=None,
        weights=weights,
        source=order.origin,
        open_clip=OpenClip(
            source.config, source.preprocessing, source.tokenizing, "torch", towers.logit_bias
        ),
    )


def _write_extras(order: BundleOrder, folder: Path) -> dict[str, str]:
    """Write what words need besides weights; return the files by the parts they are."""
    target = folder / "tokenizer.json"
    if order.source.tokenizing.kind == "clip":
        target.write_text(clip_tokenizer_json(), encoding="utf-8")
    else:
        _copy_tokenizer(_needed(order, "tokenizer.json"), target)
    names = {"tokenizer": target.name}
    if order.source.config["text_cfg"].get("hf_model_name"):
        shutil.copyfile(_needed(order, "config.json"), folder / "text_config.json")
        names["text_config"] = "text_config.json"
    return names


def _copy_tokenizer(path: Path, target: Path) -> None:
    try:
        target.write_text(compact(path.read_text(encoding="utf-8")), encoding="utf-8")
    except ValueError as error:  # JSON's and Unicode's errors are some
        raise ModelError(f"The file {path} is no tokenizer: {error}.") from error


def _extra(order: BundleOrder, name: str) -> Path | None:
    path = order.extras / name if order.extras else None
    return path if path and path.is_file() else None


def _needed(order: BundleOrder, name: str) -> Path:
    if path := _extra(order, name):
        return path
    message = (
        f"{order.source.architecture} reads words by a {name} of its own; put it into a folder "
        "and name that with --extras."
    )
    raise ModelError(message)


@contextmanager
def _incoming(models: Path) -> Iterator[Path]:
    """Give a hidden folder beside the models, which nobody takes for one; it goes if left."""
    try:
        models.mkdir(parents=True, exist_ok=True)
        _sweep(models)
        with tempfile.TemporaryDirectory(
            prefix=f"{INCOMING}{os.getpid()}-", dir=models, ignore_cleanup_errors=True
        ) as folder:
            yield Path(folder)
    except OSError as error:
        message = f"The model can't be written into {models} ({error.strerror}); make room there."
        raise ModelError(message) from error


def _sweep(models: Path) -> None:
    """Delete what a power cut left half made."""
    for folder in models.glob(f"{INCOMING}*"):
        if time.time() - folder.stat().st_mtime > _LEFT_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def _put_in_place(order: BundleOrder, card: ModelCard, folder: Path) -> Path:
    for name in (order.name, card.id):
        target = order.models / name
        if (shipped_models() / name).exists():  # its name would be another's
            continue
        if (target / _CARD).is_file() and read_model_card(target).id == card.id:
            return target
        if not target.exists():
            folder.chmod(0o755)  # temporary folders are nobody else's
            return folder.rename(target)
    raise ModelError(f"{target} is in the way; move it away and try again.")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
