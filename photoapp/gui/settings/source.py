"""What the pages of the settings ask the library, and change, in background threads."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from photoapp.errors import PhotoappError
from photoapp.gui.behind.tasks import Tasks

if TYPE_CHECKING:
    from photoapp.library import Library
    from photoapp.settings import Settings

OfLibrary = Callable[["Library"], Any]
Done = Callable[[Any], None]


def nothing(_result: object) -> None:
    """Do nothing with a result."""


class SettingsSource(QObject):
    """Runs what pages want of the library; refusals become sentences.

    Args:
        library: returns the library; only called in background threads.
        tasks: whose threads those are; downloads may hold one for long.

    Signals:
        changed: the settings were read or changed; carries a ``Settings``.
        folder_added: a folder is watched from now on; carries its path.
        folder_removed: a folder is watched no longer; carries its path.
        model_chosen: another model is to answer; carries its name.
        model_gone: a model was deleted; carries its name.
        failed: what was wanted can't be; carries a sentence.

    """

    changed = Signal(object)
    folder_added = Signal(object)
    folder_removed = Signal(object)
    model_chosen = Signal(str)
    model_gone = Signal(str)
    failed = Signal(str)

    def __init__(
        self, library: "Callable[[], Library]", tasks: Tasks, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._tasks = tasks

    def run(
        self, work: OfLibrary, done: Done = nothing, over: Callable[[], None] | None = None
    ) -> None:
        """Ask the library in the background, then ``done`` with the answer, ``over`` anyhow."""
        end = over or (lambda: None)

        def answered(result: object) -> None:
            done(result)
            end()

        def refused(error: Exception) -> None:
            end()
            self._refused(error)

        self._tasks.run(lambda: work(self._library()), answered, refused)

    def read(self) -> None:
        """Tell the settings with ``changed``."""
        self.run(lambda library: library.settings.read(), self.changed.emit)

    def change(self, **values: object) -> None:
        """Change settings, and tell them all with ``changed``."""
        self.run(partial(_change, values=values), self.changed.emit)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, PhotoappError):
            raise error
        self.failed.emit(str(error))


def _change(library: "Library", values: dict[str, object]) -> "Settings":
    settings = library.settings.change(**values)
    library.pausing.look_again()
    return settings
