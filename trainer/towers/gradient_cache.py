"""Batches larger than memory holds, with the loss and the gradients of the whole.

Gradient caching (Gao et al. 2021): vectors are made in pieces without a graph, the loss of all
gives the gradient of each vector, and each piece is made again to carry its own back.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

Loss = Callable[..., Tensor]


@dataclass(frozen=True)
class Encoded:
    """Things to be encoded, (n, …), and by what: (m, …) to (m, dim)."""

    encode: Callable[[Tensor], Tensor]
    values: Tensor


def backward(inputs: Sequence[Encoded], loss_of: Loss, most: int) -> Tensor:
    """Add the gradients of a loss to those of the weights, and return the loss.

    Args:
        inputs: all that the loss depends on.
        loss_of: takes the vectors of each input.
        most: how many things may go through at once.

    """
    if all(len(given.values) <= most for given in inputs):
        loss = loss_of(*(given.encode(given.values) for given in inputs))
        loss.backward()  # type: ignore[no-untyped-call]
        return loss.detach()
    with torch.no_grad():
        vectors = [torch.cat([*map(g.encode, torch.split(g.values, most))]) for g in inputs]
    leaves = [made.requires_grad_() for made in vectors]
    loss = loss_of(*leaves)
    loss.backward()  # type: ignore[no-untyped-call]
    for given, leaf in zip(inputs, leaves, strict=True):
        assert leaf.grad is not None
        for piece, gradient in zip(
            torch.split(given.values, most), torch.split(leaf.grad, most), strict=True
        ):
            given.encode(piece).backward(gradient)  # type: ignore[no-untyped-call]
    return loss.detach()
