"""Laws of values that several things have: what looking at every two facts says."""

from __future__ import annotations

from itertools import combinations
from random import Random

import attrs
import pytest
from hypothesis import given, note
from hypothesis import strategies as st

from averred.exclusion import precise
from averred.factbase import FactBase
from averred.facts import Fact
from averred.findings import Verdict
from averred.scopes import Meeting, meet
from averred.shapes import agreement
from averred.values import Boolean, NoValue, OneOf, Ordinal, Quantity, Quotation, Text, Value
from averred.vocabulary import Constraint
from tests.catalogue import EMPTY, KEYS, judged_by
from tests.chance import fact_at
from tests.effort import times
from tests.made import made_fact, quantity
from tests.strategies import Told

chances = st.integers(0, 2**64).map(Random)
KINDS = ("length", "place", "saying", "birth")
#: Values of one predicate of any kind: several of them are one value, written in two ways.
VALUES: tuple[Value, ...] = (
    Text("Oren's"), Text("Oren’s"), Text("Mira"), Quotation("Mira", "mayor"),
    Boolean(True, "yes"), Boolean(False, "no"),
    quantity(1, 1), quantity(2, 2), quantity(1, 2), Quantity(quantity(1, 1).interval, "lantern", "1"),
    Ordinal(1, "first"), Ordinal(2, "second"), OneOf((quantity(1, 1), quantity(1, 1)), "1 or 1"),
    OneOf((quantity(1, 1), quantity(2, 2)), "1 or 2"),
)  # fmt: skip


def _shared(chance: Random) -> FactBase:
    """Facts of one predicate about three things, with their scopes and voices."""
    kind = chance.choice((*KINDS, "any"))
    facts = []
    for at in range(chance.randint(2, 6)):
        slot = (chance.choice(("march", "parade", "mayor")), "length" if kind == "any" else kind, "", "")
        fact = fact_at(slot, f"fact-{at}", chance, {"voice"} if chance.random() < 1 / 2 else set())
        facts.append(attrs.evolve(fact, value=chance.choice(VALUES)) if kind == "any" else fact)
    within = chance.choice((None, (), KEYS[:1], KEYS))
    rule = Constraint("not-unique", {"predicate": facts[0].predicate}, within=within)
    return attrs.evolve(EMPTY, facts=tuple(facts), constraints=(rule,))


def _expected(base: FactBase) -> tuple[set[frozenset[str]], set[Verdict]]:
    """The pairs that surely share a value, and the verdict of each status."""
    pairs: set[frozenset[str]] = set()
    verdicts: dict[str, set[Verdict]] = {}
    facts = [
        fact
        for fact in base.facts
        if fact.is_active and not fact.denied and not isinstance(fact.value, NoValue)
    ]
    for fact in facts:
        verdicts.setdefault(fact.scope.status, {Verdict.SATISFIED})
    for first, second in combinations(facts, 2):
        within = base.constraints[0].within
        meeting = meet(first.scope, second.scope, within)
        if first.subject == second.subject or meeting is Meeting.NEVER:
            continue
        same = agreement(first.value, second.value, base)
        if same is Verdict.SATISFIED and meeting is Meeting.SURELY:
            pairs.add(frozenset((first.id, second.id)))
            verdicts[first.scope.status].add(Verdict.VIOLATED)
        elif same is not Verdict.VIOLATED:
            verdicts[first.scope.status].add(Verdict.UNDETERMINED)
    order = (Verdict.VIOLATED, Verdict.UNDETERMINED, Verdict.SATISFIED)
    return pairs, {next(found for found in order if found in some) for some in verdicts.values()}


@times(3)
@given(chances)
def test_what_is_shared_is_what_every_two_facts_share(chance: Random) -> None:
    """The conflicts are all pairs that surely share a value, and each status has the verdict of its pairs."""
    base = _shared(chance)
    note(Told(base))
    report = judged_by("not-unique", base)
    pairs, verdicts = _expected(base)

    assert pairs == {frozenset(ids) for finding in report for ids in finding.conflicts}
    assert verdicts == {judgement.verdict for judgement in report.judgements}


@given(chances)
def test_a_value_shared_by_many_is_one_card_a_round(chance: Random) -> None:
    """However many share it, and however it is written, one card for each round tells of one value."""
    base = _shared(chance)
    note(Told(base))
    by_fact = {fact.id: precise(fact.value) for fact in base.facts}
    cards = [
        (finding.level, by_fact[finding.facts[0]], base.by_id[finding.facts[0]].scope.status)
        for finding in judged_by("not-unique", base)
    ]

    assert len(set(cards)) == len(cards)


@pytest.mark.parametrize("first", VALUES)
@pytest.mark.parametrize("second", VALUES)
def test_what_is_precisely_one_value_agrees(first: Value, second: Value) -> None:
    """Two values surely are one iff they are precisely the same, and on one line they exclude each other."""
    one, other = precise(first), precise(second)
    verdict = agreement(first, second, EMPTY)

    assert (one is not None and one == other) == (verdict is Verdict.SATISFIED)
    if one is not None and other is not None and one.line == other.line and one != other:
        assert verdict is Verdict.VIOLATED


def _many(number: int, same: int) -> FactBase:
    values = [Text("0" if at < same else str(at)) for at in range(number)]
    facts: list[Fact] = [
        made_fact(f"fact-{at:05}", value, subject=f"thing-{at}", predicate="saying")
        for at, value in enumerate(values)
    ]
    rule = Constraint("not-unique", {"predicate": "saying"})
    return attrs.evolve(EMPTY, facts=tuple(facts), constraints=(rule,))


def test_of_very_many_pairs_some_are_listed_and_the_others_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten things that share a value are 45 pairs; where they are too many, it is said."""
    (card,) = judged_by("not-unique", _many(12, 10))
    monkeypatch.setattr("averred.rules.not_unique.MOST_PAIRS", 30)
    (cut,) = judged_by("not-unique", _many(12, 10))

    assert (20, 25) == (len(card.conflicts), card.omitted_conflicts)
    assert (20, 10) == (len(cut.conflicts), cut.omitted_conflicts)
    assert [line for line in cut.derivation if "not every two" in line]
    assert not [line for line in card.derivation if "not every two" in line]


def test_many_different_values_are_not_compared_in_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two numbers, or two texts, that are not equal are two without looking at them together."""
    compared: list[object] = []
    monkeypatch.setattr("averred.rules.not_unique.agreement", lambda *values: compared.append(values))
    report = judged_by("not-unique", _many(5_000, 0))

    assert [Verdict.SATISFIED] == [judgement.verdict for judgement in report.judgements]
    assert [] == compared
