"""The steps of the installer for Windows that depend on what is installed, as macros of NSIS.

Each file is named to be installed and to be removed, from one list: so the uninstaller takes away
what was installed, and nothing that somebody put beside it.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PureWindowsPath

sys.path.append(str(Path(__file__).parents[2]))

from photoapp.media.formats import photo_suffixes

PROGRAMS = ("photoapp.exe", "photoapp-train.exe", "photoapp-window.exe")
LICENCE = "LICENSE"
# Windows' own limit, less C:\Users\ and a name of 20 letters, \AppData\Local\Programs\photoapp\.
LONGEST_PATH = 259 - 62


class NotPackagedError(Exception):
    """There is no installer, for a reason that its maker can mend."""


def files_of(bundle: Path) -> list[Path]:
    """Return the files of a bundle, relative to it and in order.

    Raises:
        NotPackagedError: it lacks a program or the licence, or holds what Windows can't install.

    """
    if missing := [name for name in (*PROGRAMS, LICENCE) if not (bundle / name).is_file()]:
        message = f"{bundle} is no bundle for Windows: {missing[0]} is not in it"
        raise NotPackagedError(f"{message}; make one there with: python packaging/bundle.py")
    files = sorted(path.relative_to(bundle) for path in bundle.rglob("*") if path.is_file())
    if long := [path for path in files if len(str(path)) > LONGEST_PATH]:
        message = f"The path {long[0]} is longer than {LONGEST_PATH} letters"
        raise NotPackagedError(f"{message}, which Windows may refuse; leave it out of the bundle.")
    return files


def files_script(bundle: Path, files: Iterable[Path]) -> str:
    """Return the macros ``InstallFiles`` and ``RemoveFiles``."""
    files = list(files)
    folders = sorted({folder for path in files for folder in path.parents} - {Path()}, reverse=True)
    removed = [f"Delete {_there(path)}" for path in files]
    emptied = [f"RMDir {_there(folder)}" for folder in folders]
    installed = list(_installed(bundle, files))
    return _macro("InstallFiles", installed) + _macro("RemoveFiles", [*removed, *emptied])


def _installed(bundle: Path, files: Iterable[Path]) -> Iterator[str]:
    """Yield the steps that unpack files, folder by folder."""
    by_folder: dict[Path, list[Path]] = {}
    for path in files:
        by_folder.setdefault(path.parent, []).append(path)
    for folder, inside in by_folder.items():
        yield f"SetOutPath {_there(folder)}"
        for path in inside:
            yield f'File "{bundle / path}"'


def kinds_script() -> str:
    """Return the macros ``RegisterKinds`` and ``UnregisterKinds``, for all kinds of photos."""
    macros = [
        _macro(f"{name}Kinds", [f'!insertmacro {name}Kind "{one}"' for one in photo_suffixes()])
        for name in ("Register", "Unregister")
    ]
    return "".join(macros)


def _there(path: Path) -> str:
    """Return where something lies once it is installed, quoted."""
    windows = PureWindowsPath(*path.parts)
    return f'"$INSTDIR\\{_escaped(str(windows))}"' if path.parts else '"$INSTDIR"'


def _escaped(text: str) -> str:
    return text.replace("$", "$$")


def _macro(name: str, lines: Iterable[str]) -> str:
    return "\n".join([f"!macro {name}", *(f"    {line}" for line in lines), "!macroend\n"])
