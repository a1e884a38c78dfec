"""What is heavy is loaded where it is needed, and nowhere else."""

import subprocess
import sys

import pytest

_HEAVY = ("torch", "timm", "transformers", "open_clip", "PySide6", "sklearn", "skimage")


@pytest.mark.parametrize("module", ["photoapp.library", "photoapp.cli.app", "photoapp.worker"])
def test_nothing_heavy_is_loaded_by(module: str) -> None:
    script = f"import sys, {module}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert set(loaded.stdout.split()).isdisjoint(_HEAVY)
