"""The rule `source-missing`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from averred.findings import Finding, Level
from averred.rules.base import Context, Need, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def _joined(findings: Sequence[Finding]) -> Finding:
    """The finding about a source, of those that say so of some of its facts."""
    facts = tuple(sorted({fact for finding in findings for fact in finding.facts}))
    return attrs.evolve(findings[0], headline=_headline(findings[0].about, len(facts)), facts=facts)


def _headline(source: str, cited: int) -> str:
    facts = "1 fact is" if cited == 1 else f"{cited} facts are"
    return f"source “{source}” is neither at hand nor locked: {facts} unchecked"


@rule("source-missing", Level.ERROR, needs=Need.DOUBT, joined=_joined)
def source_missing(context: Context) -> Iterable[Finding]:
    """A source that facts cite is neither at hand nor known to the lock.

    What it reports:
        Sources without a text (their `path` leads to no file) of which `averred.lock` holds nothing; and
        which file was looked for.

    Why it matters:
        None of the quotes from it can be checked.

    Example:
        `[source.almanac] path = "almanac.txt"`, and there is no such file and no lock.

    What to do:
        Put the text where `path` says, name its folder with `--sources`, or commit the lock that was
        written where the text was.

    Options:
        None.

    Where the idea comes from:
        Wikipedia's {{dead link}}.
    """
    for source in context.fact_base.sources.values():
        cited = [
            fact
            for fact in context.fact_base.facts
            if fact.source == source.id and fact.id in context.citations
        ]
        results = [context.citations[fact.id] for fact in cited]
        if {result.verdict for result in results} == {"source-missing"}:
            advice = results[0].suggestion
            yield Finding(
                "source-missing",
                Level.ERROR,
                _headline(source.id, len(cited)),
                about=source.id,
                facts=tuple(sorted(fact.id for fact in cited)),
                derivation=(results[0].message,) if results[0].message else (),
                help=(*([advice] if advice else []), "commit the averred.lock that holds it"),
                place=context.place(source.origin, "path"),
            )
