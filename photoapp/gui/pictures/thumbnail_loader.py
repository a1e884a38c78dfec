"""Thumbnails of photos, scaled in the background to the size in which they are painted."""

import logging
import os
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from photoapp.errors import PhotoappError
from photoapp.gui.behind.tasks import Tasks
from photoapp.gui.pictures.images import Frame
from photoapp.gui.pictures.pixmap_cache import PixmapCache

log = logging.getLogger(__name__)

FetchStored = Callable[[Sequence[int], Frame], dict[int, QImage]]
Make = Callable[[int, Frame], QImage]

USUAL_FRAME = Frame(200, 160)
LIMIT_BYTES = 48 << 20
# Few enough that the first of a batch soon shows, enough that one look-up serves several.
_BATCH = 6
_MOST_AT_ONCE = 3


class ThumbnailLoader(QObject):
    """Loads and keeps thumbnails, several at a time.

    Only a few loads run at once and the rest wait here, not in the threads' queue: so what is
    no longer wanted is dropped by simply wanting something else.

    Args:
        stored: from photos' ids to the images of those that have a thumbnail; in the background.
        make: the image of a photo that has none, which may take long; in the background, one
            at a time.
        tasks: the threads.
        frame: what the pictures are fitted into.
        limit_bytes: how much memory the pictures may take.
        at_once: how many batches may be loaded at a time; usually one processor is left to
            the window, which else waits for one whenever it paints.

    Signals:
        changed: a photo's picture is there, or it is known that it can't be loaded.

    """

    changed = Signal(int)

    def __init__(
        self,
        stored: FetchStored,
        make: Make,
        tasks: Tasks,
        *,
        frame: Frame = USUAL_FRAME,
        limit_bytes: int = LIMIT_BYTES,
        at_once: int | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stored, self._make, self._tasks = stored, make, tasks
        self._frame = frame
        self._at_once = at_once or min(max(1, (os.cpu_count() or 2) - 1), _MOST_AT_ONCE)
        self._cache = PixmapCache(limit_bytes)
        self._stale: set[int] = set()  # kept, but made for another frame or of an older photo
        self._reasons: dict[int, str] = {}
        self._wanted: list[int] = []
        self._to_make: list[int] = []
        self._batches: list[frozenset[int]] = []
        self._making: int | None = None
        self._generation = 0

    @property
    def frame(self) -> Frame:
        """What the pictures are fitted into."""
        return self._frame

    @property
    def waiting(self) -> list[int]:
        """What is wanted and not being loaded yet, the next first."""
        return [*self._wanted, *self._to_make]

    @property
    def cached_bytes(self) -> int:
        """How much memory the pictures take."""
        return self._cache.bytes

    def picture(self, photo_id: int) -> QPixmap | None:
        """Return a photo's picture, None while it is not there."""
        return self._cache.get(photo_id)

    def is_fresh(self, photo_id: int) -> bool:
        """Return whether a photo's picture is there and fits the frame as it is."""
        return photo_id in self._cache and photo_id not in self._stale

    def failure(self, photo_id: int) -> str | None:
        """Return why a photo's picture can't be loaded, None unless that is so."""
        return self._reasons.get(photo_id)

    def set_frame(self, frame: Frame) -> None:
        """Fit pictures into another frame; those that are there remain until others come."""
        if frame != self._frame:
            self._frame = frame
            self._stale.update(self._cache)
            self._begin_anew()

    def want(self, photo_ids: Iterable[int]) -> None:
        """Load these, the first first, and nothing of what was wanted before."""
        self._wanted = [i for i in photo_ids if self._is_to_load(i)]
        self._to_make = []
        self._load_next()

    def forget(self, photo_ids: Iterable[int]) -> None:
        """Load these anew when they are wanted: the photos have changed, or been turned."""
        changed = set(photo_ids)
        self._stale.update(photo_id for photo_id in changed if photo_id in self._cache)
        for photo_id in changed:
            self._reasons.pop(photo_id, None)
        self._begin_anew()

    def retry_failures(self) -> None:
        """Forget what could not be loaded: its file may have changed."""
        self._reasons.clear()

    def _begin_anew(self) -> None:
        """Take no more of what is being loaded just now."""
        self._generation += 1
        self._batches, self._making = [], None

    def _is_to_load(self, photo_id: int) -> bool:
        if self.is_fresh(photo_id) or photo_id in self._reasons or photo_id == self._making:
            return False
        return not any(photo_id in batch for batch in self._batches)

    def _load_next(self) -> None:
        while self._wanted and len(self._batches) < self._at_once:
            batch, self._wanted = self._wanted[:_BATCH], self._wanted[_BATCH:]
            asked = frozenset(batch)
            self._batches.append(asked)
            self._tasks.run(
                partial(self._stored, batch, self._frame),
                partial(self._loaded, batch, asked, self._generation),
                partial(self._not_loaded, asked, self._generation),
            )
        if self._to_make and self._making is None:
            self._making = photo_id = self._to_make.pop(0)
            self._tasks.run(
                partial(self._make, photo_id, self._frame),
                partial(self._made, photo_id, self._generation),
                partial(self._failed, photo_id, self._generation),
            )

    def _loaded(
        self, batch: list[int], asked: frozenset[int], generation: int, images: dict[int, QImage]
    ) -> None:
        if generation != self._generation:
            return
        self._batches.remove(asked)
        for photo_id, image in images.items():
            self._keep(photo_id, image)
        self._to_make += [photo_id for photo_id in batch if photo_id not in images]
        self._load_next()
        for photo_id in images:
            self.changed.emit(photo_id)

    def _not_loaded(self, asked: frozenset[int], generation: int, error: Exception) -> None:
        if generation == self._generation:
            self._batches.remove(asked)
            self._wanted = []  # else a broken library would be asked without end
        if not isinstance(error, PhotoappError):
            raise error
        log.warning("thumbnails can't be read: %s", error)

    def _made(self, photo_id: int, generation: int, image: QImage) -> None:
        if generation == self._generation:
            self._keep(photo_id, image)
            self._end_making(photo_id)

    def _failed(self, photo_id: int, generation: int, error: Exception) -> None:
        if generation != self._generation:
            return
        if not isinstance(error, PhotoappError):
            log.error("photo %d could not be shown", photo_id, exc_info=error)
        self._reasons[photo_id] = str(error)
        self._end_making(photo_id)

    def _end_making(self, photo_id: int) -> None:
        self._making = None
        self._load_next()
        self.changed.emit(photo_id)

    def _keep(self, photo_id: int, image: QImage) -> None:
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self._frame.ratio)
        self._stale.discard(photo_id)
        self._stale -= self._cache.put(photo_id, pixmap)
