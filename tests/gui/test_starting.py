"""How photoapp's window is opened, and what is not waited for."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from photoapp.gui.refusing import refuse

_PROGRAM = """
import sys
import photoapp.gui.app as app
app.run_window = lambda paths, opened=(): (
    print(paths.data, "typer" in sys.modules, *opened) or 7
)
from photoapp.__main__ import main
sys.argv = ["photoapp", *sys.argv[1:]]
main()
"""


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _PROGRAM, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_window_waits_for_no_command_line(tmp_path: Path) -> None:
    ran = _run("--home", str(tmp_path / "höme"))
    assert (ran.returncode, ran.stdout.strip()) == (7, f"{tmp_path / 'höme' / 'data'} False")


def test_a_home_said_in_another_way_opens_the_window_too(tmp_path: Path) -> None:
    ran = _run(f"--home={tmp_path / 'home'}")
    assert (ran.returncode, ran.stdout.strip()) == (7, f"{tmp_path / 'home' / 'data'} True")


def test_it_is_opened_with_files_and_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PHOTOAPP_HOME", "home")
    ran = _run("open", "cat.jpg", "/photos")
    opened = f"{tmp_path / 'cat.jpg'} /photos"
    assert ran.stdout.strip() == f"{tmp_path / 'home' / 'data'} False {opened}"
    ran = _run("--home", "other", "open", "cat.jpg")
    assert ran.stdout.strip() == f"{tmp_path / 'other' / 'data'} True {tmp_path / 'cat.jpg'}"
    assert "photo, large" in _run("open", "--help").stdout


@pytest.mark.parametrize("arguments", [("--home",), ("--home", "")])
def test_a_home_that_is_none_is_told(arguments: tuple[str, ...]) -> None:
    ran = _run(*arguments)
    assert ran.returncode != 0
    assert ran.stderr.startswith("photoapp: ")
    assert "--home" in ran.stderr


def test_an_empty_home_of_the_surroundings_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHOTOAPP_HOME", ".")
    ran = _run()
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("photoapp: The home is empty")


def test_without_a_shell_a_box_says_why_there_is_no_window(
    qtbot: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(QMessageBox, "critical", lambda *words: shown.append(words[-1]))
    with pytest.raises(SystemExit) as ended:
        refuse("The folder is not there; choose another.")
    assert (ended.value.code, shown) == (1, ["The folder is not there; choose another."])
