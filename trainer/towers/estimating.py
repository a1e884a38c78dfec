"""What fine-tuning of towers will take, told from a model's card without loading it."""

from pathlib import Path
from typing import Any

from photoapp.encoders import find_model
from photoapp.encoders.device import CPU, choose_device, cores
from photoapp.encoders.model_card import ModelCard, read_model_card
from trainer.job.order import Order
from trainer.methods import Estimate
from trainer.towers.describing import described
from trainer.towers.recipe import Recipe

_BYTES = 4
# Sums a second that training comes to. Of a core: ViT-B-32 on the machine of docs/benchmarks.md,
# 5.9e10 (LoRA) and 6.6e10 (full) by the processor's time, less what several cores wait for each
# other. Of a GPU in bfloat16 none was measured: that is a part of what smaller ones are sold for.
_CORE, _GPU = 5e10, 5e13
# How many times through a tower a step is worth: forward twice, and backward.
_FULL, _LOW_RANK = 4.0, 3.0
# The tokens of a convolutional network, as its sums count.
_TOKENS = 80
_PROCESS = 900 << 20
# What is kept to go on from, measured too, by the weights' size: all of them with AdamW's two
# moments, or the low-rank changes with theirs. The last one goes when the next has been written.
_KEPT, _KEPT_LOW_RANK, _AT_ONCE = 3.0, 0.02, 2


def estimate(order: Order, recipe: Recipe, photos: int, library: int) -> Estimate:
    """Return what so many captioned photos, and others of the library, will take."""
    folder = find_model(order.model)
    card = read_model_card(folder)
    described(card)
    image, text = (_weight_bytes(card, folder, part) for part in ("image", "text"))
    forward = 2 * (image / _BYTES) * image_tokens(card)
    words = 2 * (text_weights(card, text) / _BYTES) * _context(card)
    passes = _LOW_RANK if recipe.rank else _FULL
    steps = max(1, round(photos / recipe.batch))
    learning = passes * (photos * (forward + words) + steps * recipe.prompts * words)
    looking = (photos + library) * forward
    device = choose_device(order.device)
    speed = _CORE * (order.cores or cores()) if device == CPU else _GPU
    kept = _AT_ONCE * (_KEPT_LOW_RANK if recipe.rank else _KEPT) * (image + text)
    return Estimate(
        seconds=(recipe.epochs * learning + looking) / speed,
        memory=_PROCESS + int((2 + (0 if recipe.rank else 3)) * (image + text)),
        bytes_on_disk=int(image + text + kept),
        closing=looking / speed,
    )


def image_tokens(card: ModelCard) -> int:
    """Return how many tokens an image tower makes of a photo, or what its sums come to."""
    vision: dict[str, Any] = described(card).config["vision_cfg"]
    patch = vision.get("patch_size")
    return (card.input_size // patch) ** 2 + 1 if isinstance(patch, int) else _TOKENS


def text_weights(card: ModelCard, size: int) -> float:
    """Return the bytes of a text tower that are multiplied by: all but the words' own vectors."""
    text: dict[str, Any] = described(card).config["text_cfg"]
    own = float(text.get("vocab_size", 49408) * text.get("width", 512) * _BYTES)
    return max(size - own, 0.25 * size)


def _context(card: ModelCard) -> int:
    return described(card).tokenizing.context_length


def _weight_bytes(card: ModelCard, folder: Path, part: str) -> int:
    return (folder / card.weights[part].file).stat().st_size
