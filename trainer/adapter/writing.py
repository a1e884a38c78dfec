"""From a correction to a bundle that stands alone."""

import hashlib
import os
import shutil
from collections.abc import Collection
from pathlib import Path

import msgspec

from photoapp.encoders.model_card import ModelCard, Personalised, WeightFile, read_model_card
from photoapp.encoders.personal.correction import IMAGE_PART, NAMES_PART, Correction
from photoapp.encoders.weights import remember_checked
from trainer.bundle import half, write_weights
from trainer.files import replace_file
from trainer.job.data import TrainingData
from trainer.job.order import Order
from trainer.personalised import personalised, written_anew

CARD = "model.json"


def write_personal(
    folder: Path,
    order: Order,
    data: TrainingData,
    correction: Correction,
    learned: Collection[int] | None = None,
) -> None:
    """Write a personalised model: its base's weights, and what was learned.

    What lies in ``folder`` is replaced. ``learned`` are the rows of the photos that it learned
    from, None if those are all.

    Raises:
        TrainingError: it can't be written.

    """
    base = Path(order.model)
    card = read_model_card(base)
    with written_anew(folder) as incoming:
        _take_along(card, base, incoming)
        about = personalised(
            order,
            data,
            card.id,
            names=tuple(correction.names.names) if correction.names else (),
            longer=correction.longer,
            learned=learned,
        )
        card = _personal(card, about, _write(incoming, correction))
        replace_file(incoming / CARD, msgspec.json.format(msgspec.json.encode(card), indent=2))
        remember_checked(list(card.weights.values()), incoming)


def _take_along(card: ModelCard, base: Path, folder: Path) -> None:
    """Put the base's own files into a folder; links take no room, where there can be any."""
    for file in card.weights.values():
        if file.package is None:
            try:
                os.link(base / file.file, folder / file.file)
            except OSError:
                shutil.copyfile(base / file.file, folder / file.file)


def _write(folder: Path, correction: Correction) -> dict[str, WeightFile]:
    weights = {}
    if correction.photos:
        weights[IMAGE_PART] = write_weights(folder, IMAGE_PART, half(correction.photos.tensors()))
    if names := correction.names:
        tensors = {"looks": names.looks, "centre": names.centre, "axes": names.axes}
        weights[NAMES_PART] = write_weights(folder, NAMES_PART, tensors)
    return weights


def _personal(card: ModelCard, about: Personalised, learned: dict[str, WeightFile]) -> ModelCard:
    weights = card.weights | learned
    digest = hashlib.sha256("".join(weights[part].sha256 for part in sorted(weights)).encode())
    digest.update("\0".join(about.names).encode())
    family = card.id.rpartition("-")[0] or card.id
    return msgspec.structs.replace(
        card,
        id=f"{family}-personal-{digest.hexdigest()[:8]}",
        dim=card.dim + about.longer,
        parent=card.id,
        weights=weights,
        source=f"personalised from {card.id}",
        personal=about,
        replay=None,
    )
