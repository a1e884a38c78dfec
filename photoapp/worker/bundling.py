"""Work that needs torch and open_clip, once and apart: a process does it and ends.

Neither the window's process nor the command line's may load them (they take seconds, and clash
with Qt on some systems).
"""

import shutil
import subprocess
import threading
from pathlib import Path

import msgspec

from photoapp.encoders.bundles.describing import ModelSource
from photoapp.encoders.installed import INCOMING
from photoapp.errors import DownloadStoppedError, ModelError
from photoapp.worker.process import WITHOUT_A_CONSOLE, program

_LOOK_SECONDS = 0.2


class FindSource(msgspec.Struct, frozen=True, tag=True):
    """Say where a model's files are, and what its architecture is."""

    name: str


class DescribeFile(msgspec.Struct, frozen=True, tag=True):
    """Say what an architecture is whose weights are a file; ``like`` is a tag of it, or empty."""

    architecture: str
    like: str


class MakeBundle(msgspec.Struct, frozen=True, tag=True):
    """Make a bundle; the fields are ``BundleOrder``'s."""

    name: str
    source: ModelSource
    checkpoint: str
    extras: str | None
    licence: str
    origin: str
    models: str


class Refused(msgspec.Struct, frozen=True, tag=True):
    """It could not be done; ``reason`` is a sentence."""

    reason: str


class Found(msgspec.Struct, frozen=True, tag=True):
    """The source that was asked for."""

    source: ModelSource


class Made(msgspec.Struct, frozen=True, tag=True):
    """The folder of the bundle that was asked for."""

    folder: str


Order = FindSource | DescribeFile | MakeBundle
Answer = Found | Made | Refused


def find_source(order: FindSource | DescribeFile, stop: threading.Event) -> ModelSource:
    """Return what a model is.

    Raises:
        ModelError: there is no such model, or it can't be used.
        DownloadStoppedError: ``stop`` was set.

    """
    answer = _ask(order, stop)
    assert isinstance(answer, Found)
    return answer.source


def make_bundle(order: MakeBundle, stop: threading.Event) -> Path:
    """Return the folder of a new bundle; stopped, nothing is left of it.

    Raises:
        ModelError: the weights can't be read, are not those of the architecture, or don't work.
        DownloadStoppedError: ``stop`` was set.

    """
    answer = _ask(order, stop)
    assert isinstance(answer, Made)
    return Path(answer.folder)


def _ask(order: Order, stop: threading.Event) -> Answer:
    process = subprocess.Popen(
        [*program(), "worker", "--order"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        creationflags=WITHOUT_A_CONSOLE,
    )
    try:
        said, complaints = _converse(process, msgspec.json.encode(order), stop)
    except BaseException:  # a second Ctrl-C, say: nobody waits for it any more
        process.kill()
        process.communicate()
        raise
    finally:
        if isinstance(order, MakeBundle):
            _tidy(Path(order.models), process.pid)
    if process.returncode != 0:
        if stop.is_set():
            raise DownloadStoppedError("Stopped; nothing is left half made.")
        raise ModelError(_died(process.returncode, complaints))
    answer: Answer = msgspec.json.decode(said, type=Answer)
    if isinstance(answer, Refused):
        raise ModelError(answer.reason)
    return answer


def _converse(
    process: "subprocess.Popen[bytes]", request: bytes, stop: threading.Event
) -> tuple[bytes, bytes]:
    """Return what a process prints, or end it as soon as ``stop`` is set."""
    sent: bytes | None = request
    while True:
        try:
            return process.communicate(sent, timeout=_LOOK_SECONDS)
        except subprocess.TimeoutExpired:
            sent = None
            if stop.is_set():
                process.kill()
                return process.communicate()


def _tidy(models: Path, process_id: int) -> None:
    """Remove what a process that was killed left half made."""
    for folder in models.glob(f"{INCOMING}{process_id}-*"):
        shutil.rmtree(folder, ignore_errors=True)


def _died(status: int, complaints: bytes) -> str:
    lines = complaints.decode(errors="replace").strip().splitlines()
    why = f": {lines[-1].rstrip('.')}" if lines else ""
    return f"The model could not be made ready (status {status}){why}."
