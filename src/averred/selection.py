"""Which findings of the rules are shown, and at which level."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import attrs

from averred.errors import did_you_mean
from averred.findings import Finding, Level
from averred.running import is_on
from averred.settings import PredicateSettings
from averred.spans import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from averred.factbase import FactBase
    from averred.rules.base import Rule
    from averred.settings import Settings


#: What is said of a predicate of which nothing is.
_NOTHING_SAID: Final = PredicateSettings()


def misnamed(settings: Settings, fact_base: FactBase) -> Iterator[Finding]:
    """A finding for each predicate of the settings that there is not, where one may have been meant.

    Settings above several fact bases may name a predicate of another one, so that is a warning. Those in a
    fact base's own folder are about no other.
    """
    if fact_base.has_unread:  # it may be what could not be read
        return
    for name in sorted(settings.predicates.keys() - fact_base.predicates.keys()):
        place = _place(settings.predicates[name])
        near = did_you_mean(name, fact_base.predicates)
        root = fact_base.root
        is_own = place is None or root is None or Path(place.path).resolve().parent == root.resolve()
        if near or is_own:
            yield Finding(
                "unknown-name",
                Level.ERROR if is_own else Level.WARNING,
                f"the settings are about a predicate “{name}”, which there is not{near and f'; {near}'}",
                about=f"settings of predicate “{name}”",
                help=("correct the name, or leave these settings out",),
                place=place,
            )


def _place(own: PredicateSettings) -> Place | None:
    """Where settings of a predicate stand."""
    if not own.place:
        return None
    path, line, column = own.place.rsplit(":", 2)
    return Place(path, int(line), int(column))


def selected(
    findings: Sequence[Finding],
    settings: Settings,
    rules: Sequence[Rule],
    fact_base: FactBase | None = None,
) -> list[Finding]:
    """The findings whose names are on, at the levels that the settings ask for.

    What is said of a predicate holds for findings all of whose facts are of it.
    """
    raised = {finding.rule for finding in findings}  # of most rules nothing is: these need not be asked for
    on = {rule.name for rule in rules if rule.name in raised and is_on(rule, settings)}
    if settings.locked:
        settings = attrs.evolve(settings, levels={**settings.levels, "unlocked": Level.ERROR})
    found = []
    for finding in findings:
        own = _settings_of(finding, settings, fact_base)
        if finding.rule in on and finding.rule not in own.ignore:
            level = own.levels.get(finding.rule) or settings.levels.get(finding.rule, finding.level)
            found.append(finding if level is finding.level else attrs.evolve(finding, level=level))
    return _once(found)


def _settings_of(finding: Finding, settings: Settings, fact_base: FactBase | None) -> PredicateSettings:
    if not settings.predicates or fact_base is None:
        return _NOTHING_SAID
    facts = (fact_base.by_id.get(fact) for fact in finding.facts)
    predicates = {fact.predicate for fact in facts if fact is not None}
    own = settings.predicates.get(predicates.pop()) if len(predicates) == 1 else None
    return own or _NOTHING_SAID


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """The findings without those that another one says more exactly, and at least as gravely."""
    better: dict[tuple[str, str], int] = {}
    for finding in findings:
        for rule in finding.instead_of:
            key = rule, finding.about
            better[key] = max(better.get(key, 0), finding.level.rank)
    return [one for one in findings if one.level.rank > better.get((one.rule, one.about), 0)]
