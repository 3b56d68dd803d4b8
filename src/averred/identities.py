"""What findings are known by: their ids and fingerprints, and their order."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import attrs

from averred.describe import canonical_reading
from averred.digests import json_digest, json_text
from averred.spans import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.findings import Finding
    from averred.values import Date

    #: A rule, and the facts of a finding, or what it is about where it has none.
    Subject = tuple[str, tuple[str, ...]]


def identified(findings: Sequence[Finding], fact_base: FactBase) -> list[Finding]:
    """The findings with their ids and fingerprints, in order.

    Where several of one rule have the same facts, each id is made of what the finding says as well; so it
    is never the one that another of them had before.
    """
    alike = Counter(map(_subject, findings))
    taken: set[str] = set()
    named = []
    for finding in sorted(findings, key=_order_and_place):
        identity = [*_subject(finding)[1]]
        if alike[_subject(finding)] > 1:
            identity += [finding.about, finding.headline]
        found = _free(finding.rule, identity, taken)
        taken.add(found)
        facts = [fact_base.by_id[fact] for fact in finding.facts if fact in fact_base.by_id]
        fingerprint = json_digest([found, *map(_meaning, facts)])
        named.append(attrs.evolve(finding, id=found, fingerprint=fingerprint))
    return named


def joined(findings: Iterable[Finding], fact_base: FactBase) -> list[Finding]:
    """Findings that were identified part by part, each once, with the ids that they have as a whole."""
    found = list(dict.fromkeys(findings))
    subjects, ids = Counter(map(_subject, found)), Counter(one.id for one in found)
    again = [one for one in found if subjects[_subject(one)] > 1 or ids[one.id] > 1]
    if not again:
        return found
    unnamed = dict.fromkeys(attrs.evolve(one, id="", fingerprint="") for one in again)
    named = set(again)
    return [*(one for one in found if one not in named), *identified([*unnamed], fact_base)]


def order(finding: Finding) -> tuple[int, str, str, str, tuple[str, ...]]:
    """Gravest first, then by rule and what it is about: never by where it is written."""
    return -finding.level.rank, finding.rule, finding.about, finding.headline, finding.facts


def _order_and_place(finding: Finding) -> tuple[object, ...]:
    return (*order(finding), finding.place or Place(""))


def _subject(finding: Finding) -> Subject:
    return finding.rule, finding.facts or (finding.about,)


def _free(rule: str, identity: Sequence[str], taken: set[str]) -> str:
    """An id that no finding has yet: eight digits of some thousand findings may be the same by chance."""
    found, number = f"{rule}-{json_digest([*identity])[:8]}", 1
    while found in taken:
        number += 1
        found = f"{rule}-{json_digest([*identity, str(number)])[:8]}"
    return found


def _meaning(fact: Fact) -> str:
    """What an acceptance of a fact was given for: its reading, voice and scope."""
    scope = fact.scope
    keys = [f"{key}={value}" for key, value in scope.keys]
    who = [""] if fact.attribution.is_own_voice else [fact.voice.speaker, *fact.voice.via]
    times = [_days(scope.during), _days(scope.as_of)]
    parts = [fact.id, canonical_reading(fact.value), *who, scope.status, *times]
    return json_text(parts + keys)


def _days(date: Date | None) -> str:
    return str(date.interval) if date else ""
