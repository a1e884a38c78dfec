"""``photoapp version`` tells which photoapp this is, and the licences of what came with it."""

import json
import sys
from pathlib import Path

import pytest

from photoapp import __version__
from photoapp.licences import NAME
from tests.cli.command import run_here


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a photoapp that an installer put there."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "program" / "photoapp"))
    (tmp_path / "program").mkdir()
    return tmp_path / "program"


def test_licences_are_printed(installed: Path, tmp_path: Path) -> None:
    (installed / NAME).write_text("numpy 2.0: BSD\n", "utf-8")
    told = run_here(tmp_path / "home", "version", "--licences")
    assert (told.status, told.stderr) == (0, "")
    assert told.stdout == f"photoapp {__version__}\n\nnumpy 2.0: BSD\n"
    shape = run_here(tmp_path / "home", "version", "--licences", "--json").stdout
    assert json.loads(shape) == {"version": __version__, "licences": "numpy 2.0: BSD\n"}


def test_where_there_are_none_the_way_to_them_is_told(tmp_path: Path) -> None:
    told = run_here(tmp_path / "home", "version", "--licences")
    assert (told.status, told.stdout) == (1, "")
    assert "packaging/licences.py" in told.stderr
