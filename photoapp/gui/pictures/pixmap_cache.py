"""Pixmaps kept in memory, up to a number of bytes."""

from collections import OrderedDict
from collections.abc import Iterator

from PySide6.QtGui import QPixmap


def byte_size(pixmap: QPixmap) -> int:
    """Return about how much memory a pixmap takes."""
    return pixmap.width() * pixmap.height() * max(1, pixmap.depth() // 8)


class PixmapCache:
    """The pixmaps used last, by photo id. At least one is kept, however large it is."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit = limit_bytes
        self._bytes = 0
        self._kept: OrderedDict[int, QPixmap] = OrderedDict()

    @property
    def bytes(self) -> int:
        """How much memory the pixmaps take together."""
        return self._bytes

    def get(self, photo_id: int) -> QPixmap | None:
        """Return a photo's pixmap and count it as used, None if it is not kept."""
        pixmap = self._kept.get(photo_id)
        if pixmap is not None:
            self._kept.move_to_end(photo_id)
        return pixmap

    def put(self, photo_id: int, pixmap: QPixmap) -> set[int]:
        """Keep a pixmap, and forget those unused longest if there is no room; return which."""
        self._drop(photo_id)
        self._kept[photo_id] = pixmap
        self._bytes += byte_size(pixmap)
        dropped = set()
        while self._bytes > self._limit and len(self._kept) > 1:
            oldest = next(iter(self._kept))
            dropped.add(oldest)
            self._drop(oldest)
        return dropped

    def clear(self) -> None:
        """Forget all pixmaps."""
        self._kept.clear()
        self._bytes = 0

    def __iter__(self) -> Iterator[int]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, photo_id: object) -> bool:
        return photo_id in self._kept

    def _drop(self, photo_id: int) -> None:
        if (old := self._kept.pop(photo_id, None)) is not None:
            self._bytes -= byte_size(old)
