"""What happens in the window: joins its views to what works behind it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

from photoapp.events import BuildProgress, CaughtUp, FileFailed
from photoapp.gui.behind.background import Background
from photoapp.gui.behind.library_session import OpenLibrary
from photoapp.gui.behind.photo_results import MOST_RESULTS, Results
from photoapp.gui.grid.photo_grid import PhotoGrid
from photoapp.gui.main.main_window import MainWindow
from photoapp.gui.strip.failure_dialog import FailureDialog
from photoapp.gui.strip.progress_strip import duration
from photoapp.gui.viewer.photo_viewer import PhotoViewer

if TYPE_CHECKING:
    from photoapp.library import BuildReport, IndexReport

ChooseFolder = Callable[[QWidget], str]


def choose_folder(parent: QWidget) -> str:
    """Ask the user for a folder; empty if they change their mind."""
    return QFileDialog.getExistingDirectory(parent, "Add a folder of photos")


class Controller(QObject):
    """Owns the window and everything behind it.

    Args:
        open_library: called in a background thread once the window is shown.
        settings: where the window's place and size are kept.
        choose: asks for a folder.

    """

    def __init__(
        self, open_library: OpenLibrary, settings: QSettings, choose: ChooseFolder = choose_folder
    ) -> None:
        super().__init__()
        self._settings = settings
        self._choose = choose
        self._failures: list[FileFailed] = []
        self.shown: Results | None = None
        self.background = Background(open_library, self)
        self.window = _make_window(self.background)
        self._connect_background()
        self._connect_window()

    def start(self) -> None:
        """Show the window, then open the library."""
        self.window.enable(False)
        self.window.message.show_text("", "Opening your library…")
        self.window.restore(self._settings)
        self.window.show()
        self.background.session.open()

    def close(self) -> None:
        """Hide the window and end everything behind it, within seconds."""
        self.window.close()
        self.background.close()

    def _connect_background(self) -> None:
        behind, strip = self.background, self.window.progress
        behind.session.opened.connect(self._opened)
        behind.session.broken.connect(self._broken)
        behind.session.warned.connect(strip.end)
        behind.results.changed.connect(self._show_results)
        behind.indexing.started.connect(self._indexing_started)
        behind.indexing.progressed.connect(strip.show_progress)
        behind.indexing.file_failed.connect(self._file_failed)
        behind.indexing.photos_added.connect(behind.results.refresh_soon)
        behind.indexing.finished.connect(self._indexing_finished)
        behind.indexing.failed.connect(strip.show_text)
        behind.watching.file_failed.connect(self._file_failed)
        behind.watching.photos_added.connect(behind.results.refresh_soon)
        behind.watching.folder_changed.connect(behind.results.refresh_soon)
        behind.watching.caught_up.connect(self._caught_up)
        behind.watching.trouble.connect(strip.end)
        behind.models.progressed.connect(self._show_way)
        behind.models.file_failed.connect(self._file_failed)
        behind.models.photos_added.connect(behind.results.refresh_soon)
        behind.models.switched.connect(lambda _: behind.results.refresh())
        behind.models.finished.connect(self._model_run_finished)
        behind.models.failed.connect(strip.end)

    def _connect_window(self) -> None:
        window, behind = self.window, self.background
        window.folder_asked.connect(self._ask_for_folder)
        window.folders_dropped.connect(behind.indexing.add_folders)
        window.look_again.triggered.connect(behind.indexing.index_all)
        window.find_action.triggered.connect(self._find)
        window.closing.connect(self._closing)
        window.search.searched.connect(behind.results.show)
        window.search.left.connect(window.grid.enter)
        window.grid.opened.connect(self._open_viewer)
        window.viewer.closed.connect(self._close_viewer)
        window.progress.stop_asked.connect(behind.indexing.stop)
        window.progress.stop_asked.connect(behind.models.stop)
        window.progress.failures_asked.connect(self._show_failures)

    def _opened(self) -> None:
        self.window.enable(True)
        self.window.search.setFocus()
        self.background.results.show(self.window.search.text())
        self.background.indexing.index_all()

    def _broken(self, sentence: str) -> None:
        self.window.message.show_text("Your library can't be opened", sentence)
        self.window.show_page(self.window.message)

    def _ask_for_folder(self) -> None:
        if chosen := self._choose(self.window):
            self.background.indexing.add_folders([Path(chosen)])

    def _find(self) -> None:
        self.window.show_browser()
        self.window.search.begin()

    def _indexing_started(self) -> None:
        self._failures.clear()
        self.window.progress.show_failures(0)
        self.window.progress.begin()
        self._choose_page()

    def _file_failed(self, failure: FileFailed) -> None:
        self._failures.append(failure)
        self.window.progress.show_failures(len(self._failures))

    def _indexing_finished(self, report: "IndexReport | None") -> None:
        self.window.progress.end(_sentence(report))
        self.background.names.forget()
        self.background.thumbnails.retry_failures()
        self.background.photos.retry_failures()
        self.background.results.refresh()
        if report is not None and not report.stopped:
            self.background.models.go_on()
            self.background.watching.start()

    def _caught_up(self, event: CaughtUp) -> None:
        self.background.names.forget()
        self.background.results.refresh_soon()
        if event.embedded and not self.background.indexing.running:
            self.window.progress.end(_added(event.embedded, event.seconds))

    def _show_way(self, event: BuildProgress) -> None:
        if not self.background.indexing.running:
            self.window.progress.show_way(event)

    def _model_run_finished(self, report: "BuildReport") -> None:
        if not self.background.indexing.running:
            self.window.progress.end(_way_sentence(report))

    def _show_failures(self) -> None:
        FailureDialog(self._failures, self.window).open()

    def _show_results(self, results: Results) -> None:
        self.shown = results
        self.window.grid.show_offline(results.offline)
        self.window.grid.show_photos(results.photo_ids, keep_place=results.refreshed)
        self.window.count.setText(_count(results))
        self._choose_page()

    def _choose_page(self) -> None:
        window, results = self.window, self.shown
        if results is None:
            return
        if results.photo_ids:
            window.show_page(window.grid)
        elif results.problem:
            self._say("Searching is not possible just now", results.problem)
        elif results.query:
            self._say("No photos found", f"Nothing in your library answers “{results.query}”.")
        elif self.background.indexing.running:
            self._say("", "Looking for photos…")
        else:
            window.show_page(window.empty)

    def _say(self, headline: str, text: str) -> None:
        self.window.message.show_text(headline, text)
        self.window.show_page(self.window.message)

    def _open_viewer(self, row: int) -> None:
        self.window.show_viewer()
        self.window.viewer.open(self.window.grid.photos.photo_ids, row)

    def _close_viewer(self, photo_id: int) -> None:
        self.window.show_browser()
        self.window.grid.select_photo(photo_id)
        self.window.grid.enter()

    def _closing(self) -> None:
        if self.background.session.is_open:  # else its folder may not be there
            self.window.save(self._settings)
            self._settings.sync()


def _make_window(behind: Background) -> MainWindow:
    grid = PhotoGrid(behind.thumbnails, behind.names)
    viewer = PhotoViewer(behind.photos, behind.thumbnails, behind.names)
    return MainWindow(grid, viewer)


def _count(results: Results) -> str:
    count = len(results.photo_ids)
    if results.query and count == MOST_RESULTS:
        return f"best {count:,} photos"
    return "" if count == 0 else "1 photo" if count == 1 else f"{count:,} photos"


def _sentence(report: "IndexReport | None") -> str:
    if report is None or report.stopped:
        return "Stopped; the rest is taken up next time."
    return _added(report.embedded, report.seconds)


def _added(count: int, seconds: float) -> str:
    if not count:
        return "Up to date"
    photos = "1 photo" if count == 1 else f"{count:,} photos"
    return f"{photos} added in {duration(seconds)}"


def _way_sentence(report: "BuildReport") -> str:
    if report.switched:
        return f"{report.model} answers searches now"
    if report.stopped or report.given_up:
        return "Stopped; the rest is taken up next time."
    return f"{report.left:,} photos wait for their drive before {report.model} can take over."
