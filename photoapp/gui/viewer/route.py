"""The way through the photos: where one is, and what comes next."""

from collections.abc import Sequence

# In the direction of travel, the neighbour behind, and on.
_AHEAD = (1, -1, 2, 3)


class Route:
    """Photos in a row, at one of which one is."""

    def __init__(self, photo_ids: Sequence[int] = (), row: int = 0) -> None:
        self.photo_ids = list(photo_ids)
        self.row = row
        self._direction = 1

    @property
    def photo_id(self) -> int:
        """The photo one is at."""
        return self.photo_ids[self.row]

    @property
    def next_id(self) -> int:
        """The next photo; after the last it is the first."""
        return self.photo_ids[self.next_row]

    @property
    def next_row(self) -> int:
        """The row of the next photo; after the last it is the first."""
        return (self.row + 1) % len(self.photo_ids)

    def go_to(self, row: int) -> bool:
        """Go to a row, and return whether there is such a one."""
        if not 0 <= row < len(self.photo_ids):
            return False
        if row != self.row:
            self._direction = 1 if row > self.row else -1
        self.row = row
        return True

    def near(self) -> list[int]:
        """Return the photo and those that are likely to be looked at next, the likeliest first."""
        if not self.photo_ids:
            return []
        rows = [self.row, *(self.row + step * self._direction for step in _AHEAD)]
        near = [self.photo_ids[row] for row in rows if 0 <= row < len(self.photo_ids)]
        return near if self.next_id in near else [*near, self.next_id]

    def through(self, photo_ids: Sequence[int]) -> "Route":
        """Return a route through other photos, at the same photo or else at the same place."""
        try:
            row = photo_ids.index(self.photo_id)
        except ValueError:
            row = max(0, min(self.row, len(photo_ids) - 1))
        return Route(photo_ids, row)
