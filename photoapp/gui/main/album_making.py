"""Albums made many at a time: of labels, and of events that suggest themselves."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from photoapp.errors import PhotoappError
from photoapp.gui.behind.background import Background
from photoapp.gui.behind.fetched import Fetched
from photoapp.gui.language import tr, tr_n
from photoapp.gui.main.label_work import lines_of, starters
from photoapp.gui.main.main_window import MainWindow
from photoapp.gui.main.pages import Pages

if TYPE_CHECKING:
    from photoapp.gui.albums.label_albums_dialog import LabelAlbumsChoice, LabelAlbumsDialog
    from photoapp.gui.albums.suggested_page import SuggestedPage
    from photoapp.library import Library
    from photoapp.library.changes import Change
    from photoapp.library.events import Event
    from photoapp.library.label_albums import LabelAlbumsMade
    from photoapp.tagging.lists import LabelLine

ChooseList = Callable[[QWidget], str]
Offered = tuple[list["LabelLine"], list[str]]  # labels, and the names that albums have
# These may be the albums of what is suggested, or bring suggestions back.
_CHANGING = frozenset(["album", "event"])


def choose_list(parent: QWidget) -> str:
    """Ask the user for a list of labels; empty if they change their mind."""
    lists = tr("Lists of labels") + " (*.txt *.csv *.yaml *.yml)"
    return QFileDialog.getOpenFileName(parent, tr("A List of Labels"), filter=lists)[0]


class AlbumMaking(QObject):
    """Joins the page of suggested albums, and the dialog for albums of labels, to the library.

    Args:
        choose: asks for the file of a list of labels.

    """

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        pages: Pages,
        *,
        choose: ChooseList = choose_list,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._behind, self._pages = window, background, pages
        self._acting, self._choose = background.acting, choose
        self.page: SuggestedPage | None = None
        self._suggested = Fetched("events", background.tasks, self)
        self._suggested.changed.connect(self._show)
        self._acting.changed.connect(self._changed)
        self._acting.refused.connect(self._refresh)
        for command_id, act in (
            ("suggested-albums", self.show_suggestions),
            ("label-albums", self.ask_for_labels),
        ):
            window.commands[command_id].triggered.connect(lambda _=False, act=act: act())

    def stop(self) -> None:
        """Ask for nothing more."""
        self._suggested.stop()

    def show_suggestions(self) -> None:
        """Show the page of suggested albums, or go back to the photos."""
        if self.page is not None and self._window.page is self.page:
            self._pages.leave()
            return
        if self.page is None:
            from photoapp.gui.albums.suggested_page import SuggestedPage  # noqa: PLC0415

            self.page = SuggestedPage(self._behind.thumbnails, self._window)
            self.page.created.connect(self._create)
            self.page.dismissed.connect(self._dismiss)
            self.page.left.connect(self._pages.leave)
        self._pages.show_beside(self.page)
        self.page.setFocus()
        self.page.show_looking()
        self._suggested.ask(partial(_suggested, self._behind))

    def ask_for_labels(self) -> "LabelAlbumsDialog":
        """Ask which labels are to have an album."""
        from photoapp.gui.albums.label_albums_dialog import (  # noqa: PLC0415 - when wanted
            LabelAlbumsDialog,
        )

        dialog = LabelAlbumsDialog(parent=self._window)
        self._behind.tasks.run(
            starters, lambda found: dialog.offer(list(found)) if isValid(dialog) else None
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.library_asked.connect(partial(self._offer, dialog, _of_library))
        dialog.starter_asked.connect(lambda name: self._offer(dialog, partial(_of_starter, name)))
        dialog.file_asked.connect(partial(self._ask_for_list, dialog))
        dialog.chosen.connect(self._create_albums)
        self._offer(dialog, _of_library)
        dialog.open()
        return dialog

    def _offer(
        self, dialog: "LabelAlbumsDialog", lines: "Callable[[Library], list[LabelLine]]"
    ) -> None:
        """Show the labels of a list once they are read."""

        def work() -> Offered:
            library = self._behind.session.library
            return lines(library), [album.name for album in library.albums.all()]

        def show(offered: Offered) -> None:
            if isValid(dialog):
                dialog.show_lines(*offered)

        self._behind.tasks.run(work, show, partial(self._not_offered, dialog), series="label-list")

    def _not_offered(self, dialog: "LabelAlbumsDialog", error: Exception) -> None:
        if not isinstance(error, PhotoappError):
            raise error
        if isValid(dialog):
            dialog.keep_source()
            dialog.summary.setText(str(error))

    def _ask_for_list(self, dialog: "LabelAlbumsDialog") -> None:
        if chosen := self._choose(dialog):
            self._offer(dialog, partial(_of_file, Path(chosen)))
        else:
            dialog.keep_source()

    def _create_albums(self, choice: "LabelAlbumsChoice") -> None:
        self._acting.run(partial(_create_albums, choice), self._created)

    def _created(self, done: "tuple[LabelAlbumsMade, Change | None]") -> None:
        made, change = done
        if change is not None:
            self._acting.changed.emit(change)
        text = tr_n("1 album made", "{n} albums made", len(made.albums.made))
        if made.labels:
            text += ", " + tr_n("1 label defined", "{n} labels defined", len(made.labels))
        self._acting.said.emit(text)

    def _create(self, event: "Event", name: str) -> None:
        def create(library: "Library") -> "Change | None":
            library.events.create(event, name)
            return library.changes.next_undo

        self._acting.do(create)

    def _dismiss(self, event: "Event") -> None:
        self._acting.do(lambda library: library.events.dismiss(event))

    def _changed(self, change: "Change") -> None:
        if change.kind in _CHANGING:
            self._refresh()

    def _refresh(self) -> None:
        if self.page is not None and self._window.page is self.page:
            self._suggested.refresh()

    def _show(self, found: "tuple[list[Event], int]", _refreshed: bool) -> None:
        if self.page is not None:
            self.page.show_events(*found)


def _suggested(behind: Background) -> "tuple[Sequence[Event], int]":
    events = behind.session.library.events
    return events.suggested(), events.undated()


def _of_library(library: "Library") -> "list[LabelLine]":
    return library.labels.lines()


def _of_starter(name: str, _library: "Library") -> "list[LabelLine]":
    return lines_of(starters()[name])


def _of_file(path: Path, _library: "Library") -> "list[LabelLine]":
    return lines_of(path)


def _create_albums(
    choice: "LabelAlbumsChoice", library: "Library"
) -> "tuple[LabelAlbumsMade, Change | None]":
    from photoapp.library.label_albums import create_from_list  # noqa: PLC0415

    before = library.changes.next_undo
    made = create_from_list(library, choice.lines, live=choice.live, under=choice.under)
    change = library.changes.next_undo
    return made, change if change is not before else None
