"""Which facts go together since their scopes meet."""

from __future__ import annotations

import pytest

from averred import scopes
from averred.facts import Scope
from averred.scopes import meeting_groups
from averred.values import (
    Date,
    Interval,
)
from tests.made import made_fact


def test_facts_that_meet_in_a_ring_go_together_in_pairs() -> None:
    """Facts of which neighbours meet and others do not form the groups of neighbours."""

    def at(first: int, last: int) -> Scope:
        days = Interval(first, last)
        return Scope(during=Date(days, days, "day", "then"))

    facts = [
        made_fact("a", scope=at(1, 2)),
        made_fact("b", scope=at(2, 3)),
        made_fact("c", scope=at(3, 4)),
        made_fact("again", scope=at(2, 3)),
        made_fact("none"),
    ]
    groups = sorted("".join(fact.id for fact in group) for group in meeting_groups(facts))

    assert ["abagain", "bcagain", "none"] == groups


def test_days_of_a_month_make_no_group() -> None:
    """Days that are known no closer than a month do not surely meet, not even with themselves."""
    month = Interval(1, 30)
    vague = Scope(as_of=Date(month, month, "month", "that month"))
    facts = [made_fact(f"f{number}", scope=vague) for number in range(3)]

    assert [[fact] for fact in facts] == sorted(meeting_groups(facts), key=lambda some: facts.index(some[0]))


def test_the_search_for_groups_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many steps the groups that were found are all that there are."""
    facts = [
        made_fact(f"f{day}", scope=Scope(as_of=Date(point, point, "day", "then")))
        for day in range(9)
        for point in [Interval.point(day)]
    ]
    monkeypatch.setattr(scopes, "MOST_STEPS", 4)

    assert 3 == len(list(meeting_groups(facts)))
