"""Text towers of Hugging Face's, as open_clip wraps them, in numpy: those of BERT's family."""

from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from photoapp.encoders.arithmetic import gelu, linear
from photoapp.encoders.bert import Bert, BertShape, mean_of_tokens
from photoapp.encoders.clip.text_config import TextConfig, read_text_config
from photoapp.encoders.protocol import Floats
from photoapp.encoders.tensor_file import Tensors, as_float32, weight_and_bias

# By kind, what open_clip pools by and what the padding is where the configs leave that open.
_DEFAULTS = {"bert": ("cls_pooler", 0), "roberta": ("mean_pooler", 1)}
_DEFAULTS["xlm-roberta"] = _DEFAULTS["roberta"]
_POOLERS = ("mean_pooler", "cls_pooler", "cls_last_hidden_state_pooler")
_PROJECTIONS = {None: [], "linear": ["proj.weight"], "mlp": ["proj.0.weight", "proj.2.weight"]}


class _Config(msgspec.Struct, frozen=True):
    """What matters of Hugging Face's config, with the defaults of its ``BertConfig``."""

    model_type: str
    num_hidden_layers: int = 12
    num_attention_heads: int = 12
    layer_norm_eps: float = 1e-12
    hidden_act: str = "gelu"
    position_embedding_type: str = "absolute"
    is_decoder: bool = False
    pad_token_id: int | None = None

    @property
    def padding(self) -> int:
        default = _DEFAULTS[self.model_type][1]
        return default if self.pad_token_id is None else self.pad_token_id

    @property
    def shape(self) -> BertShape:
        return BertShape(
            layers=self.num_hidden_layers,
            heads=self.num_attention_heads,
            epsilon=self.layer_norm_eps,
            padding_id=None if self.model_type == "bert" else self.padding,
        )


def unsupported(text: TextConfig, hf_config: dict[str, Any]) -> str | None:
    """Return why numpy can't run a text tower of Hugging Face's, or None if it can.

    Args:
        text: open_clip's settings of it.
        hf_config: Hugging Face's.

    """
    if hf_config.get("model_type") not in _DEFAULTS:
        return f"it is of a kind unknown here, {hf_config.get('model_type')}"
    try:
        hf = msgspec.convert(hf_config, _Config)
    except msgspec.ValidationError as error:
        return f"its Hugging Face config is not as it should be ({error})"
    reasons = {
        f"its activation is {hf.hidden_act}": hf.hidden_act != "gelu",
        f"its positions are {hf.position_embedding_type}": hf.position_embedding_type != "absolute",
        "it reads in one direction": hf.is_decoder,
        f"its pooling is {text.hf_pooler_type}": text.hf_pooler_type not in (None, *_POOLERS),
        f"its projection is {text.hf_proj_type}": text.hf_proj_type not in _PROJECTIONS,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


class HFText:
    """Tokens to vectors.

    Args:
        weights: the state dict of open_clip's ``HFTextEncoder``.
        config: open_clip's, of the whole model; ``unsupported`` must have nothing against it.
        hf_config: Hugging Face's, of the text tower.

    Raises:
        KeyError: a tensor is missing.

    """

    def __init__(self, weights: Tensors, config: dict[str, Any], hf_config: dict[str, Any]) -> None:
        text, hf = read_text_config(config), msgspec.convert(hf_config, _Config)
        self._padding_id = hf.padding
        self._bert = Bert(weights, hf.shape, "transformer.")
        pooler = text.hf_pooler_type or _DEFAULTS[hf.model_type][0]
        self._takes_mean = pooler == "mean_pooler"
        # open_clip pools by BERT's own pooler where it made the tower with one.
        own = pooler == "cls_pooler" and "transformer.pooler.dense.weight" in weights
        self._pooler = weight_and_bias(weights, "transformer.pooler.dense") if own else None
        self._projection = [as_float32(weights[name]) for name in _PROJECTIONS[text.hf_proj_type]]

    def encode(self, ids: NDArray[np.int64]) -> Floats:
        """Return a vector for each text's tokens, not normalised: (n, length) to (n, dim)."""
        real = ids != self._padding_id
        used = int(real.any(0).nonzero()[0].max(initial=0)) + 1  # nobody sees padding at the end
        real = real[:, :used]
        pooled = self._pool(self._bert.hidden(ids[:, :used], real), real)
        for number, weight in enumerate(self._projection):
            pooled = linear(gelu(pooled) if number else pooled, weight)
        return pooled

    def _pool(self, hidden: Floats, real: NDArray[np.bool_]) -> Floats:
        if self._takes_mean:
            return mean_of_tokens(hidden, real)
        first: Floats = hidden[:, 0]
        return np.tanh(linear(first, *self._pooler)) if self._pooler else first
