"""Looking at several areas, one after the other, and telling how far that has come."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from photoapp.catalog import Catalog
from photoapp.events import Listener, ScanProgress
from photoapp.library.ignoring import Ignoring
from photoapp.library.roots import holder_of
from photoapp.library.scanning import Area, Scan, scan

_TELL_SECONDS = 0.5


@dataclass
class Looking:
    """One look; ``on_news`` is called after each area in which something has changed."""

    catalog: Catalog
    ignoring: Ignoring
    listener: Listener
    stop: threading.Event
    on_news: Callable[[], None]
    _seen: int = 0
    _told_at: float = field(default_factory=time.monotonic)

    def at(self, areas: Sequence[Area]) -> list[Scan]:
        """Return what has changed in some areas.

        One that lies in a hidden folder, or is watched no longer, is passed over.
        """
        scans = []
        for area in areas:
            if root := holder_of(self.catalog.roots.all(), area.folder):
                found = scan(
                    self.catalog,
                    root,
                    area,
                    self.ignoring,
                    progress=self._tell_if_due,
                    stopped=self.stop.is_set,
                )
                self._seen += found.found
                scans.append(found)
                if found.changed:
                    self.on_news()
        return scans

    def _tell_if_due(self, found: int) -> None:
        if time.monotonic() - self._told_at > _TELL_SECONDS:
            self._told_at = time.monotonic()
            self.listener(ScanProgress(self._seen + found))
