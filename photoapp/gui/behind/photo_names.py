"""File names of photos, looked up when they are first needed."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from photoapp.gui.behind.tasks import Tasks

_KEPT = 10_000


class PhotoNames(QObject):
    """Looks names up in the background and keeps them.

    Signals:
        known: a photo's name has been looked up.

    """

    known = Signal(int, str)

    def __init__(
        self, look_up: Callable[[int], str], tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._look_up = look_up
        self._tasks = tasks
        self._names: dict[int, str] = {}

    def ask(self, photo_id: int) -> str | None:
        """Return a photo's name, or None and tell it with ``known`` soon."""
        if photo_id not in self._names:
            self._tasks.run(partial(self._look_up, photo_id), partial(self._keep, photo_id))
        return self._names.get(photo_id)

    def forget(self) -> None:
        """Look every name up anew: files may have been renamed."""
        self._names.clear()

    def _keep(self, photo_id: int, name: str) -> None:
        if len(self._names) >= _KEPT:
            self._names.clear()
        self._names[photo_id] = name
        self.known.emit(photo_id, name)
