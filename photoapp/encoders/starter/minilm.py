"""The starter's text tower: all-MiniLM-L6-v2 (Reimers and Gurevych 2019; Wang et al. 2020).

The forward pass is written in numpy: importing transformers' BERT takes ten seconds here, and
torch alone three, while this answers a first query from the shell in a fraction of one. The tests
hold it against transformers, to within rounding.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from photoapp.encoders.arithmetic import gelu, softmax
from photoapp.encoders.protocol import Floats

_LAYERS = 6
_HEADS = 12
_MAX_TOKENS = 256
_EPSILON = np.float32(1e-12)
_BATCH = 64


class MiniLM:
    """Sentences to vectors: mean-pooled and L2-normalised, (n, 384).

    Args:
        weights: the published ``model.safetensors``.
        tokenizer: the published ``tokenizer.json``.

    """

    def __init__(self, weights: Path, tokenizer: Path) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        self._weights = load_file(weights)
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
        mask = np.array([e.attention_mask for e in encoded], dtype=np.float32)
        hidden = self._embed(np.array([e.ids for e in encoded]))
        for layer in range(_LAYERS):
            hidden = self._transform(hidden, mask, f"encoder.layer.{layer}.")
        mean = np.einsum("nsd,ns->nd", hidden, mask) / mask.sum(1, keepdims=True)
        normalised: Floats = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return normalised

    def _embed(self, ids: np.ndarray) -> Floats:
        weights = self._weights
        words = weights["embeddings.word_embeddings.weight"][ids]
        places = weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
        kind = weights["embeddings.token_type_embeddings.weight"][0]
        return self._norm(words + places + kind, "embeddings.LayerNorm")

    def _transform(self, hidden: Floats, mask: Floats, layer: str) -> Floats:
        attended = self._linear(self._attend(hidden, mask, layer), f"{layer}attention.output.dense")
        hidden = self._norm(hidden + attended, f"{layer}attention.output.LayerNorm")
        wide = gelu(self._linear(hidden, f"{layer}intermediate.dense"))
        out = self._linear(wide, f"{layer}output.dense")
        return self._norm(hidden + out, f"{layer}output.LayerNorm")

    def _attend(self, hidden: Floats, mask: Floats, layer: str) -> Floats:
        n, length, width = hidden.shape
        query, key, value = (
            self._linear(hidden, f"{layer}attention.self.{name}")
            .reshape(n, length, _HEADS, width // _HEADS)
            .transpose(0, 2, 1, 3)
            for name in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32((width // _HEADS) ** 0.5)
        scores += ((mask - 1) * np.float32(1e9))[:, None, None, :]
        mixed: Floats = (softmax(scores) @ value).transpose(0, 2, 1, 3).reshape(n, length, width)
        return mixed

    def _linear(self, x: Floats, name: str) -> Floats:
        weight, bias = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        # One product over all tokens: numpy would make one of each text's.
        out: Floats = x.reshape(-1, x.shape[-1]) @ weight.T + bias
        return out.reshape(*x.shape[:-1], -1)

    def _norm(self, x: Floats, name: str) -> Floats:
        centred = x - x.mean(-1, keepdims=True)
        deviation = np.sqrt((centred * centred).mean(-1, keepdims=True) + _EPSILON)
        weight, bias = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        normed: Floats = centred / deviation * weight + bias
        return normed
