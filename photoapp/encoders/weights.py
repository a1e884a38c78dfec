"""Finding a model's files of weights, and making sure that they are the right ones."""

import hashlib
import importlib.util
from pathlib import Path

from photoapp.encoders.model_card import WeightFile
from photoapp.errors import ModelError


def find_weights(weights: WeightFile, folder: Path) -> Path:
    """Return where a file of weights is, once its hash has been checked.

    Raises:
        ModelError: it is missing, or is not the file that the model was made with.

    """
    path = _package_folder(weights.package) / weights.file if weights.package else None
    path = path or folder / weights.file
    try:
        found = _sha256(path)
    except OSError as error:
        message = (
            f"The model's weights {path} can't be read ({error.strerror}); {_way_out(weights)}"
        )
        raise ModelError(message) from error
    if found != weights.sha256:
        message = f"The model's weights {path} have been altered or damaged; {_way_out(weights)}"
        raise ModelError(message)
    return path


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _package_folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(f"The package {package}, which holds the model's weights, is missing.")
    return Path(spec.submodule_search_locations[0])


def _way_out(weights: WeightFile) -> str:
    what = f"the package {weights.package}" if weights.package else "photoapp or the model"
    return f"install {what} again."
