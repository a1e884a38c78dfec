"""Doing things with photos, one after the other, and taking them back."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from photoapp.errors import PhotoappError
from photoapp.gui.behind.library_session import LibrarySession
from photoapp.gui.behind.tasks import Tasks
from photoapp.gui.language import tr_n
from photoapp.gui.strip.change_texts import done_text, redone_text, undone_text

if TYPE_CHECKING:
    from photoapp.library import Library
    from photoapp.library.changes import Change

Act = Callable[["Library"], "Change | None"]
_CLOSING_SECONDS = 3.0

Tell = Callable[["Change"], str]


class Acting(QObject):
    """Changes photos in a background thread of its own, so that nothing overtakes anything.

    Signals:
        changed: something was done, or taken back; carries the ``Change``.
        said: what was done, or why it can't be; carries a sentence.
        refused: something could not be done.

    """

    changed = Signal(object)
    said = Signal(str)
    refused = Signal()

    def __init__(self, session: LibrarySession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = Tasks("acting", 1, self)

    def do(self, act: Act, tell: Tell = done_text) -> None:
        """Do something once what was begun before is done."""
        if self._session.is_open:
            work = partial(act, self._session.library)
            self._tasks.run(work, partial(self._done, tell), self._failed)

    def run(self, work: Callable[["Library"], Any], done: Callable[[Any], None]) -> None:
        """Do something that can't be taken back; ``done`` gets what it returns."""
        if self._session.is_open:
            self._tasks.run(partial(work, self._session.library), done, self._failed)

    def undo(self) -> None:
        """Take back what was done last."""
        self.do(lambda library: library.changes.undo(), undone_text)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self.do(lambda library: library.changes.redo(), redone_text)

    def rate(self, photo_ids: Sequence[int], rating: int) -> None:
        """Give photos 0 to 5 stars."""
        self._mark(photo_ids, lambda library, ids: library.marks.rate(ids, rating))

    def flag(self, photo_ids: Sequence[int], flag: Any) -> None:
        """Pick or reject photos, or neither."""
        self._mark(photo_ids, lambda library, ids: library.marks.flag(ids, flag))

    def color(self, photo_ids: Sequence[int], color: Any) -> None:
        """Give photos a colour, or none."""
        self._mark(photo_ids, lambda library, ids: library.marks.color(ids, color))

    def caption(self, photo_ids: Sequence[int], text: str) -> None:
        """Give photos a caption; an empty one takes it away."""
        self._mark(photo_ids, lambda library, ids: library.marks.caption(ids, text))

    def add_keywords(self, photo_ids: Sequence[int], words: Sequence[str]) -> None:
        """Give photos keywords."""
        self._mark(photo_ids, lambda library, ids: library.marks.add_keywords(ids, words))

    def remove_keyword(self, photo_ids: Sequence[int], word: str) -> None:
        """Take a keyword from photos."""
        self._mark(photo_ids, lambda library, ids: library.marks.remove_keywords(ids, [word]))

    def rotate(self, photo_ids: Sequence[int], quarter_turns: int) -> None:
        """Turn photos to the right by quarters; those that can't be turned are named."""
        ids, refused = list(photo_ids), list[str]()

        def act(library: "Library") -> "Change | None":
            return library.files.rotate(ids, quarter_turns, refused=refused.append)

        if ids and self._session.is_open:
            work = partial(act, self._session.library)
            self._tasks.run(work, partial(self._rotated, refused), self._failed)

    def create_album(self, name: str, photo_ids: Sequence[int] = (), query: str = "") -> None:
        """Make an album of photos, or a smart one of a query."""

        def create(library: "Library") -> "Change | None":
            if query:
                library.albums.create_smart(name, query)
            else:
                library.albums.create(name, photo_ids)
            return library.changes.next_undo

        self.do(create)

    def close(self) -> None:
        """Finish what people have asked for, for as long as they will wait, and no more."""
        self._tasks.finish(_CLOSING_SECONDS)

    def _mark(
        self,
        photo_ids: Sequence[int],
        act: "Callable[[Library, list[int]], Change | None]",
    ) -> None:
        if photo_ids:
            self.do(lambda library: act(library, list(photo_ids)))

    def _done(self, tell: Tell, change: "Change | None") -> None:
        if change is not None:
            self.changed.emit(change)
            self.said.emit(tell(change))

    def _rotated(self, refused: list[str], change: "Change | None") -> None:
        self._done(done_text, change)
        if refused:
            others = tr_n(" And 1 more.", " And {n} more.", len(refused) - 1)
            self.said.emit(refused[0] + (others if len(refused) > 1 else ""))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, PhotoappError):
            raise error
        self.refused.emit()
        self.said.emit(str(error))
