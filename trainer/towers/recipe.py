"""How towers are fine-tuned, where an order leaves it open."""

from dataclasses import dataclass

from photoapp.encoders.precision import AUTO
from trainer.job.order import Order


@dataclass(frozen=True)
class Recipe:
    """The settings of one fit.

    ``rate`` is the highest; it rises over ``warm_up`` of all steps, and falls along half a cosine.
    Each block of a tower learns ``layer_decay`` times as fast as the one above it.
    ``distillation`` is the weight of staying as the start was, on ``prompts`` everyday words a
    step. ``interpolation`` is how far the result goes from the start to what was fitted.
    """

    epochs: int
    rate: float
    batch: int
    weight_decay: float
    layer_decay: float
    interpolation: float
    rank: int
    seed: int
    warm_up: float = 0.1
    distillation: float = 1.0
    prompts: int = 64


def lora_recipe(order: Order) -> Recipe:
    """Return the recipe of low-rank changes; the rate is that of Zanella and Ben Ayed (2024)."""
    return Recipe(
        epochs=order.epochs or 10,
        rate=order.rate or 2e-4,
        batch=order.batch or 128,
        weight_decay=0.01,
        layer_decay=1.0,
        interpolation=1.0,
        rank=order.rank,
        seed=order.seed,
    )


def full_recipe(order: Order) -> Recipe:
    """Return the recipe of fitting all weights: low rates, as in Goyal et al. (2023)."""
    return Recipe(
        epochs=order.epochs or 5,
        rate=order.rate or 1e-5,
        batch=order.batch or 128,
        weight_decay=0.1,
        layer_decay=0.75,
        interpolation=order.interpolation,
        rank=0,
        seed=order.seed,
    )


def in_bfloat16(order: Order, device: str) -> bool:
    """Return whether to compute in bfloat16: on NVIDIA's and Intel's GPUs, or where it is asked.

    Training in float16 would need its losses scaled, so that asks for bfloat16 too.
    """
    if order.precision == AUTO:
        return device.startswith(("cuda", "xpu"))
    return order.precision in ("bfloat16", "float16")
