"""Putting a backup in the place of a catalogue that is damaged or gone."""

import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from photoapp.catalog.backups import Backup, backup_folder, backups_of
from photoapp.catalog.copies import discard, finish, put
from photoapp.catalog.health import find_damage, is_lost, log_of
from photoapp.errors import CatalogError, UsageError


@dataclass(frozen=True)
class Restored:
    """What was done: ``backup`` was copied into place; what was there is in ``aside``.

    ``spoilt`` are newer backups that were passed over because they are damaged too.
    """

    backup: Backup
    aside: Path | None
    spoilt: tuple[Backup, ...]


def restore(catalog: Path) -> Restored:
    """Put the newest good backup in the catalogue's place.

    What was there is moved aside and never deleted; the backup stays where it is. What it lacks
    is found again by the next scan. A restore that is killed leaves the catalogue damaged or
    gone, and is done again. Nobody else may work in the home meanwhile.

    Raises:
        UsageError: the catalogue is whole.
        CatalogError: there is no good backup, or files can't be moved.

    """
    if catalog.exists() and not is_lost(catalog) and find_damage(catalog) is None:
        raise UsageError(f"The catalogue {catalog} is whole, so no backup is put in its place.")
    part = catalog.with_name(f"{catalog.name}.restored")
    discard(part)
    try:
        backup, spoilt = _copy_newest_good(catalog, part)
        aside = _set_aside(catalog)
        put(part, catalog)
    except OSError as error:
        message = (
            f"The catalogue {catalog} can't be put back ({error.strerror or error}); "
            "close other programs that use it, make room, and try again."
        )
        raise CatalogError(message) from error
    finally:
        discard(part)
    return Restored(backup, aside, tuple(spoilt))


def _copy_newest_good(catalog: Path, part: Path) -> tuple[Backup, list[Backup]]:
    spoilt: list[Backup] = []
    for backup in backups_of(catalog):
        if backup.is_good():
            shutil.copyfile(backup.path, part)
            try:
                finish(part)
            except (CatalogError, sqlite3.Error, UnicodeDecodeError):
                discard(part)
            else:
                return backup, spoilt
        spoilt.append(backup)
    raise CatalogError(
        f"There is no good backup in {backup_folder(catalog)}; move {catalog} aside and index "
        "your folders again (your photos are not touched)."
    )


def _set_aside(catalog: Path) -> Path | None:
    """Move a catalogue, with its log, into a folder of its own beside it.

    The log goes too, in any case: SQLite would write what it holds into the backup.
    """
    shared = catalog.with_name(f"{catalog.name}-shm")
    files = [path for path in (catalog, log_of(catalog), shared) if path.exists()]
    if not files:
        return None
    aside = _new_folder(catalog.with_name("damaged"))
    for path in files:
        path.replace(aside / path.name)
    return aside


def _new_folder(parent: Path) -> Path:
    parent.mkdir(exist_ok=True)
    numbers = [int(path.name) for path in parent.iterdir() if path.name.isdigit()]
    folder = parent / str(max(numbers, default=0) + 1)
    folder.mkdir()
    return folder
