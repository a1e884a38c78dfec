"""What a walk leaves out: hidden things, rubbish of systems, photoapp's own, user's patterns."""

import fnmatch
import os
import re
from collections.abc import Collection, Sequence
from pathlib import Path

# Folders that systems and other programs keep for themselves.
# fmt: off
_SYSTEM_FOLDERS = frozenset([
    "@eaDir", "@Recycle", "@Recently-Snapshot", "#recycle", "#snapshot", "$RECYCLE.BIN",
    "System Volume Information", "lost+found", "RECYCLER", "Network Trash Folder",
    "Temporary Items", "__MACOSX",
])
# fmt: on
# Lightroom's and Capture One's previews.
_CACHE_SUFFIXES = (".lrdata", ".cocatalogdb")
# Of an Apple Photos library only these hold the photos; the rest are smaller copies.
_PHOTOS_LIBRARY = ".photoslibrary"
_ORIGINALS = frozenset(["originals", "Masters"])


def is_hidden(name: str) -> bool:
    """Return whether a file or folder of this name is left out whatever it holds."""
    return name[0] == "." or name in _SYSTEM_FOLDERS or name.endswith(_CACHE_SUFFIXES)


class Ignoring:
    """Decides what a walk leaves out.

    Args:
        own: photoapp's own folders, which must never be walked, under whatever name they are met.
        patterns: the user's, with ``*``, ``?`` and ``[…]``. One without a slash is for the names of
            files and folders, anywhere; one with a slash for paths relative to the watched folder.
            What lies in a folder that is left out is left out too. Case does not count.

    """

    def __init__(self, own: Collection[Path] = (), patterns: Sequence[str] = ()) -> None:
        self._own = {os.path.realpath(path) for path in own}
        self._own_ids = {i for path in self._own if (i := _identity(path))}
        self._names = _any_of([p.strip("/") for p in patterns if "/" not in p.strip("/")])
        self._paths = _any_of([p.strip("/") for p in patterns if "/" in p.strip("/")])

    def is_own(self, folder: str | Path, stat: os.stat_result) -> bool:
        """Return whether a folder, whose ``stat`` is given, is one of photoapp's own."""
        return (stat.st_dev, stat.st_ino) in self._own_ids

    def lies_in_own(self, folder: str | Path) -> bool:
        """Return whether a folder is one of photoapp's own or lies in one."""
        real = os.path.realpath(folder)
        return any(real == own or real.startswith(own + os.sep) for own in self._own)

    @property
    def has_patterns(self) -> bool:
        """Whether the user gave any."""
        return bool(self._names or self._paths)

    def leaves_out_folder(self, name: str, folder: str, entry: os.DirEntry[str]) -> bool:
        """Return whether a folder in ``folder``, which is relative to the root, is left out."""
        if is_hidden(name) or (folder.endswith(_PHOTOS_LIBRARY) and name not in _ORIGINALS):
            return True
        if entry.is_symlink() and self.lies_in_own(entry.path):
            return True
        return self.has_patterns and self.leaves_out(name, folder)

    def leaves_out_all_of(self, folder: str) -> bool:
        """Return whether a folder, relative to the root, is left out or lies in one that is."""
        parts = Path(folder).parts
        return any(
            is_hidden(name)
            or (number and parts[number - 1].endswith(_PHOTOS_LIBRARY) and name not in _ORIGINALS)
            or (self.has_patterns and self.leaves_out(name, str(Path(*parts[:number]))))
            for number, name in enumerate(parts)
        )

    def leaves_out(self, name: str, folder: str) -> bool:
        """Return whether the user's patterns leave out something in ``folder``."""
        if self._names and self._names.match(name):
            return True
        path = f"{folder}/{name}".replace(os.sep, "/")
        return bool(self._paths and self._paths.match(path.lstrip("./")))


def _identity(path: str) -> tuple[int, int] | None:
    try:
        stat = Path(path).stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino


def _any_of(patterns: Sequence[str]) -> re.Pattern[str] | None:
    if not patterns:
        return None
    return re.compile("|".join(fnmatch.translate(p) for p in patterns), re.IGNORECASE)
