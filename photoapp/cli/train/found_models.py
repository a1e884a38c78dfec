"""The models that are measured: a run's or an installed one, and what it was made from."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from photoapp.encoders import find_model
from photoapp.encoders.feature_family import feature_family
from photoapp.encoders.model_card import read_model_card
from photoapp.errors import ModelError, TrainingError
from photoapp.paths import AppPaths
from trainer.job.order import PHOTOS, read_photos
from trainer.report import REPORT, read_report

_KEPT_OUT = frozenset(["val", "test"])
_RUN_MODEL = "model"


@dataclass(frozen=True)
class Base:
    """What a model was made from; ``same_features`` if both see a photo alike, up to the heads."""

    id: str
    folder: Path
    same_features: bool


def model_folder(name: str, paths: AppPaths) -> Path:
    """Return the folder of a run's model, or of an installed one.

    Raises:
        ModelError: there is none of this name.

    """
    run = paths.training / name
    if (run / _RUN_MODEL / "model.json").is_file():
        return run / _RUN_MODEL
    if (run / REPORT).is_file():  # activated: it has moved to where models are
        return find_model(read_report(run).model, paths.models)
    if (run / PHOTOS).is_file():
        raise ModelError(f"The run {name} has made no model; photoapp-train list says why.")
    return find_model(name, paths.models)


def base_of(folder: Path, paths: AppPaths, tell: Callable[[str], None]) -> Base | None:
    """Return what a model was made from, if that is here; if it is not, ``tell`` so."""
    card = read_model_card(folder)
    base_id = card.personal.base if card.personal else card.parent
    if base_id is None:
        return None
    try:
        base = find_model(base_id, paths.models)
    except ModelError:
        tell(f"{base_id}, from which {card.id} was made, is not here to be measured next to it")
        return None
    return Base(base_id, base, feature_family(card) == feature_family(read_model_card(base)))


def learned_photos(folder: Path, training: Path) -> set[Path]:
    """Return the photos that a model has learned from, as far as its run is here to say."""
    run = _run_of(folder, training)
    if run is None or not (run / PHOTOS).is_file():
        return set()
    photos = read_photos(run)
    return {Path(photo.path).resolve() for photo in photos if photo.split not in _KEPT_OUT}


def _run_of(folder: Path, training: Path) -> Path | None:
    if folder.name == _RUN_MODEL and (folder.parent / PHOTOS).is_file():
        return folder.parent
    model = read_model_card(folder).id
    for path in sorted(training.glob(f"*/{REPORT}")):
        with contextlib.suppress(TrainingError):  # one that can't be read says nothing of this one
            if read_report(path.parent).model == model:
                return path.parent
    return None
