"""Large photos, loaded in the background in the order in which they are wanted."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QObject, Signal

from photoapp.errors import PhotoappError
from photoapp.gui.behind.tasks import Tasks
from photoapp.gui.language import tr
from photoapp.gui.viewer.pyramid import Pyramid

log = logging.getLogger(__name__)

Fetch = Callable[[int], Pyramid]


class PhotoLoader(QObject):
    """Loads and keeps photos, as large as a screen or whole.

    Only a few loads run at once and the rest wait here, not in the threads' queue: so what is
    no longer wanted is dropped by simply wanting something else.

    Args:
        fetch: from a photo's id to its picture; runs in a background thread.
        tasks: the threads.
        limit_bytes: how much memory the photos may take. The first that is wanted is always
            loaded; the others only while those wanted that are there take less than this.
        at_once: how many loads may run at a time.

    Signals:
        changed: a photo is there, or it is known that it can't be loaded.

    """

    changed = Signal(int)

    def __init__(
        self,
        fetch: Fetch,
        tasks: Tasks,
        limit_bytes: int,
        at_once: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._tasks = tasks
        self._limit = limit_bytes
        self._at_once = at_once
        self._wanted: list[int] = []
        self._kept: OrderedDict[int, Pyramid] = OrderedDict()
        self._stale: set[int] = set()  # kept, but of a file that has changed
        self._reasons: dict[int, str] = {}
        # What comes back is known by its token: without it here it is of no use any more.
        self._loading: dict[object, int] = {}

    @property
    def kept_bytes(self) -> int:
        """How much memory the photos take."""
        return _bytes(self._kept.values())

    def picture(self, photo_id: int) -> Pyramid | None:
        """Return a photo, None while it is not there."""
        return self._kept.get(photo_id)

    def failure(self, photo_id: int) -> str | None:
        """Return why a photo can't be loaded, None unless that is so."""
        return self._reasons.get(photo_id)

    def want(self, photo_ids: Iterable[int]) -> None:
        """Load these, the first first, and nothing of what was wanted before."""
        self._wanted = list(dict.fromkeys(photo_ids))
        for photo_id in reversed(self._wanted):
            if photo_id in self._kept:
                self._kept.move_to_end(photo_id)
        self._load_next()

    def forget(self, photo_ids: Iterable[int], *, keep: bool = False) -> None:
        """Load these anew when they are wanted: their files have changed.

        ``keep`` leaves those that are there until they have been loaded anew.
        """
        changed = set(photo_ids)
        for photo_id in changed:
            self._reasons.pop(photo_id, None)
            if not keep:
                self._drop(photo_id)
        self._stale |= changed & self._kept.keys()
        self._loading = {t: i for t, i in self._loading.items() if i not in changed}
        self._wanted = [i for i in self._wanted if i not in changed]

    def let_go(self) -> None:
        """Keep no photo, and want none."""
        self._wanted = []
        self._kept.clear()
        self._stale.clear()

    def retry_failures(self) -> None:
        """Forget what could not be loaded: its file may have changed."""
        self._reasons.clear()

    def _load_next(self) -> None:
        for photo_id in self._wanted:
            if len(self._loading) >= self._at_once or not self._has_room():
                return
            known = photo_id in self._reasons or self._is_fresh(photo_id)
            if not known and photo_id not in self._loading.values():
                self._load(photo_id)

    def _has_room(self) -> bool:
        wanted = [self._kept[i] for i in self._wanted if self._is_fresh(i)]
        return not wanted or _bytes(wanted) < self._limit

    def _is_fresh(self, photo_id: int) -> bool:
        return photo_id in self._kept and photo_id not in self._stale

    def _load(self, photo_id: int) -> None:
        token = object()
        self._loading[token] = photo_id
        self._tasks.run(
            partial(self._fetch, photo_id),
            partial(self._loaded, token),
            partial(self._failed, token),
        )

    def _loaded(self, token: object, picture: Pyramid) -> None:
        photo_id = self._loading.pop(token, None)
        if photo_id is not None:
            self._drop(photo_id)
            if photo_id in self._wanted or picture.bytes < self._limit // 4:
                self._keep(photo_id, picture)
        self._settle(photo_id)

    def _failed(self, token: object, error: Exception) -> None:
        if not isinstance(error, PhotoappError | MemoryError):
            log.error("a photo could not be shown", exc_info=error)
        photo_id = self._loading.pop(token, None)
        if photo_id is not None:
            self._drop(photo_id)
            reason = tr("There is not enough memory for it.")
            self._reasons[photo_id] = reason if isinstance(error, MemoryError) else str(error)
        self._settle(photo_id)

    def _keep(self, photo_id: int, picture: Pyramid) -> None:
        self._kept[photo_id] = picture
        for old in [i for i in self._kept if i not in self._wanted]:
            if self.kept_bytes <= self._limit:
                return
            self._drop(old)

    def _drop(self, photo_id: int) -> None:
        self._kept.pop(photo_id, None)
        self._stale.discard(photo_id)

    def _settle(self, photo_id: int | None) -> None:
        self._load_next()
        if photo_id is not None:
            self.changed.emit(photo_id)


def _bytes(pictures: Iterable[Pyramid]) -> int:
    return sum(picture.bytes for picture in pictures)
