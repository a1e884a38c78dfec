"""Work that goes on behind the window, and what the strip says of it."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from photoapp.events import (
    BuildProgress,
    CaughtUp,
    Event,
    FileFailed,
    FolderWatched,
    IndexProgress,
    ModelSwitched,
    Paused,
    PhotosAdded,
    Resumed,
    ScanProgress,
    WatchTrouble,
)
from photoapp.gui.behind.background import Background
from photoapp.gui.language import tr
from photoapp.gui.main.main_window import MainWindow
from photoapp.gui.notifications import Notifications
from photoapp.gui.strip.progress_texts import added, built, indexed

if TYPE_CHECKING:
    from photoapp.catalog import Failure
    from photoapp.library import BuildReport, IndexReport

_LOOK_MILLISECONDS = 1000


class Working(QObject):
    """Indexes, watches and changes models, one after the other where they must.

    Signals:
        begun: folders are being looked at.
        changed: the library is not what it was: photos came, went, or can be found now.
        ended: folders have been looked at.

    """

    begun = Signal()
    changed = Signal()
    ended = Signal()

    def __init__(
        self, window: MainWindow, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window, self._behind, self._strip = window, background, window.progress
        self._notifications: Notifications | None = None
        self._expected = 0
        self._another_model = False
        self._looking = QTimer(self, interval=_LOOK_MILLISECONDS)
        self._looking.timeout.connect(self._show_pause)
        self._connect()

    @property
    def indexing(self) -> bool:
        """Whether folders are being looked at because somebody asked for it, or at the start."""
        return self._behind.indexing.running

    def begin(self) -> None:
        """Look at all folders, then watch them."""
        self._behind.indexing.index_all()
        self._behind.failures.ask(partial(_failures, self._behind))

    def add_folders(self, folders: list[Path]) -> None:
        """Watch folders, and look at them at once."""
        self._behind.indexing.add_folders(folders)

    def expect(self, photos: int) -> None:
        """Expect photos to be looked at anew, which is not to be called news."""
        self._expected += photos

    def _connect(self) -> None:
        behind = self._behind
        behind.session.warned.connect(self._strip.end)
        for runner in (behind.indexing, behind.watching, behind.models):
            runner.run.told.connect(self._hear)
            runner.run.failed.connect(self._strip.end)
        behind.indexing.run.told.connect(self._show_progress)
        behind.models.run.told.connect(self._show_progress)
        behind.indexing.run.started.connect(self._begun)
        behind.indexing.run.ended.connect(self._indexed)
        behind.models.run.ended.connect(self._built)
        behind.failures.changed.connect(lambda found, _: self._strip.show_failures(len(found)))
        behind.settings.model_chosen.connect(self._model_chosen)
        behind.settings.folder_added.connect(lambda _: behind.indexing.index_all())
        behind.settings.folder_removed.connect(lambda _: self.changed.emit())
        behind.settings.changed.connect(lambda _: self._show_pause())
        self._window.commands["look-again"].triggered.connect(behind.indexing.index_all)
        self._window.commands["pause"].toggled.connect(self._pause)

    def _hear(self, event: Event) -> None:
        """Take note of an event of any run."""
        match event:
            case FileFailed():
                self._behind.failures.refresh_soon()
            case PhotosAdded() | FolderWatched() | ModelSwitched():
                self.changed.emit()
            case CaughtUp():
                self._caught_up(event)
            case WatchTrouble(sentence):
                self._strip.end(sentence)
            case Paused() | Resumed():
                self._show_pause()

    def _show_progress(self, event: Event) -> None:
        """Show how far a run has come; where two go on, the one that was asked for counts.

        Of watching nothing is shown: nobody asked for it just now.
        """
        match event:
            case ScanProgress() | IndexProgress():
                self._strip.show_progress(event)
            case BuildProgress() if not self.indexing:
                self._strip.show_progress(event)

    def _begun(self) -> None:
        self._strip.begin()
        self._looking.start()
        self._told().work_began()
        self.begun.emit()

    def _indexed(self, report: "IndexReport | None") -> None:
        self._strip.end(indexed(report))
        self._settle()
        self.ended.emit()
        if report is not None:
            self._told().indexing_ended(report.embedded)
            self._behind.models.go_on()
        self._behind.watching.start()  # it tries again by itself what could not be done

    def _model_chosen(self, _name: str) -> None:
        """Get a model ready; if another one is just being got ready, that is left for later."""
        self._another_model = self._behind.models.running
        if self._another_model:
            self._behind.models.stop()
        else:
            self._behind.models.go_on()

    def _built(self, report: "BuildReport | None") -> None:
        if report is not None and not self.indexing:
            self._strip.end(built(report))
        self.changed.emit()
        if self._another_model:
            self._another_model = False
            self._behind.models.go_on()

    def _caught_up(self, event: CaughtUp) -> None:
        self._settle()
        new = max(0, event.embedded - self._expected)
        self._expected = max(0, self._expected - event.embedded)
        if new and not self.indexing:
            self._strip.end(added(new, event.seconds))

    def _settle(self) -> None:
        """Ask anew for what may be different now."""
        self._behind.failures.refresh()
        self._behind.cards.forget()
        self._behind.thumbnails.retry_failures()
        self._behind.photos.retry_failures()
        self.changed.emit()

    def _pause(self, paused: bool) -> None:
        if self._behind.session.is_open:
            pausing = self._behind.session.library.pausing
            (pausing.pause if paused else pausing.resume)()
        self._show_pause()

    def _show_pause(self) -> None:
        if self._behind.session.is_open:
            why = self._behind.session.library.pausing.paused
            self._strip.show_paused(_why_paused(why) if why else "")

    def _told(self) -> Notifications:
        if self._notifications is None:  # not before the first frame
            self._notifications = Notifications(self._window)
        return self._notifications


def _failures(behind: Background) -> "list[Failure]":
    return behind.session.library.failures()


def _why_paused(reason: str) -> str:
    return {
        "you": tr("Paused"),
        "battery": tr("Paused while on battery"),
        "busy": tr("Paused while you use the computer"),
    }[reason]
