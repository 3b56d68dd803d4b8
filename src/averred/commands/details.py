"""One fact in full: what it says, how it was read, who says so, and how its citation fared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred import describe

if TYPE_CHECKING:
    from averred.display.terminal import Terminal
    from averred.facts import Fact
    from averred.report import Report


def details(fact: Fact, report: Report, terminal: Terminal) -> list[str]:
    """The lines about a fact, its id first."""
    lines = [terminal.paint(terminal.show(fact.id), "strong")]
    for title, text in _about(fact, report):
        lines += terminal.wrap(text, first=f"  {title:<11} ", rest=" " * 14)
    link = report.link(fact.id)
    if link:
        lines.append(terminal.show(f"  {'link':<11} {link}"))  # on one line, to be followed
    return lines


def _about(fact: Fact, report: Report) -> list[tuple[str, str]]:
    """Terms and what they are, for a fact; only what there is."""
    fact_base = report.fact_base
    result = report.citations.get(fact.id)
    predicate = fact_base.predicates[fact.predicate]
    scope = {"status": fact.scope.status, **dict(fact.scope.keys)}
    times = {"during": fact.scope.during, "as of": fact.scope.as_of}
    scope |= {key: describe.days(date.interval) for key, date in times.items() if date}
    found = [
        (
            "says",
            f"{describe.owner(fact.subject, fact.part, fact_base)}, {predicate.title}: {fact.written}",
        ),
        ("", "it is denied" if fact.denied else ""),
        ("read as", describe.reading_with_convention(fact.value, fact_base)),
        ("inferred", fact.inferred or ""),
        ("implied", fact.implied or ""),
        ("said by", describe.voice(fact, fact_base)),
        ("holds for", ", ".join(f"{key} {value}" for key, value in scope.items())),
        ("confidence", f"{describe.number(fact.confidence.weight)}: {fact.confidence.because}"),
        ("quote", fact.citation.quote or "" if fact.citation else ""),
        ("citation", f"{result.verdict} {result.message}".strip() if result else ""),
        ("note", fact.note or ""),
        ("written at", str(fact_base.place(fact.origin) or "")),
    ]
    return [(title, text) for title, text in found if text]
