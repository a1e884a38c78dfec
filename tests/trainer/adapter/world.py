"""A tiny model that was made from a few things, and a user's photos of those and of two pets."""

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
import numpy as np

from photoapp.encoders import Floats, load_text_encoder
from photoapp.encoders.device import use_cores
from photoapp.encoders.model_card import read_model_card
from tests.trainer.towers.world import make_base
from trainer.adapter import ADAPTER
from trainer.job.data import TrainingData
from trainer.job.order import LibraryPhoto, Order, Photo, Search
from trainer.methods import Fitted, Point
from trainer.pairs import distinct
from trainer.replay import Replay, write_replay

FEATURE_DIM = 64
CAPTIONS = (
    "a boat far out on the water",
    "children who play in the snow",
    "an old bridge made of stone",
    "bread and cheese on a table",
    "a street full of people at night",
    "flowers in front of a window",
)
PETS = ("Bella", "Quix")
FOLDS, EACH = 2, 6
PHOTOS = EACH * len(CAPTIONS)
_RANDOM_LOOKS = np.random.default_rng(11).normal(size=(len(CAPTIONS) + len(PETS), FEATURE_DIM))


def features_of(things: Sequence[int], seed: int) -> Floats:
    """What a backbone may say of photos that show things; the pets come after the captions."""
    random = np.random.default_rng(seed)
    own = random.normal(size=(len(things), FEATURE_DIM))
    # Photos of a pet are no near-duplicates, which would prove nothing.
    noise = np.where(np.array(things) < len(CAPTIONS), 0.4, 0.7)[:, None]
    return (_RANDOM_LOOKS[list(things)] + noise * own).astype(np.float32)


def make_model(folder: Path) -> Path:
    """A bundle with what it was made from beside it: a third of that was held out."""
    base = make_base(folder)
    add_replay(base, replay(base))
    return base


def replay(base: Path, seed: int = 1) -> Replay:
    """Photos of everything but pets; a seed changes those that were held out, and nothing else."""
    things = [number % len(CAPTIONS) for number in range(30)]
    held_out = np.arange(30) >= 20
    features = features_of(things, 1)
    features[held_out] = features_of(things, seed)[held_out]
    kept = "" if seed == 1 else " seen again"
    said = [CAPTIONS[t] + (kept if out else "") for t, out in zip(things, held_out, strict=True)]
    texts, captions = distinct([[text] for text in said])
    return Replay(
        features, texts, load_text_encoder(str(base)).encode_texts(texts), captions, held_out
    )


def add_replay(base: Path, said: Replay | None) -> None:
    """Put a replay beside a model, or take its mention away."""
    file = write_replay(base, said) if said else None
    card = msgspec.structs.replace(read_model_card(base), replay=file)
    (base / "model.json").write_bytes(msgspec.json.encode(card))


def user_photos(*, pets: bool = False) -> TrainingData:
    """The things one after the other, over and over; then, if so, five photos of each pet."""
    things = [number % len(CAPTIONS) for number in range(PHOTOS)]
    captions = [CAPTIONS[thing] for thing in things]
    if pets:
        things += [len(CAPTIONS) + number % len(PETS) for number in range(5 * len(PETS))]
        captions += [f"{PETS[number % len(PETS)]}." for number in range(5 * len(PETS))]
    photos = [Photo(f"/nowhere/{row}.jpg", [text]) for row, text in enumerate(captions)]
    folds = np.arange(len(photos)) // len(CAPTIONS) % FOLDS
    others = [number % len(CAPTIONS) for number in range(20)]
    library = [LibraryPhoto(f"/nowhere/other {row}.jpg") for row in range(len(others))]
    return TrainingData(photos, features_of(things, 2), folds, library, features_of(others, 3))


def order_for(base: Path, **more: object) -> Order:
    """A short run."""
    searches = [Search("Sea", "a boat on the sea")]
    start = Order("run", str(base), 1.0, epochs=2, searches=searches)
    return msgspec.structs.replace(start, **more)


def personalise(
    base: Path,
    data: TrainingData,
    work: Path,
    tell: Callable[[Point], None] = lambda _: None,
    rest: Callable[[], None] = lambda: None,
    **more: object,
) -> Fitted:
    """Have the adapter fitted; ``more`` goes into the order."""
    work.mkdir(parents=True, exist_ok=True)
    use_cores(1)  # for so little, to share it out takes longer
    try:
        return ADAPTER.fit(order_for(base, **more), data, work, tell, rest)
    finally:
        use_cores(None)
