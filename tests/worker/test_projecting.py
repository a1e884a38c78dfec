"""A process that makes vectors of features says what is wrong, and is never waited for in vain."""

from pathlib import Path

import numpy as np
import psutil
import pytest

from photoapp.errors import ModelError, WorkerUnavailableError
from photoapp.worker.projecting import projecting

_FEATURES = np.ones((3, 1280), np.float16)


def test_a_model_that_cannot_be_loaded_is_said(tmp_path: Path) -> None:
    with projecting(tmp_path / "gone") as projector, pytest.raises(ModelError, match="gone"):
        projector.project(_FEATURES)


def test_a_process_that_dies_is_said_and_leaves_nothing_behind(tmp_path: Path) -> None:
    before = psutil.Process().children()
    with projecting(tmp_path) as projector:
        [process] = [child for child in psutil.Process().children() if child not in before]
        process.kill()
        with pytest.raises(WorkerUnavailableError, match="has died"):
            projector.project(_FEATURES)
    assert not process.is_running()
