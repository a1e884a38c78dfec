"""Features of photo files, on every core, without a catalogue."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from photoapp.encoders import Encoder, Floats, Pixels
from photoapp.encoders.device import cores, use_one_core_per_thread
from photoapp.errors import PhotoUnreadableError
from photoapp.media import THUMBNAIL_EDGE, Want, open_photo

_BATCH = 8


def encode_files(
    encoder: Encoder,
    paths: Sequence[Path],
    *,
    failed: Callable[[Path, str], None],
    progress: Callable[[int], None] = lambda _: None,
) -> tuple[list[int], Floats]:
    """Return the indices of the paths that could be read, and their features (n, feature_dim).

    They are prepared as the worker prepares them. ``failed`` is called with the path and reason
    of each of the others, ``progress`` with the number of photos done.
    """
    use_one_core_per_thread()
    starts = range(0, len(paths), _BATCH)
    rows: list[int] = []
    features = [np.zeros((0, encoder.feature_dim), dtype=np.float32)]
    with ThreadPoolExecutor(cores(), "encode") as pool:
        batches = pool.map(lambda s: _encode(encoder, paths[s : s + _BATCH], failed), starts)
        for start, (kept, found) in zip(starts, batches, strict=True):
            rows += [start + i for i in kept]
            features.append(found)
            progress(min(start + _BATCH, len(paths)))
    return rows, np.concatenate(features)


def _encode(
    encoder: Encoder, paths: Sequence[Path], failed: Callable[[Path, str], None]
) -> tuple[list[int], Floats]:
    prepared: list[Pixels] = []
    kept: list[int] = []
    for i, path in enumerate(paths):
        try:
            with path.open("rb") as file:
                photo = open_photo(file, Want(THUMBNAIL_EDGE, encoder.decode_edge))
        except (PhotoUnreadableError, OSError) as error:
            failed(path, str(error))
            continue
        prepared.append(encoder.preprocess(photo.image))
        kept.append(i)
    if not prepared:
        return [], np.zeros((0, encoder.feature_dim), dtype=np.float32)
    return kept, encoder.image_features(np.stack(prepared))
