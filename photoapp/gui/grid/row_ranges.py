"""Sets of rows as ranges in order: a hundred thousand selected photos are one range."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator


def merged(ranges: Iterable[range]) -> list[range]:
    """Return the same rows as ranges in order that neither overlap nor touch."""
    result: list[range] = []
    for rows in sorted((r for r in ranges if r), key=lambda r: r.start):
        if result and rows.start <= result[-1].stop:
            result[-1] = range(result[-1].start, max(result[-1].stop, rows.stop))
        else:
            result.append(rows)
    return result


def runs(rows: Iterable[int]) -> Iterator[range]:
    """Yield the ranges that some rows, which are in order, make up."""
    start = end = None
    for row in rows:
        if row == end:
            end = row + 1
            continue
        if start is not None and end is not None:
            yield range(start, end)
        start, end = row, row + 1
    if start is not None and end is not None:
        yield range(start, end)


class RowSet:
    """Rows that can be asked for one by one, in no time however many ranges there are."""

    def __init__(self, ranges: Iterable[range] = ()) -> None:
        self.ranges = merged(ranges)
        self._starts = [rows.start for rows in self.ranges]

    def __contains__(self, row: object) -> bool:
        if not self._starts or not isinstance(row, int):
            return False
        number = bisect_right(self._starts, row) - 1
        return number >= 0 and row < self.ranges[number].stop

    def __len__(self) -> int:
        return sum(len(rows) for rows in self.ranges)

    def __iter__(self) -> Iterator[int]:
        for rows in self.ranges:
            yield from rows
