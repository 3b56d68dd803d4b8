"""Facts as the passages of annotation tools, and such passages as facts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from averred import exchange, reader
from averred.describe import owner, property_of, said
from averred.errors import ConfigurationError, did_you_mean
from averred.exchange.base import Passage, Row, row_of, words_of
from averred.findings import Finding, Level
from averred.rules import RULES, declarable
from averred.spans import Place
from averred.stating import read_passages
from averred.texts import load_sources

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.settings import Settings
    from averred.spans import Span
    from averred.structuring import Misfit
    from averred.verification import Verified


class Written(NamedTuple):
    """What was written, and what was not.

    Attributes:
        text: the file.
        passages: how many it has.
        left: facts whose passage is not there, with why.
        without: how many facts cite no words.
    """

    text: str
    passages: int
    left: tuple[str, ...]
    without: int


def format_passages(kind: str, fact_base: FactBase, verified: Verified) -> Written:
    """The passages that facts cite, in a format.

    Args:
        kind: the name of the format.
        fact_base: the facts.
        verified: where their quotes stand; only what stands in a text at hand is written.

    Raises:
        AverredError: if a number of a fact is no decimal fraction.
    """
    results = verified.citations
    cited = [fact for fact in fact_base.facts if fact.id in results]
    there = {fact.id: fact for fact in cited if results[fact.id].span and fact.source in verified.sources}
    left = [_left(fact, fact_base, verified) for fact in cited if fact.id not in there]
    text = exchange.passage_module(kind).format_passages(
        _passage(fact, fact_base, verified) for fact in there.values()
    )
    return Written(text, len(there), tuple(left), len(fact_base.facts) - len(cited))


def _passage(fact: Fact, fact_base: FactBase, verified: Verified) -> Passage:
    predicate, result = fact_base.predicates[fact.predicate], verified.citations[fact.id]
    source = fact_base.sources[fact.source]
    says = property_of(predicate.title, owner(fact.subject, fact.part, fact_base))
    return Passage(
        fact.id,
        fact.predicate,
        f"{says}: {said(fact, fact_base)}",
        words_of(row_of(fact)),
        cast("Span", result.span),
        source,
        verified.sources[source.id],
    )


def _left(fact: Fact, fact_base: FactBase, verified: Verified) -> str:
    result = verified.citations[fact.id]
    why = result.message or f"its quote is {result.verdict}"
    if fact.source not in verified.sources:
        why = f"the text of “{fact.source}” was not read (say where it is with --sources DIR)"
    return f"{fact_base.place(fact.origin, 'quote') or fact.id}: “{fact.id}” is left out: {why}"


class Taken(NamedTuple):
    """The facts of a file.

    Attributes:
        facts: those that could be taken.
        findings: what cannot be taken, and what does not stand as claimed.
        unseen: how many facts there are of each source whose text is not at hand.
    """

    facts: tuple[Fact, ...]
    findings: tuple[Finding, ...]
    unseen: Mapping[str, int]


def take(path: Path, kind: str, folder: Path, settings: Settings, given: Row) -> Taken:
    """The facts that a file states, as the facts of a folder would be read.

    Args:
        path: the file.
        kind: the name of its format.
        folder: the fact files that say what its names mean, and have the facts that are there already.
        settings: how words are read, and where the texts of sources are.
        given: as `read_passages`.

    Raises:
        ConfigurationError: if no source or no predicate is declared, or not the source that is given.
    """
    others = [file for file in exchange.row_files(folder) if not file.samefile(path)]
    options: dict[str, Any] = {"rule_keys": declarable(RULES), "conventions": settings.conventions}
    fact_base = reader.read(folder, rows={file: exchange.entries(file) for file in others}, **options)
    _refuse_undeclared(fact_base, folder, given)
    texts, problems = load_sources(fact_base, settings.sources)
    reads = list(read_passages(path, kind, fact_base, texts, given))
    own = reader.row_ids(path, folder)
    entries = [(one.line, one.id or f"{own}{number}", one.entry) for number, one in enumerate(reads, 1)]
    rows = {**{file: exchange.entries(file) for file in others}, path: entries}
    whole = reader.read(folder, rows=rows, **options)
    name = reader.display_name(folder, path)
    known = set(fact_base.problems)
    findings = [finding for finding in whole.problems if finding not in known]
    findings += [_finding(one.trouble, Place(name, one.line)) for one in reads if one.trouble]
    facts = tuple(fact for fact in whole.facts if fact.origin and fact.origin.file == name)
    unseen = Counter(fact.source for fact in facts if fact.source and fact.source not in texts)
    return Taken(facts, (*problems, *sorted(findings, key=lambda one: one.place or Place(""))), unseen)


def _refuse_undeclared(fact_base: FactBase, folder: Path, given: Row) -> None:
    if not fact_base.sources or not fact_base.predicates:
        raise ConfigurationError(
            f"nothing in {folder} declares sources and predicates",
            suggestion="write the facts into the folder of a fact base: -o FOLDER/NAME.toml",
        )
    for key, known in (("source", fact_base.sources), ("predicate", fact_base.predicates)):
        if key in given and given[key] not in known:
            raise ConfigurationError(
                f"no {key} “{given[key]}” is declared", suggestion=did_you_mean(given[key], known) or None
            )


def _finding(misfit: Misfit, place: Place) -> Finding:
    return Finding(
        misfit.rule, Level.ERROR, misfit.message, help=(misfit.help,) if misfit.help else (), place=place
    )
