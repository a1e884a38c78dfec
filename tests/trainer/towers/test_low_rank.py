"""Low-rank changes reach every kind of tower, learn alone, and end up in its weights."""

from pathlib import Path

import pytest
import torch

from tests.encoders.clip import tiny_images, tiny_models
from trainer.towers.low_rank import merged, with_low_rank

IMAGES = ["vit", "custom-blocks", "resnet", "siglip2"]
TEXTS = ["clip", "bert"]


def _tower(kind: str, folder: Path) -> tuple[torch.nn.Module, torch.Tensor]:
    name, _, half = kind.partition(" ")
    if half == "image":
        edge = tiny_images.CONFIGS[name]["vision_cfg"]["image_size"]
        return tiny_images.tiny_clip(name).visual, torch.randn(1, 3, edge, edge)
    model = tiny_models.tiny_model(name, folder)
    if not hasattr(model, "text"):
        from open_clip.model import convert_to_custom_text_state_dict

        from photoapp.encoders.clip.torch_text import build_text_tower

        config = {"embed_dim": tiny_models.DIM, **tiny_models.CONFIGS[name]}
        tower = build_text_tower(config, None)
        state = convert_to_custom_text_state_dict(model.state_dict())
        own = {k.removeprefix("text."): t for k, t in state.items() if k.startswith("text.")}
        tower.load_state_dict(own)
        return tower, torch.tensor([[0, 5, 6, 7, 2, *[1] * (tower.context_length - 5)]])
    length = tiny_models.CONFIGS[name]["text_cfg"]["context_length"]
    return model.text, torch.tensor([[0, 5, 6, 7, 2, *[1] * (length - 5)]])


@pytest.mark.parametrize(
    "kind", [*(f"{name} image" for name in IMAGES), *(f"{name} text" for name in TEXTS)]
)
def test_changes_learn_alone_and_are_merged(kind: str, tmp_path: Path) -> None:
    tower, given = _tower(kind, tmp_path)
    start = tower(given).detach()
    changed = with_low_rank(tower, 4)
    assert torch.allclose(changed(given), start, atol=1e-5)
    learning = {n: w for n, w in changed.named_parameters() if w.requires_grad}
    assert learning
    assert all("lora_" in name for name in learning)
    changed(given).square().sum().backward()
    # Each has a gradient, once neither of its pair is zero: what has none is never used.
    with torch.no_grad():
        for weight in learning.values():
            weight.add_(torch.linspace(-0.1, 0.1, weight.numel()).view_as(weight))
    changed.zero_grad()
    changed(given).square().sum().backward()
    unused = [n for n, w in learning.items() if w.grad is None or not w.grad.abs().max() > 0]
    assert not unused
    moved = changed(given).detach()
    assert not torch.allclose(moved, start, atol=1e-5)
    assert torch.allclose(merged(changed)(given), moved, rtol=1e-3, atol=1e-4)
