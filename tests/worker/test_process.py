"""How photoapp starts itself, from source and frozen, under each of its names."""

import sys
from pathlib import Path

import pytest

from photoapp.worker.process import metadata_command, program


def test_from_source_python_starts_it_and_not_what_lies_where_one_stands() -> None:
    assert program() == [sys.executable, "-P", "-m", "photoapp"]


@pytest.mark.parametrize("name", ["photoapp", "photoapp-train"])
def test_a_frozen_photoapp_is_its_own_worker_by_whatever_name_it_was_started(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", f"/usr/lib/photoapp/{name}")
    photoapp = str(Path("/usr/lib/photoapp/photoapp"))
    assert metadata_command() == [photoapp, "worker", "--metadata"]
    monkeypatch.setattr(sys, "executable", "/programs/photoapp-window.exe")
    assert program() == [str(Path("/programs/photoapp.exe"))]
