"""Two states of a fact base compared: which facts and which findings came, went, or changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

if TYPE_CHECKING:
    from averred.facts import Fact
    from averred.findings import Finding
    from averred.report import Report

#: Where a fact is written is no part of what it says.
_NOT_COMPARED: Final = frozenset({"origin"})


@attrs.frozen
class Changes:
    """What differs between two reports on a fact base.

    Attributes:
        facts_added: facts that were not there before.
        facts_removed: facts that are gone.
        facts_changed: each fact that says something else, and the names of its fields that differ.
        findings_added: findings that were not there before.
        findings_removed: findings that are gone, or accepted.
        findings_changed: findings on the same facts with other values, voices, scopes or level.
    """

    facts_added: tuple[Fact, ...] = ()
    facts_removed: tuple[Fact, ...] = ()
    facts_changed: tuple[tuple[Fact, tuple[str, ...]], ...] = ()
    findings_added: tuple[Finding, ...] = ()
    findings_removed: tuple[Finding, ...] = ()
    findings_changed: tuple[Finding, ...] = ()

    def __bool__(self) -> bool:
        return any(attrs.astuple(self, recurse=False))


def compare(before: Report, after: Report) -> Changes:
    """What came, went and changed, in the order of the reports."""
    old_facts, new_facts = before.fact_base.by_id, after.fact_base.by_id
    both = [(old_facts[name], fact) for name, fact in new_facts.items() if name in old_facts]
    old = {finding.id: finding for finding in before.findings}
    new = {finding.id: finding for finding in after.findings}
    return Changes(
        tuple(fact for name, fact in new_facts.items() if name not in old_facts),
        tuple(fact for name, fact in old_facts.items() if name not in new_facts),
        tuple((fact, fields) for was, fact in both if (fields := _differences(was, fact))),
        tuple(finding for name, finding in new.items() if name not in old),
        tuple(finding for name, finding in old.items() if name not in new),
        tuple(finding for name, finding in new.items() if name in old and _differs(old[name], finding)),
    )


def _differences(before: Fact, after: Fact) -> tuple[str, ...]:
    """The names of the fields in which two facts differ."""
    names = (field.name for field in attrs.fields(type(after)) if field.name not in _NOT_COMPARED)
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def _differs(before: Finding, after: Finding) -> bool:
    return (before.fingerprint, before.level) != (after.fingerprint, after.level)
