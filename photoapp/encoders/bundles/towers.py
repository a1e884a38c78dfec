"""The two towers of a checkpoint, under the names that bundles give their tensors."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from photoapp.encoders.bundles.checkpoints import Tensors
from photoapp.errors import ModelError

if TYPE_CHECKING:
    import torch

_IMAGE = "visual."
_TEXT = "text."
# Where the first CLIP models keep their text tower: among the names of the whole.
_BARE_TEXT = (
    "text_projection",
    "positional_embedding",
    "token_embedding.",
    "transformer.",
    "ln_final.",
)
# Transformers before 4.31 saved these counters; they are no weights.
_COUNTERS = "position_ids"


@dataclass(frozen=True)
class Towers:
    """Tensors by name, without the towers' prefixes; ``logit_scale`` is the factor itself."""

    image: Tensors
    text: Tensors
    logit_scale: float
    logit_bias: float | None


def split_towers(tensors: Tensors) -> Towers:
    """Return the towers of a whole model, in float32.

    Raises:
        ModelError: the tensors are not those of a model with two towers, or some are not numbers.

    """
    named = {_with_prefix(name): tensor for name, tensor in tensors.items()}
    image = _below(_IMAGE, named)
    text = _below(_TEXT, named)
    if not image or not text or "logit_scale" not in named:
        few = ", ".join(list(tensors)[:3])
        message = (
            "The weights are not those of an open_clip model, which has an image tower, a text "
            f"tower and a logit scale; they begin with {few}."
        )
        raise ModelError(message)
    bias = named.get("logit_bias")
    scale = math.exp(_number(named["logit_scale"]))
    return Towers(image, text, scale, None if bias is None else _number(bias))


def _with_prefix(name: str) -> str:
    return f"{_TEXT}{name}" if name.startswith(_BARE_TEXT) else name


def _below(prefix: str, tensors: Tensors) -> Tensors:
    below = {
        name.removeprefix(prefix): _float32(name, tensor)
        for name, tensor in tensors.items()
        if name.startswith(prefix) and not name.endswith(_COUNTERS)
    }
    return dict(sorted(below.items()))


def _float32(name: str, tensor: "torch.Tensor") -> "torch.Tensor":
    if not tensor.is_floating_point():
        return tensor.contiguous()
    if not bool(tensor.isfinite().all()):
        message = f"The weights are damaged: {name} holds values that are no numbers."
        raise ModelError(message)
    return tensor.float().contiguous()


def _number(tensor: "torch.Tensor") -> float:
    return float(tensor.flatten()[0])
