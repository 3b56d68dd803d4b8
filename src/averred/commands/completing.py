"""What a shell offers when a word of the command line is not finished: rules, findings, facts, formats.

A shell asks for it between two keys: whatever is wrong with files or settings means that nothing is offered.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeAlias

from averred.errors import AverredError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import click
    from click.shell_completion import CompletionItem

    from averred.commands.shared import Overrides
    from averred.factbase import FactBase

    Offer: TypeAlias = Callable[[click.Context, str], Iterator[tuple[str, str]]]
    Completion: TypeAlias = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _completion(offer: Offer) -> Completion:
    """A completion that offers those words, with what they mean, that begin as what is typed does."""

    @wraps(offer)
    def complete(context: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        try:
            words = dict(offer(context, begun))
        except AverredError:
            return []
        return [CompletionItem(word, help=words[word]) for word in sorted(words) if word.startswith(begun)]

    return complete


@_completion
def rules(context: click.Context, begun: str) -> Iterator[tuple[str, str]]:
    """Names of rules; behind a comma the next one."""
    before = begun.rpartition(",")[0]
    for name, summary in _summaries(context):
        if name not in before.split(","):
            yield f"{before},{name}" if before else name, summary


@_completion
def rules_and_findings(context: click.Context, begun: str) -> Iterator[tuple[str, str]]:
    """Names of rules; the findings of one once its name and a hyphen stand there, since it means a check."""
    summaries = dict(_summaries(context))
    yield from summaries.items()
    if any(begun.startswith(f"{name}-") for name in summaries):
        yield from _findings(context)


def findings_or_paths(context: click.Context, parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Ids of open findings; where none begins so, files and folders."""
    from click.shell_completion import CompletionItem

    return _open_findings(context, parameter, begun) or [CompletionItem(begun, type="file")]


@_completion
def _open_findings(context: click.Context, _: str) -> Iterator[tuple[str, str]]:
    return _findings(context)


@_completion
def facts_and_subjects(context: click.Context, _: str) -> Iterator[tuple[str, str]]:
    """Ids of facts, and of the things that facts are about."""
    for fact_base in _fact_bases(context):
        for fact in fact_base.facts:
            yield fact.id, fact.written
            for about in (fact.subject, fact.part):
                if about and about in fact_base.entities:
                    yield about, fact_base.entities[about].name


@_completion
def entities(context: click.Context, _: str) -> Iterator[tuple[str, str]]:
    """Ids of entities."""
    for fact_base in _fact_bases(context):
        yield from ((entity.id, entity.name) for entity in fact_base.entities.values())


@_completion
def predicates(context: click.Context, _: str) -> Iterator[tuple[str, str]]:
    """Ids of predicates."""
    for fact_base in _fact_bases(context):
        yield from ((predicate.id, predicate.title) for predicate in fact_base.predicates.values())


@_completion
def sources(context: click.Context, _: str) -> Iterator[tuple[str, str]]:
    """Ids of sources."""
    for fact_base in _fact_bases(context):
        yield from ((source.id, source.title or "") for source in fact_base.sources.values())


@_completion
def formats(_: click.Context, __: str) -> Iterator[tuple[str, str]]:
    """Formats of reports."""
    from averred.reports import FORMATS

    yield from ((name, "") for name in FORMATS)


def _summaries(context: click.Context) -> Iterator[tuple[str, str]]:
    from averred.commands.catalogue import catalogue

    yield from ((rule.name, rule.summary) for rule in catalogue(_overrides(context).plugins).rules)


def _overrides(context: click.Context) -> Overrides:
    from averred.commands.shared import Overrides

    given: dict[str, Any] = context.params
    return Overrides(sources=given.get("sources"), plugins=given.get("plugins") or ())


def _paths(context: click.Context) -> Iterator[Path]:
    """The fact bases that are meant, without those so large that a check of them takes an engine."""
    from averred.commands.catalogue import catalogue
    from averred.commands.engines import wants_engine
    from averred.commands.shared import fact_base_paths

    known = catalogue(_overrides(context).plugins).rules
    for path in fact_base_paths(context.params.get("paths") or ()):
        if not wants_engine(path, "auto", known):
            yield path


def _fact_bases(context: click.Context) -> Iterator[FactBase]:
    from averred.commands.shared import load

    for path in _paths(context):
        yield load(path, _overrides(context))[0]


def _findings(context: click.Context) -> Iterator[tuple[str, str]]:
    from averred.commands.shared import reports_of

    for report in reports_of(_paths(context), _overrides(context)):
        yield from ((finding.id, finding.headline) for finding in report.findings)
