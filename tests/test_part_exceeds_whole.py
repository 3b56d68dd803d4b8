"""Parts and wholes: what each verdict needs, and on which facts it rests."""

from __future__ import annotations

from typing import Any

import attrs

from averred.context import Context
from averred.facts import Fact, Scope
from averred.findings import Finding, Judgement
from averred.rules import RULES_BY_NAME
from averred.values import Number, Unknown
from averred.vocabulary import Partition
from tests.catalogue import EMPTY
from tests.made import made_fact, quantity

Judged = list[tuple[str, str, tuple[str, ...]]]
PARTITION = Partition("march", ("drummers", "dancers"))


def _fact(name: str, low: Number | None, high: Number | None, predicate: str = "depth", **more: Any) -> Fact:
    part = "" if name.startswith("march") else name.partition(" ")[0]
    return made_fact(name, quantity(low, high, "kilometre"), predicate=predicate, part=part or None, **more)


def _judged(*facts: Fact, partitions: tuple[Partition, ...] = ()) -> tuple[Judged, list[Finding]]:
    """The verdicts with their facts and what they need, and the cards."""
    base = attrs.evolve(EMPTY, facts=facts, partitions=partitions)
    found = list(RULES_BY_NAME["part-exceeds-whole"].check(Context(base)))
    verdicts = [one for one in found if isinstance(one, Judgement)]
    return [(one.verdict.name, " ".join(one.facts), one.needs) for one in verdicts], [
        one for one in found if isinstance(one, Finding)
    ]


def test_a_whole_that_may_be_too_small_needs_to_be_as_large_as_its_part() -> None:
    """The part is at least 4: a whole of 3 to 9 would have to mean 4 to 9."""
    judged, cards = _judged(_fact("march", 3, 9), _fact("drummers", 4, 5))

    assert [("UNDETERMINED", "drummers march", ("“[3, 9]” (march) would have to mean 4 to 9",))] == judged
    assert [] == cards


def test_a_whole_that_surely_suffices_needs_nothing() -> None:
    """Nor does one of which nothing is known, or one beside a part of which nothing is known."""
    unknown = attrs.evolve(_fact("drummers", 1, 1), value=Unknown("?"))

    assert [("SATISFIED", "drummers march", ())] == _judged(_fact("march", 5, 9), _fact("drummers", 4, 5))[0]
    assert [] == _judged(_fact("drummers", 4, 5))[0]
    assert [] == _judged(_fact("march", 5, 9), unknown)[0]


def test_every_whole_needs_what_the_parts_beside_it_ask() -> None:
    """Of two wholes and two parts the greatest part counts; of other scopes none does."""
    later = Scope(status="expected")
    judged, _ = _judged(
        _fact("march", 3, 9),
        _fact("march later", 2, 7, scope=later),
        _fact("drummers", 4, 9),
        _fact("drummers least", 6, 9),
        _fact("drummers unbounded", None, 9),
        _fact("drummers later", 5, 7, scope=later),
    )

    assert [
        "“[2, 7]” (march later) would have to mean 5 to 7",
        "“[3, 9]” (march) would have to mean 6 to 9",
    ] == [line for _, _, needs in judged for line in needs]


def test_parts_of_a_partition_are_summed() -> None:
    """Two parts of at least 2 and 3 need a whole of 5, beside what each needs by itself."""
    facts = _fact("march", 1, 9), _fact("drummers", 2, 4), _fact("dancers", 3, 4)
    judged, _ = _judged(*facts, partitions=(PARTITION,))

    assert [
        ("dancers march", ("“[1, 9]” (march) would have to mean 3 to 9",)),
        ("drummers march", ("“[1, 9]” (march) would have to mean 2 to 9",)),
        ("dancers drummers march", ("“[1, 9]” (march) would have to mean 5 to 9",)),
    ] == [(facts, needs) for _, facts, needs in judged]


def test_a_sum_of_which_a_part_is_not_known_at_that_time_needs_nothing() -> None:
    """One part is only expected: it says nothing of the whole that was counted."""
    expected = _fact("dancers", 3, 4, scope=Scope(status="expected"))
    judged, _ = _judged(_fact("march", 1, 9), _fact("drummers", 2, 4), expected, partitions=(PARTITION,))

    assert ["“[1, 9]” (march) would have to mean 2 to 9"] == [
        line for _, _, needs in judged for line in needs
    ]


def test_an_exhaustive_partition_bounds_the_whole_from_above() -> None:
    """The whole may be no more than all its parts; what it would have to mean is said of the sum alone."""
    exhaustive = attrs.evolve(PARTITION, exhaustive=True)
    facts = _fact("march", 1, 99), _fact("drummers", 2, 4), _fact("dancers", 3, 4)
    judged, _ = _judged(*facts, partitions=(exhaustive,))
    _, cards = _judged(_fact("march", 9, 9), *facts[1:], partitions=(exhaustive,))

    assert [1, 1, 1, 0] == [len(needs) for _, _, needs in judged]
    assert [(("dancers", "drummers", "march"),)] == [card.conflicts for card in cards]
    assert [] == _judged(_fact("march", 9, 9), facts[1], partitions=(exhaustive,))[1]


def test_a_partition_of_something_else_hides_none_behind_it() -> None:
    """What is no part of the subject is passed over, and the next is judged."""
    other = Partition("hill", ("drummers", "dancers"))
    facts = _fact("march", 4, 4), _fact("drummers", 2, 4), _fact("dancers", 3, 4)

    assert 1 == len(_judged(*facts, partitions=(other, PARTITION))[1])
    assert 0 == len(_judged(*facts, partitions=(other,))[1])


def test_a_card_names_parts_and_wholes() -> None:
    """Where no fact gives the whole, its declared range stands against the parts."""
    (card,) = _judged(_fact("march", 3, 3), _fact("drummers", 4, 5))[1]
    at_most = {**EMPTY.predicates, "depth": attrs.evolve(EMPTY.predicates["depth"], max=6)}
    facts = _fact("march", 0, 6), _fact("drummers", 4, 4), _fact("dancers", 3, 3)
    base = attrs.evolve(EMPTY, facts=facts, predicates=at_most, partitions=(PARTITION,))
    found = RULES_BY_NAME["part-exceeds-whole"].check(Context(base))
    (alone,) = (one for one in found if isinstance(one, Finding))

    assert "parts of “Lantern March” do not fit its depth: “[4, 5]” against “[3, 3]”" == card.headline
    assert alone.headline.endswith("“[3, 3]” and “[4, 4]” against its declared range")
    assert (("dancers", "drummers"),) == alone.conflicts
