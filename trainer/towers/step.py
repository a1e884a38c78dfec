"""One step of a fit: what a batch teaches, and what is not to be forgotten over it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from open_clip.loss import ClipLoss
from torch import Tensor

from photoapp.encoders import Pixels
from photoapp.encoders.device import is_out_of_memory
from photoapp.errors import TrainingError
from trainer.losses import distillation_loss
from trainer.towers.gradient_cache import Encoded, backward
from trainer.towers.lessons import Batch, Lessons
from trainer.towers.network import Towers
from trainer.towers.processes import Processes


@dataclass(frozen=True)
class Tokens:
    """The tokens of a run's texts (t, length) and of the everyday words (m, length)."""

    texts: Tensor
    prompts: Tensor


class Step:
    """Adds a batch's gradients to those of the towers' weights.

    Args:
        towers: what learns.
        lessons: what is learned.
        tokens: the lessons' words.
        processes: those that share the batch.
        distillation: the weight of staying as the start was.
        most: how many photos may go through at once; halved where memory runs out.

    """

    def __init__(
        self,
        towers: Towers,
        lessons: Lessons,
        tokens: Tokens,
        processes: Processes,
        *,
        distillation: float,
        most: int,
    ) -> None:
        self._towers, self._lessons, self._tokens = towers, lessons, tokens
        self._processes, self._weight, self._most = processes, distillation, most
        self._contrastive = ClipLoss(rank=processes.rank, world_size=processes.size)
        self._learning = [weight for weight in towers.parameters() if weight.requires_grad]

    def __call__(self, batch: Batch, pixels: Pixels) -> float:
        """Return the loss of the whole batch, its gradients in place.

        Args:
            batch: the whole.
            pixels: this process's part of its photos.

        Raises:
            TrainingError: not even one photo fits into memory.

        """
        while True:
            try:
                return self._try(batch, pixels)
            except (MemoryError, RuntimeError) as error:
                # Where others wait for this process's part, they can't begin again with it.
                if not is_out_of_memory(error) or self._processes.size > 1:
                    raise
                if self._most == 1:
                    message = "There is too little memory to train this model; choose the adapter."
                    raise TrainingError(message) from error
                self._most //= 2

    def _try(self, batch: Batch, pixels: Pixels) -> float:
        for weight in self._learning:
            weight.grad = None
        towers, place = self._towers, self._towers.device
        texts = self._processes.part(torch.from_numpy(batch.texts))
        inputs = [
            Encoded(towers.encode_images, torch.from_numpy(pixels).to(place)),
            Encoded(towers.encode_texts, self._tokens.texts[texts].to(place)),
            Encoded(towers.encode_texts, self._tokens.prompts[batch.prompts].to(place)),
        ]
        losses = _Losses(self, batch)
        backward(inputs if self._weight else inputs[:2], losses, self._most)
        return self._whole(losses)

    def _whole(self, losses: "_Losses") -> float:
        """Add up all processes' gradients, and return all their loss."""
        size = self._processes.size
        if size > 1 and self._towers.log_scale.grad is not None:
            self._towers.log_scale.grad /= size  # each has found all of it
        self._processes.sum(w.grad for w in self._learning if w.grad is not None)
        own = losses.own.clone()
        self._processes.sum([own])
        return float(losses.shared + own)

    def contrast(self, images: Tensor, texts: Tensor) -> Tensor:
        """Return the contrastive loss of the whole batch: open_clip's.

        Processes gather each other's vectors, and each comes to the loss of all. Gradients flow to
        its own rows only: summed over the processes, those of the weights are the batch's. Equal
        captions have equal vectors, and so share a photo's probability as if all were right.
        """
        loss: Tensor = self._contrastive(images, texts, self._towers.log_scale.exp())
        return loss

    def forgetting(self, batch: Batch, images: Tensor, prompts: Tensor) -> Tensor:
        """Return this process's part of how far the towers have moved from what they knew.

        Photos must be told apart by everyday words as the start did (Hinton et al. 2015), and the
        words stay where they were.
        """
        scale, place = np.float32(self._lessons.start_scale), self._towers.device
        before = self._lessons.start_prompts[batch.prompts]
        seen = self._lessons.start[self._processes.part(batch.rows)]
        target = torch.from_numpy(scale * seen @ before.T).to(place).softmax(1)
        log_scale = torch.tensor(float(np.log(scale)), device=place)
        moved = 1 - (prompts * torch.from_numpy(before).to(place)).sum(1)
        lost = distillation_loss(images, prompts, target, log_scale) + moved.mean()
        return self._weight * lost / self._processes.size


class _Losses:
    """The loss to go backward from; ``shared`` every process knows, ``own`` is a part of a sum."""

    def __init__(self, step: Step, batch: Batch) -> None:
        self._step, self._batch = step, batch
        self.shared = self.own = torch.zeros(())

    def __call__(self, images: Tensor, texts: Tensor, *prompts: Tensor) -> Any:
        shared = self._step.contrast(images, texts)
        own = torch.zeros_like(shared)
        for of in prompts:
            own = own + self._step.forgetting(self._batch, images, of)
        self.shared, self.own = shared.detach(), own.detach()
        return shared + own
