"""What a head is fitted by."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor


def contrastive_loss(
    images: "Tensor", texts: "Tensor", text_ids: "Tensor", log_scale: "Tensor"
) -> "Tensor":
    """Return the symmetric contrastive loss of matching rows (Radford et al. 2021, figure 3).

    Rows of equal ``text_ids`` (n,) all match each other: the right answer is then shared out
    evenly, where plain cross-entropy would push equal captions apart.

    Args:
        images: (n, dim), L2-normalised.
        texts: (n, dim), L2-normalised.
        text_ids: (n,).
        log_scale: (), the logarithm of the inverse temperature.

    """
    logits = log_scale.exp() * images @ texts.T
    same = (text_ids[:, None] == text_ids[None, :]).to(logits.dtype)
    target = same / same.sum(1, keepdim=True)
    return (_cross_entropy(logits, target) + _cross_entropy(logits.T, target)) / 2


def distillation_loss(
    images: "Tensor", texts: "Tensor", target: "Tensor", log_scale: "Tensor"
) -> "Tensor":
    """Return how far images (n, dim) are from telling texts (m, dim) apart as a teacher does.

    Cross-entropy against the teacher's probabilities ``target`` (n, m) (Hinton et al. 2015).
    """
    return _cross_entropy(log_scale.exp() * images @ texts.T, target)


def staying_loss(images: "Tensor", start: "Tensor", texts: "Tensor") -> "Tensor":
    """Return the mean square by which similarities to texts (m, dim) have moved since the start.

    Where a teacher's doubt is small, distillation asks nothing of the texts that come second and
    third; this does. ``images`` and ``start`` are (n, dim).
    """
    return ((images - start) @ texts.T).square().mean()


def _cross_entropy(logits: "Tensor", target: "Tensor") -> "Tensor":
    return -(target * logits.log_softmax(1)).sum(1).mean()
