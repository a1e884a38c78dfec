"""The two towers of a bundle of open_clip's, to be trained."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import normalize

from photoapp.encoders.clip.image_network import load_network
from photoapp.encoders.clip.torch_text import build_text_tower
from photoapp.encoders.model_card import ModelCard, OpenClip, parts, read_model_card
from photoapp.encoders.weights import load_checked
from photoapp.errors import ModelError
from trainer.head import LARGEST_SCALE, SMALLEST_SCALE
from trainer.towers.describing import described


class Towers(nn.Module):
    """Prepared photos and tokens to L2-normalised vectors of one space.

    The towers always evaluate: without dropout, and with batch norms as they were, a step is the
    same whether its batch goes through at once or in pieces.

    Args:
        image: open_clip's ``model.visual``.
        text: open_clip's text tower.
        card: what the bundle says of them.

    """

    def __init__(self, image: Any, text: Any, card: ModelCard) -> None:
        super().__init__()
        said = described(card)
        self.image, self.text = image.eval(), text.eval()
        self.log_scale = nn.Parameter(torch.tensor(math.log(card.logit_scale)))
        # A sigmoid's scale goes with its bias, and means nothing to the loss that is used here.
        self.learns_scale = said.logit_bias is None
        self.in_bfloat16 = False
        self._mean, self._std = said.preprocessing.mean, said.preprocessing.std

    def encode_images(self, pixels: Tensor) -> Tensor:
        """Return the vectors of photos, (n, height, width, 3) of 8 bits: (n, dim)."""
        mean, std = (torch.tensor(of, device=pixels.device) * 255 for of in (self._mean, self._std))
        levels = (pixels.float() - mean) / std
        with self._precision(pixels):
            vectors = self.image(levels.permute(0, 3, 1, 2))
        return normalize(vectors.float(), dim=1)

    def encode_texts(self, ids: Tensor) -> Tensor:
        """Return the vectors of tokens, (n, length): (n, dim)."""
        with self._precision(ids):
            vectors = self.text(ids)
        return normalize(vectors.float(), dim=1)

    def clamp_scale(self) -> None:
        """Keep the scale from running away, as CLIP's own training does."""
        with torch.no_grad():
            self.log_scale.clamp_(math.log(SMALLEST_SCALE), math.log(LARGEST_SCALE))

    @property
    def device(self) -> torch.device:
        """Where the towers are."""
        return self.log_scale.device

    @contextmanager
    def _precision(self, values: Tensor) -> Iterator[None]:
        with torch.autocast(values.device.type, torch.bfloat16, enabled=self.in_bfloat16):
            yield


def load_towers(folder: Path) -> Towers:
    """Load a bundle's towers onto the processor, in float32, all their weights learning.

    Raises:
        ModelError: its files are missing, altered, or not what the card says.
        TrainingError: it is no model of open_clip's.

    """
    card = read_model_card(folder)
    said = described(card)
    hf = ["text_config"] if "text_config" in card.weights else []
    image = load_checked(parts(card, "image"), folder, lambda path: load_network(said.config, path))
    text = load_checked(parts(card, "text", *hf), folder, lambda *paths: _load_text(said, *paths))
    return Towers(image, text, card).requires_grad_(True)


def _load_text(said: OpenClip, weights: Path, hf_config: Path | None = None) -> Any:
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        tower = build_text_tower(said.config, hf_config)
        tower.load_state_dict(load_file(weights))
    except (OSError, RuntimeError, SafetensorError, TypeError, ValueError) as error:
        message = (
            f"The installed open_clip can't make the text tower of {weights}; "
            "get the model anew, or a newer open_clip."
        )
        raise ModelError(message) from error
    return tower
