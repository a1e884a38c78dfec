"""Finding the photo files below a folder."""

import logging
import os
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from photoapp.media import may_be_photo

log = logging.getLogger(__name__)

# Folders that systems and other programs keep for themselves.
_SYSTEM_FOLDERS = frozenset(["@eaDir", "$RECYCLE.BIN", "System Volume Information", "lost+found"])


@dataclass(frozen=True)
class FoundFile:
    """A file met on the walk; ``path`` is relative to the folder that was walked."""

    path: str
    byte_size: int
    modified_ns: int
    inode: int


def walk(
    folder: Path, skip: Collection[Path], unlisted: Callable[[str], None] = lambda _: None
) -> Iterator[FoundFile]:
    """Yield the files below ``folder`` that may be photos.

    Hidden files and folders are left out, system folders too, and the folders in ``skip``.
    Links to folders are followed, each folder once, so that loops end. What can't be listed is
    logged and passed over; ``unlisted`` is called with the relative path of such a folder.
    """
    visited: set[tuple[int, int]] = set()
    skipped = {os.path.realpath(path) for path in skip}
    waiting = [""]
    while waiting:
        relative = waiting.pop()
        for entry in _entries(folder / relative, visited, skipped, partial(unlisted, relative)):
            path = f"{relative}{os.sep}{entry.name}" if relative else entry.name
            if _is_folder(entry):
                waiting.append(path)
            elif found := _found(entry, path):
                yield found


def _entries(
    folder: Path,
    visited: set[tuple[int, int]],
    skipped: set[str],
    unlisted: Callable[[], None],
) -> list[os.DirEntry[str]]:
    try:
        stat = folder.stat()
        if (stat.st_dev, stat.st_ino) in visited or _lies_in(folder, skipped):
            return []
        visited.add((stat.st_dev, stat.st_ino))
        with os.scandir(folder) as entries:
            visible = [e for e in entries if not _is_hidden(e.name)]
    except OSError as error:
        log.warning("can't list %s: %s", folder, error)
        unlisted()
        return []
    return sorted(visible, key=lambda entry: entry.name)


def _lies_in(folder: Path, skipped: set[str]) -> bool:
    real = os.path.realpath(folder)
    return any(real == own or real.startswith(own + os.sep) for own in skipped)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name in _SYSTEM_FOLDERS


def _found(entry: os.DirEntry[str], path: str) -> FoundFile | None:
    try:
        stat = entry.stat()
        if not entry.is_file() or not may_be_photo(Path(entry.path)):
            return None
    except OSError as error:  # gone again, a dangling link, or not to be read
        log.warning("can't look at %s: %s", entry.path, error)
        return None
    return FoundFile(path, stat.st_size, stat.st_mtime_ns, stat.st_ino)
