"""The rule `weaker-elsewhere`."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from averred.describe import listing, owner
from averred.exclusion import normal_form
from averred.findings import Finding, Judgement, Level, Verdict
from averred.rules.base import Context, conflict_finding, rule
from averred.scopes import Meeting, meet
from averred.values import EntityRef, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.screening import Shares
    from averred.vocabulary import Constraint

_NAME = "weaker-elsewhere"


def _screened(_fact_base: FactBase, _declared: Sequence[Constraint]) -> Iterator[Shares]:
    from averred.screening import Shares

    yield Shares()


@rule(_NAME, Level.NOTE, logical=True, screened=_screened)
def weaker_elsewhere(context: Context) -> Iterable[Finding | Judgement]:
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
            yield from _judge(context, group, owner(subject, part or None, context.fact_base), same)


def _judge(context: Context, group: Sequence[Fact], who: str, same: str) -> Iterator[Finding | Judgement]:
    """What is said of shares of one group: satisfied where all that may be meant together is one share."""
    met = {pair: meet(pair[0].scope, pair[1].scope) for pair in combinations(group, 2)}
    together = {pair: meeting for pair, meeting in met.items() if meeting is not Meeting.NEVER}
    if not together:
        return
    differ = {pair: meeting for pair, meeting in together.items() if _share(pair[0]) != _share(pair[1])}
    pairs = [pair for pair, meeting in differ.items() if meeting is Meeting.SURELY]
    verdict = Verdict.VIOLATED if pairs else Verdict.UNDETERMINED if differ else Verdict.SATISFIED
    about = f"{group[0].subject} · {group[0].predicate} · {same}"
    ids = {fact.id for pair in together for fact in pair}
    yield Judgement(_NAME, about, verdict, tuple(sorted(ids)))
    if pairs:
        found = context.facts_of(pairs)
        yield conflict_finding(
            context,
            _NAME,
            Level.NOTE,
            f"the same is said of {listing(map(_share, found))} of {who}: “{found[0].written}”",
            about,
            pairs,
            derivation=("both can be true, but they do not say the same",),
            advice=("use the same words in both places", "accept it with a reason"),
        )


def _share(fact: Fact) -> str:
    return str(fact.share).casefold()


def _same(value: Text | EntityRef) -> str:
    """What makes two values the same thing."""
    return value.entity if isinstance(value, EntityRef) else normal_form(value.text).casefold()
