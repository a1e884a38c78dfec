"""Looking at several areas, one after the other, and telling how far that has come."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from photoapp.catalog import Catalog, Root
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

        One that lies in a folder that is left out, or is watched no longer, is passed over.
        """
        scans = []
        for area in areas:
            root = holder_of(self.catalog.roots.all(), area.folder)
            if root is None or self.ignoring.leaves_out_all_of(_below(area.folder, root)):
                continue
            found = scan(
                self.catalog,
                root,
                area,
                self.ignoring,
                elsewhere=self._elsewhere(root, area, areas),
                progress=self._tell_if_due,
                stopped=self.stop.is_set,
            )
            self._seen += found.found
            scans.append(found)
            if found.changed:
                self.on_news()
        return scans

    def _elsewhere(self, root: Root, area: Area, areas: Sequence[Area]) -> list[str]:
        """Return the folders in an area that are roots of their own, or areas of this look."""
        others = [other.path for other in self.catalog.roots.all() if other.id != root.id]
        others += [other.folder for other in areas if other.deep and other != area]
        inner = [o for o in others if o != area.folder and o.is_relative_to(area.folder)]
        return [_below(folder, root) for folder in dict.fromkeys(inner)]

    def _tell_if_due(self, found: int) -> None:
        if time.monotonic() - self._told_at > _TELL_SECONDS:
            self._told_at = time.monotonic()
            self.listener(ScanProgress(self._seen + found))


def _below(folder: Path, root: Root) -> str:
    return "" if folder == root.path else str(folder.relative_to(root.path))
