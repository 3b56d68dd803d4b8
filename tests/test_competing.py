"""Facts in groups that compete apart: which ones go together, exactly."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from averred.conflicts.competing import possible_groups, sure_groups
from averred.facts import Fact, Scope
from averred.values import read_date
from tests.made import made_fact


def _by(method: str) -> Scope:
    return Scope(keys=(("method", method),))


def _during(words: str) -> Scope:
    return Scope(during=read_date(words))


def _at(words: str) -> Scope:
    return Scope(as_of=read_date(words))


def _facts(*scopes: Scope) -> list[Fact]:
    """A fact of each scope: a, b, c and so on."""
    return [made_fact(name, scope=scope) for name, scope in zip("abcdef", scopes, strict=False)]


def _ids(groups: Iterable[list[Fact]]) -> list[str]:
    return ["".join(fact.id for fact in group) for group in groups]


@pytest.mark.parametrize(
    "scopes, sure, possible",
    [
        ([], [], []),
        ([Scope(), Scope()], ["ab"], ["ab"]),
        ([Scope(), Scope(status="expected"), Scope()], ["ac", "b"], ["ac", "b"]),
        ([_by("count"), _by("guess"), _by("count")], ["ac", "b"], ["ac", "b"]),
        ([_by("count"), Scope(), _by("count")], ["ac", "b"], ["abc"]),
        ([_by("count"), _by("?"), _by("?")], ["a", "b", "c"], ["abc"]),
        ([_during("2031"), Scope(), _during("2030")], ["c", "a", "b"], ["bca"]),
        ([_during("2031"), _at("2030-05-01"), _during("May 2031")], ["b", "ac"], ["b", "ac"]),
        ([_at("2031-05-02"), _at("2031-05-01"), _at("2031-05-02")], ["b", "ac"], ["b", "ac"]),
    ],
)
def test_which_facts_go_together(scopes: list[Scope], sure: list[str], possible: list[str]) -> None:
    """Those that surely compete in one way, those that may in another; by time where all have one."""
    facts = _facts(*scopes)

    assert sure == _ids(sure_groups(facts))
    assert possible == _ids(possible_groups(facts))


def test_only_the_keys_that_must_agree_part_facts() -> None:
    """Facts by different methods go together where only the place counts, those of two places do not."""
    here = Scope(keys=(("method", "count"), ("place", "here")))
    there = Scope(keys=(("method", "count"), ("place", "there")))
    guessed = Scope(keys=(("method", "guess"), ("place", "here")))
    facts = _facts(here, there, guessed)

    assert ["ac", "b"] == _ids(sure_groups(facts, ["place"])) == _ids(possible_groups(facts, ["place"]))
    assert ["abc"] == _ids(sure_groups(facts, [])) == _ids(possible_groups(facts, []))
    assert ["a", "b", "c"] == _ids(sure_groups(facts)) == _ids(possible_groups(facts))


def test_times_that_touch_go_together_though_not_all_meet() -> None:
    """A year holds two months; a period without an end goes on, and one without a beginning began before."""
    months = _facts(_during("May 2031"), _during("2031"), _during("July 2031"), _during("2032"))
    endless = _facts(_during("2033"), _during("2031/.."), _during("2030"), _during("2035"))
    beginless = _facts(_during("2031"), _during("../2030"), _during("1900"))
    nested = _facts(_during("2031"), _during("May 2031"), _during("December 2031"))

    assert ["bac", "d"] == _ids(possible_groups(months))
    assert ["c", "bad"] == _ids(possible_groups(endless))
    assert ["bc", "a"] == _ids(possible_groups(beginless))
    assert ["abc"] == _ids(possible_groups(nested))
