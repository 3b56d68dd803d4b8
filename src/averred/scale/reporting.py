"""The report on a large fact base, once all of it was judged: what was found, and what was read in full."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from averred import acceptances, checker, identities, selection
from averred.entities import Entity
from averred.report import Report
from averred.rules import RULES
from averred.scale.meant import options
from averred.scale.outcomes import with_texts
from averred.values import EntityRef
from averred.verification import Verified

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from averred.engine.protocol import Engine
    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.findings import Acceptance, Finding
    from averred.report import Credible
    from averred.scale.large import Large
    from averred.scale.outcomes import Found


def reported(
    large: Large, engine: Engine, found: Found, known: Sequence[Acceptance], total: int, stopped: str
) -> Report:
    """All findings with the acceptances applied, and what was read in full.

    Args:
        large: what was checked.
        engine: has the table `facts`.
        found: what was found.
        known: the acceptances.
        total: how many facts and rows there are.
        stopped: where somebody interrupted it; empty where nobody did.
    """
    read = attrs.evolve(_read(large, found.facts.values()), acceptances=tuple(known))
    problems = found.wrong.findings(partial(options, large, engine))
    found.finish(problems, lambda some: _named(some, large, read))
    everything = identities.joined(found.kept, read)
    today = large.settings.today or checker.utc_day()
    lock, _ = large.kept.lock(large.vocabulary)
    locked = lock.accepted if lock else {}
    names = [rule.name for rule in RULES]
    result = acceptances.apply(everything, read, today=today, fingerprints=locked, rules=names)
    hygiene = _named([] if stopped else list(result.hygiene), large, read)
    report = Report(
        read,
        findings=tuple(sorted((*result.open, *hygiene), key=identities.order)),
        accepted=tuple(sorted(result.accepted, key=identities.order)),
        citations=found.citations,
        skipped=(stopped,) if stopped else (),
        engine=engine.name,
        read_in_full=None if found.hands_on else len(found.facts),
        today=today if checker.uses_day(read) else None,
        tally=found.tally(total),
        is_whole=not stopped,
        find_credible=None if found.hands_on else lambda: _credible(large, found, read),
    )
    return with_texts(report, large)


def _credible(large: Large, found: Found, read: FactBase) -> Credible:
    """The most credible consistent reading of what was read in full: nothing else is in a conflict."""
    verified = Verified(found.citations, large.kept.texts.read, ())
    return checker.credible(read, verified, large.settings)


def _named(findings: list[Finding], large: Large, read: FactBase) -> list[Finding]:
    """The findings of rules that run, with their ids and levels."""
    return identities.identified(selection.selected(findings, large.settings, RULES, read), read)


def _read(large: Large, facts: Iterable[Fact]) -> FactBase:
    """The fact files, and facts that were read in full, with the things that only these name."""
    ordered = tuple(sorted(facts, key=_position))
    named = {word for fact in ordered for word in _things(fact)} - large.vocabulary.entities.keys()
    entities = {**large.vocabulary.entities, **{word: Entity(word, word, named=False) for word in named}}
    sorted_ = MappingProxyType(dict(sorted(entities.items())))
    return attrs.evolve(large.vocabulary, facts=ordered, entities=sorted_)


def _things(fact: Fact) -> Iterable[str]:
    """The ids of things that a fact is about."""
    value = fact.value.entity if isinstance(fact.value, EntityRef) else None
    return filter(None, (fact.subject, fact.part, fact.of, value))


def _position(fact: Fact) -> tuple[str, str]:
    return fact.source, fact.id
