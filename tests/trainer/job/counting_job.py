"""The real process of a run, with a method that only counts: what it fits depends on every step.

Options: ``hold=N`` waits after epoch N until it is stopped or killed, ``fail=WHAT`` fails in a way,
``same`` makes a model that is no better than before.
"""

import hashlib
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from photoapp.encoders import Floats
from trainer.files import keep, kept
from trainer.job.data import TrainingData
from trainer.job.distributed import is_alone, is_first
from trainer.job.order import Order
from trainer.job.running import run_job
from trainer.job.stopping import Stopped
from trainer.methods import Estimate, Fitted, HeldOutPart, Point, Rest, Tell, View

EPOCHS = 6
_STEPS = 4


@dataclass(frozen=True)
class Counting:
    hold: int = 0
    fail: str = ""
    same: bool = False

    def estimate(self, order: Order, photos: int, library: int) -> Estimate:
        return Estimate(9.0, 1 << 20, 1 << 60 if self.fail == "room" else 1 << 10)

    def fit(self, order: Order, data: TrainingData, work: Path, tell: Tell, rest: Rest) -> Fitted:
        if self.fail == "bug":
            raise ZeroDivisionError("by a bug")
        if self.fail == "stop":
            raise Stopped
        if not is_alone():
            _meet(work)
        if not is_first():  # it only helps to count
            return Fitted(work, [], [], [], _NOTHING, _NOTHING, ())
        state = kept(work / "counting") or bytes([0]) + data.features.tobytes()
        for epoch in range(state[0] + 1, EPOCHS + 1):
            for _ in range(_STEPS):
                rest()
                state = bytes([epoch]) + hashlib.sha512(state).digest()
            keep(work / "counting", state)
            tell(Point(0, 1, epoch, EPOCHS, 1 / epoch, epoch / 10, float(EPOCHS - epoch)))
            while epoch == self.hold:
                rest()
                time.sleep(0.001)
        bundle = work / "model"
        bundle.mkdir(exist_ok=True)
        (bundle / "weights").write_bytes(state + data.folds.tobytes())
        return self._fitted(bundle, data)

    def _fitted(self, bundle: Path, data: TrainingData) -> Fitted:
        """All photos are found by their captions now; before, by chance. Nothing is forgotten."""
        photos = len(data)
        texts = np.eye(photos, dtype=np.float32)
        before = View(_noise(photos), texts)
        after = before if self.same else View(texts, texts)
        captions = [photo.captions[0] for photo in data.photos]
        own = [[row] for row in range(photos)]
        part = HeldOutPart("captions", own, captions, before, after, np.arange(photos))
        kept = HeldOutPart("everyday", own, captions, after, after, np.full(photos, -1))
        nothing = np.zeros((0, photos), np.float32)
        return Fitted(
            bundle,
            [part],
            [],
            [kept],
            View(before.images, nothing),
            View(before.images, nothing),
            (),
        )


_NOTHING = View(np.zeros((0, 0), np.float32), np.zeros((0, 0), np.float32))


def _meet(work: Path) -> None:
    """Return when the other process is here too, as those of torch do."""
    here, there = (work / str(first) for first in (is_first(), not is_first()))
    here.touch()
    while not there.exists():
        time.sleep(0.001)


def _noise(photos: int) -> Floats:
    random = np.random.default_rng(1).normal(size=(photos, photos)).astype(np.float32)
    normalised: Floats = random / np.linalg.norm(random, axis=1, keepdims=True)
    return normalised


if __name__ == "__main__":
    options = dict(option.partition("=")[::2] for option in sys.argv[2:])
    method = Counting(int(options.get("hold", 0)), options.get("fail", ""), "same" in options)
    run_job(Path(sys.argv[1]), {"adapter": method})
