"""What a killed run goes on from."""

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from trainer.files import keep, kept

State = dict[str, Any]


@dataclass(frozen=True)
class Checkpoint:
    """A file with the state of one run.

    ``run`` tells what is being fitted, on what and how: another run's state is not gone on from.
    """

    path: Path
    run: str

    def load(self) -> State | None:
        """Return the state that was saved; none if there is none, it is torn or another run's."""
        import torch

        content = kept(self.path)
        if content is None:
            return None
        saved: State = torch.load(io.BytesIO(content), weights_only=True)
        return saved["state"] if saved["run"] == self.run else None

    def save(self, state: State) -> None:
        """Keep ``state``: tensors, numbers, strings, and containers of them."""
        import torch

        content = io.BytesIO()
        torch.save({"run": self.run, "state": state}, content)
        keep(self.path, content.getvalue())


def fingerprint(parts: Iterable[object]) -> str:
    """Return a hash of arrays and of anything else by its ``repr``."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        if isinstance(part, np.ndarray):
            digest.update(repr((part.shape, part.dtype.str)).encode())
            digest.update(np.ascontiguousarray(part).data)
        else:
            digest.update(repr(part).encode())
    return digest.hexdigest()
