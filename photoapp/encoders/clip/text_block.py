"""One layer of open_clip's own text tower, in numpy."""

from collections.abc import Callable
from typing import Any

import numpy as np

from photoapp.encoders.arithmetic import (
    attention,
    gelu,
    gelu_tanh,
    layer_norm,
    linear,
    quick_gelu,
)
from photoapp.encoders.clip.text_config import read_text_config
from photoapp.encoders.protocol import Floats
from photoapp.encoders.tensor_file import Tensors, as_float32, weight_and_bias


class Block:
    """Each token takes from the others, and is then thought over by itself.

    Args:
        weights: the whole tower's.
        prefix: what stands before the names of this layer's.
        config: open_clip's, of the whole model.

    Raises:
        KeyError: a tensor is missing.

    """

    def __init__(self, weights: Tensors, prefix: str, config: dict[str, Any]) -> None:
        text = read_text_config(config)
        self._heads, self._epsilon = text.heads, text.epsilon
        self._activation = _activation(config)
        self._norm_1 = weight_and_bias(weights, f"{prefix}ln_1")
        self._ask = as_float32(weights[f"{prefix}attn.in_proj_weight"])
        self._ask_bias = as_float32(weights[f"{prefix}attn.in_proj_bias"])
        self._mix = _scaled(weights, f"{prefix}attn.out_proj", f"{prefix}ls_1.gamma")
        self._norm_2 = weight_and_bias(weights, f"{prefix}ln_2")
        self._widen = weight_and_bias(weights, f"{prefix}mlp.c_fc")
        self._narrow = _scaled(weights, f"{prefix}mlp.c_proj", f"{prefix}ls_2.gamma")

    def __call__(self, hidden: Floats, mask: Floats | None) -> Floats:
        """Return the next layer's input: (n, length, width), as ``hidden``."""
        normed = layer_norm(hidden, *self._norm_1, self._epsilon)
        query, key, value = np.split(linear(normed, self._ask, self._ask_bias), 3, axis=-1)
        taken = attention(query, key, value, self._heads, mask)
        hidden = hidden + linear(taken, *self._mix)
        wide = linear(layer_norm(hidden, *self._norm_2, self._epsilon), *self._widen)
        return np.add(hidden, linear(self._activation(wide), *self._narrow))


def _activation(config: dict[str, Any]) -> Callable[[Floats], Floats]:
    if config.get("quick_gelu", False):
        return quick_gelu
    approximate = (read_text_config(config).act_kwargs or {}).get("approximate", "none")
    return gelu_tanh if approximate == "tanh" else gelu


def _scaled(weights: Tensors, name: str, scale_name: str) -> tuple[Floats, Floats]:
    """Return a layer's two tensors times the scale of what it gives, where there is one."""
    weight, bias = weight_and_bias(weights, name)
    if scale_name not in weights:
        return weight, bias
    scale = as_float32(weights[scale_name])
    return weight * scale[:, None], bias * scale
