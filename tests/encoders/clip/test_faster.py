"""What makes image towers faster is in place; that it changes no vector, test_image_tower shows."""

import platform
from typing import Any

import pytest

from photoapp.encoders.clip import packing
from photoapp.encoders.clip.faster import ClassTokenBlock, made_faster
from photoapp.encoders.clip.packing import PackedLinear

from .tiny_images import tiny_clip

ON_X86 = platform.machine().lower() in {"x86_64", "amd64"}


def _kinds(network: Any) -> set[str]:
    return {type(module).__name__ for module in network.modules()}


def test_the_last_block_serves_the_class_token_only() -> None:
    blocks = made_faster(tiny_clip("vit").visual).transformer.resblocks
    assert [type(block) is ClassTokenBlock for block in blocks] == [False, False, True]
    for name in ("average", "coca", "custom-blocks"):
        assert "ClassTokenBlock" not in _kinds(made_faster(tiny_clip(name).visual))


def test_known_detours_are_gone() -> None:
    assert "QuickGELU" not in _kinds(made_faster(tiny_clip("quickgelu").visual))
    assert "BatchNorm2d" not in _kinds(made_faster(tiny_clip("resnet").visual))
    before = len(list(tiny_clip("mobileclip").visual.modules()))
    assert len(list(made_faster(tiny_clip("mobileclip").visual).modules())) < 0.7 * before


@pytest.mark.skipif(not ON_X86, reason="layers are packed on x86 only")
@pytest.mark.parametrize(("name", "left"), [("vit", 0), ("siglip2", 3), ("convnext", 1)])
def test_all_but_pooling_and_projection_is_packed(name: str, left: int) -> None:
    import torch

    network = tiny_clip(name).visual.requires_grad_(False)
    packing.pack(network, torch.float32)
    assert "PackedLinear" in _kinds(network)
    assert sum(type(module) is torch.nn.Linear for module in network.modules()) == left


@pytest.mark.skipif(not ON_X86, reason="layers are packed on x86 only")
@pytest.mark.parametrize("activation", ["GELU", "SiLU", "Identity", "Hardswish"])
def test_a_packed_layer_gives_what_the_layers_give(activation: str) -> None:
    import torch

    layer, after = torch.nn.Linear(40, 24, bias=False), getattr(torch.nn, activation)()
    fused = type(after) in packing._ACTIVATIONS
    for shape in ((3, 40), (2, 5, 40), (2, 4, 4, 40)):
        photos = torch.randn(shape)
        with torch.inference_mode():
            expected = after(layer(photos)) if fused else layer(photos)
            torch.testing.assert_close(PackedLinear(layer, after)(photos), expected)


def test_where_packing_fails_layers_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    def fail(*arguments: object) -> None:
        raise RuntimeError("not on this processor")

    monkeypatch.setattr(packing, "PackedLinear", fail)
    monkeypatch.setattr(packing, "_works", packing._works.__wrapped__)
    network = tiny_clip("vit").visual
    packing.pack(network, torch.float32)
    assert "PackedLinear" not in _kinds(network)
