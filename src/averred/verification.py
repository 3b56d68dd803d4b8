"""What becomes of each citation: found in a source at hand, vouched for by the lock, or neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from averred.findings import Finding, Level
from averred.report import CitationResult

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from averred.entities import Source
    from averred.errors import SourceError
    from averred.factbase import FactBase
    from averred.facts import Citation, Fact
    from averred.source import SourceText
    from averred.values import Conventions

SAID_IN = " said-in"


@attrs.frozen(eq=False)
class Verified:
    """What is known of the citations of a fact base.

    Attributes:
        citations: what became of each quote, by fact id; of the words that name a speaker, by the fact
            id with " said-in" added.
        sources: the sources whose text was at hand, by id.
        problems: findings about sources that are there and cannot be read.
        accepted: the fingerprints that the lock has for acceptances, by rule and facts.
        skipped: what was not verified, one line each.
    """

    citations: Mapping[str, CitationResult]
    sources: Mapping[str, SourceText]
    problems: tuple[Finding, ...]
    accepted: Mapping[tuple[str, tuple[str, ...]], str] = attrs.field(factory=dict)
    skipped: tuple[str, ...] = ()


def verify(fact_base: FactBase, folder: Path | None, conventions: Conventions) -> Verified:
    """Verify every citation: from the text where it is at hand, else against the lock.

    Args:
        fact_base: the facts.
        folder: where the paths of sources start; None for the folder of the fact files.
        conventions: how words are read.
    """
    sources, problems = load_sources(fact_base, folder)
    citations = verify_from_text(fact_base, sources, conventions)
    for fact in fact_base.facts:
        if (
            fact.citation is not None
            and fact.citation.source not in sources
            and fact.citation.quote is not None
        ):
            citations[fact.id] = CitationResult(fact.id, "source-missing")
    return Verified(citations, sources, problems)


def load_sources(
    fact_base: FactBase, folder: Path | None
) -> tuple[dict[str, SourceText], tuple[Finding, ...]]:
    """The texts of the sources that are at hand, and findings about those that cannot be read.

    Args:
        fact_base: names the sources and the folder of the fact files.
        folder: where the paths of sources start; None for the folder of the fact files.
    """
    from averred.errors import SourceError
    from averred.loaders import load_source

    root = folder or fact_base.root
    texts: dict[str, SourceText] = {}
    problems: list[Finding] = []
    for source in fact_base.sources.values():
        path = _path_inside(root, source)
        if path is not None and path.is_file():
            try:
                texts[source.id] = load_source(path)
            except SourceError as error:
                problems.append(_unreadable(fact_base, source, error))
    return texts, tuple(problems)


def _path_inside(root: Path | None, source: Source) -> Path | None:
    """The file of a source; None where it has none, or where that would leave the folder."""
    if root is None or source.path is None:
        return None
    base = (root if root.is_dir() else root.parent).resolve()
    path = (base / source.path).resolve()
    return path if path.is_relative_to(base) else None


def _unreadable(fact_base: FactBase, source: Source, error: SourceError) -> Finding:
    return Finding(
        "source-missing",
        Level.ERROR,
        f"source “{source.id}” cannot be read: {error.message}",
        about=source.id,
        help=(error.suggestion,) if error.suggestion else (),
        place=fact_base.place(source.origin, "path"),
    )


def verify_from_text(
    fact_base: FactBase, sources: Mapping[str, SourceText], conventions: Conventions
) -> dict[str, CitationResult]:
    """Anchor every citation whose source is at hand, from nothing."""
    results: dict[str, CitationResult] = {}
    for fact in fact_base.facts:
        if fact.citation is not None and fact.citation.source in sources:
            source = sources[fact.citation.source]
            if fact.citation.quote is not None:
                results[fact.id] = _verify_quote(fact, fact.citation, source, fact_base, conventions)
            if fact.citation.said_in is not None:
                results[fact.id + SAID_IN] = _anchored(fact.id, source, fact.citation.said_in)
    return results


def _verify_quote(
    fact: Fact, citation: Citation, source: SourceText, fact_base: FactBase, conventions: Conventions
) -> CitationResult:
    from averred.evidence import says_value

    result = _anchored(fact.id, source, citation.quote or "", citation)
    if result.passage is None:
        return result
    return attrs.evolve(result, value_read=says_value(fact, result.passage, fact_base, conventions))


def _anchored(
    fact_id: str, source: SourceText, words: str, citation: Citation | None = None
) -> CitationResult:
    from averred.anchor import anchor

    found = anchor(
        words,
        source,
        prefix=citation.prefix if citation else None,
        suffix=citation.suffix if citation else None,
        section=citation.section if citation else None,
    )
    span = found.span if found.verdict in {"exact", "folded"} else None
    return CitationResult(
        fact_id,
        found.verdict,
        span,
        source.text[span.start : span.end] if span else None,
        found.message,
        found.suggestion,
    )
