"""The half of an open_clip model that reads words."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from photoapp.encoders.arithmetic import normalise
from photoapp.encoders.clip.hf_text import HFText
from photoapp.encoders.clip.text_transformer import TextTransformer, unsupported
from photoapp.encoders.clip.tokenizing import Tokenizer
from photoapp.encoders.model_card import ModelCard, OpenClip, parts
from photoapp.encoders.protocol import Floats
from photoapp.encoders.tensor_file import read_tensors
from photoapp.encoders.weights import load_checked
from photoapp.errors import ModelError

_BATCH = 64


class TextTower(Protocol):
    """Tokens to vectors."""

    def encode(self, ids: NDArray[np.int64]) -> Floats:
        """Return a vector for each text's tokens, not normalised: (n, length) to (n, dim)."""


class ClipWords:
    """Texts to vectors, in numpy wherever it can be: ``words_by`` on the model's card says.

    Raises:
        ModelError: a file of the model is missing, altered, or not what the card says.

    """

    def __init__(self, card: ModelCard, folder: Path) -> None:
        self.model_id = card.id
        self.dim = card.dim
        said = _open_clip(card)
        hf = ["text_config"] if "text_config" in card.weights else []
        files = parts(card, "text", "tokenizer", *hf)
        self._padding_id = said.tokenizing.pad_id
        self._tokenizer, self._text_tower = load_checked(
            files, folder, lambda *paths: _load(said, *paths)
        )

    def encode_texts(self, texts: Sequence[str]) -> Floats:
        """Return an L2-normalised vector for each text: (n, dim)."""
        ids = self._tokenizer(texts)
        # Texts of like length share a batch, so that little of it is padding.
        order = np.argsort((ids != self._padding_id).sum(1), kind="stable")
        vectors = np.empty((len(ids), self.dim), dtype=np.float32)
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            vectors[rows] = self._text_tower.encode(ids[rows])
        return normalise(vectors)


def load_tower(said: OpenClip, text: Path, hf_config: Path | None = None) -> TextTower:
    """Load the tower alone.

    Args:
        said: what the model's card says of it.
        text: safetensors, the tower's state dict.
        hf_config: Hugging Face's config of it, if it is one of theirs.

    Raises:
        ModelError: the files are not what the card says.

    """
    if said.words_by == "torch":
        from photoapp.encoders.clip.torch_text import TorchText

        return TorchText(text, said.config, hf_config)
    settings = _json(hf_config) if hf_config else None
    if reason := unsupported(said.config, settings):
        raise ModelError(f"The text tower {text} can't be run by numpy: {reason}.")
    try:
        if settings:
            return HFText(read_tensors(text), said.config, settings)
        return TextTransformer(read_tensors(text), said.config)
    except KeyError as error:
        message = f"The weights {text} are not those of the model's text tower: {error} is missing."
        raise ModelError(message) from error


def _load(
    said: OpenClip, text: Path, tokenizer: Path, hf_config: Path | None = None
) -> tuple[Tokenizer, TextTower]:
    return Tokenizer(tokenizer, said.tokenizing), load_tower(said, text, hf_config)


def _open_clip(card: ModelCard) -> OpenClip:
    if card.open_clip is None:
        raise ModelError(f"The model {card.id} is not of an architecture of open_clip's.")
    return card.open_clip


def _json(path: Path) -> dict[str, Any]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.MsgspecError) as error:
        raise ModelError(f"The model's file {path} can't be read: {error}.") from error
