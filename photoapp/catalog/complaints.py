"""SQLite's errors as sentences: damage, locks and full disks are the user's to mend."""

import sqlite3
from pathlib import Path

from photoapp.catalog.backups import backups_of

# SQLite's primary result codes (https://sqlite.org/rescode.html), the low byte of each.
_IN_USE = frozenset([sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL])
_NOT_WRITABLE = frozenset([sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_PERM])
_NOT_REACHED = frozenset([sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN])
_DAMAGED = frozenset([sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT])


def complaint(path: Path, error: sqlite3.Error) -> str:
    """Return what an error of the catalogue's means, and the way out."""
    code = primary_code(error)
    if code in _IN_USE:
        return f"The catalogue {path} is in use by another program; close it and try again."
    if code in _NOT_WRITABLE:
        return f"The catalogue {path} can't be written ({error}); make room, or the right to write."
    if code in _NOT_REACHED:
        return (
            f"The catalogue {path} can't be opened ({error}); see whether its disk is there, has "
            "room and is whole, and whether you may read and write the file."
        )
    if code in _DAMAGED:
        return damaged(path, str(error))
    return f"The catalogue {path} can't be opened ({error}); {way_back(path)}"


def primary_code(error: sqlite3.Error) -> int:
    """Return SQLite's primary result code, 0 for an error that is not SQLite's own."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def tells_damage(error: sqlite3.Error) -> bool:
    """Return whether an error is the file's own, not that of its disk, its locks or its rights."""
    return primary_code(error) not in _IN_USE | _NOT_WRITABLE | _NOT_REACHED


def damaged(path: Path, what: str) -> str:
    """Return that a catalogue is damaged, and the way back."""
    return f"The catalogue {path} is damaged and can't be opened ({what}); {way_back(path)}"


def incomplete(path: Path, what: str) -> str:
    """Return that something in a catalogue that can be made again is wrong, and the way back."""
    mending = "mend it with: photoapp doctor --mend. Where that can't be done"
    return f"The catalogue {path} is damaged ({what}); {mending}, {way_back(path)}"


def lost(path: Path) -> str:
    """Return that a catalogue is gone though it has backups, and the way back."""
    aside = f"to start anew, move {path.parent / 'backups'} away"
    return f"The catalogue {path} is gone or empty; {way_back(path)} Or, {aside}."


def way_back(path: Path) -> str:
    """Return how a catalogue that can't be used is replaced."""
    backups = backups_of(path)
    if not backups:
        return (
            "there is no backup of it; move it aside and index your folders again "
            "(your photos are not touched)."
        )
    return (
        f"put its last backup, of {backups[0].seen_on}, back with: photoapp doctor --restore "
        "(your photos are not touched)."
    )
