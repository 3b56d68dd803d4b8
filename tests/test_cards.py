"""How a card is put together: caps and levels."""

from __future__ import annotations

import pytest

from averred.cards import MOST_CONFLICTS, conflict_finding
from averred.conflicts.choices import MOST_CHOICES
from averred.describe import reading_with_convention
from averred.findings import Level
from averred.rules.base import Context
from tests.made import made_base, made_fact, quantity


def test_a_card_lists_so_many_conflicts_and_says_how_many_more_there_are() -> None:
    """Lists are capped, counts never are."""
    facts = [made_fact(f"f{place:02}") for place in range(MOST_CONFLICTS + 5)]
    context = Context(made_base(*facts))
    finding = conflict_finding(context, "x", Level.ERROR, "h", "a", [(fact, facts[0]) for fact in facts[1:]])

    assert (MOST_CONFLICTS, 4) == (len(finding.conflicts), finding.omitted_conflicts)


@pytest.mark.parametrize("implied, level", [(("a",), Level.ERROR), (("a", "b"), Level.WARNING)])
def test_a_card_that_rests_on_implied_values_alone_is_a_warning(
    implied: tuple[str, ...], level: Level
) -> None:
    """One conflict among facts that the source spells out keeps it an error."""
    facts = {
        name: made_fact(name, implied="it follows" if name in implied else None) for name in ("a", "b", "c")
    }
    conflicts = [(facts["a"], facts["c"]), (facts["b"], facts["c"])]
    finding = conflict_finding(Context(made_base(*facts.values())), "x", Level.ERROR, "h", "about", conflicts)

    assert level is finding.level


@pytest.mark.parametrize("more,total,says", [(0, None, 1), (-1, None, 0), (0, 3 * MOST_CHOICES, 0)])
def test_a_card_says_where_the_count_ends(more: int, total: int | None, says: int) -> None:
    """As many conflicts as are searched for may not be all, unless they were counted another way."""
    facts = [made_fact("a"), made_fact("b")]

    found = conflict_finding(
        Context(made_base(*facts)),
        "contradictory",
        Level.ERROR,
        "they differ",
        "",
        [tuple(facts)] * (MOST_CHOICES + more),
        total=total,
    )

    assert says == sum("at most 10,000 conflicts are counted" in line for line in found.derivation)


def test_a_card_is_the_same_where_its_facts_are_in_order_already() -> None:
    """Their order and what they were read as can be handed over, and are then not worked out again."""
    facts = [made_fact(f"f{n}", quantity(n, n, convention=f"rounded to {n}")) for n in range(9)]
    context = Context(made_base(*facts))
    conflicts = [(facts[n], facts[n - 1]) for n in range(8, 0, -2)]
    told = (context, "x", Level.ERROR, "h", "a", conflicts)
    read = {fact.id: reading_with_convention(fact.value, context.fact_base) for fact in facts}

    assert conflict_finding(*told) == conflict_finding(
        *told, ordered=context.facts_of(conflicts), readings=read
    )
