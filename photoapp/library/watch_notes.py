"""How each folder is being watched, for those who ask from another process."""

import json
import logging
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from photoapp.events import FolderWatched
from photoapp.paths import AppPaths

log = logging.getLogger(__name__)

# Told again this often while nothing changes; much older ones are of a watcher that was killed.
AGAIN_SECONDS = 20.0
_STALE_SECONDS = 300.0


class WatchNotes:
    """A small file of the cache that the watching process keeps; losing it loses nothing."""

    def __init__(self, paths: AppPaths, wall_clock: Callable[[], float] = time.time) -> None:
        self._path = paths.cache / "watching.json"
        self._wall_clock = wall_clock

    def read(self) -> list[FolderWatched]:
        """Return how each folder is being watched; nothing while no process watches."""
        try:
            told = json.loads(self._path.read_text("utf-8"))
            age = abs(self._wall_clock() - float(told["told_at"]))
            if age > _STALE_SECONDS or not _is_alive(int(told["pid"])):
                return []
            return [FolderWatched(**folder) for folder in told["folders"]]
        except (OSError, ValueError, TypeError, KeyError):
            return []

    def write(self, folders: Sequence[FolderWatched]) -> None:
        """Tell how each folder is being watched by this process."""
        told: dict[str, Any] = {"pid": os.getpid(), "told_at": self._wall_clock()}
        told["folders"] = [asdict(folder) for folder in folders]
        part = self._path.with_suffix(".part")
        try:
            part.write_text(json.dumps(told), "utf-8")  # ASCII: names may not be UTF-8
            part.replace(self._path)
        except OSError as error:
            log.warning("%s can't be written: %s", self._path, error)

    def clear(self) -> None:
        """Tell that this process watches no more."""
        try:
            if json.loads(self._path.read_text("utf-8"))["pid"] == os.getpid():
                self._path.unlink()
        except (OSError, ValueError, TypeError, KeyError) as error:
            log.debug("%s is not there to be removed: %s", self._path, error)


def _is_alive(pid: int) -> bool:
    if os.name == "nt":
        return True  # asking would end it; the age tells
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it is there, and somebody else's
        return True
    return True
