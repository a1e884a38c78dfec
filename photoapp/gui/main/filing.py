"""What is done with photos' files: open, show, copy, export, throw away."""

import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QMimeDatabase, QObject, QSettings, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox
from shiboken6 import isValid

from photoapp.events import ExportProgress
from photoapp.gui.behind.background import Background
from photoapp.gui.behind.long_run import LongRun
from photoapp.gui.export.export_strip import ExportStrip
from photoapp.gui.language import tr, tr_n
from photoapp.gui.main.main_window import MainWindow
from photoapp.gui.settings.asking import Ask, ask

if TYPE_CHECKING:
    from photoapp.events import Event, Listener
    from photoapp.gui.export.choice import ExportChoice
    from photoapp.gui.open_with import Program
    from photoapp.library import Library
    from photoapp.library.files import ExportReport, TrashReport

    ExportDone = tuple[Path, int, ExportReport]  # where to, how many photos, and what was done

Selected = Callable[[], Sequence[int]]
Confirm = Callable[[MainWindow, int], bool]

# More at once is more likely a mistake than a wish.
_MOST_OPENED = 10
_TOLD_EVERY_SECONDS = 0.1


def confirm_trash(window: MainWindow, count: int) -> bool:
    """Ask whether photos are really to go."""
    text = tr_n("Move 1 photo to the trash?", "Move {n} photos to the trash?", count)
    more = tr("What belongs to them goes along. The system's trash gives them back.")
    box = QMessageBox(QMessageBox.Icon.Question, "photoapp", text, parent=window)
    box.setInformativeText(more)
    move = box.addButton(tr("Move to Trash"), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(move)
    box.exec()
    return box.clickedButton() is move


class Filing(QObject):
    """Joins commands to what is done with the files of the selected photos.

    Args:
        confirm: asks before photos are moved to the trash.
        ask_first: asks before a folder is left.

    Signals:
        gone: photos are not there any more.

    """

    gone = Signal()

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        selected: Selected,
        settings: QSettings,
        *,
        parent: QObject | None = None,
        confirm: Confirm = confirm_trash,
        ask_first: Ask = ask,
    ) -> None:
        super().__init__(parent)
        self._window, self._behind, self._selected = window, background, selected
        self._settings, self._confirm, self._ask = settings, confirm, ask_first
        self._exporting = LongRun(background.tasks, self)
        self._exporting.ended.connect(self._exported)
        self._exporting.failed.connect(window.progress.say)
        self._exporting.told.connect(self._show_export)
        self._strip = ExportStrip(window)
        self._strip.cancelled.connect(self._exporting.stop)
        self._strip.hide()
        window.add_to_strip(self._strip)
        window.sidebar.folder_left.connect(self._ask_to_leave)
        for command_id, act in {
            "open": self._open,
            "reveal": lambda: self._with_paths(self.reveal),
            "copy": self._copy,
            "export": self._ask_export,
            "trash": self._trash,
        }.items():
            window.commands[command_id].triggered.connect(lambda _=False, act=act: act())

    def reveal(self, paths: Sequence[Path]) -> None:
        """Show files in the file manager."""
        from photoapp.gui.desktop import reveal  # noqa: PLC0415 - wanted now and then

        reveal(paths)

    def programs_menu(self) -> QMenu:
        """Return a menu of the programs that open the selected photos, filled in a moment."""
        menu = QMenu(tr("Open &With"), self._window)
        ids = list(self._selected())
        if ids and self._behind.session.is_open:
            work = partial(_programs, self._behind.session.library, ids)
            self._behind.tasks.run(work, partial(self._offer, menu), series="programs")
        return menu

    def stop(self) -> None:
        """End an export."""
        self._exporting.stop()

    def _with_paths(self, done: Callable[[list[Path]], None]) -> None:
        """Call ``done`` with the selected photos' files."""
        if ids := list(self._selected()):
            self._behind.acting.run(lambda library: library.files_of(ids), done)

    def _offer(self, menu: QMenu, found: "tuple[list[Program], list[Path]]") -> None:
        from photoapp.gui.open_with import open_in  # noqa: PLC0415 - wanted now and then

        programs, paths = found
        if not (isValid(menu) and paths):
            return  # it has been closed, or the photos have gone meanwhile
        for program in programs:
            menu.addAction(program.name, partial(open_in, program, paths))
        menu.addAction(tr("Another Program…"), partial(self._open_in_another, paths))

    def _open_in_another(self, paths: list[Path]) -> None:
        from photoapp.gui.open_with import ask_system, open_in_named  # noqa: PLC0415 - as above

        if not ask_system(paths[0]):
            title = tr("A Program to Open the Photos With")
            chosen, _ = QFileDialog.getOpenFileName(self._window, title)
            if chosen and not open_in_named(Path(chosen), paths):
                self._say(tr("{name} can't be started.", name=Path(chosen).name))

    def _open(self) -> None:
        if len(self._selected()) <= _MOST_OPENED:
            self._with_paths(self._open_paths)
        else:
            self._say(tr("Choose at most {n} photos to open.", n=_MOST_OPENED))

    def _open_paths(self, paths: list[Path]) -> None:
        from photoapp.gui.desktop import open_files  # noqa: PLC0415 - wanted now and then

        if left := open_files(paths):
            self._say(tr("No program opens {name}.", name=left[0].name))

    def _copy(self) -> None:
        ids = list(self._selected())
        picture = self._behind.thumbnails.picture(ids[0]) if len(ids) == 1 else None

        def copy(paths: list[Path]) -> None:
            from photoapp.gui.desktop import copy_photos  # noqa: PLC0415 - wanted now and then

            copy_photos(paths, picture.toImage() if picture is not None else None)
            self._say(tr_n("1 photo copied", "{n} photos copied", len(paths)))

        self._with_paths(copy)

    def _ask_export(self) -> None:
        from photoapp.gui.export.export_dialog import ExportDialog  # noqa: PLC0415 - as above

        ids = list(self._selected())
        if not ids:
            self._say(tr("Choose the photos to export first."))
            return
        card = self._behind.cards.card(ids[0])
        example = card.name if card is not None else "photo.jpg"
        dialog = ExportDialog(len(ids), example, self._settings, self._window)
        dialog.chosen.connect(partial(self._export, ids))
        dialog.open()

    def _export(self, ids: list[int], choice: "ExportChoice") -> None:
        library = self._behind.session.library

        folder = Path(choice.folder).expanduser()

        def work(listener: "Listener", stop: threading.Event) -> "ExportDone":
            tell = _seldom(lambda done: listener(ExportProgress(done, len(ids))))
            options = choice.options()
            report = library.files.export(ids, folder, options, progress=tell, stop=stop)
            return folder, len(ids), report

        if self._exporting.start(work):
            self._strip.begin(len(ids))
        else:
            self._say(tr("Another export is still going on; try again when it has ended."))

    def _show_export(self, event: "Event") -> None:
        if isinstance(event, ExportProgress) and self._exporting.running:
            self._strip.show_progress(event.done, event.total)

    def _exported(self, done: "ExportDone | None") -> None:
        self._strip.hide()
        if done is not None:
            folder, asked, report = done
            exported = tr_n(
                "1 photo exported to {folder}",
                "{n} photos exported to {folder}",
                report.exported,
                folder=folder,
            )
            if report.exported + report.skipped + len(report.refused) < asked:
                exported = tr("Export ended: {what}", what=exported)
            self._say(_with_refused(exported, report.refused))

    def _trash(self) -> None:
        ids = list(self._selected())
        if ids and self._confirm(self._window, len(ids)):
            self._behind.acting.run(partial(_trash, ids), self._trashed)

    def _trashed(self, report: "TrashReport") -> None:
        count = len(report.photo_ids)
        done = tr_n("1 photo moved to the trash", "{n} photos moved to the trash", count)
        self._say(_with_refused(done, report.refused))
        self.gone.emit()

    def _ask_to_leave(self, folder: str) -> None:
        text = tr("Stop watching “{folder}”? Its files stay where they are.", folder=folder)
        self._ask(self._window, text, tr("Stop Watching"), partial(self._leave, Path(folder)))

    def _leave(self, folder: Path) -> None:
        settings = self._behind.settings
        settings.run(
            lambda library: library.remove_folder(folder),
            lambda _: settings.folder_removed.emit(folder),
        )

    def _say(self, text: str) -> None:
        self._window.progress.say(text)


def _seldom(tell: Callable[[int], None]) -> Callable[[int], None]:
    """Return what passes a count on, not more often than anybody can see."""
    told_at = 0.0

    def pass_on(done: int) -> None:
        nonlocal told_at
        if (now := time.monotonic()) - told_at >= _TOLD_EVERY_SECONDS:
            told_at = now
            tell(done)

    return pass_on


def _programs(library: "Library", ids: list[int]) -> "tuple[list[Program], list[Path]]":
    """Return what opens files like the first of some photos; runs in a background thread."""
    from photoapp.gui.open_with import programs_for  # noqa: PLC0415 - wanted now and then

    paths = library.files_of(ids)
    kind = QMimeDatabase().mimeTypeForFile(str(paths[0])).name() if paths else ""
    return programs_for(kind, [QLocale().name(), QLocale().name()[:2]]), paths


def _trash(ids: list[int], library: "Library") -> "TrashReport":
    return library.files.trash(ids)


def _with_refused(done: str, refused: Sequence[str]) -> str:
    if not refused:
        return done
    others = tr_n(" And 1 more.", " And {n} more.", len(refused) - 1) if len(refused) > 1 else ""
    return f"{done}.  {refused[0]}{others}"
