"""Backups of the catalogue: which there are, what their names say, and which are kept.

A backup is named `000012-2026-11-22-whole-0123456789abcdef.sqlite`: a number that only grows, so
that the newest is known whatever the clock has done; the day; whether it holds everything or is
*slim*, without the vectors, which can be made again; and the digest of its content, so that one
that has spoilt is found out.
"""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_NAME = re.compile(r"(\d{6,})-(\d{4}-\d\d-\d\d)-(whole|slim)-([0-9a-f]{16})\.sqlite")
# The newest of each of so many days, weeks and months, begun ones too. They are counted, not
# measured from today, so that a clock that has jumped ahead makes nothing look old.
_DAYS, _WEEKS, _MONTHS = 3, 5, 7
# All together take at most so many times the newest's bytes, or this many.
_TIMES = 2
_LEAST_ROOM = 200_000_000
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Backup:
    """A backup; ``number`` grows from each to the next, ``day`` is that of its making."""

    path: Path
    number: int
    day: date
    whole: bool
    digest: str

    @property
    def byte_size(self) -> int:
        """Its size; 0 if it has gone."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    @property
    def seen_at(self) -> float:
        """When the catalogue last held just this, in seconds since 1970: the file's time."""
        try:
            return self.path.stat().st_mtime
        except OSError:
            return 0.0

    @property
    def seen_on(self) -> date:
        """The day of ``seen_at``, or that of its making where the file's time says nothing."""
        try:
            return date.fromtimestamp(self.path.stat().st_mtime)
        except (OSError, OverflowError, ValueError):
            return self.day

    def is_good(self) -> bool:
        """Return whether it still holds what it was made with. Reads all of it."""
        try:
            return digest_of(self.path) == self.digest
        except OSError:
            return False


def backup_folder(catalog: Path) -> Path:
    """Return where the backups of a catalogue are."""
    return catalog.with_name("backups")


def backups_of(catalog: Path) -> list[Backup]:
    """Return a catalogue's backups, the newest first; an empty list where none can be read."""
    # A slim one beside its whole one is what a kill left; the whole one counts.
    files = sorted(files_of(catalog), key=lambda b: (b.number, b.whole))
    return list({b.number: b for b in files}.values())[::-1]


def files_of(catalog: Path) -> list[Backup]:
    """Return every file that is named as a backup, in no order."""
    try:
        found = [_parsed(path) for path in backup_folder(catalog).iterdir()]
    except OSError:
        return []
    return [backup for backup in found if backup]


def backup_path(folder: Path, number: int, day: date, digest: str, *, whole: bool) -> Path:
    """Return what a backup is called."""
    kind = "whole" if whole else "slim"
    return folder / f"{number:06d}-{day.isoformat()}-{kind}-{digest}.sqlite"


def digest_of(path: Path, stopped: Callable[[], bool] = lambda: False) -> str:
    """Return the start of a file's BLAKE2b digest, in hexadecimal digits.

    Raises:
        OSError: it can't be read.
        InterruptedError: ``stopped``.

    """
    digest = hashlib.blake2b(digest_size=8)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            if stopped():
                raise InterruptedError
    return digest.hexdigest()


def kept(backups: Sequence[Backup]) -> list[Backup]:
    """Return those of ``backups``, the newest first, that are to stay. The newest always does."""
    staying = set(backups[:1])
    staying.update(_newest_of_each(backups, lambda day: day)[:_DAYS])
    staying.update(_newest_of_each(backups, lambda day: day.isocalendar()[:2])[:_WEEKS])
    staying.update(_newest_of_each(backups, lambda day: (day.year, day.month))[:_MONTHS])
    return [backup for backup in backups if backup in staying]


def within_room(backups: Sequence[Backup]) -> list[Backup]:
    """Return as many of ``backups``, the newest first, as may be kept together."""
    room = max(_LEAST_ROOM, _TIMES * backups[0].byte_size) if backups else 0
    fitting: list[Backup] = []
    for backup in backups:
        room -= backup.byte_size
        if fitting and room < 0:
            break
        fitting.append(backup)
    return fitting


def _newest_of_each(backups: Sequence[Backup], period: Callable[[date], object]) -> list[Backup]:
    newest: dict[object, Backup] = {}
    for backup in backups:
        newest.setdefault(period(backup.day), backup)
    return list(newest.values())


def _parsed(path: Path) -> Backup | None:
    found = _NAME.fullmatch(path.name)
    if found is None:
        return None
    number, day, kind, digest = found.groups()
    try:
        return Backup(path, int(number), date.fromisoformat(day), kind == "whole", digest)
    except ValueError:  # no such day
        return None
