"""Laws of semantics.md for every rule about the world: each runs over every rule that it applies to."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from random import Random
from typing import TYPE_CHECKING, TypeVar

import attrs
import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from averred.findings import Verdict
from averred.rules import RULES
from averred.values import OneOf
from tests.catalogue import KEYS, SHAPES, base_for, judged_by, takes_within
from tests.chance import wider
from tests.renaming import joined, renamed
from tests.strategies import Told, with_facts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from averred.factbase import FactBase
    from averred.report import Report

T = TypeVar("T")
#: Which facts, by rule and level: those of each conflict, or of the finding where it has none.
Said = tuple[str, str, frozenset[str]]

LOGICAL = sorted(found.name for found in RULES if found.logical and found.raised_by is None)
#: Of the conflicts over a component, disjoint ones are listed; which these are depends on the names.
LISTS_SOME = frozenset({"joint-conflict"})
#: What a single relation shows, or a single date, is left to the rules of these.
LEFT_TO_OTHERS = {"joint-conflict": ("wrong-order", "part-exceeds-whole", "contradictory")}
#: What is missing is no longer missing beside a further fact, nor a place or a rank.
MAY_BE_MENDED = frozenset(
    {
        "part-elsewhere", "several-preferred", "too-few", "missing-inverse", "missing-symmetric",
        "missing-statement", "missing-object-statement",
    }
)  # fmt: skip
#: What kind a thing is of is declared, or it is of none.
ALWAYS_KNOWN = frozenset({"wrong-subject-type"})
chances = st.integers(0, 2**64).map(Random)
each_rule = pytest.mark.parametrize("rule", LOGICAL)


def test_every_rule_about_the_world_has_bases_of_its_own() -> None:
    """No logical rule is left out of these laws."""
    expected = LOGICAL

    assert expected == sorted(SHAPES)


@each_rule
def test_the_bases_of_a_rule_violate_it_and_do_not(rule: str) -> None:
    """Of the drawn bases some violate the rule, and some do not: else its laws would say nothing."""
    seen: dict[bool, int] = {True: 0, False: 0}

    @settings(max_examples=100)  # in every profile: it counts them
    @given(chances)
    def look(chance: Random) -> None:
        seen[bool(_said(judged_by(rule, base_for(rule, chance))))] += 1

    look()

    assert min(seen.values()) > 1, seen


@each_rule
def test_every_verdict_of_a_rule_is_kept(rule: str) -> None:
    """Not only what is violated is judged: the drawn bases have every verdict that the rule can give."""
    wanted = set(Verdict) - {Verdict.UNDETERMINED} if rule in ALWAYS_KNOWN else set(Verdict)
    seen: set[Verdict] = set()
    for seed in range(3_000):
        base = base_for(rule, Random(seed))  # noqa: S311 - the same bases each time
        seen |= {judgement.verdict for judgement in judged_by(rule, base).judgements}
        if seen >= wanted:
            break

    assert seen == wanted


def _said(report: Report) -> set[Said]:
    return {
        (finding.rule, finding.level.value, frozenset(ids))
        for finding in report
        for ids in finding.conflicts or (finding.facts,)
    }


def _conflicts(report: Report) -> set[Said]:
    return {
        (finding.rule, finding.level.value, frozenset(ids)) for finding in report for ids in finding.conflicts
    }


def _about(report: Report) -> set[tuple[str, frozenset[str]]]:
    """What is found, whatever the round: about what, and which facts."""
    return {(finding.about, ids) for finding in report for ids in map(frozenset, finding.conflicts or [()])}


def _is_new(found: tuple[str, frozenset[str]], known: set[tuple[str, frozenset[str]]]) -> bool:
    about, ids = found
    return not any(ids >= other and (ids or about == name) for name, other in known)


@each_rule
@given(chances)
def test_a_wider_value_violates_nothing_more(rule: str, chance: Random) -> None:
    """Law 1: what a wider value violates, the narrow one violated too; unknown is the widest value."""
    base = base_for(rule, chance)
    fact = chance.choice(base.facts)
    value = fact.value if fact.denied else wider(fact.value, chance)
    wide = attrs.evolve(fact, value=value)
    after = with_facts(base, [wide if one is fact else one for one in base.facts])
    note(Told(base))
    note(f"wider: {fact.id} {value}")

    _assert_nothing_new(rule, base, after)


def _assert_nothing_new(rule: str, before: FactBase, after: FactBase) -> None:
    known, found = judged_by(rule, before), judged_by(rule, after)
    if rule in LISTS_SOME:
        assert not len(found) or _is_violated(rule, before)
        return
    new = [one for one in _about(found) if _is_new(one, _about(known))]

    assert [] == new
    assert _violated(found) <= _violated(known)


def _is_violated(rule: str, base: FactBase) -> bool:
    """Whether a rule finds something, or one to which it leaves what that one shows."""
    return any(len(judged_by(one, base)) for one in (rule, *LEFT_TO_OTHERS.get(rule, ())))


def _violated(report: Report) -> set[tuple[str, str]]:
    return {(one.rule, one.about) for one in report.judgements if one.verdict is Verdict.VIOLATED}


@each_rule
@given(chances)
def test_a_vaguer_fact_beside_another_violates_nothing_more(rule: str, chance: Random) -> None:
    """Law 1: a second fact that says less than one that is there, in the same voice, adds no violation."""
    base = base_for(rule, chance)
    fact = chance.choice(base.facts)
    value = fact.value if fact.denied else wider(fact.value, chance)
    vaguer = attrs.evolve(fact, id="vaguer", value=value)
    note(Told(base))
    note(f"vaguer than {fact.id}: {value}")
    known, found = judged_by(rule, base), judged_by(rule, with_facts(base, (*base.facts, vaguer)))
    before = _about(known)
    after = {
        (about.replace("vaguer", fact.id), frozenset(fact.id if name == "vaguer" else name for name in ids))
        for about, ids in _about(found)
    }

    if rule in LISTS_SOME:
        assert not len(found) or _is_violated(rule, base)
        return
    assert [] == [one for one in after if _is_new(one, before)]


@each_rule
@given(chances)
def test_order_changes_nothing(rule: str, chance: Random) -> None:
    """Law 2: the order of facts, entities, predicates, partitions and declarations changes no finding."""
    base = base_for(rule, chance)
    shuffled = attrs.evolve(
        base,
        facts=_mixed(base.facts, chance),
        entities=dict(_mixed(base.entities.items(), chance)),
        predicates=dict(_mixed(base.predicates.items(), chance)),
        partitions=_mixed(base.partitions, chance),
        constraints=_mixed(base.constraints, chance),
    )
    note(Told(base))

    assert judged_by(rule, base).findings == judged_by(rule, shuffled).findings


def _mixed(items: Iterable[T], chance: Random) -> tuple[T, ...]:
    known = tuple(items)
    return tuple(chance.sample(known, len(known)))


@each_rule
@given(chances)
def test_names_change_nothing_but_names(rule: str, chance: Random) -> None:
    """Law 2: with other ids the same facts are found, at the same levels.

    Of conflicts that share facts and are not all listed, which are listed is decided by ids.
    """
    base = base_for(rule, chance)
    numbers = chance.sample(range(100), 100)
    other, names = renamed(base, lambda name: f"n{numbers[sum(map(ord, name)) % 100]}-{name}")
    note(Told(base))
    said = _said(judged_by(rule, base))
    before = {(kind, level, frozenset(names[fact] for fact in ids)) for kind, level, ids in said}
    after = _said(judged_by(rule, other))
    lists_some = rule in LISTS_SOME or any(isinstance(fact.value, OneOf) for fact in base.facts)

    if lists_some:
        assert {one[:2] for one in before} == {one[:2] for one in after}
        return
    assert before == after


@each_rule
@given(chances)
def test_what_shares_nothing_changes_nothing(rule: str, chance: Random) -> None:
    """Law 3: two fact bases without a common name say together what each of them says alone."""
    one, two = (base_for(rule, chance, max_facts=3) for _ in range(2))
    apart, _ = renamed(two, lambda name: f"other-{name}")
    note(Told(one))
    note(Told(apart))

    assert _said(judged_by(rule, one)) | _said(judged_by(rule, apart)) == _said(
        judged_by(rule, joined(one, apart))
    )


@each_rule
@given(chances)
def test_a_conflict_is_minimal_and_stands_alone(rule: str, chance: Random) -> None:
    """Law 4: the facts of a conflict conflict by themselves, and none of them can be left out."""
    base = base_for(rule, chance)
    note(Told(base))
    for kind, level, ids in _conflicts(judged_by(rule, base)):
        facts = [fact for fact in base.facts if fact.id in ids]

        assert (kind, level, ids) in _conflicts(judged_by(rule, with_facts(base, facts)))
        for rest in combinations(facts, len(facts) - 1):
            assert set() == _conflicts(judged_by(rule, with_facts(base, rest)))


@each_rule
@given(chances)
def test_a_further_fact_hides_no_conflict(rule: str, chance: Random) -> None:
    """Of the conflicts among some facts each is found among more facts, unless these mend it."""
    base = base_for(rule, chance)
    left_out = chance.choice(base.facts)
    fewer = with_facts(base, [fact for fact in base.facts if fact is not left_out])
    note(Told(base))
    note(f"without {left_out.id}")
    known, found = judged_by(rule, fewer), judged_by(rule, base)
    may_hide = rule in MAY_BE_MENDED or any(isinstance(fact.value, OneOf) for fact in base.facts)

    if rule in LISTS_SOME:
        assert len(found) or not len(known)
    elif not may_hide:
        assert _conflicts(known) <= _conflicts(found)


@pytest.mark.parametrize("rule", [name for name in LOGICAL if takes_within(name)])
@given(chances)
def test_fewer_keys_that_must_agree_find_more(rule: str, chance: Random) -> None:
    """Law 6: what is violated where more keys must agree is violated where fewer must."""
    base = base_for(rule, chance)
    found = []
    for within in (KEYS, KEYS[:1], ()):
        constraints = [attrs.evolve(one, within=within) for one in base.constraints]
        found.append(_about(judged_by(rule, attrs.evolve(base, constraints=tuple(constraints)))))
    note(Told(base))
    for more, fewer in pairwise(found):
        if rule in LISTS_SOME:
            assert len(fewer) or not len(more)
        else:
            assert [] == [one for one in more if _is_new(one, fewer)]


#: What the arithmetic of a conflict says last, by rule.
WORKING = {
    "part-exceeds-whole": r"is (more|less) than",
    "wrong-order": r" days? after ",
    "no-overlap": r" days? after ",
    "difference-out-of-range": r"it is -?[\d,]+ (full year|day)s?.*, (more|less) than ",
    "impossible-anniversary": r", not ",
    "joint-conflict": r" short$|no choice of days|, and “",
    "too-few": r"less than|no fact gives",
}


@each_rule
@given(chances)
def test_a_finding_says_how_it_follows(rule: str, chance: Random) -> None:
    """No card is without its steps, and where numbers or days decide, the last step has the arithmetic."""
    base = base_for(rule, chance)
    note(Told(base))
    for finding in judged_by(rule, base):
        assert finding.derivation
        assert re.search(WORKING.get(rule, "."), finding.derivation[-1]), finding.derivation


@each_rule
@given(chances)
def test_a_retracted_fact_is_as_if_it_were_not_there(rule: str, chance: Random) -> None:
    """Rules about the world see no retracted fact."""
    base = base_for(rule, chance)
    gone = chance.choice(base.facts)
    kept = [fact for fact in base.facts if fact is not gone]
    note(Told(base))
    note(f"retracted: {gone.id}")

    assert (
        judged_by(rule, with_facts(base, kept)).findings
        == judged_by(rule, with_facts(base, [*kept, attrs.evolve(gone, rank="retracted")])).findings
    )


@each_rule
@given(chances)
def test_only_one_voice_makes_an_error(rule: str, chance: Random) -> None:
    """An error is one voice against itself; several sources are a warning at most, and voices a note."""
    base = base_for(rule, chance)
    note(Told(base))
    for _, level, ids in _conflicts(judged_by(rule, base)):
        voices = {fact.voice for fact in base.facts if fact.id in ids}
        own = all(voice.is_own for voice in voices)
        allowed = ("error", "warning", "note")[0 if len(voices) == 1 else 1 if own else 2 :]

        assert level in allowed
