"""Text towers of the family of BERT (Devlin et al. 2018) and RoBERTa (Liu et al. 2019), in numpy.

Importing transformers' own takes ten seconds here, and torch alone three, while this answers a
first query from the shell in a fraction of one. The tests hold it against transformers, to within
rounding.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders.arithmetic import attention, gelu, layer_norm, linear
from photoapp.encoders.protocol import Floats
from photoapp.encoders.tensor_file import Tensors, as_float32, weight_and_bias


@dataclass(frozen=True)
class BertShape:
    """What the weights alone don't tell.

    ``padding_id`` is for RoBERTa and its children, which number only the tokens that are not
    padding, from ``padding_id`` + 1 on; BERT numbers all, from 0 on.
    """

    layers: int
    heads: int
    epsilon: float = 1e-12
    padding_id: int | None = None


class Bert:
    """Tokens to the last layer's hidden states.

    Args:
        weights: named as in transformers' ``BertModel``, after ``prefix``.
        shape: what they don't tell.
        prefix: what stands before each name.

    Raises:
        KeyError: a tensor is missing.

    """

    def __init__(self, weights: Tensors, shape: BertShape, prefix: str = "") -> None:
        self._epsilon = np.float32(shape.epsilon)
        self._padding_id = shape.padding_id
        # Of the words' table a query uses a few rows only, which are converted as they are used.
        self._words = weights[f"{prefix}embeddings.word_embeddings.weight"]
        self._places = as_float32(weights[f"{prefix}embeddings.position_embeddings.weight"])
        self._kind = as_float32(weights[f"{prefix}embeddings.token_type_embeddings.weight"][0])
        self._norm = weight_and_bias(weights, f"{prefix}embeddings.LayerNorm")
        self._layers = [
            _Layer(weights, f"{prefix}encoder.layer.{number}.", shape)
            for number in range(shape.layers)
        ]

    def hidden(self, ids: NDArray[np.int64], real: NDArray[np.bool_]) -> Floats:
        """Return the hidden states: (n, length, width).

        Args:
            ids: the tokens, (n, length).
            real: which of them are not padding, (n, length).

        """
        words = as_float32(self._words[ids])
        embedded = words + self._places[self._numbers(real)] + self._kind
        hidden = layer_norm(embedded, *self._norm, self._epsilon)
        mask = np.where(real, np.float32(0), np.float32(-1e9))[:, None, None, :]
        for layer in self._layers:
            hidden = layer(hidden, mask)
        return hidden

    def _numbers(self, real: NDArray[np.bool_]) -> NDArray[np.int64]:
        if self._padding_id is None:
            return np.arange(real.shape[1])[None]
        return np.where(real, real.cumsum(1), 0) + self._padding_id


def mean_of_tokens(hidden: Floats, real: NDArray[np.bool_]) -> Floats:
    """Return the mean hidden state of each text's tokens, padding left out: (n, width)."""
    weights = real.astype(np.float32)
    mean: Floats = np.einsum("nsd,ns->nd", hidden, weights) / weights.sum(1, keepdims=True)
    return mean


class _Layer:
    """Each token takes from the others, and is then thought over by itself."""

    def __init__(self, weights: Tensors, prefix: str, shape: BertShape) -> None:
        self._heads = shape.heads
        self._epsilon = np.float32(shape.epsilon)
        self._query = weight_and_bias(weights, f"{prefix}attention.self.query")
        self._key = weight_and_bias(weights, f"{prefix}attention.self.key")
        self._value = weight_and_bias(weights, f"{prefix}attention.self.value")
        self._mix = weight_and_bias(weights, f"{prefix}attention.output.dense")
        self._mix_norm = weight_and_bias(weights, f"{prefix}attention.output.LayerNorm")
        self._widen = weight_and_bias(weights, f"{prefix}intermediate.dense")
        self._narrow = weight_and_bias(weights, f"{prefix}output.dense")
        self._norm = weight_and_bias(weights, f"{prefix}output.LayerNorm")

    def __call__(self, hidden: Floats, mask: Floats) -> Floats:
        taken = attention(
            linear(hidden, *self._query),
            linear(hidden, *self._key),
            linear(hidden, *self._value),
            self._heads,
            mask,
        )
        mixed = hidden + linear(taken, *self._mix)
        mixed = layer_norm(mixed, *self._mix_norm, self._epsilon)
        thought = linear(gelu(linear(mixed, *self._widen)), *self._narrow)
        return layer_norm(mixed + thought, *self._norm, self._epsilon)
