"""The laws of semantics: each is tried on every rule that it applies to, and none is forgotten."""

from __future__ import annotations

import inspect
import re
from random import Random
from typing import TYPE_CHECKING, Final

import attrs
import pytest

from averred.rules import RULES, RULES_BY_NAME
from tests.catalogue import EMPTY, KEYS, SHAPES, base_for, judged_by, takes_within
from tests.property import (
    test_laws_of_findings,
    test_laws_of_the_catalogue,
    test_laws_of_units,
    test_screening_of_the_catalogue,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LOGICAL: Final = frozenset(rule.name for rule in RULES if rule.logical and rule.raised_by is None)


def _looks_at_numbers_or_days(rule: str) -> bool:
    shape = SHAPES[rule]
    kinds = {EMPTY.predicates[slot[1]].value for slot in (*shape.surely, *shape.perhaps)}
    return not kinds.isdisjoint({"quantity", "date"})


#: Law by law the rules about the world that it says something of.
APPLIES: Final = {
    1: LOGICAL,
    2: LOGICAL,
    3: LOGICAL,
    4: LOGICAL,
    6: frozenset(filter(takes_within, LOGICAL)),
    7: frozenset(filter(_looks_at_numbers_or_days, LOGICAL)),
    8: LOGICAL,
}
#: What a test leaves out, since what it says does not hold of it; another test of the law has it.
LEFT_OUT: Final = {
    test_laws_of_units.test_units_change_nothing_where_none_is_declared: {test_laws_of_units.ABOUT_WORDS},
}
MODULES: Final = (test_laws_of_the_catalogue, test_laws_of_units, test_screening_of_the_catalogue)


def _tests() -> Iterator[tuple[int, Callable[..., object], frozenset[str]]]:
    """Each test of a law that runs over rules: which law, the test, and its rules."""
    every = [found for module in MODULES for name, found in vars(module).items() if name.startswith("test_")]
    for test in every:
        for number in re.findall(r"^Law (\d+)", inspect.getdoc(test) or ""):
            for mark in getattr(test, "pytestmark", ()):
                if mark.name == "parametrize" and mark.args[0] == "rule":
                    yield int(number), test, frozenset(mark.args[1])


@pytest.mark.parametrize("law", APPLIES)
def test_a_law_is_tried_on_every_rule_that_it_applies_to(law: int) -> None:
    """Every test of it that runs over rules runs over all of them."""
    tried = [
        (test.__name__, APPLIES[law] - rules - LEFT_OUT.get(test, set()))
        for number, test, rules in _tests()
        if number == law
    ]

    assert tried
    assert [] == [(name, sorted(missing)) for name, missing in tried if missing]
    every = [APPLIES[law] & rules for number, _, rules in _tests() if number == law]
    assert APPLIES[law] in every


def test_law_five_is_about_values_and_has_its_own_test() -> None:
    """That what can hold in pairs can hold together is a law of intervals, whichever rule asks."""
    doc = inspect.getdoc(test_laws_of_findings.test_what_can_hold_in_pairs_can_hold_together)

    assert str(doc).startswith("Law 5")


@pytest.mark.parametrize("rule", sorted(LOGICAL))
def test_a_rule_that_takes_within_says_so(rule: str) -> None:
    """The options of a rule name `within` iff a declaration may say it: by that, law 6 is tried on it."""
    assert takes_within(rule) == ("`within`" in RULES_BY_NAME[rule].sections["Options"])


@pytest.mark.parametrize("rule", sorted(filter(takes_within, LOGICAL)))
def test_a_rule_that_takes_within_looks_at_it(rule: str) -> None:
    """Some bases violate it where no key has to agree, and do not where all must: law 6 says something."""
    for seed in range(1_000):
        base = base_for(rule, Random(seed))  # noqa: S311 - the same bases each time
        every, none = (
            attrs.evolve(base, constraints=tuple(attrs.evolve(one, within=keys) for one in base.constraints))
            for keys in (KEYS, ())
        )
        if not len(judged_by(rule, every)) and len(judged_by(rule, none)):
            return
    pytest.fail("it finds the same")
