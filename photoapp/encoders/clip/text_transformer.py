"""open_clip's own text tower (Radford et al. 2021), in numpy.

The tests hold it against open_clip's, to within rounding.
"""

from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from photoapp.encoders.arithmetic import layer_norm, linear
from photoapp.encoders.clip import hf_text
from photoapp.encoders.clip.text_block import Block
from photoapp.encoders.clip.text_config import TextConfig, read_text_config
from photoapp.encoders.protocol import Floats
from photoapp.encoders.tensor_file import Tensors, as_float32, weight_and_bias


def unsupported(config: dict[str, Any], hf_config: dict[str, Any] | None = None) -> str | None:
    """Return why numpy can't run the text tower of an open_clip model, or None if it can.

    Args:
        config: open_clip's, of the whole model.
        hf_config: Hugging Face's, of the text tower, if it is one of theirs.

    """
    try:
        text = read_text_config(config)
    except msgspec.ValidationError as error:
        return f"its settings are not all known ({error})"
    if text.hf_model_name:
        return hf_text.unsupported(text, hf_config or {})
    approximate = (text.act_kwargs or {}).get("approximate", "none")
    quick_and_other = config.get("quick_gelu", False) and text.act_kwargs is not None
    reasons = {
        "its blocks are of open_clip's custom kind": text.has_custom_blocks,
        "it gives a vector for each token": text.pool_type == "none" and not text.embed_cls,
        "its activation is not a known one": approximate not in ("none", "tanh")
        or set(text.act_kwargs or {}) - {"approximate"}
        or quick_and_other,
        "its normalisation is not a known one": set(text.norm_kwargs or {}) - {"eps"},
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


class TextTransformer:
    """Tokens to vectors.

    Args:
        weights: the state dict of open_clip's ``TextTransformer``.
        config: open_clip's, of the whole model; ``unsupported`` must have nothing against it.

    Raises:
        KeyError: a tensor is missing.

    """

    def __init__(self, weights: Tensors, config: dict[str, Any]) -> None:
        self._config = text = read_text_config(config)
        self._epsilon = text.epsilon
        # Of the table of tokens a query uses a few rows only, which are converted when used.
        self._tokens = weights["token_embedding.weight"]
        self._places = as_float32(weights["positional_embedding"])
        self._class_token = as_float32(weights["cls_emb"]) if text.embed_cls else None
        self._blocks = [
            Block(weights, f"transformer.resblocks.{number}.", config)
            for number in range(text.layers)
        ]
        self._norm = weight_and_bias(weights, "ln_final")
        self._projection = _projection(weights, text)

    def encode(self, ids: NDArray[np.int64]) -> Floats:
        """Return a vector for each text's tokens, not normalised: (n, length) to (n, dim)."""
        pooled = self._pooled(ids)
        if not self._config.no_causal_mask and self._class_token is None:
            ids = ids[:, : pooled.max() + 1]  # no token takes anything from those after it
        hidden = as_float32(self._tokens[ids])
        if self._class_token is not None:
            last = np.broadcast_to(self._class_token, (len(ids), 1, hidden.shape[-1]))
            hidden = np.concatenate([hidden, last], axis=1)
        hidden = hidden + self._places[: hidden.shape[1]]
        mask = self._mask(ids, hidden.shape[1])
        for block in self._blocks:
            hidden = block(hidden, mask)
        vectors = layer_norm(hidden[np.arange(len(ids)), pooled], *self._norm, self._epsilon)
        return linear(vectors, *self._projection) if self._projection else vectors

    def _pooled(self, ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the place whose state stands for the text, for each: (n,)."""
        if self._class_token is not None:
            return np.full(len(ids), ids.shape[1])
        place: NDArray[np.int64]
        match self._config.pool_type:
            case "argmax":
                place = ids.argmax(1)  # the end token has the highest number
            case "eos":
                place = (ids == self._config.eos_id).argmax(1)
            case kind:
                place = np.full(len(ids), 0 if kind == "first" else ids.shape[1] - 1)
        return place

    def _mask(self, ids: NDArray[np.int64], length: int) -> Floats | None:
        mask = None
        if not self._config.no_causal_mask:
            hidden = np.triu(np.ones((length, length), dtype=np.bool_), 1)
            mask = np.where(hidden, np.float32(-np.inf), np.float32(0))[None, None]
        if self._class_token is not None:
            # open_clip's mask of padding stands one place too far right where there is a class
            # token, and the weights were trained with it so.
            real = np.pad(ids != self._config.pad_id, ((0, 0), (1, 0)), constant_values=True)
            padding = np.where(real, np.float32(0), np.float32(-np.inf))[:, None, None, :]
            mask = padding if mask is None else mask + padding
        return mask


def _projection(weights: Tensors, text: TextConfig) -> tuple[Floats, Floats | None] | None:
    if text.proj_type == "none":
        return None
    if text.proj_bias:
        return weight_and_bias(weights, "text_projection")
    return as_float32(weights["text_projection"]).T, None
