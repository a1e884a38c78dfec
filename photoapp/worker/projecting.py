"""A process that makes vectors of features, and ends: most models need torch to be loaded."""

import os
import struct
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import msgspec
import numpy as np
from numpy.typing import NDArray

from photoapp.errors import ModelError, WorkerUnavailableError
from photoapp.worker.process import WITHOUT_A_CONSOLE, program

Halves = NDArray[np.float16]

_HEADER = struct.Struct("<I")


class Projected(msgspec.Struct, frozen=True, tag=True):
    """The vectors of the features that were sent, little-endian float16, (n, dim)."""

    vectors: bytes


class NotProjected(msgspec.Struct, frozen=True, tag=True):
    """The model can't serve; ``reason`` is a sentence."""

    reason: str


_answers: "msgspec.msgpack.Decoder[Projected | NotProjected]" = msgspec.msgpack.Decoder(
    Projected | NotProjected
)


class Projector:
    """A running process that projects with one model. For one thread at a time."""

    def __init__(self, process: "subprocess.Popen[bytes]", complaints: IO[bytes]) -> None:
        self._process = process
        self._complaints = complaints

    def project(self, features: Halves) -> Halves:
        """Return the vectors, (n, dim), of photos known by their features, (n, feature_dim).

        Raises:
            ModelError: the model can't be loaded.
            WorkerUnavailableError: the process has died.

        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        count = len(features)
        try:
            body = features.astype("<f2").tobytes()
            self._process.stdin.write(_HEADER.pack(count) + _HEADER.pack(len(body)) + body)
            self._process.stdin.flush()
            answer = _read(self._process.stdout)
        except OSError:
            answer = None
        if answer is None:
            raise WorkerUnavailableError(self._died())
        said = _answers.decode(answer)
        if isinstance(said, NotProjected):
            raise ModelError(said.reason)
        return np.frombuffer(said.vectors, "<f2").reshape(count, -1)

    def _died(self) -> str:
        self._process.wait()
        self._complaints.seek(0)
        lines = self._complaints.read().decode(errors="replace").strip().splitlines()
        why = f": {lines[-1].rstrip('.')}" if lines else ""
        return (
            "The process that works out where photos belong has died"
            f" (status {self._process.returncode}){why}; try again."
        )


@contextmanager
def projecting(folder: Path) -> Iterator[Projector]:
    """Start a process that projects with the model in ``folder``, and end it afterwards."""
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            [*program(), "worker", "--project", os.fspath(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            creationflags=WITHOUT_A_CONSOLE,
        )
        try:
            yield Projector(process, complaints)
        finally:
            process.kill()  # whatever it is at, nobody waits for it
            process.communicate()


def read_features(pipe: IO[bytes]) -> Halves | None:
    """Read what ``Projector.project`` sends; None when the pipe has ended."""
    header = pipe.read(_HEADER.size)
    body = _read(pipe) if len(header) == _HEADER.size else None
    if body is None:
        return None
    return np.frombuffer(body, "<f2").reshape(_HEADER.unpack(header)[0], -1)


def write_answer(pipe: IO[bytes], answer: Projected | NotProjected) -> None:
    """Write what ``Projector.project`` reads."""
    body = msgspec.msgpack.encode(answer)
    pipe.write(_HEADER.pack(len(body)) + body)
    pipe.flush()


def _read(pipe: IO[bytes]) -> bytes | None:
    header = pipe.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return None
    (length,) = _HEADER.unpack(header)
    body = pipe.read(length)
    return body if len(body) == length else None
