"""What a fit is told: how to go about it, and what to learn from."""

from collections.abc import Callable
from dataclasses import dataclass

from photoapp.encoders import Floats
from trainer.pairs import Pairs


@dataclass(frozen=True)
class Recipe:
    """How a head is fitted.

    ``rate`` is AdamW's at its highest (Loshchilov and Hutter 2019), reached after the share
    ``warm_up`` of all steps, then falling as a cosine; ``scalar_rate`` likewise that of the start's
    weight and the temperatures, of which few steps must take far; ``batch`` and ``anchors`` are
    rows a step; ``teacher_weight`` and ``staying_weight`` are those of the losses that hold on to
    what a teacher tells apart, and to where the start stood towards its texts; an epoch goes
    ``passes`` times through all photos; ``patience`` is how many epochs without a better score end
    the fit, which then keeps the best; None goes through all epochs and keeps the last.
    """

    rate: float = 5e-4
    scalar_rate: float = 1e-2
    weight_decay: float = 0.05
    warm_up: float = 0.1
    epochs: int = 40
    batch: int = 512
    anchors: int = 256
    teacher_weight: float = 0.5
    staying_weight: float = 0.0
    patience: int | None = 15
    passes: int = 1
    seed: int = 0


@dataclass(frozen=True)
class Teacher:
    """A classifier whose view of the photos, or of the anchors, the head is to keep.

    ``texts`` (m, dim) name its classes; ``probabilities`` are those of features
    (n, feature_dim) and start vectors (n, dim): (n, m).
    """

    texts: Floats
    probabilities: Callable[[Floats, Floats], Floats]
    of_anchors: bool = False


@dataclass(frozen=True)
class Lessons:
    """All that a head learns from; ``anchors`` are pairs that are mixed into every batch.

    ``usual`` (n, feature_dim) are features that say what is usual, where the pairs' do not.
    """

    pairs: Pairs
    anchors: Pairs | None = None
    teacher: Teacher | None = None
    usual: Floats | None = None


@dataclass(frozen=True)
class EpochReport:
    """How a fit stands: ``scale`` is the inverse temperature it has learned."""

    epoch: int
    epochs: int
    loss: float
    score: float
    best: float
    scale: float
