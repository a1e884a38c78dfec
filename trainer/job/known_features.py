"""Features that the library knows already, as it lays them into a run's folder."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoapp.encoders import Floats, model_card
from photoapp.errors import TrainingError
from trainer.job.order import FEATURES, LIBRARY_FEATURES, Order, read_library, read_photos

Rows = NDArray[np.int64]


def known_features(folder: Path, order: Order, captioned: int, library: int) -> Floats:
    """Return the features of captioned photos and then the library's; a row of NaN: not known.

    Raises:
        TrainingError: a file's length or width is not that of the photos or the model.
        ModelError: there is no such model.

    """
    length = model_card(order.model).feature_dim
    return np.concatenate(
        [
            _rows(folder / FEATURES, captioned, length),
            _rows(folder / LIBRARY_FEATURES, library, length),
        ]
    )


def _rows(path: Path, photos: int, length: int) -> Floats:
    """Return a file's features, (photos, length); NaN where there is no file."""
    if not path.exists():
        return np.full((photos, length), np.nan, np.float32)
    try:
        features: Floats = np.load(path, allow_pickle=False).astype(np.float32)
    except (OSError, ValueError, EOFError) as error:
        raise TrainingError(_unusable(path, str(error))) from error
    if features.shape != (photos, length):
        raise TrainingError(_unusable(path, f"it holds {features.shape}, not {(photos, length)}"))
    return features


def unknown_rows(features: Floats) -> Rows:
    """Return which rows lack a feature."""
    return np.flatnonzero(~np.isfinite(features).all(1))


def unread(folder: Path, order: Order) -> int:
    """Return how many photos are still to be looked at before a run can fit anything.

    Raises:
        TrainingError: what is known of them does not fit.

    """
    known = known_features(folder, order, len(read_photos(folder)), len(read_library(folder)))
    return len(unknown_rows(known))


def _unusable(path: Path, why: str) -> str:
    return f"The training's file {path} can't be used ({why}); cancel the run and start anew."
