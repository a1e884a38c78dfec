"""Events of the file system, as marks on folders."""

import os
from collections.abc import Collection
from pathlib import Path

from watchdog.events import (
    DirAttribEvent,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)

from photoapp.library.ignoring import is_hidden
from photoapp.library.watching.dirty import DirtyFolders, above

# Not among them: files opened and closed again without a change, as every scan does.
HEARD: tuple[type[FileSystemEvent], ...] = (
    DirAttribEvent,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
)
# What browsers and copying programs call a file until it is complete.
_UNFINISHED = (".part", ".partial", ".filepart", ".crdownload", ".download", ".tmp", ".temp")


class Marker(FileSystemEventHandler):
    """Marks the folders of a root in which events happen.

    Args:
        root: the watched folder as the catalogue names it.
        real: the same without links; events name it so.
        own: folders whose events don't count, without links.
        dirty: takes the marks.
        closes: whether the system tells when a file that was written to is closed.

    """

    def __init__(
        self, root: str, real: str, own: Collection[str], dirty: DirtyFolders, *, closes: bool
    ) -> None:
        self._root = root
        self._real = real
        self._own = own
        self._dirty = dirty
        self._closes = closes

    def dispatch(self, event: FileSystemEvent) -> None:
        """Mark what an event is about."""
        if isinstance(event, FileMovedEvent | DirMovedEvent):
            self._gone(os.fsdecode(event.src_path))
            self._come(os.fsdecode(event.dest_path), folder=event.is_directory)
        elif isinstance(event, FileDeletedEvent | DirDeletedEvent):
            self._gone(os.fsdecode(event.src_path))
        elif isinstance(event, FileCreatedEvent | DirCreatedEvent):
            self._come(os.fsdecode(event.src_path), folder=event.is_directory)
        elif isinstance(event, DirAttribEvent):
            self._entered(os.fsdecode(event.src_path))
        elif isinstance(event, FileAttribEvent | FileModifiedEvent | FileClosedEvent):
            self._written(os.fsdecode(event.src_path), event)

    def _gone(self, path: str) -> None:
        if (named := self._named(path)) and named != self._root:
            self._dirty.changed(above(named))

    def _come(self, path: str, *, folder: bool) -> None:
        if not (named := self._named(path)) or named == self._root:
            return
        if folder:
            self._dirty.changed(named, deep=True)
        else:
            self._dirty.changed(above(named))

    def _entered(self, path: str) -> None:
        if named := self._named(path):
            self._dirty.changed(named)

    def _written(self, path: str, event: FileSystemEvent) -> None:
        if not (named := self._named(path)):
            return
        if isinstance(event, FileClosedEvent):
            self._dirty.closed(named)
        elif isinstance(event, FileModifiedEvent) and self._closes:
            self._dirty.writing(named)
        else:
            self._dirty.changed(above(named))

    def _named(self, path: str) -> str | None:
        """Return a path as the catalogue names it, None if it does not count."""
        if path == self._real:
            return self._root
        if not path:
            return None
        if not path.startswith(self._real.rstrip(os.sep) + os.sep):
            self._dirty.changed(self._root, deep=True)  # under another spelling of the name
            return None
        relative = path[len(self._real) :].lstrip(os.sep)
        if any(is_hidden(part) for part in Path(relative).parts):
            return None
        if path.lower().endswith(_UNFINISHED) or self._is_own(path):
            return None
        return f"{self._root.rstrip(os.sep)}{os.sep}{relative}"

    def _is_own(self, path: str) -> bool:
        return any(path == own or path.startswith(own + os.sep) for own in self._own)
