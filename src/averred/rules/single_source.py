"""The rule `single-source`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.describe import owner, property_of, voice
from averred.findings import Finding, Level
from averred.rules.base import By, Context, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.screening import OneVoice
    from averred.vocabulary import Constraint

_NAME = "single-source"


def _screened(_fact_base: FactBase, _declared: Sequence[Constraint]) -> Iterator[OneVoice]:
    from averred.screening import OneVoice

    yield OneVoice()


@rule(_NAME, Level.NOTE, default=False, screened=_screened, judged_by=By.THING)
def single_source(context: Context) -> Iterable[Finding]:
    """Only one voice says something.

    What it reports:
        Subjects and predicates of which all active facts are of one voice. It is off until a setting or
        `--select` turns it on.

    Why it matters:
        A desk that wants two independent sources for every claim sees what is still missing.

    Example:
        The number of marchers is given by the police alone.

    What to do:
        Look for a second source.

    Options:
        None.

    Where the idea comes from:
        Wikipedia's {{one source}}; the two-source rule of newsrooms.
    """
    for (subject, predicate), facts in sorted(context.active_by_property.items()):
        if context.fact_base.is_judged(subject) and len({_origin(fact) for fact in facts}) == 1:
            title = context.fact_base.predicates[predicate].title
            yield Finding(
                _NAME,
                Level.NOTE,
                f"only {voice(facts[0], context.fact_base)} gives "
                f"{property_of(title, owner(subject, None, context.fact_base))}",
                about=f"{subject} · {predicate}",
                facts=tuple(sorted(fact.id for fact in facts)),
                labels=tuple(context.label(fact) for fact in facts),
                help=("look for a second source",),
                place=context.place(facts[0].origin, "value"),
            )


def _origin(fact: Fact) -> tuple[str, str]:
    """A speaker is one voice whoever reports it; a source in its own voice is one."""
    return ("speaker", fact.voice.speaker) if fact.voice.speaker else ("source", fact.source)
