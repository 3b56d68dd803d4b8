"""What a rule is.

A rule is a function from a `Context` to findings and judgements, made a `Rule` by the decorator `rule`.
It never prints, and never raises for a broken fact.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs

from averred.cards import MOST_CONFLICTS, conflict_finding, fact_finding, level_in_round, stated_level
from averred.context import Context
from averred.findings import Finding, Judgement, Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from averred.parameters import Parameters

    Check = Callable[["Context"], Iterable[Finding | Judgement]]

__all__ = [
    "FOUND",
    "HEADINGS",
    "MOST_CONFLICTS",
    "Context",
    "Rule",
    "citation_findings",
    "conflict_finding",
    "described",
    "fact_finding",
    "level_in_round",
    "rule",
    "stated_level",
]

HEADINGS: Final = (
    "What it reports",
    "Why it matters",
    "Example",
    "What to do",
    "Options",
    "Where the idea comes from",
)
#: The verdicts of a quote that was found in its source.
FOUND: Final = frozenset({"exact", "moved", "folded", "drift", "drift-critical"})


@attrs.frozen
class Rule:
    """A rule: a definition that yields findings for some facts.

    Attributes:
        name: names the bad pattern, in kebab case.
        level: the level of its findings in the first round.
        check: from a context to findings and judgements.
        documentation: its docstring, with the fixed headings.
        logical: about the world, so that it skips retracted facts; else about the record.
        parameters: what a declaration of it may say; None for a rule that is not declared.
        default: whether it runs when nothing selects it.
        raised_by: for a rule that is only described here: who raises its findings, another rule or a
            part of averred.
    """

    name: str
    level: Level
    check: Check
    documentation: str
    logical: bool = False
    parameters: Parameters | None = None
    default: bool = True
    raised_by: str | None = None

    @property
    def summary(self) -> str:
        """The first line of its documentation."""
        return self.documentation.strip().partition("\n")[0]

    @property
    def sections(self) -> Mapping[str, str]:
        """The paragraphs of its documentation by heading."""
        import textwrap

        parts = re.split(
            r"^\s*(" + "|".join(map(re.escape, HEADINGS)) + r"):\s*$", self.documentation, flags=re.MULTILINE
        )
        return {
            title: textwrap.dedent(body.strip("\n")).strip()
            for title, body in zip(parts[1::2], parts[2::2], strict=True)
        }


def rule(
    name: str,
    level: Level,
    *,
    logical: bool = False,
    parameters: Parameters | None = None,
    default: bool = True,
) -> Callable[[Check], Rule]:
    """Make a rule of a function; its docstring becomes the documentation.

    Example:
        >>> @rule("no-round-number", Level.NOTE)
        ... def no_round_number(context):
        ...     '''A count that ends in three zeros.'''
        ...     for fact in context.active:
        ...         if fact.written.endswith("000"):
        ...             yield fact_finding(context, fact, "no-round-number", Level.NOTE, "a round number")
    """

    def make(check: Check) -> Rule:
        return Rule(name, level, check, check.__doc__ or "", logical, parameters, default)

    return make


def _nothing(_context: Context) -> Iterable[Finding | Judgement]:
    return ()


def described(name: str, level: Level, *, raised_by: str, documentation: str, logical: bool = False) -> Rule:
    """A rule of which another part raises the findings; here it has its name and its description."""
    return Rule(name, level, _nothing, documentation, logical, raised_by=raised_by)


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
            result = context.citations.get(fact.id if key == "quote" else f"{fact.id} said-in")
            if result is not None and result.verdict in verdicts:
                suggestion = (result.suggestion,) if result.suggestion else ()
                yield fact_finding(
                    context,
                    fact,
                    name,
                    level,
                    f"{words} of “{fact.id}” {headline}",
                    message=result.message,
                    key=key,
                    advice=(*suggestion, *advice),
                )
