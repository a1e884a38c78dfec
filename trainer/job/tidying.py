"""Doing away with what only a run that goes on needs."""

import shutil
from pathlib import Path

from photoapp.errors import TrainingError
from trainer.job.state import STATE, read_state

WORK = "work"


def tidy(folder: Path) -> None:
    """Delete what a run has kept to go on from, and states that a kill left half written."""
    shutil.rmtree(folder / WORK, ignore_errors=True)
    for part in folder.glob(f".{STATE}.*"):
        part.unlink(missing_ok=True)


def is_untidy(folder: Path) -> bool:
    """Return whether a run was killed when it had finished, but not yet tidied."""
    try:
        return (folder / WORK).is_dir() and read_state(folder).finished
    except TrainingError:
        return False
