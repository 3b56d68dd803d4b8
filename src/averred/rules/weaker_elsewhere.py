"""The rule `weaker-elsewhere`."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from averred.describe import listing, owner
from averred.exclusion import normal_form
from averred.findings import Finding, Level
from averred.rules.base import Context, conflict_finding, rule
from averred.scopes import Meeting, meet
from averred.screening import Shares
from averred.values import EntityRef, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.vocabulary import Constraint

_NAME = "weaker-elsewhere"


def _screened(_fact_base: FactBase, _declared: Sequence[Constraint]) -> Iterator[Shares]:
    yield Shares()


@rule(_NAME, Level.NOTE, logical=True, screened=_screened)
def weaker_elsewhere(context: Context) -> Iterable[Finding]:
    """The same thing is said of different shares of one group.

    What it reports:
        Facts with the same subject, predicate and value, in scopes that meet, whose `share` differs
        ("many members", "some elements").

    Why it matters:
        Both can be true, but they do not say the same, and a reader of one passage takes away more than
        a reader of the other.

    Example:
        "many of the marchers wore masks" in the introduction, "some of the marchers wore masks" below.

    What to do:
        Use the words that the sources support in both places, or accept the finding.

    Options:
        None.

    Where the idea comes from:
        Wikipedia's {{clarify}}; scalar implicature in the study of hedges.
    """
    for facts in context.active_by_predicate.values():
        groups: dict[tuple[str, str, str], list[Fact]] = {}
        for fact in facts:
            if fact.share and not fact.denied and isinstance(fact.value, Text | EntityRef):
                same = _same(fact.value)
                groups.setdefault((fact.subject, fact.part or "", same), []).append(fact)
        for (subject, part, same), group in groups.items():
            pairs = [pair for pair in combinations(group, 2) if _differ(*pair)]
            if pairs:
                found = context.facts_of(pairs)
                shares = listing((fact.share or "").casefold() for fact in found)
                who = owner(subject, part or None, context.fact_base)
                yield conflict_finding(
                    context,
                    _NAME,
                    Level.NOTE,
                    f"the same is said of {shares} of {who}: “{found[0].written}”",
                    f"{subject} · {found[0].predicate} · {same}",
                    pairs,
                    derivation=("both can be true, but they do not say the same",),
                    advice=("use the same words in both places", "accept it with a reason"),
                )


def _differ(a: Fact, b: Fact) -> bool:
    """Whether two facts say different shares of one thing, within scopes that meet."""
    shares = {(fact.share or "").casefold() for fact in (a, b)}
    return len(shares) == 2 and meet(a.scope, b.scope) is Meeting.SURELY


def _same(value: Text | EntityRef) -> str:
    """What makes two values the same thing."""
    return value.entity if isinstance(value, EntityRef) else normal_form(value.text).casefold()
