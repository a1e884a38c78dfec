"""What a run will take, said before it starts."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from photoapp.encoders import ModelCard, find_model, model_card
from photoapp.encoders.device import CPU, choose_device, cores
from trainer.job.order import Order
from trainer.job.speed import measured_slowness
from trainer.methods import Estimate, FineTuning

# Of one core of the machine of docs/benchmarks.md: reading and preparing a photo (between a small
# one and 12 megapixels), the starter's two looks at it, and what ViT-B-32 gets done in one photo.
_PREPARING_SECONDS = 0.03
_STARTER_SECONDS = 0.08
_OPERATIONS_A_SECOND = 80e9
# A guess that is too low: photos go through one by one.
_ON_ACCELERATOR = 20
_BYTES_A_WEIGHT = 4
# Where an architecture has no patches: what EfficientNets and ResNets do with each weight.
_USES_OF_A_WEIGHT = 150
_MODEL_MEMORY = 750_000_000
_BYTES_A_NUMBER = 4


def estimate(
    order: Order,
    photos: int,
    library: int,
    unread: int = 0,
    *,
    methods: Mapping[str, FineTuning] | None = None,
    slowness: float | None = None,
) -> Estimate:
    """Return what a run will take, on this machine as it is now.

    Args:
        order: how it is to be made.
        photos: how many have captions.
        library: how many others take part.
        unread: how many of both have no features yet, and must be looked at first.
        methods: what may be ordered; photoapp's own if None.
        slowness: how many times longer work takes here than estimates say; measured if None.

    Raises:
        ModelError: there is no such model.

    """
    card = model_card(order.model)
    slowness = slowness or measured_slowness(lanes(order))
    own = _slower(method_of(order, methods).estimate(order, photos, library), order, slowness)
    seen = (photos + library) * card.feature_dim * _BYTES_A_NUMBER
    looking = _MODEL_MEMORY + 2 * (seen + _image_bytes(order, card)) if unread else 0
    return replace(
        own,
        seconds=own.seconds + unread * _looking_seconds(order, card, slowness) / lanes(order),
        memory=max(own.memory, looking),
        bytes_on_disk=own.bytes_on_disk + 2 * seen,
    )


def _slower(own: Estimate, order: Order, slowness: float) -> Estimate:
    """Return a method's estimate for cores that are slower; a graphics card is as fast as ever."""
    if order.method != "adapter" and choose_device(order.device) != CPU:
        return own
    return replace(
        own,
        seconds=slowness * own.seconds,
        opening=slowness * own.opening,
        closing=slowness * own.closing,
    )


def method_of(order: Order, methods: Mapping[str, FineTuning] | None = None) -> FineTuning:
    """Return how an order's model is fitted."""
    if methods is None:
        from trainer.methods_table import METHODS

        methods = METHODS
    return methods[order.method]


def lanes(order: Order) -> int:
    """Return on how many cores a run works."""
    return min(order.cores or cores(), cores())


def _looking_seconds(order: Order, card: ModelCard, slowness: float) -> float:
    """Return how long one core takes for a photo."""
    if card.open_clip is None:
        return slowness * (_PREPARING_SECONDS + _STARTER_SECONDS)
    weights = _image_bytes(order, card) / _BYTES_A_WEIGHT
    seconds = 2 * weights * _uses(card) / _OPERATIONS_A_SECOND
    on_card = choose_device(order.device) != CPU
    return slowness * _PREPARING_SECONDS + seconds * (1 / _ON_ACCELERATOR if on_card else slowness)


def _image_bytes(order: Order, card: ModelCard) -> int:
    """Return how large an image tower's file is; 0 for those that come in packages."""
    file = card.weights.get("image")
    path = find_model(order.model) / file.file if file and not file.package else None
    return path.stat().st_size if path and path.exists() else 0


def _uses(card: ModelCard) -> float:
    """Return how often each weight is used for a photo: a transformer's, once for each patch."""
    assert card.open_clip is not None
    vision = card.open_clip.config.get("vision_cfg", {})
    patch = vision.get("patch_size")
    return (card.input_size / patch) ** 2 + 1 if patch else _USES_OF_A_WEIGHT


def bytes_in(folder: Path) -> int:
    """Return how much a folder holds."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
