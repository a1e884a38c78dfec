"""Finding a model's files of weights, and making sure that they are the right ones."""

import hashlib
import importlib.util
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import msgspec

from photoapp.encoders.installed import shipped_models
from photoapp.encoders.model_card import WeightFile
from photoapp.errors import ModelError

Loaded = TypeVar("Loaded")

# Beside a bundle's files: which of them were hashed and found right, and what they were like then.
# Hashing half a gigabyte takes longer than a search may.
_STAMP = "checked.json"


class _Checked(msgspec.Struct, frozen=True):
    """A file that was found right; one that is of another size or age since is hashed again."""

    sha256: str
    byte_size: int
    modified_ns: int


def remember_checked(weights: Sequence[WeightFile], folder: Path) -> None:
    """Hash a bundle's own files, and note beside them that they are right.

    Raises:
        ModelError: one is not.

    """
    checked = {}
    for file in (f for f in weights if not f.package):
        _check_hash(file, folder / file.file)
        checked[file.file] = _looks(file, folder / file.file)
    (folder / _STAMP).write_bytes(msgspec.json.encode(checked))


def load_checked(
    weights: Sequence[WeightFile], folder: Path, load: Callable[..., Loaded]
) -> Loaded:
    """Return ``load(*paths)``, once each file's hash has been found right.

    It is hashed unless ``remember_checked`` did so and it looks unchanged. Hashing goes on while
    the files are loaded, for a first search waits for both. ``load`` must
    be safe on files that turn out to be wrong: safetensors, JSON, or weights-only pickles.

    Raises:
        ModelError: a file is missing, or is not the one that the model was made with.

    """
    paths = [_find(file, folder) for file in weights]
    checked = _remembered(folder)
    with ThreadPoolExecutor(len(paths), "hash") as pool:
        checks = [pool.submit(_check, f, p, checked) for f, p in zip(weights, paths, strict=True)]
        try:
            loaded = load(*paths)
        finally:
            for check in checks:  # a wrong hash explains why loading failed
                check.result()
    return loaded


def _find(weights: WeightFile, folder: Path) -> Path:
    return (_package_folder(weights.package) if weights.package else folder) / weights.file


def _check(weights: WeightFile, path: Path, checked: dict[str, _Checked]) -> None:
    known = None if weights.package else checked.get(weights.file)
    if known is None or known != _looks(weights, path):
        _check_hash(weights, path)


def _check_hash(weights: WeightFile, path: Path) -> None:
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _unreadable(weights, path, error) from error
    if found != weights.sha256:
        message = (
            f"The model's weights {path} have been altered or damaged; {_way_out(weights, path)}"
        )
        raise ModelError(message)


def _looks(weights: WeightFile, path: Path) -> _Checked:
    try:
        stat = path.stat()
    except OSError as error:
        raise _unreadable(weights, path, error) from error
    return _Checked(weights.sha256, stat.st_size, stat.st_mtime_ns)


def _remembered(folder: Path) -> dict[str, _Checked]:
    try:
        return msgspec.json.decode((folder / _STAMP).read_bytes(), type=dict[str, _Checked])
    except (OSError, msgspec.MsgspecError):
        return {}


def _unreadable(weights: WeightFile, path: Path, error: OSError) -> ModelError:
    return ModelError(
        f"The model's weights {path} can't be read ({error.strerror}); {_way_out(weights, path)}"
    )


def _package_folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        message = (
            f"The package {package.replace('_', '-')} with the model's weights is missing; "
            "install photoapp again."
        )
        raise ModelError(message)
    return Path(spec.submodule_search_locations[0])


def _way_out(weights: WeightFile, path: Path) -> str:
    if weights.package:
        return f"install the package {weights.package.replace('_', '-')} again."
    if shipped_models() in path.parents:
        return "install photoapp again."
    return "remove the model and fetch or import it again."
