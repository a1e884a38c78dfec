"""Probabilities of labels, as open_clip itself computes them."""

import numpy as np
import pytest

from photoapp.encoders.arithmetic import normalise
from photoapp.encoders.zero_shot import probabilities

from .clip.tiny_images import tiny_clip


def test_they_are_open_clips_softmax() -> None:
    import torch

    model = tiny_clip("vit")
    photos, texts = torch.randn(3, 3, 64, 64), torch.randint(0, 50, (5, 8))
    with torch.inference_mode():
        images, labels, scale = model(photos, texts)
        expected = (scale * images @ labels.T).softmax(dim=-1)
    found = probabilities(images.numpy(), labels.numpy(), float(scale))
    np.testing.assert_allclose(found, expected.numpy(), atol=1e-6)
    np.testing.assert_allclose(found.sum(1), 1, atol=1e-6)
    assert found.dtype == np.float32


def test_with_a_bias_they_are_open_clips_sigmoid() -> None:
    import torch

    model = tiny_clip("siglip2")
    model.requires_grad_(False)
    model.logit_bias.fill_(-2.5)
    photos, texts = torch.randn(2, 3, 160, 160), torch.randint(0, 50, (5, 8))
    with torch.inference_mode():
        logits, _ = model.get_logits(photos, texts)
        images, labels, scale, bias = model(photos, texts)
    found = probabilities(images.numpy(), labels.numpy(), float(scale), float(bias))
    np.testing.assert_allclose(found, logits.sigmoid().numpy(), atol=1e-6)
    assert found.dtype == np.float32


@pytest.mark.parametrize("bias", [None, -10.0])
def test_steep_scales_do_not_overflow(bias: float | None) -> None:
    vectors = normalise(np.array([[1, 0], [-1, 1e-3]], dtype=np.float32))
    found = probabilities(vectors, vectors, 1000.0, bias)
    np.testing.assert_allclose(found, np.eye(2), atol=1e-6)
