"""Laws of circles: one is found iff something comes before itself, and then it is one."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from averred.orders import first_circle

things = st.integers(0, 5)


@given(st.lists(st.tuples(things, things), max_size=8))
def test_a_circle_is_found_iff_there_is_one(pairs: list[tuple[int, int]]) -> None:
    """By following all pairs until nothing more is reached: another way than the code takes."""
    reached = set(pairs)
    for _ in range(6):
        reached |= {(a, d) for a, b in reached for c, d in pairs if b == c}
    circle = first_circle(pairs)

    assert any(a == b for a, b in reached) == bool(circle)
    if circle:
        assert circle[0] == circle[-1]
        assert set(pairwise(circle)) <= set(pairs)
