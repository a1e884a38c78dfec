"""Attention whose four projections are layers of their own, so that each can be changed alone.

``nn.MultiheadAttention`` keeps three in one tensor, which only its own forward knows of. peft gets
round that by adding its change to the weights before each use and taking it away after, and what
rounding leaves behind adds up.
"""

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional


class SplitAttention(nn.Module):
    """Does what the ``nn.MultiheadAttention`` does that it is made of, with the same weights."""

    def __init__(self, whole: nn.MultiheadAttention) -> None:
        super().__init__()
        self.heads, self.batch_first = whole.num_heads, whole.batch_first
        weights = whole.in_proj_weight.detach().chunk(3)
        biases = [None] * 3 if whole.in_proj_bias is None else whole.in_proj_bias.detach().chunk(3)
        layers = [_layer(w, b) for w, b in zip(weights, biases, strict=True)]
        self.q_proj, self.k_proj, self.v_proj = layers
        bias = None if whole.out_proj.bias is None else whole.out_proj.bias.detach()
        self.out_proj = _layer(whole.out_proj.weight.detach(), bias)

    def forward(
        self,
        query: Tensor,
        key: Tensor,
        value: Tensor,
        need_weights: bool = False,
        attn_mask: Tensor | None = None,
    ) -> tuple[Tensor, None]:
        """Return what the tokens attend to, (n, tokens, width), and no weights."""
        if not self.batch_first:
            query, key, value = (tokens.transpose(0, 1) for tokens in (query, key, value))
        projected = (self.q_proj(query), self.k_proj(key), self.v_proj(value))
        n, width = query.shape[0], projected[0].shape[-1] // self.heads
        q, k, v = (of.view(n, -1, self.heads, width).transpose(1, 2) for of in projected)
        if attn_mask is not None and attn_mask.ndim == 3:  # one for each head
            attn_mask = attn_mask.view(n, self.heads, *attn_mask.shape[1:])
        if attn_mask is not None and attn_mask.is_floating_point():
            attn_mask = attn_mask.to(projected[0].dtype)
        attended = functional.scaled_dot_product_attention(q, k, v, attn_mask=attn_mask)
        result: Tensor = self.out_proj(attended.transpose(1, 2).flatten(2))
        return (result if self.batch_first else result.transpose(0, 1)), None


def split_attention(tower: nn.Module) -> None:
    """Replace the attention in a tower, but for one between tokens of two widths."""
    for owner, name, module in _children(tower):
        if type(module) is nn.MultiheadAttention and _is_plain(module):
            setattr(owner, name, SplitAttention(module))


def joined(tensors: dict[str, Tensor], tower: nn.Module) -> dict[str, Tensor]:
    """Return the state dict of a split tower under the names that it has whole."""
    joined = dict(tensors)
    for prefix in (f"{n}." for n, m in tower.named_modules() if isinstance(m, SplitAttention)):
        for kind in ("weight", "bias"):
            names = [f"{prefix}{part}_proj.{kind}" for part in "qkv"]
            if names[0] in joined:
                joined[f"{prefix}in_proj_{kind}"] = torch.cat([joined.pop(n) for n in names])
    return joined


def _is_plain(attention: nn.MultiheadAttention) -> bool:
    extra = attention.bias_k is not None or attention.add_zero_attn
    return attention.in_proj_weight is not None and not extra


def _children(tower: nn.Module) -> list[tuple[nn.Module, str, nn.Module]]:
    return [(o, n, m) for o in list(tower.modules()) for n, m in list(o.named_children())]


def _layer(weight: Tensor, bias: Any) -> nn.Linear:
    layer = nn.Linear(weight.shape[1], weight.shape[0], bias is not None, device="meta")
    layer.weight = nn.Parameter(weight.clone())
    if bias is not None:
        layer.bias = nn.Parameter(bias.clone())
    return layer
