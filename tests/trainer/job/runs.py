"""Folders of runs with made-up photos, and the real process on them, fitting something quick."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import numpy as np

from photoapp.encoders import shipped_models
from trainer.job.messages import Message, Progress, decode_line
from trainer.job.order import FEATURES, ORDER, PHOTOS, Order, Photo, write_lines

PHOTOS_IN_A_RUN = 40
PARENT_IS_GONE = b""
_FEATURE_DIM = 1280


def make_run(folder: Path, photos: int = PHOTOS_IN_A_RUN, *, known: bool = True) -> Path:
    """A run whose photos differ in all that could join them; they are nowhere."""
    folder.mkdir(parents=True)
    order = Order(folder.name, str(shipped_models() / "starter"), 0.0, searches=[])
    (folder / ORDER).write_bytes(msgspec.json.encode(order))
    rows = [
        Photo(f"/nowhere/{n}.jpg", [f"thing {n} in place {n}"], taken=86_400.0 * n)
        for n in range(photos)
    ]
    write_lines(folder / PHOTOS, rows)
    if known:
        random = np.random.default_rng(3)
        np.save(folder / FEATURES, random.normal(size=(photos, _FEATURE_DIM)).astype(np.float16))
    return folder


def command(folder: Path, *options: object) -> list[str]:
    """What starts a run's process; ``options`` are counting_job's."""
    script = [sys.executable, "-m", "tests.trainer.job.counting_job"]
    return [*script, str(folder), *map(str, options)]


class Running:
    """A process that carries out a run."""

    def __init__(self, folder: Path, *options: object, env: dict[str, str] | None = None) -> None:
        self.process = subprocess.Popen(
            command(folder, *options), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env
        )
        self.said: list[Message] = []

    def until_epoch(self, epoch: int) -> None:
        """Read what it says until it has fitted so many epochs."""
        for message in self.messages():
            if isinstance(message, Progress) and message.epoch == epoch:
                return
        raise AssertionError(f"it never came to epoch {epoch}: {self.said}")

    def to_the_end(self) -> Message:
        """Read all that it says, and return its last word once it has ended."""
        list(self.messages())
        self.process.wait()
        return self.said[-1]

    def send(self, line: bytes) -> None:
        """Say something to it, or close its input."""
        assert self.process.stdin
        self.process.stdin.write(line)
        self.process.stdin.flush()
        if line == PARENT_IS_GONE:
            self.process.stdin.close()

    def messages(self) -> Iterator[Message]:
        """What it says, as it comes."""
        assert self.process.stdout
        for line in self.process.stdout:
            message = decode_line(line)
            assert message is not None, line
            self.said.append(message)
            yield message


@contextmanager
def running(folder: Path, *options: object, env: dict[str, str] | None = None) -> Iterator[Running]:
    """Start a run's process; it is killed in the end."""
    run = Running(folder, *options, env=env)
    try:
        yield run
    finally:
        run.process.kill()
        run.process.wait()
        for pipe in (run.process.stdin, run.process.stdout):
            assert pipe
            pipe.close()


def weights(folder: Path) -> bytes:
    """What a finished run has fitted."""
    return (folder / "model" / "weights").read_bytes()
