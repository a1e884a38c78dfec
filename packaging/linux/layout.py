"""Lays out what every Linux package has: the bundle, links to its programs, the desktop's files."""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

from linux_share import write_share
from release_notes import ROOT


class NotPackagedError(Exception):
    """Something has to be mended before there can be a package."""


def programs() -> list[str]:
    """Return the names of the programs that people call."""
    return list(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"])


def lay_out(bundle: Path, prefix: Path) -> Path:
    """Lay a bundle out below a prefix; return where it lies there.

    It goes into ``lib/photoapp``, with links to its programs in ``bin``, and what a desktop wants
    to know in ``share``. The bundle itself is left as it is.

    Raises:
        NotPackagedError: the folder is no bundle.

    """
    _check(bundle)
    folder = prefix / "lib" / "photoapp"
    _copy(bundle, folder)
    (prefix / "bin").mkdir()
    for name in programs():
        (prefix / "bin" / name).symlink_to(f"../lib/photoapp/{name}")
    write_share(prefix / "share")
    set_modes(prefix)
    return folder


def _copy(bundle: Path, folder: Path) -> None:
    """Copy a bundle; what is one file under two names there, as its programs are, stays one."""
    copied: dict[tuple[int, int], str] = {}

    def copy(source: str, target: str) -> str:
        about = Path(source).stat()
        first = copied.setdefault((about.st_dev, about.st_ino), target)
        if first == target:
            return str(shutil.copy2(source, target))
        Path(target).hardlink_to(first)
        return target

    shutil.copytree(bundle, folder, symlinks=True, copy_function=copy)


def _check(bundle: Path) -> None:
    """Raise if a folder is not what ``packaging/bundle.py`` makes."""
    for name in (*programs(), "LICENSE", "THIRD-PARTY.txt"):
        if not (bundle / name).is_file():
            message = f"{bundle} has no {name}, so it is no bundle of photoapp"
            raise NotPackagedError(f"{message}; make one with packaging/bundle.py")


def set_modes(folder: Path) -> None:
    """Let everybody read what is below a folder, whatever the builder's umask was."""
    for parent, _, names in os.walk(folder):
        Path(parent).chmod(0o755)
        for path in (Path(parent) / name for name in names):
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)


def output(*command: str | Path, folder: Path | None = None) -> str:
    """Run a tool; return what it printed.

    Raises:
        NotPackagedError: the tool is not installed, or failed.

    """
    tool = shutil.which(command[0])
    if tool is None:
        raise NotPackagedError(
            f"{command[0]} is not installed; packaging/README.md says with what."
        )
    done = subprocess.run(
        [tool, *command[1:]], cwd=folder, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NotPackagedError(f"{command[0]} failed and said: {done.stderr.strip()}")
    return done.stdout


def report(make: Callable[[], Path]) -> int:
    """Make a package, print where it is and how large; return the exit status."""
    try:
        made = make()
    except NotPackagedError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{made}: {made.stat().st_size / 1e6:.0f} MB")
    return 0


def folders(arguments: Sequence[str], usage: str) -> tuple[Path, Path]:
    """Return the bundle and the folder for packages that a command line names."""
    if len(arguments) != 2:
        sys.exit(f"usage: {usage}")
    bundle, out = map(Path, arguments)
    out.mkdir(parents=True, exist_ok=True)
    return bundle, out
