"""LoRA and full fine-tuning as methods of a run: one fold is held out, the rest is learned."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from photoapp.encoders import find_model, load_text_encoder, model_card
from photoapp.errors import TrainingError
from trainer.job.data import TrainingData
from trainer.job.order import Order
from trainer.methods import Estimate, Fitted, Point, Rest, Tell, View
from trainer.personalised import personalised
from trainer.things import questions, reminders
from trainer.towers.describing import described
from trainer.towers.lessons import Lessons, Rows, distinct_texts, split_rows
from trainer.towers.recipe import Recipe, full_recipe, lora_recipe

if TYPE_CHECKING:
    from trainer.towers.fitting import FittedTowers, Task

KEPT = "fit.pt"


@dataclass(frozen=True)
class TowerTuning:
    """Fine-tuning by a recipe; torch is imported when it begins, not before.

    Where ``torchrun`` has started several processes all of them are to call ``fit`` with the same
    order and data; the first alone tells, rests, keeps and writes, and has a result to give.

    The order's ``names`` are passed over: only the adapter binds names.
    """

    recipe: Callable[[Order], Recipe]

    def estimate(self, order: Order, photos: int, library: int) -> Estimate:
        """Return what it will take for so many captioned photos, and others of the library."""
        from trainer.towers.estimating import estimate

        return estimate(order, self.recipe(order), photos, library)

    def fit(self, order: Order, data: TrainingData, work: Path, tell: Tell, rest: Rest) -> Fitted:
        """Personalise the order's model, and put the new one into ``work / "model"``.

        Raises:
            ModelError: the model can't be loaded, or the device is not there.
            TrainingError: nothing can be learned from this, there is no room, or the model is
                none of open_clip's.
            Stopped: ``rest`` said so; a call with the same arguments goes on from there.

        """
        from trainer.towers.fitting import fit_towers
        from trainer.towers.processes import Processes, training_device

        described(model_card(order.model))
        device = training_device(order.device)
        processes = Processes.joined(device)
        try:
            learned, held_out = processes.share([_present(data, r) for r in split_rows(data)])
            task = self._task(order, data, learned, held_out)
            towers = fit_towers(task, processes, device, kept=work / KEPT, tell=tell, rest=rest)
        finally:
            processes.leave()
        if not processes.first:
            nothing = View(*[np.zeros((0, 0), np.float32)] * 2)
            return Fitted(work / "model", [], [], [], nothing, nothing, ())
        made = _write(order, data, towers, work)
        return _judged(order, data, held_out, made=made, curve=towers.curve, rest=rest)

    def _task(self, order: Order, data: TrainingData, learned: Rows, held_out: Rows) -> "Task":
        from trainer.towers.fitting import Task
        from trainer.towers.looking import projected

        photos = [data.photos[row] for row in learned]
        texts, texts_of = distinct_texts(photos)
        base, words = find_model(order.model), reminders()
        lessons = Lessons(
            photos,
            texts,
            texts_of,
            projected(base, data)[learned],
            words,
            load_text_encoder(str(base)).encode_texts(words),
            model_card(order.model).logit_scale,
        )
        return Task(order, self.recipe(order), lessons, [data.photos[row] for row in held_out])


def _write(order: Order, data: TrainingData, towers: "FittedTowers", work: Path) -> Path:
    from trainer.towers.writing import write_personal

    made, base = work / "model", find_model(order.model)
    personal = personalised(order, data, model_card(order.model).id)
    write_personal(base, made, personal, image=towers.image, text=towers.text, scale=towers.scale)
    return made


def _judged(
    order: Order,
    data: TrainingData,
    held_out: Rows,
    *,
    made: Path,
    curve: Sequence[Point],
    rest: Rest,
) -> Fitted:
    """Return what there is to judge the new model by."""
    from trainer.towers.looking import looks

    seen = looks(order, data, made, rest)
    part = seen.held_out(data, held_out)
    return Fitted(made, [part], [], [], *seen.library(order), questions(), curve)


def _present(data: TrainingData, rows: Rows) -> Rows:
    """Return the rows of photos that are still there.

    Raises:
        TrainingError: none is.

    """
    found = rows[[Path(data.photos[row].path).is_file() for row in rows]]
    if not len(found):
        path = data.photos[rows[0]].path
        raise TrainingError(f"The photos are gone, {path} for one; put them back, and go on.")
    return found


LORA = TowerTuning(lora_recipe)
FULL = TowerTuning(full_recipe)
