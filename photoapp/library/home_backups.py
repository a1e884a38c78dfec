"""The backups of a library's catalogue, for people to see, and to ask for one more."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from photoapp.catalog.backups import Backup, backups_of
from photoapp.settings import Settings

if TYPE_CHECKING:
    from photoapp.catalog.backing_up import BackupReport


@dataclass(frozen=True)
class HomeBackups:
    """Lists the backups and makes one when asked. Safe to use from several threads."""

    catalog: Path
    settings: Callable[[], Settings]

    def all(self) -> list[Backup]:
        """Return the backups, the newest first; an empty list where none can be read."""
        return backups_of(self.catalog)

    def make(self, stopped: Callable[[], bool] = lambda: False) -> "BackupReport":
        """Back the catalogue up now, whenever that was done last; takes seconds.

        Raises:
            HomeError: the settings can't be read.

        """
        from photoapp.catalog.backing_up import back_up  # noqa: PLC0415 - searches need none

        return back_up(self.catalog, at_once=True, stopped=stopped, most=self.settings().backups)
