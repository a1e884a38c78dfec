"""Files of weights that others made: tensors come out of them, and no code is ever run."""

import pickle
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from photoapp.errors import ModelError

if TYPE_CHECKING:
    import torch

Tensors = dict[str, "torch.Tensor"]

# What training scripts call the weights among the other things they save.
_WEIGHTS = ("state_dict", "model_state_dict", "model")
# What wrappers put before every name: distributed training, and torch.compile.
_WRAPPERS = ("module.", "_orig_mod.")
_SAFETENSORS_SUFFIX = ".safetensors"
_LOOKED_AT = 512


def read_checkpoint(path: Path) -> Tensors:
    """Return the tensors of a ``.safetensors`` file, or of a pickle (``.pt``, ``.bin``, ``.pth``).

    Pickles are read weights-only: one that holds anything but tensors and plain values is refused.

    Raises:
        ModelError: the file is missing, damaged, holds no tensors, or more than tensors.

    """
    check_readable(path)
    read = _read_safetensors if path.suffix == _SAFETENSORS_SUFFIX else _read_pickle
    tensors = _unwrapped(_weights_in(read(path)))
    if not tensors:
        raise ModelError(f"The file {path} holds no tensors, so it is no file of weights.")
    return tensors


def check_readable(path: Path) -> None:
    """Make sure, within no time, that a file may be one of weights.

    Raises:
        ModelError: it is missing, empty, or plainly something else.

    """
    if path.is_dir():
        raise ModelError(f"{path} is a folder; name the file of weights in it.")
    if not path.is_file():
        raise ModelError(f"There is no file {path}; check the name.")
    with path.open("rb") as file:
        start = file.read(_LOOKED_AT)
    if not start.strip() or (path.suffix != _SAFETENSORS_SUFFIX and start.isascii()):
        raise ModelError(f"The file {path} holds text or nothing, and no weights; fetch it again.")


def _read_safetensors(path: Path) -> Mapping[str, Any]:
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        return load_file(path)
    except (OSError, SafetensorError, ValueError) as error:
        raise ModelError(_unreadable(path, error)) from error


def _read_pickle(path: Path) -> Any:
    import torch

    if _is_program(path):
        message = (
            f"The file {path} is a TorchScript archive, which could run code; import the model's "
            "weights instead: a .safetensors file, or a .pt file of tensors."
        )
        raise ModelError(message)
    try:
        return torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        if "Weights only load failed" not in str(error):
            raise ModelError(_unreadable(path, error)) from error
        message = (
            f"The file {path} holds more than tensors, and reading it could run code; "
            "import a .safetensors file of the model instead."
        )
        raise ModelError(message) from error
    except Exception as error:  # torch raises nearly anything on files that are damaged
        raise ModelError(_unreadable(path, error)) from error


def _is_program(path: Path) -> bool:
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return any(name.split("/")[1:2] == ["code"] for name in archive.namelist())


def _weights_in(loaded: Any) -> Mapping[str, Any]:
    if isinstance(loaded, Mapping):
        for name in _WEIGHTS:
            if isinstance(loaded.get(name), Mapping):
                return dict(loaded[name])
        return dict(loaded)
    return {}


def _unwrapped(weights: Mapping[str, Any]) -> Tensors:
    import torch

    tensors = {str(n): t for n, t in weights.items() if isinstance(t, torch.Tensor)}
    for wrapper in _WRAPPERS:
        if tensors and all(name.startswith(wrapper) for name in tensors):
            tensors = {name.removeprefix(wrapper): t for name, t in tensors.items()}
    return tensors


def _unreadable(path: Path, error: Exception) -> str:
    said = str(error).strip().splitlines()
    reason = said[0].rstrip(".") if said and not said[0].isdigit() else "it is damaged"
    return f"The file {path} can't be read as weights ({reason}); fetch it again."
