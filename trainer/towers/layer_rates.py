"""How fast each weight learns: the nearer to the input, the slower (Clark et al. 2020)."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from trainer.towers.recipe import Recipe

if TYPE_CHECKING:
    from torch import nn

_NUMBERED = re.compile(r"(?:^|\.)(?:resblocks|blocks|layers?|stages)\.?(\d+)\.")
# What comes before the first block, in the towers that open_clip and its libraries make.
_FIRST = ("embed", "conv1", "patch", "stem", "class_", "positional", "ln_pre", "bn1", "cls_")


def parameter_groups(model: Any, recipe: Recipe) -> list[dict[str, Any]]:
    """Return the weights that learn, grouped for AdamW; each group's ``share`` is of the rate.

    Vectors and single numbers (biases, norms, the scale) don't decay.
    """
    groups: dict[tuple[float, bool], list[Any]] = {}
    for tower in (model.image, model.text):
        last = depth(tower)
        for name, weight in _learning(tower):
            share = recipe.layer_decay ** (last - level(name, last))
            groups.setdefault((share, weight.ndim > 1), []).append(weight)
    if model.log_scale.requires_grad:
        groups.setdefault((1.0, False), []).append(model.log_scale)
    return [
        {"params": weights, "share": share, "weight_decay": recipe.weight_decay if decays else 0.0}
        for (share, decays), weights in groups.items()
    ]


def depth(tower: "nn.Module") -> int:
    """Return the level of what comes after a tower's last block."""
    numbers = [int(found[1]) for name, _ in tower.named_parameters() if (found := _numbered(name))]
    return max(numbers, default=-1) + 2


def level(name: str, last: int) -> int:
    """Return how many steps a weight lies above the input: 0 to ``last``."""
    if found := _numbered(name):
        return int(found[1]) + 1
    return 0 if any(part in name for part in _FIRST) else last


def _numbered(name: str) -> re.Match[str] | None:
    return _NUMBERED.search(name)


def _learning(tower: "nn.Module") -> Iterable[tuple[str, Any]]:
    return ((name, weight) for name, weight in tower.named_parameters() if weight.requires_grad)
