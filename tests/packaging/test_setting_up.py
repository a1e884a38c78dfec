"""With which versions bundles are built."""

import subprocess
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from .scripts import ROOT, script

setting_up = script("setting_up")


def _pinned(text: str) -> dict[str, str]:
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {r.name: str(r.specifier) for r in map(Requirement, lines)}


def test_they_are_those_of_the_tests_but_for_pytorch_and_what_is_nvidias() -> None:
    built = _pinned(setting_up.versions())
    tested = _pinned((ROOT / "constraints.txt").read_text("utf-8"))
    added = {name for name in built if name not in tested}
    assert added == {"pyinstaller", "pyinstaller-hooks-contrib"}
    assert {n for n in built if built[n] != tested.get(n)} - added == {"torch", "torchvision"}
    left_out = tested.keys() - built.keys()
    assert "triton" in left_out
    assert all(n.startswith(("nvidia-", "cuda-")) for n in left_out - {"triton"})


def test_a_folder_with_something_else_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(setting_up.NotSetUpError, match="holds something other than an environment"):
        setting_up.set_up(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_what_python_lacks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_ensurepip(*_: object, **__: object) -> None:
        raise subprocess.CalledProcessError(1, ["python"], b"No module named ensurepip")

    monkeypatch.setattr(setting_up.venv, "create", without_ensurepip)
    with pytest.raises(setting_up.NotSetUpError, match="install python3-venv"):
        setting_up.set_up(tmp_path / "new")
