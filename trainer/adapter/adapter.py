"""The adapter as a method of a run."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from photoapp.encoders import model_card
from photoapp.encoders.device import cores
from photoapp.encoders.personal.correction import Correction
from photoapp.encoders.projection import Projection
from photoapp.errors import TrainingError
from trainer.adapter.comparing import Comparing
from trainer.adapter.heads import SHAPE, WHOLE_HEADS, fit_heads, recipe_for
from trainer.adapter.material import Material
from trainer.adapter.naming import Bound, bound
from trainer.adapter.writing import write_personal
from trainer.job.data import TrainingData
from trainer.job.order import Order
from trainer.methods import Estimate, Fitted, Rest, Tell
from trainer.things import things

# Of one core of the machine of docs/benchmarks.md: a step for each weight and row of a batch. Of
# both: loading the model and reading captions before, comparing afterwards.
_SECONDS_A_WEIGHT_AND_ROW = 4e-10
_OPENING_SECONDS, _CLOSING_SECONDS = 22.0, 18.0
_HEADS = 5 + WHOLE_HEADS
_MEMORY = 1_200_000_000
# A head with its optimiser's state and the best so far, each kept until the run has ended.
_BYTES_A_WEIGHT = 18


class Adapter:
    """Fits heads over stored features, one a fold, and binds names."""

    def estimate(self, order: Order, photos: int, library: int) -> Estimate:
        """Return what it will take for so many captioned photos, and others of the library."""
        card = model_card(order.model)
        recipe = recipe_for(order, photos)
        steps = recipe.epochs * recipe.passes * -(-photos // recipe.batch)
        weights = SHAPE.hidden * (card.feature_dim + card.dim)
        rows = min(photos, recipe.batch) + recipe.anchors
        lanes = min(order.cores or cores(), cores())
        fitting = _HEADS * steps * rows * weights * _SECONDS_A_WEIGHT_AND_ROW / lanes
        seen = 4 * (photos + library) * card.feature_dim
        return Estimate(
            _OPENING_SECONDS + fitting + _CLOSING_SECONDS,
            _MEMORY + 4 * seen,
            _HEADS * _BYTES_A_WEIGHT * weights,
            _OPENING_SECONDS,
            _CLOSING_SECONDS,
        )

    def fit(self, order: Order, data: TrainingData, work: Path, tell: Tell, rest: Rest) -> Fitted:
        """Personalise the order's model, and put the new one into ``work / "model"``.

        Raises:
            TrainingError: there is nothing to learn, or no room.
            ModelError: the model can't be loaded.
            Stopped: ``rest`` said so.

        """
        material = Material.of(order, data, work, rest)
        known = bound(Comparing(material))
        # Texts that turn out to be no names teach as captions do.
        material = material.naming(known.named)
        heads = fit_heads(material, work, tell, rest)
        comparing = Comparing(material)
        if heads.mean is None and known.names is None:
            raise TrainingError(_NOTHING)
        alone = partial(_made, comparing, known, None, work / "names")
        if heads.mean is None:
            return alone()
        return replace(
            _made(comparing, known, heads.mean, work / "model"),
            held_out=[found for part in heads.parts if (found := comparing.held_out(part))],
            reminded=material.stand_ins.tolist(),
            curve=heads.curve,
            names_alone=alone if known.names else None,
        )


_NOTHING = (
    "There is nothing to learn: no photo has a caption, and no name has two photos; "
    "write captions of some photos first."
)


def _made(comparing: Comparing, known: Bound, head: Projection | None, bundle: Path) -> Fitted:
    """Write what was learned into a bundle, and return it with all but what was held out.

    Names find photos by all of it: that is how they will.
    """
    material, correction = comparing.material, Correction(head, None, known.names)
    learned = None if head else known.rows()
    write_personal(bundle, material.order, material.data, correction, learned)
    before, after = comparing.library(correction)
    return Fitted(
        bundle=bundle,
        held_out=[],
        names=known.left_out(comparing.seen_by(head)),
        general=comparing.general(correction),
        library_before=before,
        library_after=after,
        things=things(),
        names_tried=known.tried,
    )


ADAPTER = Adapter()
