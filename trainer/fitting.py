"""The training loop: one head, fitted until its schedule ends or it no longer gets better."""

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from photoapp.encoders.device import cores
from photoapp.encoders.projection import Projection
from photoapp.errors import TrainingError
from trainer.checkpoint import Checkpoint, State, fingerprint
from trainer.head import Head, HeadShape
from trainer.losses import contrastive_loss, distillation_loss, staying_loss
from trainer.pairs import Draw, Rows
from trainer.recipe import EpochReport, Lessons, Recipe, Teacher

if TYPE_CHECKING:
    from torch import Tensor

Judge = Callable[[Projection], float]

# To be raised when a saved state no longer means what it did.
_STATE_VERSION = 1
_DIVERGED = "The training went astray: its loss is no longer a number; choose a lower rate."


@dataclass(frozen=True)
class Fitted:
    """What a fit gives: a projection, and the scale from its cosines to logits."""

    projection: Projection
    scale: float


def fit(
    lessons: Lessons,
    shape: HeadShape,
    recipe: Recipe,
    *,
    judge: Judge,
    judged_on: str = "",
    checkpoint: Path | None = None,
    tell: Callable[[EpochReport], None] = lambda _: None,
    rest: Callable[[], None] = lambda: None,
) -> Fitted:
    """Fit a head and return it as it was when ``judge`` scored it highest.

    ``rest`` is called before each step; what it raises ends the fit, to be gone on with later.

    The same lessons, shape and recipe give the same projection on the same machine, however
    often the fit is killed and called again with the same ``checkpoint`` on the way. Should the
    judge differ from one call to the next, ``judged_on`` must too.

    Raises:
        TrainingError: the loss is no longer a number, or ``checkpoint`` can't be written.

    """
    import torch

    torch.set_num_threads(cores())
    with torch.random.fork_rng(devices=[]):
        run = _Run(lessons, shape, recipe)
        kept = checkpoint and Checkpoint(checkpoint, f"{run.fingerprint()} {judged_on}")
        if kept and (state := kept.load()):
            run.restore(state)
        while not run.finished:
            loss = run.train_epoch(rest)
            tell(run.judge_epoch(judge, loss))
            if kept:
                kept.save(run.state())
    return run.best


class _Run:
    """A fit between two epochs."""

    def __init__(self, lessons: Lessons, shape: HeadShape, recipe: Recipe) -> None:
        import torch

        torch.manual_seed(recipe.seed)
        self._lessons, self._shape, self._recipe = lessons, shape, recipe
        self._random = np.random.default_rng(recipe.seed)
        pairs = lessons.pairs
        usual = pairs.features[:, 0] if lessons.usual is None else lessons.usual
        self._head = Head(shape, usual, pairs.start.shape[-1])
        groups: list[dict[str, Any]] = [
            {"params": self._head.network.parameters(), "weight_decay": recipe.weight_decay},
            {"params": self._head.scalars.parameters(), "weight_decay": 0.0},
        ]
        self._optimiser = torch.optim.AdamW(groups)
        self._epoch = self._best_epoch = 0
        self._best_score = -math.inf
        self.best = self._as_it_is()

    @property
    def finished(self) -> bool:
        """Whether the schedule is at its end, or nothing has got better for long."""
        patience = self._recipe.patience
        waited = patience is not None and self._epoch - self._best_epoch >= patience
        return self._epoch == self._recipe.epochs or waited

    def train_epoch(self, rest: Callable[[], None]) -> float:
        """Go through all pairs once and return the mean loss."""
        self._head.network.train()
        losses = []
        for rows, share in self._batches():
            rest()
            losses.append(self._step(rows, share))
        self._head.network.eval()
        self._epoch += 1
        return float(np.mean(losses))

    def judge_epoch(self, judge: Judge, loss: float) -> EpochReport:
        """Score the head as it is now, and keep it if it is the best so far."""
        if not math.isfinite(loss):
            raise TrainingError(_DIVERGED)
        fitted = self._as_it_is()
        score = judge(fitted.projection)
        if score > self._best_score or self._recipe.patience is None:
            self._best_score, self._best_epoch, self.best = score, self._epoch, fitted
        epochs, best = self._recipe.epochs, self._best_score
        return EpochReport(self._epoch, epochs, loss, score, best, fitted.scale)

    def _as_it_is(self) -> Fitted:
        scale = float(self._head.scalars["log_scale"].detach().exp())
        return Fitted(self._head.projection(), scale)

    def _batches(self) -> Iterator[tuple[Rows, float]]:
        size, photos = self._recipe.batch, len(self._lessons.pairs)
        starts = range(0, photos, size)
        steps = len(starts) * self._recipe.passes
        for done_passes in range(self._recipe.passes):
            order = self._random.permutation(photos)
            for number, start in enumerate(starts, done_passes * len(starts)):
                done = (self._epoch + number / steps) / self._recipe.epochs
                yield order[start : start + size], _share_of_rate(done, self._recipe)

    def _step(self, rows: Rows, share: float) -> float:
        highest = (self._recipe.rate, self._recipe.scalar_rate)
        for group, rate in zip(self._optimiser.param_groups, highest, strict=True):
            group["lr"] = rate * share
        loss = self._loss(self._lessons.pairs.draw(rows, self._random), self._draw_anchors())
        self._optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        self._optimiser.step()
        self._head.clamp_scales()
        return float(loss.detach())

    def _draw_anchors(self) -> Draw | None:
        anchors = self._lessons.anchors
        if anchors is None:
            return None
        count = min(self._recipe.anchors, len(anchors))
        return anchors.draw(self._random.choice(len(anchors), count, replace=False), self._random)

    def _loss(self, photos: Draw, anchors: Draw | None) -> "Tensor":
        import torch

        drawn = photos if anchors is None else photos.joined(anchors)
        images = self._head.images(torch.from_numpy(drawn.features), torch.from_numpy(drawn.start))
        texts, ids = torch.from_numpy(drawn.texts), torch.from_numpy(drawn.text_ids)
        loss = contrastive_loss(images, texts, ids, self._head.scalars["log_scale"])
        if teacher := self._lessons.teacher:
            seen = anchors if anchors and teacher.of_anchors else photos
            first = len(photos.text_ids) if seen is anchors else 0
            loss = loss + self._holding_on(
                images[first : first + len(seen.text_ids)], seen, teacher
            )
        return loss

    def _holding_on(self, images: "Tensor", seen: Draw, teacher: Teacher) -> "Tensor":
        import torch

        recipe, texts = self._recipe, torch.from_numpy(teacher.texts)
        target = torch.from_numpy(teacher.probabilities(seen.features, seen.start))
        scale = self._head.scalars["teacher_log_scale"]
        loss = recipe.teacher_weight * distillation_loss(images, texts, target, scale)
        if recipe.staying_weight:
            stayed = staying_loss(images, torch.from_numpy(seen.start), texts)
            loss = loss + recipe.staying_weight * stayed
        return loss

    def fingerprint(self) -> str:
        """Return what tells this fit from every other."""
        lessons = self._lessons
        arrays = [
            array
            for pairs in (lessons.pairs, lessons.anchors)
            if pairs is not None
            for array in (pairs.features, pairs.start, pairs.texts, *pairs.captions)
        ]
        if lessons.usual is not None:
            arrays.append(lessons.usual)
        if teacher := lessons.teacher:
            few = (lessons.pairs.features[:1, 0], lessons.pairs.start[:1, 0])
            arrays += [teacher.texts, teacher.probabilities(*few)]
        asked = teacher and teacher.of_anchors
        return fingerprint([_STATE_VERSION, self._shape, self._recipe, asked, *arrays])

    def state(self) -> State:
        """Return all that the rest of the fit depends on."""
        import torch

        return {
            "head": self._head.modules().state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "epoch": self._epoch,
            "best_epoch": self._best_epoch,
            "best_score": self._best_score,
            "best": {n: torch.from_numpy(t) for n, t in self.best.projection.tensors().items()},
            "best_scale": self.best.scale,
            "torch_random": torch.get_rng_state(),
            "numpy_random": json.dumps(self._random.bit_generator.state),
        }

    def restore(self, state: State) -> None:
        """Go back to a state."""
        import torch

        self._head.modules().load_state_dict(state["head"])
        self._optimiser.load_state_dict(state["optimiser"])
        self._epoch, self._best_epoch = state["epoch"], state["best_epoch"]
        self._best_score = state["best_score"]
        best = Projection(**{name: t.numpy() for name, t in state["best"].items()})
        self.best = Fitted(best, state["best_scale"])
        torch.set_rng_state(state["torch_random"])
        self._random.bit_generator.state = json.loads(state["numpy_random"])


def _share_of_rate(done: float, recipe: Recipe) -> float:
    # A linear rise, then half a cosine down to nothing (Loshchilov and Hutter 2017).
    if done < recipe.warm_up:
        return 0.04 + 0.96 * done / recipe.warm_up
    return (1 + math.cos(math.pi * (done - recipe.warm_up) / (1 - recipe.warm_up))) / 2
