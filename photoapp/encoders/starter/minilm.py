"""The starter's text tower: all-MiniLM-L6-v2 (Reimers and Gurevych 2019; Wang et al. 2020)."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from photoapp.encoders.arithmetic import normalise
from photoapp.encoders.bert import Bert, BertShape, mean_of_tokens
from photoapp.encoders.protocol import Floats
from photoapp.encoders.tensor_file import read_tensors

_SHAPE = BertShape(layers=6, heads=12)
_MAX_TOKENS = 256
_BATCH = 64


class MiniLM:
    """Sentences to vectors: mean-pooled and L2-normalised, (n, 384).

    Args:
        weights: the published ``model.safetensors``.
        tokenizer: the published ``tokenizer.json``.

    Raises:
        ModelError: the weights can't be read.

    """

    def __init__(self, weights: Path, tokenizer: Path) -> None:
        from tokenizers import Tokenizer

        self._bert = Bert(read_tensors(weights), _SHAPE)
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        self._tokenizer.enable_padding()

    def encode(self, texts: Sequence[str]) -> Floats:
        """Return a vector for each text: float32 (n, 384)."""
        # Texts of like length share a batch, so that little of it is padding.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        vectors = np.empty((len(texts), 384), dtype=np.float32)
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            vectors[rows] = self._encode_batch([texts[i] for i in rows])
        return vectors

    def _encode_batch(self, texts: list[str]) -> Floats:
        encoded = self._tokenizer.encode_batch(texts)
        real = np.array([e.attention_mask for e in encoded], dtype=np.bool_)
        hidden = self._bert.hidden(np.array([e.ids for e in encoded]), real)
        return normalise(mean_of_tokens(hidden, real))
