"""The loop: towers fitted epoch by epoch, to be left and gone on with at any step."""

import math
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from photoapp.errors import TrainingError
from trainer.job.stopping import Stopped
from trainer.methods import Point, Rest, Tell
from trainer.towers.keeping import State, save_state, saved_state
from trainer.towers.layer_rates import parameter_groups
from trainer.towers.lessons import Lessons, batches
from trainer.towers.network import Towers
from trainer.towers.pictures import Pictures
from trainer.towers.processes import Processes
from trainer.towers.recipe import Recipe
from trainer.towers.step import Step, Tokens

Score = Callable[[], float]

# Beside the end of each epoch.
_SAVED_EVERY_SECONDS = 300.0
# As in open_clip's own training.
_BETAS, _EPSILON = (0.9, 0.98), 1e-6
# How many photos go through at once: a processor gains nothing from more.
_AT_ONCE, _AT_ONCE_ON_CPU = 64, 16
_DIVERGED = "The training went astray: its loss is no longer a number; choose a lower rate."


@dataclass(frozen=True)
class Kept:
    """Where a fit's state is kept, and what tells this fit from others."""

    path: Path
    run: str


class Training:
    """A fit between two steps.

    Nothing random is left to a generator's state: the batches of an epoch and the looks of its
    photos are functions of the seed, so that a fit goes on to the same weights from any step.
    """

    def __init__(
        self,
        towers: Towers,
        lessons: Lessons,
        tokens: Tokens,
        *,
        pictures: Pictures,
        recipe: Recipe,
        processes: Processes,
    ) -> None:
        self._towers, self._lessons, self._recipe = towers, lessons, recipe
        self._pictures, self._processes = pictures, processes
        towers.log_scale.requires_grad_(towers.learns_scale)
        most = _AT_ONCE_ON_CPU if towers.device.type == "cpu" else _AT_ONCE
        self._step = Step(
            towers, lessons, tokens, processes, distillation=recipe.distillation, most=most
        )
        groups = parameter_groups(towers, recipe)
        self._optimiser = torch.optim.AdamW(groups, recipe.rate, _BETAS, _EPSILON)
        self._epoch, self._losses = 0, list[float]()
        self.curve: list[Point] = []

    def run(self, kept: Kept, score: Score, tell: Tell, rest: Rest) -> None:
        """Fit until the recipe's end, going on from what is kept.

        Raises:
            Stopped: ``rest`` said so; all is kept.
            TrainingError: the loss is no longer a number, or nothing can be kept.

        """
        mine = saved_state(kept.path, kept.run) if self._processes.first else None
        if state := self._processes.share(mine):
            self._restore(state)
        started, done = time.monotonic(), self._done()
        while self._epoch < self._recipe.epochs:
            self._train_epoch(kept, rest)
            loss = float(np.mean(self._losses))
            self._epoch, self._losses = self._epoch + 1, []
            if self._processes.first:
                passed = time.monotonic() - started
                left = passed / (self._done() - done) * (1 - self._done())
                self.curve.append(self._point(loss, score(), left))
                tell(self.curve[-1])
            self._save(kept)

    def _train_epoch(self, kept: Kept, rest: Rest) -> None:
        drawn = self._batches(self._epoch)
        saved = time.monotonic()
        for number in range(len(self._losses), len(drawn)):
            self._rest(kept, rest)
            if time.monotonic() - saved > _SAVED_EVERY_SECONDS:
                self._save(kept)
                saved = time.monotonic()
            self._learn(drawn[number], (self._epoch + number / len(drawn)) / self._recipe.epochs)

    def _learn(self, batch: Any, done: float) -> None:
        for group in self._optimiser.param_groups:
            group["lr"] = self._recipe.rate * group["share"] * share_of_rate(done, self._recipe)
        rows = self._processes.part(batch.rows)
        loss = self._step(batch, self._pictures.augmented(rows, self._epoch))
        if not math.isfinite(loss):
            raise TrainingError(_DIVERGED)
        self._optimiser.step()
        self._towers.clamp_scale()
        self._losses.append(loss)

    def _rest(self, kept: Kept, rest: Rest) -> None:
        """Rest, or stop: all processes together, as the first is told."""
        stopped = False
        if self._processes.first:
            try:
                rest()
            except Stopped:
                stopped = True
        if self._processes.share(stopped):
            self._save(kept)
            raise Stopped

    def _batches(self, epoch: int) -> Any:
        recipe = self._recipe
        size = self._processes.size
        return batches(
            self._lessons,
            epoch,
            size=recipe.batch,
            seed=recipe.seed,
            prompts=recipe.prompts,
            of=size,
        )

    def _done(self) -> float:
        within = len(self._losses) / max(1, len(self._batches(self._epoch)))
        return (self._epoch + within) / self._recipe.epochs

    def _point(self, loss: float, score: float, left: float) -> Point:
        return Point(0, 1, self._epoch, self._recipe.epochs, loss, score, left)

    def _save(self, kept: Kept) -> None:
        if self._processes.first:
            save_state(kept.path, kept.run, self._state())

    def _state(self) -> State:
        learning = {n: w.detach() for n, w in self._towers.named_parameters() if w.requires_grad}
        return {
            "weights": learning,
            "optimiser": self._optimiser.state_dict(),
            "epoch": self._epoch,
            "losses": self._losses,
            "curve": [asdict(point) for point in self.curve],
        }

    def _restore(self, state: State) -> None:
        self._towers.load_state_dict(state["weights"], strict=False)
        self._optimiser.load_state_dict(state["optimiser"])
        self._epoch, self._losses = state["epoch"], list(state["losses"])
        self.curve = [Point(**point) for point in state["curve"]]


def share_of_rate(done: float, recipe: Recipe) -> float:
    """Return what share of its highest the rate is: a rise, then half a cosine down to nothing.

    ``done`` is how much of the fit is, from 0 to 1 (Loshchilov and Hutter 2017).
    """
    if done < recipe.warm_up:
        return 0.04 + 0.96 * done / recipe.warm_up
    return (1 + math.cos(math.pi * (done - recipe.warm_up) / (1 - recipe.warm_up))) / 2
