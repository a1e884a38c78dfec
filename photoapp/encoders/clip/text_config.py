"""open_clip's settings of a text tower."""

from typing import Any, Literal

import msgspec
import numpy as np


class TextConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``text_cfg`` of an open_clip model's config, with the defaults of its ``CLIPTextCfg``.

    A setting unknown here is refused: it might change what the tower does.
    """

    context_length: int = 77
    vocab_size: int = 49408
    hf_tokenizer_name: str | None = None
    tokenizer_mode: str | None = None
    tokenizer_kwargs: dict[str, Any] | None = None

    width: int = 512
    heads: int = 8
    layers: int = 12
    mlp_ratio: float = 4.0
    ls_init_value: float | None = None
    embed_cls: bool = False
    pad_id: int = 0
    eos_id: int = 2
    no_causal_mask: bool = False
    final_ln_after_pool: bool = False  # open_clip heeds it in image towers only
    pool_type: Literal["first", "last", "argmax", "eos", "none"] = "argmax"
    proj_bias: bool = False
    proj_type: str = "linear"
    output_tokens: bool = False
    act_kwargs: dict[str, Any] | None = None
    norm_kwargs: dict[str, Any] | None = None

    block_type: str | None = None
    qk_norm: bool = False
    scaled_cosine_attn: bool = False
    scale_heads: bool = False
    scale_attn_inner: bool = False
    scale_attn: bool = False
    scale_fc: bool = False

    hf_model_name: str | None = None
    hf_model_pretrained: bool = True
    hf_proj_type: str | None = "mlp"
    hf_pooler_type: str | None = "mean_pooler"

    @property
    def has_custom_blocks(self) -> bool:
        """Whether the tower's blocks are of open_clip's custom kind."""
        asked = self.qk_norm or self.scaled_cosine_attn or self.scale_heads
        asked = asked or self.scale_attn_inner or self.scale_attn or self.scale_fc
        return self.block_type == "custom" or (self.block_type is None and asked)

    @property
    def epsilon(self) -> np.float32:
        """What layer normalisation adds to the variance."""
        return np.float32((self.norm_kwargs or {}).get("eps", 1e-5))


def read_text_config(config: dict[str, Any]) -> TextConfig:
    """Return the settings of the text tower from an open_clip model's config.

    Raises:
        msgspec.ValidationError: they hold what is unknown here.

    """
    return msgspec.convert(config.get("text_cfg", {}), TextConfig)
