"""How a finding is put together: one card about a fact, a citation, or conflicts."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import attrs

from averred.conflicts.choices import MOST_CHOICES
from averred.findings import Finding, Label, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from averred.conflicts.minimal import Conflict, Round
    from averred.context import Context
    from averred.facts import Fact
    from averred.vocabulary import Constraint

#: The most conflicts that one card lists; how many more there are is said.
MOST_CONFLICTS: Final = 20
_SEARCHED: Final = (f"of one comparison at most {MOST_CHOICES:,} conflicts are counted",)
#: Wikidata's words for how grave a violation is, beside our own.
_LEVEL_WORDS: Final = {"mandatory": Level.ERROR, "normal": Level.WARNING, "suggestion": Level.NOTE}


def fact_finding(  # noqa: PLR0913 - the parts of a finding, each with its name
    context: Context,
    fact: Fact,
    name: str,
    level: Level,
    headline: str,
    *,
    message: str = "",
    key: str = "value",
    derivation: Sequence[str] = (),
    advice: Sequence[str] = (),
) -> Finding:
    """A finding about one fact, placed at one key of it."""
    return Finding(
        name,
        level,
        headline,
        about=fact.id,
        facts=(fact.id,),
        labels=(context.label(fact, message),),
        derivation=tuple(derivation),
        help=tuple(advice),
        place=context.place(fact.origin, key),
    )


def stated_level(constraint: Constraint, otherwise: Level) -> Level:
    """The level that a `[[constraint]]` asks for, else the rule's."""
    if constraint.level is None:
        return otherwise
    return _LEVEL_WORDS.get(constraint.level) or Level(constraint.level)


def level_in_round(level: Level, turn: Round) -> Level:
    """The level of a logical rule's finding: its own, a warning across sources, a note across voices."""
    return level.lowered_to((Level.ERROR, Level.WARNING, Level.NOTE)[turn - 1])


def conflict_finding(  # noqa: PLR0913 - the parts of a finding, each with its name
    context: Context,
    name: str,
    level: Level,
    headline: str,
    about: str,
    conflicts: Sequence[Conflict],
    *,
    derivation: Sequence[str] = (),
    needs: Sequence[str] = (),
    advice: Sequence[str] = (),
    total: int | None = None,
    ordered: Sequence[Fact] = (),
    readings: Mapping[str, str] = MappingProxyType({}),
) -> Finding:
    """One card for the minimal conflicts over one quantity or component.

    Of many conflicts the first are listed and all are counted: `total` says how many there are where not
    all are given. A card that rests on implied values in every one of its conflicts is at most a warning.
    Where it is known already: `ordered` has the facts of the listed conflicts in the order of their passages,
    `readings` what they were read as, by their ids.
    """
    shown = conflicts[:MOST_CONFLICTS]
    ordered = ordered or context.facts_of(shown)
    labels = tuple([context.label(fact, readings.get(fact.id, "")) for fact in ordered])
    if all(any(fact.implied for fact in conflict) for conflict in conflicts):
        level = level.lowered_to(Level.WARNING)
    return Finding(
        name,
        level,
        headline,
        about=about,
        facts=tuple(sorted([fact.id for fact in ordered])),
        conflicts=tuple(sorted([tuple(sorted([fact.id for fact in conflict])) for conflict in shown])),
        omitted_conflicts=(len(conflicts) if total is None else total) - len(shown),
        labels=labels,
        derivation=(*derivation, *(_SEARCHED if total is None and len(conflicts) >= MOST_CHOICES else ())),
        needs=tuple(needs),
        help=tuple(advice),
        place=labels[0].place,
    )


def citation_findings(
    context: Context,
    name: str,
    level: Level,
    verdicts: Sequence[str],
    headline: str,
    advice: Sequence[str] = (),
) -> Iterable[Finding]:
    """A finding for each citation with one of these verdicts (citations.md, "Verdicts")."""
    for fact in context.fact_base.facts:
        for key, words in (("quote", "quote"), ("said-in", "said-in")):
            about = fact.id if key == "quote" else f"{fact.id} said-in"
            result = context.citations.get(about)
            if result is not None and result.verdict in verdicts:
                suggestion = (result.suggestion,) if result.suggestion else ()
                found = fact_finding(
                    context,
                    fact,
                    name,
                    level,
                    f"{words} of “{fact.id}” {headline}",
                    message=result.message,
                    key=key,
                    advice=(*suggestion, *advice),
                )
                yield attrs.evolve(found, about=about)
    yield from _leave_out_findings(context, name, level, verdicts, headline)


def _leave_out_findings(
    context: Context,
    name: str,
    level: Level,
    verdicts: Sequence[str],
    headline: str,
) -> Iterable[Finding]:
    """The same for the passages that are left out: one that is not there leaves out nothing."""
    for left in context.fact_base.leave_outs:
        from averred.lock.claims import leave_out_key

        key = leave_out_key(left)
        result = context.citations.get(key)
        if result is not None and result.verdict in verdicts:
            suggestion = (result.suggestion,) if result.suggestion else ()
            shown = Label(result.message, source=left.source, words=left.quote)
            place = context.place(left.origin, "quote")
            yield Finding(
                name,
                level,
                f"quote of a leave-out {headline}",
                about=key,
                labels=(shown,),
                help=(*suggestion, "correct the quote, or remove the entry"),
                place=place,
            )
