"""Linear layers with their weights laid out beforehand, as oneDNN multiplies them on x86.

torch lays a layer's weights out anew for each batch, which shows where batches are small, and makes
a pass of its own for the activation. In photos a second on one core this brings 6 % (ViT-B-32, in
batches of 8) and 9 % (SigLIP 2's ViT-B-16, in batches of 2).
"""

import functools
import logging
import platform
from typing import Any

import torch
from torch import Tensor, nn

log = logging.getLogger(__name__)

_ACTIVATIONS = {nn.GELU: "gelu", nn.SiLU: "swish"}


class PackedLinear(nn.Module):
    """What a linear layer, and perhaps an activation after it, make of (…, in): (…, out).

    The operators are those of torch's own compiler, not documented; ``pack`` tries them first.
    """

    def __init__(self, layer: nn.Linear, activation: nn.Module | None = None) -> None:
        super().__init__()
        self.bias = layer.bias
        self.weight = torch.ops.mkldnn._reorder_linear_weight(layer.weight.detach())
        self.activation = _ACTIVATIONS.get(type(activation), "none")
        self.algorithm = str(getattr(activation, "approximate", ""))

    def forward(self, x: Tensor) -> Tensor:
        """Return (…, out)."""
        result: Tensor = torch.ops.mkldnn._linear_pointwise(
            x, self.weight, self.bias, self.activation, [], self.algorithm
        )
        return result


def pack(network: Any, dtype: torch.dtype) -> None:
    """Pack perceptrons and attention in a network on the processor, where that works."""
    from timm.layers.mlp import Mlp
    from timm.models.vision_transformer import Attention  # type: ignore[attr-defined]

    if not _works(dtype):
        return
    for module in list(network.modules()):
        if hasattr(module, "c_fc") and hasattr(module, "c_proj"):
            _pack_layers(module, "c_fc", "gelu", "c_proj")
        elif type(module) is Mlp:
            _pack_layers(module, "fc1", "act", "fc2")
        elif type(module) is Attention:
            _pack_layers(module, "qkv", None, "proj")


def _pack_layers(module: Any, first: str, between: str | None, last: str) -> None:
    layers = getattr(module, first), getattr(module, last)
    if any(type(layer) is not nn.Linear for layer in layers):
        return
    activation = getattr(module, between) if between else None
    setattr(module, first, PackedLinear(layers[0], activation))
    setattr(module, last, PackedLinear(layers[1]))
    if between and type(activation) in _ACTIVATIONS:
        setattr(module, between, nn.Identity())


@functools.cache
def _works(dtype: torch.dtype) -> bool:
    """Return whether a packed layer gives what the layer itself gives, on this processor."""
    if platform.machine().lower() not in {"x86_64", "amd64"}:
        return False  # measured nowhere else
    layer, photos = nn.Linear(64, 48).to(dtype), torch.rand(2, 5, 64, dtype=dtype)
    try:
        with torch.inference_mode():
            expected = nn.functional.gelu(layer(photos))
            found = PackedLinear(layer, nn.GELU())(photos)
        return torch.allclose(found, expected, rtol=0.02, atol=0.02)
    except (AttributeError, RuntimeError):
        log.info("torch can't pack layers of %s here", dtype, exc_info=True)
        return False
