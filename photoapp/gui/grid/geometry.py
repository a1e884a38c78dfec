"""Where photos and headings lie in a grid: arithmetic on rows and pixels, apart from any widget.

Distances are in pixels of the window's, from the upper left corner of all that there is to scroll
through. A *row* is a photo's number in the order shown, a *line* the photos side by side, and a
*block* the lines below one heading.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle."""

    x: int
    y: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        """The first y below it."""
        return self.y + self.height


@dataclass(frozen=True)
class Block:
    """Photos from row ``first`` on, below a heading of some height (0: it has none)."""

    first: int
    heading: int


class Geometry:
    """Places ``count`` photos in as many columns as fit; what is left over parts the columns.

    ``blocks`` are in order. ``cell`` is the width and height of a photo with all that belongs to
    it, ``margin`` is left free around them all.
    """

    def __init__(
        self, count: int, blocks: Sequence[Block], width: int, cell: tuple[int, int], margin: int
    ) -> None:
        self.count = count
        self.width = width
        self._cell_width, self._cell_height = cell
        self._margin = margin
        room = max(self._cell_width, width - 2 * margin)
        self.columns = room // self._cell_width
        self._pitch = room / self.columns
        self._blocks = tuple(blocks)
        if not blocks or blocks[0].first > 0:
            self._blocks = (Block(0, 0), *self._blocks)
        self._firsts = [block.first for block in self._blocks]
        self._tops = list(self._running_tops())

    @property
    def height(self) -> int:
        """How much there is to scroll through."""
        return self._tops[-1] + self._margin if self.count else 0

    @property
    def line_height(self) -> int:
        """How far a line lies below the one before."""
        return self._cell_height

    def box(self, row: int) -> Box:
        """Return the place of a photo."""
        block = self._block_of(row)
        line, column = divmod(row - self._firsts[block], self.columns)
        left, top = self._left_of(column), self._line_top(block, line)
        return Box(left, top, self._cell_width, self._cell_height)

    def row_at(self, x: int, y: int) -> int | None:
        """Return the photo at a point, None where there is none."""
        row = self.row_near(x, y)
        if row is None:
            return None
        box = self.box(row)
        inside = box.x <= x < box.x + box.width and box.y <= y < box.bottom
        return row if inside else None

    def row_near(self, x: int, y: int) -> int | None:
        """Return the photo closest to a point in the block that the point lies in."""
        if not self.count:
            return None
        block = self.block_at(y)
        line = min(max(0, self._line_at(block, y)), self._lines(block) - 1)
        column = min(max(0, int((x - self._margin) / self._pitch)), self.columns - 1)
        return min(self._firsts[block] + line * self.columns + column, self._end(block) - 1)

    def rows_between(self, top: int, bottom: int) -> range:
        """Return the photos of all lines that show between two heights, the second excluded."""
        if not self.count or bottom <= top:
            return range(0)
        block = self.block_at(top)
        first = self._firsts[block] + max(0, self._line_at(block, top)) * self.columns
        last_block = self.block_at(bottom - 1)
        lines = self._line_at(last_block, bottom - 1) + 1
        end = self._firsts[last_block] + max(0, lines) * self.columns
        return range(min(first, self._end(block)), min(end, self._end(last_block)))

    def ranges_in(self, left: int, top: int, right: int, bottom: int) -> list[range]:
        """Return the photos whose places touch a rectangle, as ranges of rows in order."""
        rows = self.rows_between(max(0, top), max(0, bottom))
        columns = self._columns_between(left, right)
        if not rows or not columns:
            return []
        if len(columns) == self.columns:
            return [rows]
        return list(self._parts_of_lines(rows, columns))

    def by_lines(self, row: int, lines: int) -> int:
        """Return the photo some lines below (or above), in the same column where there is one."""
        while lines:
            step = 1 if lines > 0 else -1
            after = self._next_line(row, step)
            if after is None:
                break
            row, lines = after, lines - step
        return row

    def headings(self, top: int, bottom: int) -> Iterator[tuple[int, Box]]:
        """Yield number and place of each block's heading that shows between two heights."""
        if not self.count:
            return
        for block in range(self.block_at(top), len(self._blocks)):
            if self._tops[block] >= bottom:
                return
            if box := self.heading(block):
                yield block, box

    def heading(self, block: int) -> Box | None:
        """Return the place of a block's heading, None where it has none."""
        height = self._blocks[block].heading
        return Box(0, self._tops[block], self.width, height) if height else None

    def block_at(self, y: int) -> int:
        """Return the number of the block at a height."""
        last = len(self._blocks) - 1
        return min(max(0, bisect_right(self._tops, y) - 1), last)

    def rows_of(self, block: int) -> range:
        """Return a block's photos."""
        return range(self._firsts[block], self._end(block))

    def end_of(self, block: int) -> int:
        """Return the first y below a block."""
        return self._tops[block + 1]

    def _running_tops(self) -> Iterator[int]:
        top = 0 if self._blocks[0].heading else self._margin
        for block in range(len(self._blocks)):
            yield top
            top += self._blocks[block].heading + self._lines(block) * self._cell_height
        yield top

    def _next_line(self, row: int, step: int) -> int | None:
        block = self._block_of(row)
        line, column = divmod(row - self._firsts[block], self.columns)
        line += step
        if not 0 <= line < self._lines(block):
            block += step
            if not 0 <= block < len(self._blocks):
                return None
            line = 0 if step > 0 else self._lines(block) - 1
        return min(self._firsts[block] + line * self.columns + column, self._end(block) - 1)

    def _parts_of_lines(self, rows: range, columns: range) -> Iterator[range]:
        row = rows.start
        while row < rows.stop:
            block = self._block_of(row)
            line = row - (row - self._firsts[block]) % self.columns
            end = min(line + self.columns, self._end(block))
            part = range(min(line + columns.start, end), min(line + columns.stop, end))
            if part:
                yield part
            row = end

    def _columns_between(self, left: int, right: int) -> range:
        columns = range(self.columns)
        first = bisect_right(columns, left - self._cell_width, key=self._left_of)
        return range(first, max(first, bisect_left(columns, right, key=self._left_of)))

    def _left_of(self, column: int) -> int:
        gap = (self._pitch - self._cell_width) / 2
        return self._margin + round(column * self._pitch + gap)

    def _end(self, block: int) -> int:
        return self._firsts[block + 1] if block + 1 < len(self._firsts) else self.count

    def _lines(self, block: int) -> int:
        return -(-(self._end(block) - self._firsts[block]) // self.columns)

    def _line_top(self, block: int, line: int) -> int:
        return self._tops[block] + self._blocks[block].heading + line * self._cell_height

    def _line_at(self, block: int, y: int) -> int:
        return (y - self._line_top(block, 0)) // self._cell_height

    def _block_of(self, row: int) -> int:
        return bisect_right(self._firsts, row) - 1
