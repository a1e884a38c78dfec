"""What happens in the window: joins its views to what works behind it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QWidget

from photoapp.gui.behind.background import Background
from photoapp.gui.behind.library_session import OpenLibrary
from photoapp.gui.grid.photo_grid import PhotoGrid
from photoapp.gui.keys.key_bindings import KeyBindings
from photoapp.gui.language import tr
from photoapp.gui.main.album_making import AlbumMaking
from photoapp.gui.main.browsing import Browsing
from photoapp.gui.main.deciding import Deciding
from photoapp.gui.main.defining import Defining
from photoapp.gui.main.filing import Filing
from photoapp.gui.main.informing import Informing
from photoapp.gui.main.labelling import Labelling
from photoapp.gui.main.main_window import MainWindow
from photoapp.gui.main.marking import Marking
from photoapp.gui.main.menus import photo_menu
from photoapp.gui.main.opening import Opening
from photoapp.gui.main.pages import Pages
from photoapp.gui.main.personalising import Personalising
from photoapp.gui.main.reviewing import Reviewing
from photoapp.gui.main.telling_versions import TellingVersions
from photoapp.gui.main.viewing import Viewing
from photoapp.gui.main.working import Working
from photoapp.gui.main.writing_back import WritingBack
from photoapp.gui.strip.change_texts import done_text

if TYPE_CHECKING:
    from photoapp.library.changes import Change
    from photoapp.library.write_back import WriteBackReport

ChooseFolder = Callable[[QWidget], str]

# What these change is seen in which photos are shown, or how many there are of what.
_SHOWN_BY = frozenset(
    ["album", "keywords", "label", "rating", "flag", "color", "caption", "captions", "rotation"]
)

_PHOTOS_A_MILLISECOND = 40


def choose_folder(parent: QWidget) -> str:
    """Ask the user for a folder; empty if they change their mind."""
    return QFileDialog.getExistingDirectory(parent, tr("Add a Folder of Photos"))


class Controller(QObject):
    """Owns the window and everything behind it.

    Args:
        open_library: called in a background thread once the window is shown.
        settings: where the window's arrangement and keys are kept.
        choose: asks for a folder.

    """

    def __init__(
        self, open_library: OpenLibrary, settings: QSettings, choose: ChooseFolder = choose_folder
    ) -> None:
        super().__init__()
        self._settings, self._choose = settings, choose
        self._paths: Sequence[Path] = ()
        self._open = False
        self.background = behind = Background(open_library, self)
        self.window = window = MainWindow(
            PhotoGrid(behind.thumbnails, behind.cards, behind.known_paths)
        )
        self.bindings = KeyBindings(window.commands, settings, self)
        self.browsing = Browsing(window, behind, settings, self)
        self.working = Working(window, behind, self)
        self.viewing = Viewing(window, behind, self)
        self.opening = Opening(
            window, behind, self.browsing, working=self.working, viewing=self.viewing, parent=self
        )
        self.informing = Informing(window, behind, self.browsing, self)
        self.marking = Marking(window, behind, self.browsing, self.selected, self)
        self.filing = Filing(window, behind, self.selected, settings, parent=self)
        self.pages = Pages(window, behind, self.browsing, self.working, self.bindings, parent=self)
        self.album_making = AlbumMaking(window, behind, self.pages, parent=self)
        self.labelling = Labelling(behind, self.browsing, self)
        self.writing_back = WritingBack(behind, self)
        self.telling_versions = TellingVersions(window, behind, self)
        self.personalising = Personalising(
            window, behind, self.browsing, self.pages, settings, parent=self
        )
        self.reviewing = Reviewing(
            window, behind, self.browsing, self.pages, self.labelling, parent=self
        )
        self.deciding = Deciding(
            window,
            behind,
            self.browsing,
            reviewing=self.reviewing,
            selected=self.selected,
            parent=self,
        )
        self.defining = Defining(
            window,
            behind,
            self.browsing,
            self.pages,
            self.labelling,
            review=self.reviewing.review,
            parent=self,
        )
        self._connect()

    def start(self, paths: Sequence[Path] = ()) -> None:
        """Show the window, then open the library, and in it what it is opened with."""
        self._paths = [*paths, *self._paths]
        self.bindings.restore()
        self.window.enable(False)
        self.window.message.show_text("", tr("Opening your library…"))
        self.window.restore(self._settings)
        self.window.show()
        self.background.session.open()

    def open(self, paths: Sequence[Path]) -> None:
        """Show files and folders that are opened with photoapp, once the library is there."""
        if self._open:
            self.opening.open(paths)
        else:
            self._paths = [*self._paths, *paths]

    def close(self) -> None:
        """Hide the window and end everything behind it, within seconds."""
        self.window.info.caption.keep()
        self.window.close()
        self.informing.stop()
        self.pages.stop()
        self.defining.stop()
        self.labelling.stop()
        self.writing_back.stop()
        self.personalising.stop()
        self.reviewing.stop()
        self.filing.stop()
        self.album_making.stop()
        self.background.close()

    def selected(self) -> Sequence[int]:
        """Return the photos that a command is meant for."""
        if self.window.viewing and self.window.viewer is not None:
            photo_id = self.window.viewer.photo_id
            return [] if photo_id is None else [photo_id]
        if self.reviewing.shown:
            return self.reviewing.chosen
        if self.pages.beside:  # what is chosen can't be seen
            return []
        return self.window.grid.selected_photos()

    def _connect(self) -> None:
        session, acting = self.background.session, self.background.acting
        session.opened.connect(self._opened)
        session.at_work.connect(self._may_work)
        acting.changed.connect(self._changed)
        acting.said.connect(self.window.progress.say)
        self.working.changed.connect(self.browsing.refresh_soon)
        self.working.ended.connect(self.browsing.refresh)
        # What came while folders were looked at is tagged then, not after each photo.
        self.working.ended.connect(self.labelling.settle_soon)
        self.background.models.run.ended.connect(self.labelling.settle_soon)
        self.writing_back.wrote.connect(self._written)
        self.personalising.switched.connect(self.browsing.refresh)
        self.personalising.switched.connect(self.labelling.settle_soon)
        self.browsing.shown.connect(self._show_found)
        self.labelling.settled.connect(lambda _: self.informing.refresh())
        self.viewing.moved.connect(lambda photo_id: self.informing.show([photo_id]))
        self.informing.taken.connect(self.viewing.show_taken)
        self.viewing.closed.connect(self._inform)
        self.viewing.menu_asked.connect(self._show_menu)
        self.viewing.closed.connect(self.browsing.name_window)
        self.filing.gone.connect(self.browsing.refresh)
        self.window.grid.selection_changed.connect(self._inform)
        self.reviewing.looked_at.connect(self._inform)
        self.reviewing.menu_asked.connect(self._show_menu)
        self.window.grid.context_menu.connect(self._show_menu)
        self.window.paths_dropped.connect(self._dropped)
        self.window.info.keyword_chosen.connect(self.browsing.show_keyword)
        self.window.info.album_chosen.connect(self.browsing.show_album)
        self.window.info.file_asked.connect(lambda path: self.filing.reveal([Path(path)]))
        self.window.sidebar.folder_shown.connect(lambda path: self.filing.reveal([Path(path)]))
        self.window.sidebar.label_edit_asked.connect(self.defining.show)
        self.window.activated.connect(self._look_again)
        acting.refused.connect(self.informing.refresh)
        self.window.closing.connect(self._closing)
        self._connect_commands()

    def _connect_commands(self) -> None:
        window, viewing = self.window, self.viewing
        for command_id, act in {
            "add-folder": self._ask_for_folder,
            "find": self._find,
            "similar": self._find_similar,
            "back": self.browsing.back,
            "forward": self.browsing.forward,
            "all-photos": self.browsing.show_all,
            "select-all": lambda: self._select(everything=True),
            "select-none": lambda: self._select(everything=False),
            "grid": self._to_grid,
            "view": viewing.open_current,
            "toggle-view": viewing.toggle,
            "compare": viewing.compare,
            "slideshow": viewing.slideshow,
            "larger": lambda: self._size(1),
            "smaller": lambda: self._size(-1),
        }.items():
            window.commands[command_id].triggered.connect(lambda _=False, act=act: act())

    def _select(self, *, everything: bool) -> None:
        """Select all photos that are in sight, or none; photos behind a page are left alone."""
        beside = self.reviewing.grid if self.reviewing.shown else None
        grid = beside if self.pages.beside else self.window.grid
        if grid is not None:
            (grid.selectAll if everything else grid.clearSelection)()

    def _written(self, report: "WriteBackReport") -> None:
        self.working.expect(report.written)
        self.browsing.refresh_soon()
        self.informing.refresh()

    def _may_work(self) -> None:
        """Look at folders once photos are shown, and a first search of them has been answered.

        Both take all there is of the processor, the more the larger the library is.
        """
        if self.browsing.found is None:
            self.browsing.shown.connect(self._may_work, Qt.ConnectionType.SingleShotConnection)
        else:
            photos = len(self.browsing.found.photo_ids)
            QTimer.singleShot(photos // _PHOTOS_A_MILLISECOND, self, self.working.begin)

    def _opened(self) -> None:
        self._open = True
        self.window.enable(True)
        self.window.search.field.setFocus()
        self.browsing.begin()
        self._name_undo()
        if self._paths:
            self.opening.open(self._paths)

    def _look_again(self) -> None:
        """Ask for what others may have changed meanwhile, by the command line say."""
        if self.browsing.query is not None:
            self.browsing.look_again()
            self.labelling.settle_soon()  # another model may answer
            self.background.settings.read()

    def _changed(self, change: "Change") -> None:
        """Show what was done to photos wherever they are shown."""
        ids = change.photo_ids
        self.background.cards.forget(ids)
        looked_at = self.selected() if self.window.viewing else ()
        self.background.cards.want([*looked_at, *self.window.grid.photos_in_sight()])
        if change.kind == "rotation":
            self.working.expect(len(ids))
            self.background.thumbnails.forget(ids)
            self.viewing.refresh(ids)
            self.window.grid.look_again()
        if change.kind == "album":
            self.background.albums.refresh()
        if change.kind in _SHOWN_BY:
            self.browsing.refresh_soon()
        self.informing.refresh()
        self._name_undo()

    def _name_undo(self) -> None:
        """Say in the menu what would be taken back, or done again."""
        changes, commands = self.background.session.library.changes, self.window.commands
        back, again = changes.next_undo, changes.next_redo
        commands["undo"].setEnabled(back is not None)
        commands["redo"].setEnabled(again is not None)
        commands["undo"].setText(
            tr("&Undo: {what}", what=done_text(back)) if back is not None else tr("&Undo")
        )
        commands["redo"].setText(
            tr("&Redo: {what}", what=done_text(again)) if again is not None else tr("&Redo")
        )

    def _show_found(self) -> None:
        self.pages.choose()
        if self.browsing.found is not None:
            self.viewing.show_found(self.browsing.found.photo_ids)

    def _inform(self) -> None:
        if not self.window.viewing:
            self.informing.show(self.selected())

    def _show_menu(self, place: object) -> None:
        programs = self.filing.programs_menu()
        labels = self.deciding.labels_menu()
        photo_menu(self.window, self.window.commands, labels, programs).popup(place)

    def _dropped(self, paths: list[Path]) -> None:
        """Watch folders that were dropped; find what resembles a photo."""
        if len(paths) == 1:
            work, done = paths[0].is_file, partial(self._dropped_one, paths[0])
            self.background.tasks.run(work, done)
        else:
            self.working.add_folders(paths)

    def _dropped_one(self, path: Path, is_file: bool) -> None:
        if is_file:
            self.browsing.show_similar(path)
        else:
            self.working.add_folders([path])

    def _ask_for_folder(self) -> None:
        if chosen := self._choose(self.window):
            self.working.add_folders([Path(chosen)])

    def _find(self) -> None:
        self.viewing.leave()
        if self.reviewing.shown:  # there is no search bar
            self.pages.leave()
        self.window.search.field.begin()

    def _to_grid(self) -> None:
        self.viewing.leave()
        self.pages.leave()

    def _find_similar(self) -> None:
        if ids := self.selected():
            self.viewing.leave()
            self.browsing.show_similar(ids[0])

    def _size(self, direction: int) -> None:
        if self.window.viewing and self.window.viewer is not None:
            self.window.viewer.zoom(direction)
        else:
            (self.window.grid.larger if direction > 0 else self.window.grid.smaller)()

    def _closing(self) -> None:
        if self.background.session.is_open:  # else its folder may not be there
            self.window.save(self._settings)
            self._settings.sync()
