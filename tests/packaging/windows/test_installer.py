"""The installer for Windows is made, and holds what it was made of."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from photoapp import __version__
from tests.packaging.scripts import script

installer = script("windows/installer")
steps = script("windows/steps")


def _names(seven_zip: str, path: Path) -> set[str]:
    listed = subprocess.run(
        [seven_zip, "l", "-slt", "-ba", path], check=True, capture_output=True, text=True
    )
    lines = listed.stdout.splitlines()
    return {line.removeprefix("Path = ") for line in lines if line.startswith("Path = ")}


def test_it_holds_the_bundle_and_its_uninstaller(
    bundle: Path, tmp_path: Path, needs: Callable[[str], str]
) -> None:
    needs("makensis")
    made = installer.make(bundle, tmp_path / "out")
    assert made.name == f"photoapp-{__version__}-windows-x86_64.exe"
    names = _names(needs("7z"), made)
    assert {name for name in names if not name.startswith("$PLUGINSDIR")} == {
        *(path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file()),
        "uninstall.exe",
    }


def test_the_licences_are_shown(bundle: Path, tmp_path: Path) -> None:
    installer._generate(tmp_path, bundle, [])
    text = (tmp_path / "licence.txt").read_text("utf-8-sig")
    for words in ("pillow-jxl-plugin", "Do as you like.", "GNU GENERAL PUBLIC LICENSE"):
        assert words in text


@pytest.mark.parametrize("missing", ["photoapp-window.exe", "LICENSE"])
def test_what_is_no_bundle_is_refused(
    bundle: Path, missing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (bundle / missing).unlink()
    assert installer.main([str(bundle), str(bundle)]) == 1
    assert f"{bundle} is no bundle for Windows: {missing} is not in it" in capsys.readouterr().err


def test_paths_that_windows_refuses_are_refused(bundle: Path) -> None:
    deep = bundle / "_internal" / ("d" * 100) / ("e" * 100)
    deep.mkdir(parents=True)
    (deep / "f").touch()
    with pytest.raises(steps.NotPackagedError, match="longer than 197 letters"):
        steps.files_of(bundle)


def test_a_missing_compiler_is_told(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(steps.NotPackagedError, match="makensis is missing; install NSIS"):
        installer.make(bundle, bundle.parent / "out")


def test_what_the_compiler_refuses_is_told(bundle: Path, needs: Callable[[str], str]) -> None:
    needs("makensis")
    with pytest.raises(steps.NotPackagedError, match=r"(?s)could not compile .*photoapp\.nsi"):
        installer.compiled(bundle, bundle.parent / "no such folder" / "x.exe")
