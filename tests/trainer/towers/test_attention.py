"""Attention in parts does what it did whole, and goes back together."""

import pytest
import torch
from torch import nn

from trainer.towers.attention import SplitAttention, joined, split_attention


@pytest.fixture
def whole() -> nn.MultiheadAttention:
    torch.manual_seed(0)
    made = nn.MultiheadAttention(16, 4, batch_first=True).eval()
    with torch.no_grad():
        made.in_proj_bias.normal_()
        made.out_proj.bias.normal_()
    return made


MASKS = {
    "none": None,
    "causal": torch.full((5, 5), float("-inf")).triu(1),
    "of each head": torch.randn(12, 5, 5, generator=torch.Generator().manual_seed(1)),
}


@pytest.mark.parametrize("mask", MASKS.values(), ids=MASKS)
def test_parts_attend_as_the_whole(whole: nn.MultiheadAttention, mask: torch.Tensor | None) -> None:
    tokens = torch.randn(3, 5, 16)
    wanted, _ = whole(tokens, tokens, tokens, need_weights=False, attn_mask=mask)
    found, _ = SplitAttention(whole)(tokens, tokens, tokens, attn_mask=mask)
    assert torch.allclose(found, wanted, atol=1e-6)


def test_weights_go_back_under_their_old_names(whole: nn.MultiheadAttention) -> None:
    tower = nn.ModuleDict({"block": nn.ModuleDict({"attn": whole})})
    before = {name: tensor.clone() for name, tensor in tower.state_dict().items()}
    split_attention(tower)
    after = joined(tower.state_dict(), tower)
    assert after.keys() == before.keys()
    assert all(torch.equal(after[name], before[name]) for name in before)
