from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from photoapp.gui.grid.geometry import Block, Geometry
from photoapp.gui.grid.row_ranges import RowSet, merged, runs

CELL = (100, 80)


@st.composite
def geometries(draw: st.DrawFn) -> Geometry:
    count = draw(st.integers(1, 300))
    firsts = sorted(draw(st.sets(st.integers(0, count - 1), max_size=12)))
    heading = draw(st.sampled_from([0, 30]))
    return Geometry(count, [Block(f, heading) for f in firsts], draw(st.integers(50, 900)), CELL, 8)


@settings(max_examples=50)
@given(geometries())
def test_photos_lie_in_order_and_apart(geometry: Geometry) -> None:
    boxes = [geometry.box(row) for row in range(geometry.count)]
    for one, other in pairwise(boxes):
        beside = other.y == one.y and other.x >= one.x + one.width
        assert beside or other.y >= one.bottom
    assert boxes[0].y >= 0
    assert boxes[-1].bottom <= geometry.height
    assert all(b.x >= 0 and b.x + b.width <= max(geometry.width, 116) for b in boxes)


@settings(max_examples=50)
@given(geometries(), st.data())
def test_a_point_in_a_photos_place_leads_to_it(geometry: Geometry, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, geometry.count - 1))
    box = geometry.box(row)
    x, y = data.draw(st.integers(0, CELL[0] - 1)), data.draw(st.integers(0, CELL[1] - 1))
    assert geometry.row_at(box.x + x, box.y + y) == row


@settings(max_examples=50)
@given(geometries(), st.integers(0, 3_000), st.integers(1, 900))
def test_rows_between_are_those_that_show(geometry: Geometry, top: int, height: int) -> None:
    def shows(row: int) -> bool:
        box = geometry.box(row)
        return box.y < top + height and box.bottom > top

    expected = [row for row in range(geometry.count) if shows(row)]
    assert list(geometry.rows_between(top, top + height)) == expected


@settings(max_examples=50)
@given(geometries(), st.integers(-50, 900), st.integers(0, 3_000), st.integers(1, 900))
def test_a_rectangle_holds_what_it_touches(geometry: Geometry, x: int, y: int, size: int) -> None:
    def touched(row: int) -> bool:
        box = geometry.box(row)
        across = box.x < x + size and box.x + box.width > x
        return across and box.y < y + size and box.bottom > y

    found = [row for rows in geometry.ranges_in(x, y, x + size, y + size) for row in rows]
    assert found == [row for row in range(geometry.count) if touched(row)]


@settings(max_examples=50)
@given(geometries(), st.data())
def test_up_and_down_keep_the_column_where_they_can(
    geometry: Geometry, data: st.DataObject
) -> None:
    row = data.draw(st.integers(0, geometry.count - 1))
    here = geometry.box(row)
    for lines in (1, -1):
        after = geometry.by_lines(row, lines)
        there = geometry.box(after)
        ys = {geometry.box(r).y for r in range(geometry.count)}
        beyond = [y for y in ys if (y > here.y) == (lines > 0) and y != here.y]
        if not beyond:
            assert after == row
            continue
        assert there.y == (min(beyond) if lines > 0 else max(beyond))
        in_line = [geometry.box(r) for r in range(geometry.count) if geometry.box(r).y == there.y]
        assert there.x == max(box.x for box in in_line if box.x <= here.x)


def test_headings_stand_above_their_photos() -> None:
    geometry = Geometry(10, [Block(0, 30), Block(5, 30)], 320, CELL, 8)
    assert geometry.columns == 3
    assert [(n, box.y) for n, box in geometry.headings(0, 1_000)] == [(0, 0), (1, 190)]
    assert [geometry.box(row).y for row in (0, 4, 5, 9)] == [30, 110, 220, 300]
    assert geometry.row_at(20, 200) is None  # on the heading
    assert list(geometry.rows_of(1)) == [5, 6, 7, 8, 9]


def test_no_photos_take_no_room() -> None:
    geometry = Geometry(0, (), 500, CELL, 8)
    assert geometry.height == 0
    assert geometry.row_at(10, 10) is None
    assert not geometry.rows_between(0, 500)
    assert list(geometry.headings(0, 500)) == []


@given(st.sets(st.integers(0, 60)), st.sets(st.integers(0, 60)))
def test_ranges_hold_the_same_rows(some: set[int], others: set[int]) -> None:
    ranges = merged([*runs(sorted(some)), *runs(sorted(others))])
    rows = RowSet(ranges)
    assert set(rows) == some | others
    assert {row for row in range(62) if row in rows} == some | others
    assert len(rows) == len(some | others)
    assert all(a.stop < b.start for a, b in pairwise(ranges))
