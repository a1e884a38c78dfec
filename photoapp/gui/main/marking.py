"""What people say of the selected photos, by keys, menus, the information panel and dragging."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog

from photoapp.gui.behind.background import Background
from photoapp.gui.language import tr
from photoapp.gui.main.browsing import Browsing
from photoapp.gui.main.command_list import COLORS, FLAGS
from photoapp.gui.main.main_window import MainWindow

if TYPE_CHECKING:
    from photoapp.catalog import Album

Selected = Callable[[], Sequence[int]]


class Marking(QObject):
    """Joins commands and views to what is done with photos.

    Args:
        selected: the photos that a command is meant for.

    """

    def __init__(
        self,
        window: MainWindow,
        background: Background,
        browsing: Browsing,
        selected: Selected,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._window, self._acting, self._selected = window, background.acting, selected
        self._browsing = browsing
        self._albums: Sequence[Album] = ()
        background.albums.changed.connect(self._know_albums)
        self._connect_commands()
        self._connect_info()
        self._connect_sidebar()

    def _connect_commands(self) -> None:
        acting = self._acting
        for stars in range(6):
            self._on(f"rate-{stars}", partial(self._apply, acting.rate, stars))
        for command_id, flag in FLAGS.items():
            self._on(command_id, partial(self._apply, acting.flag, flag))
        for command_id, color in COLORS.items():
            self._on(command_id, partial(self._apply, acting.color, color))
        self._on("rotate-left", partial(self._apply, acting.rotate, -1))
        self._on("rotate-right", partial(self._apply, acting.rotate, 1))
        self._on("undo", acting.undo)
        self._on("redo", acting.redo)
        self._on("caption", partial(self._write, self._window.info.begin_caption))
        self._on("keywords", partial(self._write, self._window.info.begin_keyword))
        self._on("add-to-album", self._add_to_album)
        self._on("remove-from-album", self._remove_from_album)
        self._on("save-search", self._save_search)

    def _on(self, command_id: str, act: Callable[[], object]) -> None:
        self._window.commands[command_id].triggered.connect(lambda _checked=False: act())

    def _apply(self, act: Callable[[Sequence[int], object], None], value: object) -> None:
        if ids := self._selected():
            act(ids, value)
        else:
            self._acting.said.emit(tr("Choose photos first."))

    def _connect_info(self) -> None:
        info, acting = self._window.info, self._acting
        info.rated.connect(acting.rate)
        info.flagged.connect(acting.flag)
        info.colored.connect(acting.color)
        info.caption_changed.connect(acting.caption)
        info.keywords_added.connect(acting.add_keywords)
        info.keyword_removed.connect(acting.remove_keyword)
        info.left.connect(self._go_back)

    def _connect_sidebar(self) -> None:
        sidebar, acting = self._window.sidebar, self._acting
        sidebar.keyword_dropped.connect(lambda word, ids: acting.add_keywords(ids, [word]))
        sidebar.photos_dropped.connect(
            lambda album, ids: acting.do(lambda library: library.albums.add(album, ids))
        )
        sidebar.album_wanted.connect(acting.create_album)
        sidebar.album_renamed.connect(
            lambda album, name: acting.do(lambda library: library.albums.rename(album, name))
        )
        sidebar.album_deleted.connect(
            lambda album: acting.do(lambda library: library.albums.delete(album))
        )
        sidebar.album_change_asked.connect(self._change_album)

    def _write(self, begin: Callable[[], None]) -> None:
        self._window.commands["info"].setChecked(True)
        begin()

    def _go_back(self) -> None:
        """Take the keyboard from the panel back to the photos."""
        if self._window.viewing and self._window.viewer is not None:
            self._window.viewer.setFocus()
        else:
            self._window.grid.enter()

    def _know_albums(self, albums: "Sequence[Album]", _refreshed: bool) -> None:
        """Take note of the albums; where the one that is shown has changed, go with it."""
        before, self._albums = self._albums, albums
        names = {album.id: album.name for album in albums}
        for album in before:
            name = names.get(album.id)
            if name is None and self._is_shown(album):
                self._browsing.show_all()
            elif name is not None and name != album.name:
                self._browsing.rename_album(album.name, name)

    def _is_shown(self, album: "Album") -> bool:
        query = self._browsing.query
        name = query.filter.album if query is not None else None
        return name is not None and name.casefold() == album.name.casefold()

    def _add_to_album(self) -> None:
        ids = list(self._selected())
        names = [album.name for album in self._albums if not album.smart]
        if not ids:
            return
        name, chosen = QInputDialog.getItem(
            self._window,
            tr("Add to an album"),
            tr("An album, or the name of a new one:"),
            names or [tr("New album")],
        )
        if chosen and name.strip():
            self._put_into(name.strip(), ids)

    def _put_into(self, name: str, ids: list[int]) -> None:
        album = next((a for a in self._albums if a.name.casefold() == name.casefold()), None)
        if album is None:
            self._acting.create_album(name, ids)
        else:
            self._acting.do(lambda library: library.albums.add(album.id, ids))

    def _remove_from_album(self) -> None:
        album = next((a for a in self._albums if self._is_shown(a) and not a.smart), None)
        if album is None:
            self._acting.said.emit(tr("Open an album first, then choose photos in it."))
        elif ids := list(self._selected()):
            self._acting.do(lambda library: library.albums.remove(album.id, ids))

    def _save_search(self) -> None:
        from photoapp.search.query_text import write  # noqa: PLC0415 - imported with the library

        query = self._browsing.query
        if query is None or isinstance(query.like, Path):
            return
        text = write(query)
        if not text:
            self._acting.said.emit(tr("Search for something first, then save it."))
            return
        name, chosen = QInputDialog.getText(
            self._window,
            tr("Save this search as an album"),
            tr("The album holds what this search finds, now and later. Its name:"),
            text=text,
        )
        if chosen and name.strip():
            self._acting.create_album(name.strip(), query=text)

    def _change_album(self, album_id: int) -> None:
        album = next(a for a in self._albums if a.id == album_id)
        text, chosen = QInputDialog.getText(
            self._window,
            tr("Change the search of an album"),
            tr("What “{album}” holds:", album=album.name),
            text=album.query or "",
        )
        if chosen:
            self._acting.do(lambda library: library.albums.change_query(album_id, text))
