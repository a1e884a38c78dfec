"""A stand-in for a bundle, and an icon that needs no Qt: the core's tests have none."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.packaging.scripts import script
from tests.tools import tool

PROGRAMS = ("photoapp.exe", "photoapp-train.exe", "photoapp-window.exe")


@pytest.fixture(autouse=True)
def plain_icon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        script("icons"), "drawn", lambda edge: Image.new("RGBA", (edge, edge), "teal")
    )


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A folder with all that a bundle must have, and names that are hard to quote."""
    folder = tmp_path / "a bundle"
    (folder / "_internal" / "torch" / "lib").mkdir(parents=True)
    for name in PROGRAMS:
        (folder / name).write_bytes(name.encode() * 1000)
    (folder / "LICENSE").write_text("Do as you like.\n")
    (folder / "THIRD-PARTY.txt").write_text("Others.\n")
    (folder / "_internal" / "torch" / "lib" / "größe $1.dll").write_bytes(b"MZ")
    return folder


@pytest.fixture
def needs() -> Callable[[str], str]:
    """Find a tool, or skip; Wine's are in a folder of their own."""

    def find(name: str) -> str:
        if sys.platform == "win32":
            pytest.skip("what is installed there is tried with the real one")
        return shutil.which(name, path="/usr/lib/wine") or tool(name)

    return find
