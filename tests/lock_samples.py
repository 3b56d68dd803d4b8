"""A page about an invented fair and facts that cite it, for tests of the lock."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from averred.anchor import anchor
from averred.entities import Source
from averred.factbase import FactBase
from averred.facts import Attribution, Citation, Confidence, Fact, LeaveOut
from averred.lock import Claim, Lock, claims_of
from averred.lock.comparing import verify_full
from averred.lock.making import make_lock
from averred.report import CitationResult
from averred.source import SourceText, make_source
from averred.values import Text

PAGE = """= The Oxbow fair =

- Visitors: 2,000

The fair of the bakers drew around 2,000 visitors on the first day, the guild said. Some 1 500 loaves were
sold at two crowns apiece before noon. The mayor of Oxbow opened the fair and did not stay for the dance.

== Reactions ==

The guild of millers said that the prices were too high for the families of the valley. A second fair was
planned for the autumn of the same year. Nobody was hurt when the stage fell on the second evening.
"""
QUOTES = {
    "visitors": "around 2,000 visitors",
    "loaves": "Some 1 500 loaves … before noon",
    "mayor": "The mayor of Oxbow opened the fair … stay for the dance",
    "prices": "The guild of millers said … families of the valley",
    "stage": "Nobody was hurt when the stage fell",
}


def a_fact(name: str, quote: str | None, *, said_in: str | None = None, denied: bool = False) -> Fact:
    """A fact whose value is a text that no test looks at."""
    citation = Citation("fair", quote, said_in=said_in)
    speaker = Attribution("guild") if said_in else Attribution()
    confidence = Confidence(Fraction(4, 5), None, "flat")
    value = Text(name)
    return Fact(name, "fair", "says", value, name, citation, speaker, confidence, denied=denied)


def facts_of(quotes: Mapping[str, str], *more: Fact, left_out: str | None = None) -> FactBase:
    """A fact base with one fact a quote."""
    facts = (*(a_fact(name, quote) for name, quote in quotes.items()), *more)
    left = (LeaveOut("fair", left_out, "it claims nothing"),) if left_out else ()
    return FactBase(facts, sources=MappingProxyType({"fair": Source("fair")}), leave_outs=left)


def found_in(source: SourceText, claims: Mapping[str, Claim]) -> dict[str, CitationResult]:
    """What becomes of each claim in a text."""
    results = {}
    for key, claim in claims.items():
        found = anchor(claim.quote, source, prefix=claim.prefix, suffix=claim.suffix, section=claim.section)
        results[key] = CitationResult(key.partition(" ")[0], found.verdict, found.span)
    return results


def locked(
    facts: FactBase, text: str = PAGE, previous: Lock | None = None, accept: tuple[str, ...] = ()
) -> Lock:
    """The lock of facts that cite a text."""
    source = make_source(text)
    results = found_in(source, claims_of(facts))
    return make_lock(facts, {"fair": source}, results, previous=previous, accept=accept)


def judged(facts: FactBase, lock: Lock, text: str) -> dict[str, CitationResult]:
    """What a check says of each citation with another text and a lock."""
    claims = claims_of(facts)
    source = make_source(text)
    return verify_full(lock, claims, {"fair": source}, found_in(source, claims))


def verdicts(facts: FactBase, lock: Lock, text: str) -> dict[str, str]:
    """The verdicts alone."""
    return {key: result.verdict for key, result in judged(facts, lock, text).items()}
