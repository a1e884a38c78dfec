"""How fast the towers of an open_clip architecture are trained, and in what memory.

    python -m benchmarks.towers ViT-B-32 [--method full] [--batch 64] [--steps 4]

The weights are random and the photos noise: how fast a step is does not depend on them. Photos a
second are those of whole steps, decoding aside.
"""

import argparse
import resource
import tempfile
import time
from pathlib import Path

import numpy as np
import torch

from benchmarks.random_bundle import random_bundle
from photoapp.encoders import model_card
from photoapp.encoders.clip.tokenizing import Tokenizer
from photoapp.encoders.device import cores
from trainer.job.order import Order, Photo
from trainer.things import things
from trainer.towers.describing import described
from trainer.towers.fitting import start
from trainer.towers.layer_rates import parameter_groups
from trainer.towers.lessons import Lessons, batches
from trainer.towers.processes import Processes, training_device
from trainer.towers.recipe import full_recipe, in_bfloat16, lora_recipe
from trainer.towers.step import Step, Tokens


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("architecture")
    parser.add_argument("--method", choices=["lora", "full"], default="lora")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--at-once", type=int, default=None)
    parser.add_argument("--steps", type=int, default=4)
    parser.add_argument("--device", default="auto")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as models:
        _measure(random_bundle(asked.architecture, Path(models)), asked)


def _measure(bundle: Path, asked: argparse.Namespace) -> None:
    order = Order("benchmark", str(bundle), 0.0, method=asked.method, batch=asked.batch)
    recipe = (lora_recipe if asked.method == "lora" else full_recipe)(order)
    device = training_device(asked.device)
    torch.set_num_threads(cores())
    towers = start(order, recipe).to(device)
    towers.in_bfloat16 = in_bfloat16(order, device)
    lessons, tokens = _lessons(bundle, asked.batch)
    most = asked.at_once or (16 if device == "cpu" else 64)
    step = Step(towers, lessons, tokens, Processes(), distillation=recipe.distillation, most=most)
    optimiser = torch.optim.AdamW(parameter_groups(towers, recipe), recipe.rate)
    size = described(model_card(str(bundle))).preprocessing.size
    pixels = np.random.default_rng(0).integers(0, 256, (asked.batch, *size, 3), dtype=np.uint8)
    seconds = []
    for number in range(asked.steps + 1):
        (batch,) = batches(lessons, number, size=asked.batch, seed=0, prompts=recipe.prompts, of=1)
        began = time.perf_counter()
        step(batch, pixels)
        optimiser.step()
        seconds.append(time.perf_counter() - began)
    _tell(asked, device, seconds[1:])  # the first also sets up


def _lessons(bundle: Path, photos: int) -> tuple[Lessons, Tokens]:
    card = model_card(str(bundle))
    random = np.random.default_rng(0)
    words = things()
    texts = [f"{words[n % len(words)]}, number {n}" for n in range(photos)]
    vectors = random.normal(size=(photos + len(words), card.dim)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    lessons = Lessons(
        [Photo("", [text]) for text in texts],
        texts,
        [[number] for number in range(photos)],
        vectors[:photos],
        words,
        vectors[photos:],
        card.logit_scale,
    )
    cut = Tokenizer(bundle / card.weights["tokenizer"].file, described(card).tokenizing)
    return lessons, Tokens(*(torch.from_numpy(cut(of)) for of in (texts, words)))


def _tell(asked: argparse.Namespace, device: str, seconds: list[float]) -> None:
    best = min(seconds)
    print(f"{asked.architecture}, {asked.method}, batches of {asked.batch}, {device}:")
    print(f"  {asked.batch / best:.1f} photos a second at best, {len(seconds)} steps")
    if device.startswith("cuda"):
        print(f"  {torch.cuda.max_memory_allocated() / 2**30:.1f} GiB of the device's memory")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"  {peak / 2**20:.1f} GiB of memory at most")


if __name__ == "__main__":
    main()
