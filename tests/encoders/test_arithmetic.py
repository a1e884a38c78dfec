"""The functions that models are made of, against torch's and the exact ones."""

import numpy as np
import pytest

from photoapp.encoders import arithmetic

X = np.concatenate([np.linspace(-9, 9, 20_001), [-1e4, -100, 100, 1e4]]).astype(np.float32)


@pytest.mark.parametrize("approximate", ["none", "tanh"])
def test_gelu_is_that_of_torch(approximate: str) -> None:
    import torch

    function = {"none": arithmetic.gelu, "tanh": arithmetic.gelu_tanh}[approximate]
    theirs = torch.nn.functional.gelu(torch.from_numpy(X).double(), approximate=approximate)
    np.testing.assert_allclose(function(X), theirs.numpy(), atol=2e-6, rtol=1e-6)


def test_quick_gelu_is_that_of_openai() -> None:
    exact = X / (1 + np.exp(-1.702 * X.astype(np.float64).clip(-300)))
    np.testing.assert_allclose(arithmetic.quick_gelu(X), exact, atol=2e-6, rtol=1e-6)


@pytest.mark.parametrize("masked", [False, True])
def test_attention_is_that_of_torch(masked: bool) -> None:
    import torch

    random = np.random.default_rng(0)
    query, key, value = random.standard_normal((3, 2, 5, 12), dtype=np.float32)
    mask = np.triu(np.full((5, 5), -np.inf, np.float32), 1) if masked else np.zeros((5, 5), "f4")
    heads = [torch.from_numpy(x).reshape(2, 5, 3, 4).transpose(1, 2) for x in (query, key, value)]
    theirs = torch.nn.functional.scaled_dot_product_attention(*heads, torch.from_numpy(mask))
    ours = arithmetic.attention(query, key, value, 3, mask[None, None] if masked else None)
    np.testing.assert_allclose(ours, theirs.transpose(1, 2).reshape(2, 5, 12), atol=1e-6)


@pytest.mark.parametrize("length", [3, 50])
def test_layers_are_those_of_torch(length: int) -> None:
    import torch

    random = np.random.default_rng(0)
    x = random.standard_normal((2, length, 8), dtype=np.float32)
    weight, bias = random.standard_normal((6, 8), dtype=np.float32), np.arange(6, dtype="f4")
    scale, shift = random.standard_normal((2, 8), dtype=np.float32)
    torch_x, *torch_weights = (torch.from_numpy(t) for t in (x, weight, bias, scale, shift))
    linear = torch.nn.functional.linear(torch_x, *torch_weights[:2])
    np.testing.assert_allclose(arithmetic.linear(x, weight, bias), linear, atol=1e-5)
    normed = torch.nn.functional.layer_norm(torch_x, (8,), *torch_weights[2:], 1e-5)
    ours = arithmetic.layer_norm(x, scale, shift, np.float32(1e-5))
    np.testing.assert_allclose(ours, normed, atol=1e-5)
