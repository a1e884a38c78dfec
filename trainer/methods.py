"""The one interface behind which adapter, LoRA and full fine-tuning stand."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders import Floats
from trainer.job.data import TrainingData
from trainer.job.order import Order


@dataclass(frozen=True)
class View:
    """Photos and texts as one model sees them.

    ``images`` (g, dim) and ``texts`` (t, dim) are L2-normalised.
    """

    images: Floats
    texts: Floats


@dataclass(frozen=True)
class HeldOutPart:
    """Photos that the model which made ``after`` has not learned from, and what came out.

    ``captions`` says of each held-out photo which of the texts are its own, the chief one first.
    ``before.images`` and ``after.images`` begin with the held-out photos, in the order of
    ``captions``; what follows them only distracts. ``rows`` (n,) are their places in the run's
    photos, -1 where they are none of those. ``texts`` are the texts themselves.
    """

    name: str
    captions: Sequence[Sequence[int]]
    texts: Sequence[str]
    before: View
    after: View
    rows: NDArray[np.int64]


@dataclass(frozen=True)
class Point:
    """How a fit stands after an epoch; ``score`` is that of held-out photos, None if not taken.

    ``part`` of ``parts``, counted from 0, is being fitted: a fold's head, say. ``epoch`` counts
    from 1: it is over. ``seconds_left`` is for all parts.
    """

    part: int
    parts: int
    epoch: int
    epochs: int
    loss: float
    score: float | None
    seconds_left: float | None = None


@dataclass(frozen=True)
class Fitted:
    """What a method made, and all that is needed to say whether it is any better.

    ``bundle`` is the new model's folder. ``held_out`` are the user's photos, by the caption;
    ``names`` particular things, by their name, which are what is left of ``names_tried``, for luck
    finds some where many are tried; ``general`` what the model could do before it met this user.
    ``library`` are the run's other photos (first the captioned ones, then
    ``TrainingData.library``; not numbers where one can't be read) and, as texts, the saved searches
    and then ``things``: everyday words in which before and after must agree about the photos.
    Places in ``TrainingData.library`` that it was ``reminded`` of prove nothing of that.

    ``names_alone`` makes the same with its names and nothing else, where it has more than names:
    that is what may be left if captions prove no gain.
    """

    bundle: Path
    held_out: Sequence[HeldOutPart]
    names: Sequence[HeldOutPart]
    general: Sequence[HeldOutPart]
    library_before: View
    library_after: View
    things: Sequence[str]
    curve: Sequence[Point] = field(default_factory=list)
    reminded: Collection[int] = ()
    names_alone: "Callable[[], Fitted] | None" = None
    names_tried: int = 0


@dataclass(frozen=True)
class Estimate:
    """What a run will take: ``bytes_on_disk`` at its end, ``memory`` in bytes at its highest.

    Of all ``seconds`` so many pass before the first step (``opening``), and after the last epoch
    (``closing``).
    """

    seconds: float
    memory: int
    bytes_on_disk: int
    opening: float = 0.0
    closing: float = 0.0


Tell = Callable[[Point], None]
Rest = Callable[[], None]
"""Called between steps: it waits while it is too hot, and raises ``Stopped`` if asked to stop."""


class FineTuning(Protocol):
    """A way to personalise a model."""

    def estimate(self, order: Order, photos: int, library: int) -> Estimate:
        """Return what it will take for so many captioned photos, and others of the library.

        The seconds are those of cores as fast as the ones of docs/benchmarks.md, with nothing else
        to do.
        """

    def fit(self, order: Order, data: TrainingData, work: Path, tell: Tell, rest: Rest) -> Fitted:
        """Personalise the order's model, and put the new one into ``work / "model"``.

        A run that was stopped or killed and is called again with the same order, data and ``work``
        comes to the same weights, going on from what it kept there.

        Raises:
            TrainingError: nothing can be learned from this, or there is no room.
            Stopped: ``rest`` said so.

        """
