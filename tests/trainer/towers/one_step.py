"""One step of a fit, as a process by itself or beside another takes it.

python -m tests.trainer.towers.one_step BASE PHOTOS
"""

import sys
from pathlib import Path

import numpy as np
import torch

from trainer.job.order import Photo
from trainer.things import things
from trainer.towers.fitting import start
from trainer.towers.lessons import Lessons, batches
from trainer.towers.processes import Processes
from trainer.towers.recipe import full_recipe
from trainer.towers.step import Step, Tokens

from .world import make_photos, order

SIZE = 16


def take_step(
    base: Path, photos: list[Photo], processes: Processes, most: int = 64
) -> tuple[float, dict[str, torch.Tensor]]:
    """Return the loss of a batch and the gradients of all that learns."""
    torch.set_num_threads(1)
    asked = order(base, method="full")
    towers = start(asked, full_recipe(asked))
    random = np.random.default_rng(0)
    words = things()[:12]
    vectors = random.normal(size=(len(photos) + len(words), 32)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    texts_of = [[number // 2] for number in range(len(photos))]  # some captions are equal
    start_vectors, prompts = vectors[: len(photos)], vectors[len(photos) :]
    lessons = Lessons(photos, ["x"] * 12, texts_of, start_vectors, words, prompts, 14.0)
    ids = torch.from_numpy(random.integers(1, 40000, (24, 12)))
    tokens = Tokens(ids[:12], ids[12:])
    (batch,) = batches(lessons, 0, size=SIZE, seed=0, prompts=8, of=SIZE)
    pixels = random.integers(0, 256, (SIZE, 48, 48, 3), dtype=np.uint8)
    step = Step(towers, lessons, tokens, processes, distillation=1.0, most=most)
    loss = step(batch, processes.part(pixels))
    learning = {n: w.grad for n, w in towers.named_parameters() if w.grad is not None}
    return loss, learning


def main() -> None:
    base, folder = map(Path, sys.argv[1:])
    processes = Processes.joined("cpu")
    take_step(base, make_photos(folder)[:-1], processes)
    processes.meet()
    processes.leave()


if __name__ == "__main__":
    main()
