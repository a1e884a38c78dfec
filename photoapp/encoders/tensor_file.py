"""Reading a safetensors file without copying it.

The tensors are views of the file, mapped into memory: what a query doesn't use is never read,
and processes share what they do use. While they live, the file may be replaced but must not be
changed in place (and Windows refuses to replace it). The format is described at
https://huggingface.co/docs/safetensors.
"""

import math
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from photoapp.encoders.protocol import Floats
from photoapp.errors import ModelError

Tensors = dict[str, NDArray[Any]]

_TYPES = {
    "BOOL": "?",
    "U8": "u1",
    "I8": "i1",
    "U16": "<u2",
    "I16": "<i2",
    "U32": "<u4",
    "I32": "<i4",
    "U64": "<u8",
    "I64": "<i8",
    "F16": "<f2",
    "F32": "<f4",
    "F64": "<f8",
    "BF16": "<u2",
}


class _Entry(msgspec.Struct, frozen=True):
    """Where a tensor lies: ``data_offsets`` count bytes from the end of the header."""

    dtype: str
    shape: tuple[int, ...]
    data_offsets: tuple[int, int]


def read_tensors(path: Path) -> Tensors:
    """Return the tensors of a safetensors file by name: read-only, and in memory once used.

    bfloat16 alone, which numpy lacks, is copied, as float32.

    Raises:
        ModelError: the file can't be read, is cut short, or is of another format.

    """
    try:
        raw = np.asarray(np.memmap(path, np.uint8, "r"))
        entries, start = _header(raw)
        return {name: _view(entry, raw[start:]) for name, entry in entries.items()}
    except OSError as error:
        raise ModelError(f"The weights {path} can't be read: {error.strerror}.") from error
    except (ValueError, msgspec.MsgspecError) as error:
        message = f"The weights {path} are damaged or no safetensors file ({error}); get them anew."
        raise ModelError(message) from error


def as_float32(tensor: NDArray[Any]) -> Floats:
    """Return a tensor as float32: itself if it is that already."""
    return tensor.astype(np.float32, copy=False)


def weight_and_bias(tensors: Tensors, name: str) -> tuple[Floats, Floats]:
    """Return, as float32, a layer's two tensors as torch names them.

    Raises:
        KeyError: one is missing.

    """
    return as_float32(tensors[f"{name}.weight"]), as_float32(tensors[f"{name}.bias"])


def _header(raw: NDArray[np.uint8]) -> tuple[dict[str, _Entry], int]:
    end = 8 + int.from_bytes(raw[:8].tobytes(), "little")
    if end > len(raw):
        raise ValueError("its header is cut short")
    said = msgspec.json.decode(raw[8:end].tobytes(), type=dict[str, msgspec.Raw])
    said.pop("__metadata__", None)
    return {name: msgspec.json.decode(entry, type=_Entry) for name, entry in said.items()}, end


def _view(entry: _Entry, data: NDArray[np.uint8]) -> NDArray[Any]:
    if entry.dtype not in _TYPES:
        raise ValueError(f"it has numbers of the type {entry.dtype}")
    kind = np.dtype(_TYPES[entry.dtype])
    first, last = entry.data_offsets
    # A slice would take a negative offset, and stop early at the end of the file, without a word.
    if first < 0 or last - first != math.prod(entry.shape) * kind.itemsize or last > len(data):
        raise ValueError("a tensor of it is cut short")
    tensor = data[first:last].view(kind).reshape(entry.shape)
    return _bfloat16(tensor) if entry.dtype == "BF16" else tensor


def _bfloat16(halves: NDArray[np.uint16]) -> Floats:
    # A bfloat16 is the upper half of a float32.
    whole = (halves.astype(np.uint32) << 16).view(np.float32)
    whole.flags.writeable = False
    return whole
