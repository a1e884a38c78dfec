"""Any other text tower of open_clip's, in torch: importing it takes seconds."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders.protocol import Floats
from photoapp.errors import ModelError


class TorchText:
    """Tokens to vectors, by open_clip's own classes on the processor.

    Args:
        weights: safetensors, the state dict of the tower.
        config: open_clip's, of the whole model.
        hf_config: the file of Hugging Face's, of the text tower, if it is one of theirs.

    Raises:
        ModelError: open_clip knows no such tower, or the weights are those of another.

    """

    def __init__(
        self, weights: Path, config: dict[str, Any], hf_config: Path | None = None
    ) -> None:
        from safetensors import SafetensorError
        from safetensors.torch import load_file

        try:
            self._tower = build_text_tower(config, hf_config)
            self._tower.load_state_dict(load_file(weights))
        except (OSError, RuntimeError, SafetensorError, TypeError, ValueError) as error:
            message = (
                f"The installed open_clip can't make the text tower of {weights}; "
                "get the model anew, or a newer open_clip."
            )
            raise ModelError(message) from error

    def encode(self, ids: NDArray[np.int64]) -> Floats:
        """Return a vector for each text's tokens, not normalised: (n, length) to (n, dim)."""
        import torch

        with torch.inference_mode():
            vectors = self._tower(torch.from_numpy(ids))
        return np.asarray(vectors.numpy(), dtype=np.float32)


def build_text_tower(config: dict[str, Any], hf_config: Path | None) -> Any:
    """Return open_clip's module of a text tower, its weights at random."""
    from open_clip.model import CLIPTextCfg, _build_text_tower

    changed: dict[str, Any] = {"output_tokens": False}
    if hf_config:
        changed |= {"hf_model_name": str(hf_config), "hf_model_pretrained": False}
    text = CLIPTextCfg(**config["text_cfg"] | changed)
    return _build_text_tower(config["embed_dim"], text, config.get("quick_gelu", False)).eval()
