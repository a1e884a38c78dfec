"""The installer does what it should, under Wine: installs, upgrades, notices, removes."""

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

import pytest

from tests.packaging.scripts import script
from tests.packaging.windows.conftest import PROGRAMS

installer = script("windows/installer")
# Wine of 64 bits alone can't run NSIS's usual code. It is the same script.
_TARGET = "-XTarget amd64-unicode"
# A program that runs until a file of this name lies beside it.
_STOP = "stop"
_STAND_IN = f"""
Unicode true
SilentInstall silent
RequestExecutionLevel user
OutFile "program.exe"
Section
    again:
    IfFileExists "$EXEDIR\\{_STOP}" done
    Sleep 20
    Goto again
    done:
SectionEnd
"""
_KEY = re.compile(r"^\[(Software\\\\(?:Classes|Microsoft\\\\Windows\\\\CurrentVersion\\\\Un).*)\] ")


@dataclass(frozen=True)
class Wine:
    """A Windows for one user."""

    tool: str
    prefix: Path

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([self.tool, *command], env=self._environment())

    def run(self, *command: str) -> int:
        """Run a program and all that it starts; return its exit status."""
        status = self.start(*command).wait()
        self.settle()
        return status

    def settle(self, how: str = "-w") -> None:
        """Wait until no program runs, and everything is on the disk; ``-k`` ends them first."""
        server = Path(self.tool).with_name("wineserver")
        subprocess.run([server, how], env=self._environment(), check=False)

    def _environment(self) -> dict[str, str]:
        # Its folders would be links into a home; and what .NET and web pages want, it would fetch.
        silent = {"WINEDEBUG": "-all", "DISPLAY": "", "HOME": str(self.prefix.parent)}
        without = {"WINEDLLOVERRIDES": "winemenubuilder.exe,mscoree,mshtml=d"}
        return {**os.environ, **silent, **without, "WINEPREFIX": str(self.prefix)}

    @property
    def local(self) -> Path:
        """The folder of the user's programs and data."""
        return next((self.prefix / "drive_c" / "users").glob("*/AppData/Local"))

    @property
    def installed(self) -> Path:
        return self.local / "Programs" / "photoapp"

    def path(self, path: Path) -> str:
        """Return a path as Windows calls it."""
        return str(PureWindowsPath("Z:/", *path.parts[1:]))

    def files(self) -> set[str]:
        """Return the user's files, of no passing use."""
        users = self.prefix / "drive_c" / "users"
        found = {str(path.relative_to(users)) for path in users.rglob("*")}
        return {name for name in found if "/Temp" not in name}

    def registry(self) -> dict[str, list[str]]:
        """Return the user's keys that an installer may touch, with their values."""
        keys: dict[str, list[str]] = {}
        values: list[str] = []
        for line in (self.prefix / "user.reg").read_text("utf-8").splitlines():
            if line.startswith("["):
                key = _KEY.match(line)
                values = keys.setdefault(key[1], []) if key else []
            elif line.startswith(('"', "@")):
                values.append(line)
        return keys


@pytest.fixture(scope="module")
def prefix(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("wine") / "prefix"


@pytest.fixture
def wine(prefix: Path, needs: Callable[[str], str]) -> Iterator[Wine]:
    needs("makensis")
    wine = Wine(needs("wine64"), prefix)
    if not prefix.exists():
        assert wine.run("wineboot", "--init") == 0
        said = wine.run("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")
        assert said == 0
        (wine.local / "Programs").mkdir(exist_ok=True)
    yield wine
    (wine.installed / _STOP).unlink(missing_ok=True)
    if (wine.installed / "uninstall.exe").exists():
        _uninstall(wine)
    wine.settle("-k")


@pytest.fixture
def setup(bundle: Path, tmp_path: Path) -> Path:
    """An installer of programs that can run."""
    (tmp_path / "program.nsi").write_text(_STAND_IN)
    makensis = installer._compiler()
    subprocess.run([makensis, "-V1", _TARGET, tmp_path / "program.nsi"], check=True)
    for name in PROGRAMS:
        (bundle / name).write_bytes((tmp_path / "program.exe").read_bytes())
    return _made(bundle, "newer.exe")


def _made(bundle: Path, name: str) -> Path:
    installer.compiled(bundle, bundle.parent / name, _TARGET)
    return bundle.parent / name


def _uninstall(wine: Wine) -> int:
    """Uninstall as Windows does; the program copies itself away, and its copy has to end, too."""
    return wine.run(
        r"C:\windows\system32\cmd.exe", "/c", _installed_path(wine, "uninstall.exe"), "/S"
    )


def _installed_path(wine: Wine, name: str) -> str:
    inside = wine.installed.relative_to(wine.prefix / "drive_c")
    return str(PureWindowsPath("C:/", *inside.parts, name))


def test_it_installs_and_leaves_nothing(wine: Wine, setup: Path, bundle: Path) -> None:
    data = wine.local / "photoapp" / "catalog.sqlite"
    data.parent.mkdir(exist_ok=True)
    data.write_text("what was said of photos")
    kind = r"HKCU\Software\Classes\.nef"
    assert wine.run("reg", "add", kind, "/ve", "/d", "another program", "/f") == 0
    files, registry = wine.files(), wine.registry()

    assert wine.run(wine.path(setup), "/S") == 0
    there = {path.relative_to(wine.installed) for path in wine.installed.rglob("*")}
    assert there - {Path("uninstall.exe")} == {p.relative_to(bundle) for p in bundle.rglob("*")}
    assert any(name.endswith("Start Menu/Programs/photoapp.lnk") for name in wine.files())
    assert r"Software\\Classes\\.jpg\\OpenWithProgids" in wine.registry()

    assert _uninstall(wine) == 0
    assert wine.files() == files
    left = wine.registry()
    assert {key: left[key] for key in left if left[key]} == {k: v for k, v in registry.items() if v}
    assert not [key for key in left if "photoapp" in key or key.endswith("OpenWithProgids")]


def test_what_somebody_put_there_stays(wine: Wine, setup: Path) -> None:
    assert wine.run(wine.path(setup), "/S") == 0
    own = wine.installed / "_internal" / "mine.txt"
    own.write_text("mine")
    assert _uninstall(wine) == 0
    assert [path for path in wine.installed.rglob("*") if path.is_file()] == [own]
    own.unlink()


def test_an_upgrade_takes_the_older_ones_files_away(wine: Wine, setup: Path, bundle: Path) -> None:
    (bundle / "_internal" / "older.txt").touch()
    assert wine.run(wine.path(_made(bundle, "older.exe")), "/S") == 0
    assert (wine.installed / "_internal" / "older.txt").exists()
    assert wine.run(wine.path(setup), "/S", r"/D=C:\elsewhere") == 0
    assert not wine.installed.exists()
    elsewhere = wine.prefix / "drive_c" / "elsewhere"
    assert (elsewhere / "photoapp.exe").exists()
    assert not (elsewhere / "_internal" / "older.txt").exists()
    # Where it is now is remembered.
    assert wine.run(wine.path(setup), "/S") == 0
    assert (elsewhere / "photoapp.exe").exists()
    assert wine.run(r"C:\elsewhere\uninstall.exe", "/S") == 0
    assert not elsewhere.exists()


def test_a_running_photoapp_is_noticed(wine: Wine, setup: Path) -> None:
    assert wine.run(wine.path(setup), "/S") == 0
    before = wine.files()
    uninstaller = _installed_path(wine, "uninstall.exe")
    here = f"_?={PureWindowsPath(uninstaller).parent}"
    for name in PROGRAMS:
        running = wine.start(_installed_path(wine, name))
        try:
            while wine.start(wine.path(setup), "/S").wait() != 3:
                assert running.poll() is None  # it may not have come so far as to run
            assert wine.start(uninstaller, "/S", here).wait() == 3
            assert wine.files() == before
        finally:
            (wine.installed / _STOP).touch()
            running.wait()
        (wine.installed / _STOP).unlink()
    assert _uninstall(wine) == 0
    assert not wine.installed.exists()


def test_an_older_windows_is_refused(wine: Wine, setup: Path) -> None:
    where = r"HKCU\Software\Wine"
    assert wine.run("reg", "add", where, "/v", "Version", "/d", "win7", "/f") == 0
    try:
        assert wine.run(wine.path(setup), "/S") == 4
        assert not wine.installed.exists()
    finally:
        assert wine.run("reg", "add", where, "/v", "Version", "/d", "win10", "/f") == 0
