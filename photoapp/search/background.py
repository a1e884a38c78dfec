"""What might be said of any photo: the prompts that a query is weighed against."""

import contextlib
import hashlib
import logging
import os
from collections.abc import Callable, Sequence
from functools import cached_property
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoapp.errors import PhotoappError
from photoapp.index.store import sidecar_path

_log = logging.getLogger(__name__)

# Few at a time, so that a query that comes meanwhile does not wait for all of them.
_AT_ONCE = 8


class Background:
    """One model's vectors of the background prompts, encoded once and kept in a file.

    Those of the model that comes with photoapp come along.

    Args:
        folder: where what is encoded here is kept, beside the indexes.
        model_id: the model's id, which the file's name tells, and the prompts' digest.
        dim: the length of its vectors.

    """

    def __init__(self, folder: Path, model_id: str, dim: int) -> None:
        self._folder = folder
        self._model_id = model_id
        self._dim = dim
        self._vectors: NDArray[np.float32] | None = None

    def vectors(self) -> NDArray[np.float32] | None:
        """Return the vectors, (b, dim), L2-normalised; None while they are not known."""
        if self._vectors is None:
            shipped = _resources() / self._file.name
            self._vectors = self._read(self._file)
            if self._vectors is None:
                self._vectors = self._read(shipped)
        return self._vectors

    def learn(self, encode_texts: Callable[[Sequence[str]], NDArray[np.float32]]) -> None:
        """Encode the prompts unless that was done; a failure is logged, for searches go on."""
        if self.vectors() is not None:
            return
        said = prompts()
        parts = [said[start : start + _AT_ONCE] for start in range(0, len(said), _AT_ONCE)]
        try:
            self._vectors = np.concatenate([encode_texts(part) for part in parts])
            write_vectors(self._file, self._vectors)
        except (OSError, PhotoappError) as error:
            _log.warning("The background prompts can't be encoded or kept: %s", error)

    @cached_property
    def _file(self) -> Path:
        return self._folder / file_name(self._model_id)

    def _read(self, file: Path) -> NDArray[np.float32] | None:
        try:
            read = np.load(file, allow_pickle=False).astype(np.float32)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, EOFError) as error:
            _log.warning("The background vectors %s are set aside: %s", file, error)
            return None
        whole = read.shape == (len(prompts()), self._dim) and bool(np.isfinite(read).all())
        return read if whole else None


def prompts() -> list[str]:
    """Return the prompts."""
    return (_resources() / "prompts.txt").read_text("utf-8").split("\n")[:-1]


def file_name(model_id: str) -> str:
    """Return what the file of a model's vectors is called."""
    digest = hashlib.blake2b("\n".join(prompts()).encode(), digest_size=4).hexdigest()
    return f"{sidecar_path(Path(), model_id).stem}.{digest}.npy"


def write_vectors(file: Path, vectors: NDArray[np.float32]) -> None:
    """Keep vectors (b, dim) as float16. Raises OSError."""
    temporary = file.with_name(f"{file.name}.{os.getpid()}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as stream:
            np.save(stream, vectors.astype("<f2"))
        temporary.replace(file)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _resources() -> Path:
    return Path(str(files("resources") / "background"))
