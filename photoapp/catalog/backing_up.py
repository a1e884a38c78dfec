"""Automatic backups: about one a day, each of them good."""

import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from photoapp.catalog.backups import (
    Backup,
    backup_folder,
    backup_path,
    backups_of,
    digest_of,
    files_of,
    kept,
    within_room,
)
from photoapp.catalog.copies import Stopped, copy_catalog, discard, finish, put, slim
from photoapp.catalog.health import find_damage, is_lost, log_of, reading
from photoapp.errors import CatalogError

_PAUSE_SECONDS = 20 * 3600.0  # less than a day, for those who sit down a little earlier
# What is left free of the disk, in bytes, whatever backups would like to have.
_SPARE = 200_000_000
_LOCK = ".lock"

Outcome = Literal["made", "not due", "unchanged", "busy", "stopped", "damaged", "failed"]


@dataclass(frozen=True)
class BackupReport:
    """What became of a wish for a backup; ``note`` says of the last three why it was not made.

    ``damaged`` means the catalogue: it is to be put back. ``failed`` may be mended by the next
    try: no room, a folder that can't be written.
    """

    outcome: Outcome
    note: str = ""


def back_up(
    catalog: Path,
    *,
    at_once: bool = False,
    stopped: Stopped = lambda: False,
    clock: Callable[[], float] = time.time,
    most: int | None = None,
) -> BackupReport:
    """Back the catalogue up if it is time and its content is new; then thin out old backups.

    To be called in a thread of its own, as often as one likes: nobody else waits for it. It
    takes two to three seconds a gigabyte, and never raises for what may happen to disks.

    Args:
        catalog: the catalogue, which may be in use.
        at_once: not only when the last one is a day old.
        stopped: asked often; True ends it within moments.
        clock: what the time is, in seconds since 1970.
        most: how many are kept; None for as many as there are reasons for.

    """
    now = clock()
    if is_lost(catalog) or not catalog.exists():
        return BackupReport("failed", "there is no catalogue")
    if not (at_once or (_is_due(catalog, now) and _holds_photos(catalog))):
        return BackupReport("not due")
    try:
        return _back_up_alone(catalog, now, stopped, most)
    except InterruptedError:
        return BackupReport("stopped")
    except (CatalogError, sqlite3.Error, UnicodeDecodeError) as error:
        return _why(catalog, error)
    except (OSError, NotImplementedError, ValueError, OverflowError) as error:
        return BackupReport("failed", str(error))


def _why(catalog: Path, error: Exception) -> BackupReport:
    """Tell a damaged catalogue from a copy that failed."""
    try:
        wrong = find_damage(catalog)
    except CatalogError as refusal:
        return BackupReport("failed", str(refusal))
    return BackupReport("damaged", wrong) if wrong else BackupReport("failed", str(error))


def needed_room(catalog: Path) -> int:
    """Return how many bytes must be free for a backup to be made."""
    sizes = [path.stat().st_size for path in (catalog, log_of(catalog)) if path.exists()]
    return sum(sizes) + _SPARE


def parts_of(catalog: Path) -> list[Path]:
    """Return what backups left that were killed, or are being made just now."""
    return sorted(backup_folder(catalog).glob("*.part*"))


def _is_due(catalog: Path, now: float) -> bool:
    # A time that is still to come is that of a clock that was wrong.
    newest = next(iter(backups_of(catalog)), None)
    return newest is None or not 0 <= now - newest.seen_at < _PAUSE_SECONDS


def _holds_photos(catalog: Path) -> bool:
    """Return whether there is anything to lose; True where that can't be told."""
    try:
        with reading(catalog) as connection:
            return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM photo)").fetchone()[0])
    except (CatalogError, sqlite3.Error, UnicodeDecodeError):
        return True


def _back_up_alone(catalog: Path, now: float, stopped: Stopped, most: int | None) -> BackupReport:
    folder = backup_folder(catalog)
    folder.mkdir(exist_ok=True)
    try:
        with FileLock(folder / _LOCK, timeout=0):
            report = _back_up(catalog, folder, now, stopped)
            if report.outcome == "made":
                _thin_out(catalog, folder, stopped, most)
            return report
    except Timeout:
        return BackupReport("busy")


def _back_up(catalog: Path, folder: Path, now: float, stopped: Stopped) -> BackupReport:
    for left in parts_of(catalog):
        left.unlink(missing_ok=True)
    free, needed = shutil.disk_usage(folder).free, needed_room(catalog)
    if free < needed:
        return BackupReport("failed", f"{needed >> 20} MB must be free, and {free >> 20} MB are")
    backups = backups_of(catalog)
    part = folder / f"{os.getpid()}.part"
    try:
        copy_catalog(catalog, part, stopped)
        digest = digest_of(part, stopped)
        if backups and backups[0].digest == digest:
            os.utime(backups[0].path, (now, now))
            return BackupReport("unchanged")
        os.utime(part, (now, now))
        finish(part, stopped)
        day, number = date.fromtimestamp(now), backups[0].number + 1 if backups else 1
        put(part, backup_path(folder, number, day, digest, whole=True))
    finally:
        discard(part)
    return BackupReport("made")


def _thin_out(catalog: Path, folder: Path, stopped: Stopped, most: int | None) -> None:
    """Keep of older backups few, and those without vectors; the newest is not touched."""
    backups = backups_of(catalog)
    staying = kept(backups)[:most]
    slimmed = [staying[0], *(_slimmed(b, folder, stopped) for b in staying[1:])]
    keeping = {backup.path for backup in within_room(slimmed)}
    for backup in files_of(catalog):
        if backup.path not in keeping:
            backup.path.unlink(missing_ok=True)


def _slimmed(backup: Backup, folder: Path, stopped: Stopped) -> Backup:
    if not backup.whole:
        return backup
    part = folder / f"{os.getpid()}.part"
    seen_at = backup.seen_at
    try:
        slim(backup.path, part, stopped)
        finish(part, stopped)
        digest = digest_of(part, stopped)
        path = backup_path(folder, backup.number, backup.day, digest, whole=False)
        os.utime(part, (seen_at, seen_at))
        put(part, path)
    except InterruptedError:
        raise
    except (CatalogError, sqlite3.Error, UnicodeDecodeError, OSError):
        return backup  # it may have spoilt; what it was is not ours to throw away yet
    finally:
        discard(part)
    return Backup(path, backup.number, backup.day, False, digest)
