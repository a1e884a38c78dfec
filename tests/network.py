"""A network that is not to be used."""

import os
import sys
from importlib import import_module
from pathlib import Path

import pytest

_FOLDER = Path(__file__).parent / "without_network"


class NoNetwork:
    """Forbids the network to this process and those it starts, and knows who tried."""

    def __init__(self, notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._notes = notes
        before = os.environ.get("PYTHONPATH", "")
        folders = [str(_FOLDER), *([before] if before else [])]
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join(folders))
        monkeypatch.setenv("PHOTOAPP_WITHOUT_NETWORK", str(notes))
        _hear_in_this_process()

    @property
    def tried(self) -> list[str]:
        return self._notes.read_text().splitlines() if self._notes.exists() else []


def _hear_in_this_process() -> None:
    """Install the hook, once: it can't be taken away, and is silent without its variable."""
    name = "tests.without_network.sitecustomize"
    if name not in sys.modules:
        import_module(name)
