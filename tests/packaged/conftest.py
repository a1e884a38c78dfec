"""Clean roots to install the packages of ``build/`` in, and photos to use them with."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.packaging.scripts import PACKAGING, ROOT, script

_BUILD = Path(os.environ.get("PACKAGES", ROOT / "build"))
CACHE = ROOT / "build" / "clean-root"
# What the tests leave behind to be looked at.
RESULTS = ROOT / "build" / "test-package"
INSIDE = "/home/tester"

clean_root = script("linux/clean_root")
root_commands = script("linux/root_commands")


@dataclass
class System:
    """A clean root, as the tests use it: by apt, and as an ordinary user without a network."""

    folder: Path

    @property
    def root(self) -> Any:
        return root_commands.CleanRoot(self.folder)

    @property
    def home(self) -> Path:
        """The home of its ordinary user, from outside."""
        return self.folder / INSIDE[1:]

    def put(self, path: Path, name: str) -> str:
        """Copy a file or folder into the user's home; return where it is for the user."""
        target = self.home / name
        if path.is_dir():
            shutil.copytree(path, target)
        else:
            shutil.copyfile(path, target)
        self.root.run("chown", "-R", "tester:tester", f"{INSIDE}/{name}", user="root")
        return f"{INSIDE}/{name}"

    def install(self, package: Path, *options: str) -> None:
        """Install a package as a user would, with what it needs."""
        there = self.folder / "tmp" / package.name
        shutil.copyfile(package, there)
        self.root.apt("install", *options, f"/tmp/{package.name}")
        there.unlink()


@pytest.fixture(scope="session")
def new_system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], System]]:
    """Make a clean root of some name; it is removed at the end."""
    made: list[Path] = []

    def make(name: str) -> System:
        folder = tmp_path_factory.mktemp(name)
        folder.chmod(0o755)  # it is the root folder for those in it
        made.append(folder)
        return System(clean_root.made(CACHE, folder).folder)

    yield make
    for folder in made:
        shutil.rmtree(folder)  # nothing is mounted there: see root_commands.py


@pytest.fixture(scope="session")
def deb() -> Path:
    """The package for Debian that was built last."""
    return _built("*.deb")


@pytest.fixture(scope="session")
def archive() -> Path:
    """The archive that installs itself."""
    return _built("*.run")


def _built(pattern: str) -> Path:
    found = sorted(_BUILD.glob(f"photoapp{pattern}"), key=lambda path: path.stat().st_mtime)
    assert found, f"There is no {pattern} in {_BUILD}; build it with: make package"
    return found[-1]


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Photos with captions, as packaging/smoke.sh wants them."""
    folder = tmp_path_factory.mktemp("drawn") / "photos"
    subprocess.run([sys.executable, PACKAGING / "smoke_photos.py", folder], check=True)
    return folder


@pytest.fixture(scope="session")
def bare(new_system: Callable[[str], System], deb: Path, drawn: Path) -> System:
    """A bare system with the package, and what apt installs with it, and photos."""
    system = new_system("bare")
    system.install(deb)
    system.put(drawn, "photos")
    return system
