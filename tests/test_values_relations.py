"""Allen's relations between times that are not known exactly."""

from __future__ import annotations

import pytest

from averred.values import Unknown, read_date
from averred.values.relations import INVERSES, RELATIONS, possible_relations, related


@pytest.mark.parametrize(
    "one, other, relation",
    [
        ("from 1 May 2001 to 3 May 2001", "from 6 May 2001 to 8 May 2001", "before"),
        ("from 1 May 2001 to 3 May 2001", "from 4 May 2001 to 8 May 2001", "meets"),
        ("from 1 May 2001 to 4 May 2001", "from 4 May 2001 to 8 May 2001", "overlaps"),
        ("from 1 May 2001 to 4 May 2001", "from 1 May 2001 to 8 May 2001", "starts"),
        ("from 2 May 2001 to 4 May 2001", "from 1 May 2001 to 8 May 2001", "during"),
        ("from 2 May 2001 to 8 May 2001", "from 1 May 2001 to 8 May 2001", "finishes"),
        ("from 1 May 2001 to 8 May 2001", "from 1 May 2001 to 8 May 2001", "equals"),
        ("1 May 2001", "2 May 2001", "meets"),
        ("1 May 2001", "1 May 2001", "equals"),
        ("1 May 2001", "from 1 May 2001 to 8 May 2001", "starts"),
    ],
)
def test_exact_times_have_one_relation(one: str, other: str, relation: str) -> None:
    """Between exact times one relation holds and the twelve others do not; turned round, its inverse."""
    first, second = read_date(one), read_date(other)

    assert (relation,) == possible_relations(first, second)
    assert (INVERSES[relation],) == possible_relations(second, first)
    assert {"yes" if name == relation else "no" for name in RELATIONS} == {
        related(first, second, name) for name in RELATIONS
    }


def test_vague_times_may_have_several_relations() -> None:
    """A day of May may be before, on or after the fourth; never does it overlap it."""
    month, day = read_date("May 2001"), read_date("4 May 2001")

    assert ("before", "meets", "equals", "met-by", "after") == possible_relations(month, day)
    assert ("maybe", "no", "yes") == (
        related(month, day, "before"),
        related(month, day, "overlaps"),
        related(month, read_date("2003"), "before"),
    )


def test_pieces_are_looked_at_one_by_one() -> None:
    """One of two days is never between them, although their hull is."""
    either = read_date("1 and 9 May 2001")

    assert ("before", "after") == possible_relations(either, read_date("5 May 2001"))


def test_open_ends_leave_room() -> None:
    """What has no upper end may be after anything."""
    assert "after" in (possible_relations(read_date("after 1800"), read_date("1900")) or ())
    assert "before" in (possible_relations(read_date("before 1800"), read_date("1700")) or ())


@pytest.mark.parametrize("unknown", [Unknown("?"), read_date("4 May"), read_date("../..")])
def test_of_unknown_times_nothing_is_known(unknown: object) -> None:
    """Where every day is allowed the answer is unknown, in both directions."""
    day = read_date("4 May 2001")

    assert "unknown" == related(unknown, day, "before")  # type: ignore[arg-type]  # a Date or an Unknown
    assert "unknown" == related(day, unknown, "before")  # type: ignore[arg-type]  # the same


def test_a_relation_that_does_not_exist_is_a_mistake() -> None:
    """A wrong name is an error, also where the times are unknown."""
    with pytest.raises(KeyError):
        related(Unknown("?"), Unknown("?"), "besides")
