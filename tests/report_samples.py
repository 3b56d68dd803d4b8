"""Hand-made reports about an invented harvest fair, for the tests of every format."""

from __future__ import annotations

from fractions import Fraction

import attrs

from averred.entities import Entity, Source
from averred.factbase import FactBase
from averred.facts import Attribution, Citation, Confidence, Fact, Origin
from averred.findings import Finding, Judgement, Label, Level, Verdict
from averred.report import CitationResult, Report
from averred.spans import Place, Span
from averred.values import Date, Interval, Quantity, Value
from averred.vocabulary import Predicate

TEXT = (
    "= Harvest fair of Oldmere =\n"
    "\n"
    "- Visitors: 3,500 including Mayor Ilse Brandt\n"
    "\n"
    "The fair opened at noon under a clear sky and the brass band of the mill played until the lamps "
    "were lit. It drew around 2,000 visitors to the green, as every year. The guild of bakers, however, "
    "spoke of 200 to 1,000 guests, and went home before the fire was lit at nine.\n"
)
CONFIDENCE = Confidence(Fraction(4, 5), None, "flat in the source's own voice")


def quantity(lo: int | None, hi: int | None, text: str, **more: object) -> Quantity:
    """A quantity of persons."""
    return Quantity(Interval(lo, hi), "person", text, **more)  # type: ignore[arg-type]  # any field may be given


def fact(name: str, value: Value, quote: str, *, speaker: str | None = None, **more: object) -> Fact:
    """A fact about the fair, written in fair.toml."""
    made = Fact(
        id=name,
        subject="fair",
        predicate="opened" if isinstance(value, Date) else "visitors",
        value=value,
        written=value.text,
        citation=Citation("fair-page", quote),
        attribution=Attribution(speaker),
        confidence=CONFIDENCE,
        origin=Origin("facts/fair.toml", ("fact", name)),
    )
    return attrs.evolve(made, **more)  # type: ignore[arg-type]  # any field may be given


FACTS = (
    fact(
        "visitors-bakers",
        quantity(200, 1000, "200 to 1,000"),
        "spoke of 200 to 1,000 guests",
        speaker="bakers",
    ),
    fact("visitors-box", quantity(3500, 3500, "3,500", centre=3500), "Visitors: 3,500"),
    fact(
        "visitors-text",
        quantity(1800, 2200, "around 2,000", hedge="about", convention="about = ±10 %", centre=2000),
        "drew around 2,000 visitors",
    ),
)
LINES = {"visitors-box": 9, "visitors-text": 14, "visitors-bakers": 19}


def locate(origin: Origin, key: str | None, *, of_key: bool = False) -> Place:
    """The place of a record of the sample, at the column of its value."""
    del of_key
    return Place(origin.file, LINES.get(str(origin.table[-1]), 1), 13 if key else 1)


FACT_BASE = FactBase(
    facts=FACTS,
    entities={
        "fair": Entity("fair", "Harvest fair of Oldmere"),
        "bakers": Entity("bakers", "the guild of bakers"),
    },
    predicates={
        "visitors": Predicate("visitors", "quantity", unit="person", functional=True),
        "opened": Predicate("opened", "date"),
    },
    sources={"fair-page": Source("fair-page", title="Harvest fair", path="fair.txt")},
    locate=locate,
)


def span_of(quote: str) -> Span:
    """Where a quote stands in the sample's text."""
    start = TEXT.index(quote)
    return Span(start, start + len(quote))


def label(one: Fact, message: str) -> Label:
    """A label on the passage of a fact."""
    quote = one.citation.quote if one.citation else None
    return Label(
        message,
        fact=one.id,
        place=locate(one.origin, "value") if one.origin else None,
        source=one.source,
        span=span_of(quote) if quote and quote in TEXT else None,
        words=quote,
    )


CONTRADICTION = Finding(
    rule="contradictory",
    level=Level.ERROR,
    headline="“visitors” of “Harvest fair of Oldmere” has two values in one voice",
    about="visitors of fair",
    facts=("visitors-box", "visitors-text"),
    conflicts=(("visitors-box", "visitors-text"),),
    labels=(label(FACTS[1], "3,500 exactly"), label(FACTS[2], "1,800 to 2,200 (about = ±10 %)")),
    derivation=("“visitors” has one value", "3,500 is 1,300 above the nearest end of “around 2,000”"),
    needs=("±75 % instead of ±10 %",),
    help=("correct the one", "correct the other", "say who counted (said-by)"),
    place=Place("facts/fair.toml", 9, 13),
    id="contradictory-3fa94c1e",
    fingerprint="contradictory-3fa94c1e-77",
)
DISPUTE = Finding(
    rule="disputed",
    level=Level.NOTE,
    headline="the guild of bakers gives another number",
    about="visitors of fair",
    facts=("visitors-bakers", "visitors-box", "visitors-text"),
    conflicts=(("visitors-bakers", "visitors-box"), ("visitors-bakers", "visitors-text")),
    omitted_conflicts=2,
    labels=tuple(label(one, "") for one in FACTS),
    place=Place("facts/fair.toml", 19, 13),
    id="disputed-00c0ffee",
)
UNKNOWN_KEY = Finding(
    rule="unknown-key",
    level=Level.ERROR,
    headline="unknown key 'saidby' in fact 'visitors-box'",
    about="visitors-box",
    labels=(Label("did you mean 'said-by'?", place=Place("facts/fair.toml", 11, 1)),),
    help=("write said-by",),
    place=Place("facts/fair.toml", 11, 1),
    id="unknown-key-12345678",
)
CITATIONS = {
    one.id: CitationResult(one.id, "exact", span_of(one.citation.quote or ""), one.citation.quote)
    for one in FACTS
    if one.citation
}
REPORT = Report(
    FACT_BASE,
    findings=(CONTRADICTION, UNKNOWN_KEY, DISPUTE),
    accepted=(attrs.evolve(DISPUTE, id="disputed-0badcafe", accepted="The page reports it on purpose."),),
    citations=CITATIONS,
    judgements=(
        Judgement(
            "part-exceeds-whole",
            "visitors of fair",
            Verdict.UNDETERMINED,
            ("visitors-text",),
            ("at most 2,200",),
        ),
        Judgement("contradictory", "visitors of fair", Verdict.VIOLATED, ("visitors-box", "visitors-text")),
    ),
    source_texts={"fair-page": TEXT},
    skipped=("unlocked: there is no lock",),
)
#: The same, where the source's text is not at hand.
LOCKED_REPORT = attrs.evolve(
    REPORT,
    citations={
        name: attrs.evolve(result, verdict="locked", passage=None) for name, result in CITATIONS.items()
    },
    source_texts={},
)
