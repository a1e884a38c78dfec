"""What a stopped fit goes on from: gigabytes, where all weights are fitted."""

import os
import pickle
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from photoapp.errors import TrainingError

State = dict[str, Any]


def save_state(path: Path, run: str, state: State) -> None:
    """Write a state in the place of the one before.

    Args:
        path: the file.
        run: what tells this run from others: another's state is not gone on from.
        state: tensors, numbers, strings, and containers of them.

    Raises:
        TrainingError: it can't be written.

    """
    import torch

    temporary = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            torch.save({"run": run, "state": state}, file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except (OSError, RuntimeError) as error:  # torch's writer says so of a full disk
        temporary.unlink(missing_ok=True)
        message = f"{path} can't be written ({error}); make room there, and go on."
        raise TrainingError(message) from error


def saved_state(path: Path, run: str) -> State | None:
    """Return the state that was saved; none if there is none, it is damaged or another run's."""
    import torch

    try:
        saved: State = torch.load(path, map_location="cpu", weights_only=True)
    except (OSError, RuntimeError, EOFError, BadZipFile, pickle.UnpicklingError):
        return None
    return saved["state"] if saved.get("run") == run else None
