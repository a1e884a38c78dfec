"""Which photos are asked for before they are in sight."""

from collections.abc import Iterator

_PAGES_AHEAD, _PAGES_BEHIND = 2, 1


def rows_wanted(seen: range, count: int, *, upwards: bool) -> Iterator[int]:
    """Yield rows in the order in which they are wanted, of ``count`` in all.

    First those in sight, then two pages of those that will be if scrolling goes on as it did,
    then a page of those that were.
    """
    before, after = (_PAGES_AHEAD, _PAGES_BEHIND) if upwards else (_PAGES_BEHIND, _PAGES_AHEAD)
    below = range(seen.stop, min(count, seen.stop + after * len(seen)))
    above = range(seen.start - 1, max(-1, seen.start - 1 - before * len(seen)), -1)
    yield from seen
    for rows in (above, below) if upwards else (below, above):
        yield from rows
