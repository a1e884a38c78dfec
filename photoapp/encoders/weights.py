"""Finding a model's files of weights, and making sure that they are the right ones."""

import hashlib
import importlib.util
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from photoapp.encoders.model_card import WeightFile
from photoapp.errors import ModelError

Loaded = TypeVar("Loaded")


def load_checked(
    weights: Sequence[WeightFile], folder: Path, load: Callable[..., Loaded]
) -> Loaded:
    """Return ``load(*paths)``, once each file's hash has been found right.

    Hashing goes on while the files are loaded, for a first search waits for both. ``load`` must
    be safe on files that turn out to be wrong: safetensors, JSON, or weights-only pickles.

    Raises:
        ModelError: a file is missing, or is not the one that the model was made with.

    """
    paths = [_find(file, folder) for file in weights]
    with ThreadPoolExecutor(len(paths), "hash") as pool:
        checks = [pool.submit(_check, f, p) for f, p in zip(weights, paths, strict=True)]
        try:
            loaded = load(*paths)
        finally:
            for check in checks:  # a wrong hash explains why loading failed
                check.result()
    return loaded


def _find(weights: WeightFile, folder: Path) -> Path:
    return (_package_folder(weights.package) if weights.package else folder) / weights.file


def _check(weights: WeightFile, path: Path) -> None:
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        message = (
            f"The model's weights {path} can't be read ({error.strerror}); {_way_out(weights)}"
        )
        raise ModelError(message) from error
    if found != weights.sha256:
        message = f"The model's weights {path} have been altered or damaged; {_way_out(weights)}"
        raise ModelError(message)


def _package_folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        message = (
            f"The package {package.replace('_', '-')} with the model's weights is missing; "
            "install photoapp again."
        )
        raise ModelError(message)
    return Path(spec.submodule_search_locations[0])


def _way_out(weights: WeightFile) -> str:
    what = f"the package {weights.package.replace('_', '-')}" if weights.package else "photoapp"
    return f"install {what} again."
