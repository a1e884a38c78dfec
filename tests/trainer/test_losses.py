"""The losses, against cases worked out by hand and against torch's own."""

import numpy as np
import torch
from torch.nn import functional

from trainer.head import LARGEST_SCALE
from trainer.losses import contrastive_loss, distillation_loss, staying_loss


def _unit(rows: int, dim: int, seed: int) -> torch.Tensor:
    vectors = np.random.default_rng(seed).normal(size=(rows, dim))
    return functional.normalize(torch.tensor(vectors), dim=1)


def test_with_distinct_texts_it_is_clips_loss() -> None:
    images, texts = _unit(6, 4, 0), _unit(6, 4, 1)
    logits, rows = 5 * images @ texts.T, torch.arange(6)
    expected = (
        functional.cross_entropy(logits, rows) + functional.cross_entropy(logits.T, rows)
    ) / 2
    found = contrastive_loss(images, texts, rows, torch.tensor(5.0).log())
    torch.testing.assert_close(found, expected)


def test_photos_that_share_a_caption_are_not_pushed_apart() -> None:
    texts = torch.eye(3, dtype=torch.float64)[[0, 0, 1]]
    perfect = texts.clone()
    ids = torch.tensor([4, 4, 9])
    scale = torch.tensor(LARGEST_SCALE).log()
    # The best there is: a caption's probability halves between the two photos that it fits.
    assert contrastive_loss(perfect, texts, ids, scale) < np.log(2) * 2 / 3 + 1e-6
    assert contrastive_loss(perfect, texts, torch.arange(3), scale) > 0.4
    apart = perfect.clone().requires_grad_()
    contrastive_loss(apart, texts, ids, scale).backward()
    assert apart.grad is not None
    torch.testing.assert_close(apart.grad[0], apart.grad[1])


def test_a_teacher_agreed_with_costs_only_its_own_doubt() -> None:
    images, texts, scale = _unit(5, 4, 2), _unit(7, 4, 3), torch.tensor(1.5)
    target = (scale.exp() * images @ texts.T).softmax(1)
    doubt = -(target * target.log()).sum(1).mean()
    torch.testing.assert_close(distillation_loss(images, texts, target, scale), doubt)
    assert distillation_loss(images, texts, target.roll(1, 1), scale) > doubt


def test_what_stays_costs_nothing_and_only_texts_that_were_named_count() -> None:
    start, texts = torch.eye(4)[:2], torch.eye(4)[:3]
    assert staying_loss(start, start, texts) == 0
    unseen = start + torch.tensor([0.0, 0.0, 0.0, 0.5])
    assert staying_loss(unseen, start, texts) == 0
    nearer = start + torch.tensor([0.0, 0.0, 0.3, 0.0])
    torch.testing.assert_close(staying_loss(nearer, start, texts), torch.tensor(0.09 / 3))
