"""Other programs that open a photo, as the system knows them.

Linux lists them in desktop entries (freedesktop.org, Desktop Entry and MIME Applications
specifications); Windows asks in a dialog of its own; macOS opens with a program that is named.
The functions read files and start processes: call them behind the window.
"""

import configparser
import os
import shlex
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QProcess

_DATA_DIRS = "/usr/local/share:/usr/share"
_ENTRY = "Desktop Entry"
_FILES = frozenset(["%f", "%F"])
_URLS = frozenset(["%u", "%U"])
_ONE = frozenset(["%f", "%u"])


@dataclass(frozen=True)
class Program:
    """A program by the name that people know, and its command with the entry's field codes."""

    name: str
    command: tuple[str, ...]


def programs_for(mime_type: str, languages: Sequence[str] = ()) -> list[Program]:
    """Return the programs that open files of a type, none where the system does not list them.

    Names are in the first of the ``languages`` ("de_DE", "de") that an entry has.
    """
    if sys.platform in {"win32", "darwin"}:
        return []
    folders = list(_application_folders())
    ids = dict.fromkeys(i for folder in folders for i in _ids_for(folder, mime_type))
    found = (_program(folders, entry_id, languages) for entry_id in ids)
    return list({p.name: p for p in found if p}.values())


def open_in(program: Program, paths: Sequence[Path]) -> bool:
    """Open files in a program; return whether it could be started."""
    takes_one = any(part in _ONE for part in program.command)
    groups = [[path] for path in paths] if takes_one else [list(paths)]
    started = [start(list(_filled(program.command, group))) for group in groups]
    return all(started)


def open_in_named(program: Path, paths: Sequence[Path]) -> bool:
    """Open files in a program that a person picked; return whether it could be started."""
    opener = ["/usr/bin/open", "-a"] if sys.platform == "darwin" else []
    return start([*opener, str(program), *map(str, paths)])


def ask_system(path: Path) -> bool:
    """Have Windows ask for a program; False on other systems, which have no such dialog."""
    if sys.platform != "win32":
        return False
    return start(["rundll32.exe", "shell32.dll,OpenAs_RunDLL", str(path)])


def start(command: Sequence[str]) -> bool:
    """Start a program that outlives this one; return whether it could be."""
    return bool(QProcess.startDetached(command[0], list(command[1:]))[0])


def _application_folders() -> Iterator[Path]:
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local/share")
    others = os.environ.get("XDG_DATA_DIRS") or _DATA_DIRS
    for folder in [home, *others.split(":")]:
        if folder:
            yield Path(folder, "applications")


def _ids_for(folder: Path, mime_type: str) -> list[str]:
    cache = _read(folder / "mimeinfo.cache")
    listed = cache.get("MIME Cache", mime_type, fallback="") if cache else ""
    return [entry_id for entry_id in listed.split(";") if entry_id]


def _program(folders: Sequence[Path], entry_id: str, languages: Sequence[str]) -> Program | None:
    entry = next((e for folder in folders if (e := _read(folder / entry_id))), None)
    if entry is None or not entry.has_section(_ENTRY):
        return None
    fields = entry[_ENTRY]
    if "true" in {
        fields.get("NoDisplay", ""),
        fields.get("Hidden", ""),
        fields.get("Terminal", ""),
    }:
        return None
    try:
        command = tuple(shlex.split(fields.get("Exec", "")))
    except ValueError:
        return None
    if not command or shutil.which(command[0]) is None:
        return None
    translated = (fields.get(f"Name[{language}]") for language in languages)
    name = next((text for text in translated if text), fields.get("Name", command[0]))
    return Program(name, command)


def _read(path: Path) -> configparser.ConfigParser | None:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",), strict=False)
    parser.optionxform = str  # type: ignore[assignment, method-assign] - case counts
    try:
        with path.open(encoding="utf-8") as file:
            parser.read_file(file)
    except (OSError, UnicodeError, configparser.Error):
        return None
    return parser


def _filled(command: Sequence[str], paths: Sequence[Path]) -> Iterator[str]:
    """Yield a command with the files in place of its field codes; other codes go."""
    named = False
    for part in command:
        if part in _FILES or part in _URLS:
            named = True
            yield from (str(p) if part in _FILES else p.as_uri() for p in paths)
        elif not (len(part) == 2 and part[0] == "%" and part != "%%"):
            yield part.replace("%%", "%")
    if not named:
        yield from map(str, paths)
