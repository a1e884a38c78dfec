"""The trials of what is installed, with stand-ins of the systems' tools and of photoapp.

That they pass says little of photoapp; that they fail when something is wrong is what is tested.
"""

import os
import subprocess
from pathlib import Path

import pytest

from tests.packaging.scripts import PACKAGING

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")

# Says at once all that packaging/smoke.sh waits for.
_PHOTOAPP = """cat <<'END'
photoapp 0.1.0
48 embedded "embedded": 48 winter-river.jpg answers searches now
END"""
_WINDOWS = {
    "cygpath": 'echo "$2"',
    "reg": '[ -f "$LOCALAPPDATA/registry" ]',
    "setup.exe": """
        programs=$LOCALAPPDATA/Programs/photoapp
        menu="$APPDATA/Microsoft/Windows/Start Menu/Programs"
        [ "$1" = /S ] && mkdir -p "$programs" "$menu"
        for name in photoapp photoapp-train; do cp "$STANDINS/photoapp" "$programs/$name"; done
        cp "$STANDINS/uninstall.exe" "$programs" && touch "$LOCALAPPDATA/registry"
        [ "$BROKEN" = menu ] || touch "$menu/photoapp.lnk" """,
    "uninstall.exe": """
        programs=$LOCALAPPDATA/Programs/photoapp
        [ "$2" = "_?=$programs" ] && rm "$programs/photoapp"
        [ "$BROKEN" = registry ] || rm "$LOCALAPPDATA/registry"
        [ "$BROKEN" = rest ] || rm "$programs/photoapp-train" """,
}
_MACOS = {
    "hdiutil": """[ "$1" = detach ] && exit 0
        volume=$6 programs=$6/photoapp.app/Contents/MacOS
        mkdir -p "$programs"
        for name in photoapp photoapp-train; do cp "$STANDINS/photoapp" "$programs/$name"; done
        [ "$BROKEN" = link ] || ln -s /Applications "$volume/Applications" """,
    "ditto": 'cp -R "$1" "$2"',
    "codesign": '[ "$BROKEN" != signature ]',
}
_LINUX = {
    "dpkg": '[ "$BROKEN" = there ]',
    "id": "echo 1000",
    "sudo": 'exec "$@"',
    "apt-get": '[ "$BROKEN" != "$1" ]',
}


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    (tmp_path / "photos").mkdir()
    return tmp_path / "photos"


def _run(
    system: str, tools: dict[str, str], photos: Path, *, broken: str = "", says: str = _PHOTOAPP
) -> str:
    """Run a trial; return what it says last."""
    folder = photos.parent
    stand_ins = folder / "stand-ins"
    stand_ins.mkdir()
    for name, body in {**tools, "photoapp": says}.items():
        (stand_ins / name).write_text(f"#!/bin/sh\n{body}\n")
        (stand_ins / name).chmod(0o755)
    environment = {
        "PATH": f"{stand_ins}:{os.environ['PATH']}",
        "STANDINS": str(stand_ins),
        "BROKEN": broken,
        "LOCALAPPDATA": str(folder / "Local"),
        "APPDATA": str(folder / "Roaming"),
    }
    script = PACKAGING / system / "installed.sh"
    command = ["sh", script, stand_ins / "setup.exe", photos, folder / "work"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    said = (done.stdout if done.returncode == 0 else done.stderr).splitlines()
    assert (done.returncode == 0) == (said[-1] == "installed: all well")
    return said[-1]


@pytest.mark.parametrize(("system", "tools"), [("windows", _WINDOWS), ("macos", _MACOS)])
def test_what_works_is_found_well(system: str, tools: dict[str, str], photos: Path) -> None:
    assert _run(system, tools, photos) == "installed: all well"


@pytest.mark.parametrize(("system", "tools"), [("windows", _WINDOWS), ("macos", _MACOS)])
def test_what_does_not_work_is_noticed(system: str, tools: dict[str, str], photos: Path) -> None:
    assert "smoke: " in _run(system, tools, photos, says="exit 3")


@pytest.mark.parametrize(
    ("system", "tools", "broken", "told"),
    [
        ("windows", _WINDOWS, "menu", "the Start menu has no photoapp"),
        ("windows", _WINDOWS, "registry", "Windows is still told of photoapp"),
        ("windows", _WINDOWS, "rest", "the uninstaller has left: "),
        ("macos", _MACOS, "link", "does not show where to put photoapp"),
        ("macos", _MACOS, "signature", "the signature does not fit"),
        ("linux", _LINUX, "install", "does not install"),
        ("linux", _LINUX, "there", "is installed already"),
    ],
)
def test_what_is_wrong_with_the_installation_is_told(
    system: str, tools: dict[str, str], broken: str, told: str, photos: Path
) -> None:
    assert told in _run(system, tools, photos, broken=broken)


def test_what_is_installed_already_stays(photos: Path) -> None:
    (photos.parent / "Local" / "Programs" / "photoapp").mkdir(parents=True)
    assert "is installed already" in _run("windows", _WINDOWS, photos)
