"""A fit from a bundle to tensors: the towers are built, taught, and taken apart again."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from photoapp.encoders import Floats, find_model, model_card
from photoapp.encoders.clip.tokenizing import Tokenizer
from photoapp.encoders.device import cores
from photoapp.evaluation.retrieval import DEPTHS, caption_ranks
from trainer.checkpoint import fingerprint
from trainer.job.order import Order, Photo
from trainer.methods import Point, Rest, Tell
from trainer.towers.attention import joined
from trainer.towers.describing import described
from trainer.towers.lessons import Lessons
from trainer.towers.low_rank import merged, with_low_rank
from trainer.towers.network import Towers, load_towers
from trainer.towers.pictures import Pictures
from trainer.towers.processes import Processes
from trainer.towers.recipe import Recipe, in_bfloat16
from trainer.towers.step import Tokens
from trainer.towers.training import Kept, Training

if TYPE_CHECKING:
    from torch import Tensor

# The photos by which the curve is drawn; what counts is judged of all that are held out.
_MOST_SCORED = 500
_SCORED_AT_ONCE = 16
# To be raised when a state that was kept no longer means what it did.
_VERSION = 1


@dataclass(frozen=True)
class Task:
    """All that a process of a fit needs to know.

    ``held_out`` are photos to draw the curve by.
    """

    order: Order
    recipe: Recipe
    lessons: Lessons
    held_out: Sequence[Photo]


@dataclass(frozen=True)
class FittedTowers:
    """State dicts of both towers, under the names that a bundle has them by."""

    image: dict[str, Any]
    text: dict[str, Any]
    scale: float
    curve: Sequence[Point]


def fit_towers(
    task: Task, processes: Processes, device: str, *, kept: Path, tell: Tell, rest: Rest
) -> FittedTowers:
    """Fit the towers of the order's model.

    Raises:
        ModelError: the model can't be loaded.
        TrainingError: the fit failed, or can't be kept.
        Stopped: ``rest`` said so; all is kept.

    """
    order, recipe, lessons = task.order, task.recipe, task.lessons
    torch.set_num_threads(max(1, (order.cores or cores()) // processes.on_this_host))
    towers = start(order, recipe).to(device)
    towers.in_bfloat16 = in_bfloat16(order, device)
    card = model_card(order.model)
    said = described(card)
    tokenizer = Tokenizer(find_model(order.model) / card.weights["tokenizer"].file, said.tokenizing)
    tokens = Tokens(*(torch.from_numpy(tokenizer(of)) for of in (lessons.texts, lessons.prompts)))
    paths = [Path(photo.path) for photo in lessons.photos]
    pictures = Pictures(paths, said.preprocessing, recipe.seed)
    training = Training(
        towers, lessons, tokens, pictures=pictures, recipe=recipe, processes=processes
    )
    score = _Score(towers, task.held_out[:_MOST_SCORED], order, tokenizer)
    training.run(Kept(kept, _run(task)), score, tell, rest)
    processes.meet()
    return _finished(towers, task, training.curve)


def start(order: Order, recipe: Recipe) -> Towers:
    """Return the towers as they set out."""
    towers = load_towers(find_model(order.model))
    if recipe.rank:
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(recipe.seed)
            towers.image = with_low_rank(towers.image, recipe.rank)
            towers.text = with_low_rank(towers.text, recipe.rank)
    return towers


def _finished(towers: Towers, task: Task, curve: Sequence[Point]) -> FittedTowers:
    towers = towers.cpu()
    if task.recipe.rank:
        towers.image, towers.text = merged(towers.image), merged(towers.text)
    image, text = (joined(tower.state_dict(), tower) for tower in (towers.image, towers.text))
    scale = towers.log_scale.detach().exp()
    share = task.recipe.interpolation
    if share < 1:
        before = load_towers(find_model(task.order.model))
        image = interpolated(before.image.state_dict(), image, share)
        text = interpolated(before.text.state_dict(), text, share)
        scale = before.log_scale.detach().lerp(towers.log_scale.detach(), share).exp()
    return FittedTowers(image, text, float(scale), curve)


def interpolated(
    before: dict[str, "Tensor"], after: dict[str, "Tensor"], share: float
) -> dict[str, "Tensor"]:
    """Return weights so far on the way from a start to what was fitted (Wortsman et al. 2022)."""
    return {
        name: old.lerp(after[name], share) if old.is_floating_point() else old
        for name, old in before.items()
    }


class _Score:
    """Recall of held-out photos by the towers as they are: the mean of it at 1, 5 and 10."""

    def __init__(
        self, towers: Towers, photos: Sequence[Photo], order: Order, tokenizer: Tokenizer
    ) -> None:
        from trainer.towers.looking import plain_pictures

        found, pictures = plain_pictures(find_model(order.model), [Path(p.path) for p in photos])
        self._towers, self._pictures = towers, torch.from_numpy(pictures)
        self._captions = [photos[row].captions for row in found]
        ids = tokenizer([listed[0] for listed in self._captions])
        self._ids = torch.from_numpy(ids)

    def __call__(self) -> float:
        images = self._encoded(self._towers.encode_images, self._pictures)
        queries = self._encoded(self._towers.encode_texts, self._ids)
        ranks = caption_ranks(images, queries, self._captions)
        return float(np.mean([ranks <= depth for depth in DEPTHS]))

    def _encoded(self, encode: Any, values: "Tensor") -> Floats:
        device = self._towers.device
        with torch.no_grad():
            pieces = [
                encode(piece.to(device)).cpu() for piece in torch.split(values, _SCORED_AT_ONCE)
            ]
        return np.asarray(torch.cat(pieces).numpy(), np.float32)


def _run(task: Task) -> str:
    """Return what tells this fit from every other."""
    photos = [(photo.content or photo.path, photo.captions) for photo in task.lessons.photos]
    order = task.order
    about = [_VERSION, model_card(order.model).id, order.method, order.precision, *photos]
    return fingerprint([*about, asdict(task.recipe), list(task.lessons.texts), task.lessons.start])
