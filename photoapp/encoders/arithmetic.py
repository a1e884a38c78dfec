"""The few functions that the models' numpy parts share."""

from collections.abc import Callable

import numpy as np

from photoapp.encoders.protocol import Floats

# Numbers worked on at a time: few enough to stay in the processor's cache, which makes it three
# times as fast.
_CHUNK = 32768
_FEW_ROWS = 64
# Rows of a weight that are multiplied at a time, where there are no more rows to multiply.
_BLOCK = 32


def normalise(vectors: Floats) -> Floats:
    """Return the rows scaled to length 1; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Floats = vectors / np.maximum(lengths, np.float32(1e-12))
    return unit


def softmax(logits: Floats) -> Floats:
    """Return the probabilities of logits (…, classes)."""
    exponents = np.exp(logits - logits.max(-1, keepdims=True))
    probabilities: Floats = exponents / exponents.sum(-1, keepdims=True)
    return probabilities


def linear(x: Floats, weight: Floats, bias: Floats | None = None) -> Floats:
    """Return x (…, n) times a weight (m, n), as torch keeps it, and a bias (m,): (…, m)."""
    rows = x.reshape(-1, x.shape[-1])  # one product over all: numpy would make one of each matrix
    out = _few_rows(rows, weight) if len(rows) <= _FEW_ROWS else rows @ weight.T
    out = np.ascontiguousarray(out) if bias is None else np.add(out, bias, order="C")
    return out.reshape(*x.shape[:-1], -1)


def _few_rows(rows: Floats, weight: Floats) -> Floats:
    """Return the product of ``linear`` where copying takes longer than computing.

    OpenBLAS copies what stands on the right, so the weight is better on the left. Products that are
    small enough it computes without any copy: a query of 13 tokens takes two thirds of the time.
    """
    if len(rows) <= _BLOCK and weight.flags.c_contiguous and len(weight) % _BLOCK == 0:
        blocks = weight.reshape(-1, _BLOCK, weight.shape[1])
        return (blocks @ np.ascontiguousarray(rows.T)).reshape(len(weight), -1).T
    return (weight @ rows.T).T


def layer_norm(x: Floats, weight: Floats, bias: Floats, epsilon: np.float32) -> Floats:
    """Return the rows of ``x`` with mean 0 and variance 1, scaled and shifted (Ba et al. 2016)."""
    centred = x - x.mean(-1, keepdims=True)
    deviation = np.sqrt((centred * centred).mean(-1, keepdims=True) + epsilon)
    normed: Floats = centred / deviation * weight + bias
    return normed


def attention(
    query: Floats, key: Floats, value: Floats, heads: int, mask: Floats | None = None
) -> Floats:
    """Return what the tokens of each text take from one another (Vaswani et al. 2017).

    Args:
        query: what each token asks for, (n, length, width); each head has a share of the width.
        key: what it is asked by, alike.
        value: what it gives, alike.
        heads: how many there are.
        mask: what is added to the scores, (n or 1, 1, length or 1, length); -inf hides a token.

    """
    n, length, width = query.shape
    scores = _heads(query, heads) @ _heads(key, heads).transpose(0, 1, 3, 2)
    scores *= np.float32((width // heads) ** -0.5)
    if mask is not None:
        scores += mask
    mixed: Floats = softmax(scores) @ _heads(value, heads)
    return mixed.transpose(0, 2, 1, 3).reshape(n, length, width)


def _heads(x: Floats, heads: int) -> Floats:
    return x.reshape(*x.shape[:2], heads, -1).transpose(0, 2, 1, 3)


def gelu(x: Floats) -> Floats:
    """Return the Gaussian error linear unit of ``x`` (Hendrycks and Gimpel 2016)."""
    return _in_chunks(_gelu, x)


def gelu_tanh(x: Floats) -> Floats:
    """Return the unit by its authors' approximation, 0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³)))."""
    # 0.5 (1 + tanh z) is the logistic function of 2 z.
    factor = np.float32(-2 * (2 / np.pi) ** 0.5)
    return _in_chunks(lambda x: _gated(x, factor * (x + np.float32(0.044715) * (x * x * x))), x)


def quick_gelu(x: Floats) -> Floats:
    """Return OpenAI's approximation of the unit, x times the logistic function of 1.702 x."""
    return _in_chunks(lambda x: _gated(x, np.float32(-1.702) * x), x)


def _in_chunks(function: Callable[[Floats], Floats], x: Floats) -> Floats:
    flat = np.ascontiguousarray(x).reshape(-1)
    out = np.empty_like(flat)
    for start in range(0, len(flat), _CHUNK):
        out[start : start + _CHUNK] = function(flat[start : start + _CHUNK])
    return out.reshape(x.shape)


def _gated(x: Floats, exponent: Floats) -> Floats:
    with np.errstate(over="ignore"):  # x / infinity is the 0 that it should be
        gated: Floats = x / (1 + np.exp(exponent))
    return gated


def _gelu(x: Floats) -> Floats:
    # The error function is Abramowitz and Stegun's formula 7.1.26, within 1.5e-7 of the true one.
    z = np.abs(x) * np.float32(0.5**0.5)
    t = 1 / (1 + np.float32(0.3275911) * z)
    polynomial = t * np.float32(1.061405429) - np.float32(1.453152027)
    for coefficient in (1.421413741, -0.284496736, 0.254829592):
        polynomial = polynomial * t + np.float32(coefficient)
    error = np.copysign(1 - polynomial * t * np.exp(-z * z), x)
    product: Floats = np.float32(0.5) * x * (1 + error)
    return product
