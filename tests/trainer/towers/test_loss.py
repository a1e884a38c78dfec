"""Equal captions need no loss of their own: open_clip's comes to the same."""

import pytest
import torch
from open_clip.loss import ClipLoss
from torch.nn.functional import normalize

from trainer.losses import contrastive_loss


@pytest.mark.parametrize("ids", [[0, 1, 2, 3, 4, 5], [0, 1, 0, 2, 1, 0]])
def test_equal_captions_share(ids: list[int]) -> None:
    random = torch.Generator().manual_seed(3)
    start = torch.randn(6, 8, generator=random).requires_grad_()
    images, texts = normalize(torch.randn(6, 8, generator=random)), normalize(start)[ids]
    theirs = ClipLoss()(images, texts, torch.tensor(20.0))
    (of_theirs,) = torch.autograd.grad(theirs, start, retain_graph=True)
    shared = contrastive_loss(images, texts, torch.tensor(ids), torch.tensor(20.0).log())
    (of_shared,) = torch.autograd.grad(shared, start)
    assert torch.allclose(theirs, shared, atol=1e-5)
    assert torch.allclose(of_theirs, of_shared, atol=1e-5)
