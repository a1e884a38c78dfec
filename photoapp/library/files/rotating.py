"""Turning photos by the orientation that their files state, and taking it back to the byte."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from photoapp import media
from photoapp.catalog import Catalog
from photoapp.errors import PhotoappError, PhotoUnreadableError
from photoapp.library.changes import Change, Changes
from photoapp.library.files.refusals import FileActionError
from photoapp.library.files.rewriting import Rewriting, Version
from photoapp.media.rotating import Edit, Rotation, applied, backwards, rotation

log = logging.getLogger(__name__)

# File systems of memory cards count in steps of two seconds.
_DATED_LATER_NS = 2_000_000_000
_WORDS = {1: "right", 2: "half round", 3: "left"}


@dataclass(frozen=True)
class _State:
    """What is known of a photo apart from its pixels; ``size`` is that of the upright photo."""

    size: tuple[int, int]
    orientation: int


@dataclass(frozen=True)
class _Turned:
    """A photo some of whose files were turned by ``edits``."""

    photo_id: int
    file_ids: tuple[int, ...]
    edits: tuple[Edit, ...]
    before: _State
    after: _State


class Rotating:
    """Turns photos. Safe to use from several threads."""

    def __init__(
        self,
        catalog: Catalog,
        rewriting: Rewriting,
        thumbnails: media.ThumbnailStore,
        changes: Changes,
    ) -> None:
        self._catalog = catalog
        self._rewriting = rewriting
        self._thumbnails = thumbnails
        self._changes = changes

    def rotate(
        self,
        photo_ids: Sequence[int],
        quarter_turns: int,
        *,
        refused: Callable[[str], None] = log.warning,
        progress: Callable[[int], None] = lambda _: None,
        stop: threading.Event | None = None,
    ) -> Change | None:
        """Turn photos to the right by quarters of a circle; see ``Files.rotate``."""
        turned = []
        for number, photo_id in enumerate(dict.fromkeys(photo_ids)):
            if quarter_turns % 4 == 0 or (stop and stop.is_set()):
                break
            try:
                turned.append(self._turn(photo_id, quarter_turns))
            except PhotoappError as error:  # those before it are to be undoable all the same
                refused(str(error))
            progress(number + 1)
        return self._changes.add(self._change(turned, quarter_turns % 4)) if turned else None

    def _turn(self, photo_id: int, quarter_turns: int) -> _Turned:
        made: list[Rotation] = []

        def make(data: bytes) -> Version:
            made.append(rotation(data, quarter_turns))
            return Version(made[0].data, made[0].opened.size, made[0].orientation)

        try:
            done = self._rewriting.rewrite(photo_id, make, _DATED_LATER_NS)
        except PhotoUnreadableError as error:
            raise FileActionError(f"{self._name(photo_id)}: {error.reason}") from error
        [turn] = made
        thumbnail = media.encode_thumbnail(turn.opened.image)
        self._thumbnails.write(done.content_hash, thumbnail)
        size = turn.opened.size
        before = _State(size[::-1] if quarter_turns % 2 else size, turn.orientation_before)
        after = _State(size, turn.orientation)
        return _Turned(photo_id, done.file_ids, turn.edits, before, after)

    def _change(self, turned: Sequence[_Turned], quarter_turns: int) -> Change:
        count = "1 photo" if len(turned) == 1 else f"{len(turned)} photos"
        return Change(
            "rotation",
            f"{count} turned {_WORDS[quarter_turns]}",
            tuple(one.photo_id for one in turned),
            undo=_Course(self._take_back, self._do_again, turned[::-1]).run,
            redo=_Course(self._do_again, self._take_back, turned).run,
        )

    def _take_back(self, turned: _Turned) -> None:
        self._edit(turned, backwards(turned.edits), turned.before, -_DATED_LATER_NS)

    def _do_again(self, turned: _Turned) -> None:
        self._edit(turned, turned.edits, turned.after, _DATED_LATER_NS)

    def _edit(
        self, turned: _Turned, edits: Sequence[Edit], state: _State, dated_later_ns: int
    ) -> None:
        """Edit a photo's files as was done before.

        Raises:
            FileActionError: they have changed since, or can't be written.

        """

        def make(data: bytes) -> Version:
            try:
                return Version(applied(data, edits), state.size, state.orientation)
            except ValueError as error:
                message = f"{self._name(turned.photo_id)} has changed since it was turned."
                raise FileActionError(message) from error

        self._rewriting.rewrite(turned.photo_id, make, dated_later_ns, turned.file_ids)

    def _name(self, photo_id: int) -> str:
        return str(next(self._catalog.files.paths_of(photo_id), "The photo"))


@dataclass(frozen=True)
class _Course:
    """Something done to several photos: to all, or to none."""

    do: Callable[[_Turned], None]
    take_back: Callable[[_Turned], None]
    turned: Sequence[_Turned]

    def run(self) -> None:
        done: list[_Turned] = []
        try:
            for one in self.turned:
                self.do(one)
                done.append(one)
        except PhotoappError:
            for one in reversed(done):
                self.take_back(one)
            raise
