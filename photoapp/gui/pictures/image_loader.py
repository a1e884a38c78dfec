"""Pictures of photos, loaded in the background in the order in which they are wanted."""

import logging
from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from photoapp.errors import PhotoappError
from photoapp.gui.behind.tasks import Tasks
from photoapp.gui.pictures.pixmap_cache import PixmapCache

log = logging.getLogger(__name__)

Fetch = Callable[[int], QImage]


class ImageLoader(QObject):
    """Loads and keeps pictures, of thumbnails or of whole photos.

    Only a few loads run at once and the rest wait here, not in the threads' queue: so what is
    no longer wanted is dropped by simply wanting something else.

    Args:
        fetch: from a photo's id to its image; runs in a background thread.
        tasks: the threads.
        limit_bytes: how much memory the pictures may take.
        at_once: how many loads may run at a time.

    Signals:
        changed: a photo's picture is there, or it is known that it can't be loaded.

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
        self._cache = PixmapCache(limit_bytes)
        self._at_once = at_once
        self._wanted: list[int] = []
        self._loading: set[int] = set()
        self._reasons: dict[int, str] = {}

    @property
    def waiting(self) -> list[int]:
        """What is wanted and not being loaded yet, the next first."""
        return list(self._wanted)

    @property
    def cached_bytes(self) -> int:
        """How much memory the pictures take."""
        return self._cache.bytes

    def picture(self, photo_id: int) -> QPixmap | None:
        """Return a photo's picture, None while it is not there."""
        return self._cache.get(photo_id)

    def failure(self, photo_id: int) -> str | None:
        """Return why a photo's picture can't be loaded, None unless that is so."""
        return self._reasons.get(photo_id)

    def want(self, photo_ids: Iterable[int]) -> None:
        """Load these, the first first, and nothing of what was wanted before."""
        known = (self._cache, self._loading, self._reasons)
        self._wanted = [i for i in photo_ids if not any(i in kept for kept in known)]
        self._load_next()

    def retry_failures(self) -> None:
        """Forget what could not be loaded: its file may have changed."""
        self._reasons.clear()

    def _load_next(self) -> None:
        while self._wanted and len(self._loading) < self._at_once:
            photo_id = self._wanted.pop(0)
            self._loading.add(photo_id)
            self._tasks.run(
                partial(self._fetch, photo_id),
                partial(self._loaded, photo_id),
                partial(self._failed, photo_id),
            )

    def _loaded(self, photo_id: int, image: QImage) -> None:
        self._cache.put(photo_id, QPixmap.fromImage(image))
        self._settle(photo_id)

    def _failed(self, photo_id: int, error: Exception) -> None:
        if not isinstance(error, PhotoappError):
            log.error("photo %d could not be shown", photo_id, exc_info=error)
        self._reasons[photo_id] = str(error)
        self._settle(photo_id)

    def _settle(self, photo_id: int) -> None:
        self._loading.discard(photo_id)
        self._load_next()
        self.changed.emit(photo_id)
