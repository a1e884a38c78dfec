"""The licences of what the system lends to the bundle: on Linux, Debian's libraries.

PyInstaller puts the libraries that Qt and Python need beside them, but for the C library and the
display's drivers. Debian keeps the licence of each package where all of them can be found.
"""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from licences import LicenceMissingError, Licensed

_SYSTEM = ("/lib", "/usr/lib")
_COPYRIGHTS = Path("/usr/share/doc")


def of_system_libraries(contents: Path) -> list[Licensed]:
    """Return the licences of the system's packages that a bundle has libraries of.

    Args:
        contents: the list that PyInstaller writes of what it put together, ``COLLECT-00.toc``.

    Raises:
        LicenceMissingError: a library is of no package, or its package does not tell.

    """
    if sys.platform != "linux":
        return []
    packages = {_package(library) for library in _libraries(contents)}
    return [_licensed(*package) for package in sorted(packages)]


def _libraries(contents: Path) -> Iterator[Path]:
    (files,) = ast.literal_eval(contents.read_text("utf-8"))
    for _place, source, kind in files:
        if kind == "BINARY" and source.startswith(_SYSTEM) and "/python" not in source:
            yield Path(source)


def _package(library: Path) -> tuple[str, str]:
    """Return the name and version of the package that a library is of."""
    real = os.path.realpath(library)
    # Packages made before /lib became a link to /usr/lib know their files by the shorter name.
    for path in (str(library), real, real.removeprefix("/usr")):
        found = _asked("--search", path)
        if found:
            name = found.split(": ")[0]
            return name.split(":")[0], _asked("--show", "--showformat", "${Version}", name)
    raise LicenceMissingError(
        f"{library} is of no package of the system, so its licence is unknown."
    )


def _asked(*words: str) -> str:
    try:
        done = subprocess.run(["dpkg-query", *words], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        message = "The licences of the system's libraries are known where Debian's dpkg is; build"
        raise LicenceMissingError(f"{message} the bundle there.") from None
    return done.stdout.strip()


def _licensed(name: str, version: str) -> Licensed:
    path = _COPYRIGHTS / name / "copyright"
    if not path.is_file():
        raise LicenceMissingError(f"The licence of {name} is not at {path}; install {name} anew.")
    text = path.read_text("utf-8", errors="replace").strip()
    return Licensed(name, version, "see the text", (text,))
