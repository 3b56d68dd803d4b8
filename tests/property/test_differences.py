"""Days that differences link: a choice of days is found iff nothing refutes it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from averred.conflicts.distances import ORIGIN, Edge, Point
from averred.conflicts.refuting import negative_cycle
from averred.constraint import Holder
from averred.engine.differences import Difference, box_of, can_be_kept

days = st.integers(-8, 8)
ends = st.none() | days


def _edges(boxes: list[tuple[int | None, int | None]], differences: list[Difference]) -> list[Edge]:
    points = [Point(Holder(str(place)), "date", "start") for place in range(len(boxes))]
    found = []
    for point, (first, last) in zip(points, boxes, strict=True):
        found += [] if last is None else [Edge(ORIGIN, point, last, "")]
        found += [] if first is None else [Edge(point, ORIGIN, -first, "")]
    return found + [Edge(points[one.earlier], points[one.later], int(one.most), "") for one in differences]


@given(st.data())
def test_days_are_found_iff_no_cycle_refutes_them(data: st.DataObject) -> None:
    """The earliest days keep all differences iff no way round leads to an earlier day."""
    boxes = data.draw(st.lists(st.tuples(ends, ends), min_size=1, max_size=5))
    places = st.integers(0, len(boxes) - 1)
    differences = data.draw(st.lists(st.builds(Difference, places, places, days), max_size=8))
    found = can_be_kept([box_of((first, last, None, None)) for first, last in boxes], differences)

    assert (negative_cycle(_edges(boxes, differences)) is None) == found


@given(ends, ends, ends, ends)
def test_what_is_on_one_day_begins_and_ends_there(
    first: int | None, last: int | None, also_first: int | None, also_last: int | None
) -> None:
    """A day is in the box of a thing iff it may begin on it and may end on it."""
    low, high = box_of((first, last, also_first, also_last))
    for day in range(-9, 10):
        begins = (first is None or first <= day) and (last is None or day <= last)
        stops = (also_first is None or also_first <= day) and (also_last is None or day <= also_last)

        assert (begins and stops) == (low <= day <= high)
