"""The use case: verify the citations, run the rules, apply the acceptances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from averred import acceptances
from averred.errors import ConfigurationError, did_you_mean, raise_all
from averred.findings import Finding, Level
from averred.identities import identified, order
from averred.parameters import declared
from averred.report import Credible, Report
from averred.rules import RULES
from averred.rules.base import Context
from averred.running import chosen, run, run_until_stopped, watched
from averred.selection import misnamed, selected
from averred.settings import Settings, check_settings
from averred.texts import source_files
from averred.verification import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.query_rules import Tables
    from averred.rules.base import Rule
    from averred.verification import Verified

#: The rules that look at the day: `outdated`, and `out-of-range` for "now".
_DATED: Final = frozenset({"outdated", "out-of-range"})


def check(  # noqa: PLR0913 - what a check may be told
    fact_base: FactBase,
    *,
    sources: Path | None = None,
    settings: Settings | None = None,
    rules: Sequence[Rule] = RULES,
    checkers: Mapping[str, Callable[[str], bool]] | None = None,
    tell: Callable[[str, int, int], None] | None = None,
    interruptible: bool = False,
    verified: Verified | None = None,
    tables: Tables | None = None,
) -> Report:
    """Check a fact base: its citations, its rules, its acceptances.

    Args:
        fact_base: what to check.
        sources: the folder where the paths of sources start; None for the settings' or its own.
        settings: which rules run and how; None for the defaults.
        rules: the catalogue; own rules are added to it.
        checkers: programs outside of averred that a value can be shown to, by name.
        tell: is told what is being done, how much of it is done, and of how much.
        verified: what is known of its citations; None to find it out.
        tables: what queries read; None for the tables of these facts.
        interruptible: Ctrl-C while rules run gives a report on what those found that had run.

    Raises:
        ConfigurationError: for a `[[constraint]]` with wrong parameters or of a rule that is not there, and
            for settings that name such a rule.
        RuleError: for the first rule or checker that fails.
    """
    settings = settings or Settings()
    folder = sources or settings.sources
    validate(fact_base, settings, rules)
    verified = verified or verify(fact_base, folder, settings.conventions)
    context = attrs.evolve(_context(fact_base, verified, settings, rules, checkers or {}), tables=tables)
    running = chosen(rules, settings)
    found, judgements, ran = run_until_stopped(context, running, tell, interruptible=interruptible)
    is_whole = ran == len(running)
    stopped = () if is_whole else (f"interrupted: {ran} of {len(running)} rules had run",)
    report = _report(context, verified, source_files(fact_base, folder, verified.sources))
    open_, accepted = _shown(context, verified, settings, rules, found, is_whole=is_whole)
    return attrs.evolve(
        report,
        findings=tuple(sorted(open_, key=order)),
        accepted=tuple(sorted(accepted, key=order)),
        judgements=tuple(judgements),
        skipped=(*verified.skipped, *stopped),
        is_whole=is_whole,
        find_credible=lambda: _credible(context, running, found),
    )


def _report(context: Context, verified: Verified, files: Mapping[str, str]) -> Report:
    """A report on the facts and their citations, before anything was found."""
    return Report(
        context.fact_base,
        citations=verified.citations,
        source_texts=context.texts,
        sources=verified.sources,
        source_files=files,
        today=context.today if uses_day(context.fact_base) else None,
    )


def validate(fact_base: FactBase, settings: Settings, rules: Sequence[Rule]) -> None:
    """Refuse settings and declarations that mean nothing, without looking at facts.

    Raises:
        ConfigurationError: names in the settings that no rule has, or every mistake in declarations.
    """
    check_settings(settings, [rule.name for rule in rules])
    validate_constraints(fact_base, rules)


def _context(
    fact_base: FactBase,
    verified: Verified,
    settings: Settings,
    rules: Sequence[Rule],
    checkers: Mapping[str, Callable[[str], bool]],
) -> Context:
    """What the rules may look at."""
    return Context(
        fact_base,
        citations=verified.citations,
        sources=verified.sources,
        conventions=settings.conventions,
        today=settings.today or utc_day(),
        checkers=checkers,
        parameters_of=lambda name: next((rule.parameters for rule in rules if rule.name == name), None),
    )


def _shown(
    context: Context,
    verified: Verified,
    settings: Settings,
    rules: Sequence[Rule],
    found: Iterable[Finding],
    *,
    is_whole: bool,
) -> tuple[list[Finding], Sequence[Finding]]:
    """The findings of reading, of verifying and of the rules: those that are open, and the accepted ones.

    What is wrong with acceptances is known only where every rule has run.
    """
    base = context.fact_base
    said = {(problem.rule, problem.about) for problem in verified.problems}  # a source that cannot be read
    others = (finding for finding in found if (finding.rule, finding.about) not in said)
    problems = (*base.problems, *misnamed(settings, base), *verified.problems)
    named = _named([*problems, *others], settings, rules, base)
    names, known = [rule.name for rule in rules], verified.accepted
    result = acceptances.apply(named, base, today=context.today, fingerprints=known, rules=names)
    hygiene = _named(result.hygiene if is_whole else (), settings, rules, base)
    return [*result.open, *hygiene], result.accepted


def _named(
    findings: Sequence[Finding], settings: Settings, rules: Sequence[Rule], fact_base: FactBase
) -> list[Finding]:
    """The findings whose names are on, with their levels, ids and fingerprints."""
    return identified(selected(findings, settings, rules, fact_base), fact_base)


def validate_constraints(fact_base: FactBase, rules: Sequence[Rule]) -> None:
    """Refuse declarations of rules that mean nothing, without looking at facts.

    Raises:
        ConfigurationError: every mistake, with the place of its declaration.
    """
    wrong: list[ConfigurationError] = []
    by_name = {rule.name: rule for rule in rules}
    for constraint in fact_base.constraints:
        if constraint.rule not in by_name or not by_name[constraint.rule].is_declared:
            able = sorted(rule.name for rule in rules if rule.is_declared)
            place = fact_base.place(constraint.origin, "rule") or "constraint"
            near = did_you_mean(constraint.rule, able)
            wrong.append(
                ConfigurationError(
                    f"{place}: no rule “{constraint.rule}” takes a [[constraint]]",
                    suggestion=near or f"these do: {', '.join(able)}",
                )
            )
    for rule in rules:
        if rule.name in fact_base.declared_rules and rule.parameters:
            try:
                with watched(rule):  # its kinds of parameters may be somebody's own
                    declared(rule.name, rule.parameters, fact_base)
            except ConfigurationError as error:
                wrong.append(error)
    raise_all(wrong)


def credible(
    fact_base: FactBase, verified: Verified, settings: Settings, rules: Sequence[Rule] = RULES
) -> Credible:
    """The most credible consistent reading of some facts, whose conflicts nobody has looked for yet."""
    return _credible(_context(fact_base, verified, settings, rules, {}), chosen(rules, settings), None)


def _credible(context: Context, rules: Sequence[Rule], found: Iterable[Finding] | None) -> Credible:
    """The most credible consistent reading, by the logical rules whose findings are contradictions.

    Args:
        context: the facts.
        rules: those that run.
        found: what they have found; None to find it.
    """
    from averred.conflicts.credible import most_credible

    logical = [rule for rule in rules if rule.applies(context) and rule.logical and rule.level is Level.ERROR]

    def conflicts_of(facts: Sequence[Fact]) -> set[frozenset[str]]:
        rest = attrs.evolve(context, fact_base=attrs.evolve(context.fact_base, facts=tuple(facts)))
        return _conflicts(run(rest, logical)[0])

    names = {rule.name for rule in logical}
    names |= {rule.name for rule in rules if rule.raised_by in names}
    first = None if found is None else _conflicts(one for one in found if one.rule in names)
    return most_credible(context.fact_base, conflicts_of, first)


def _conflicts(findings: Iterable[Finding]) -> set[frozenset[str]]:
    return {frozenset(conflict) for finding in findings for conflict in finding.conflicts}


def uses_day(fact_base: FactBase) -> bool:
    """Whether the day can change what is found: the end of an acceptance, and the rules that look at it."""
    return (
        any(acceptance.until for acceptance in fact_base.acceptances)
        or any(constraint.rule in _DATED for constraint in fact_base.constraints)
        or any(_DATED & predicate.rules.keys() for predicate in fact_base.predicates.values())
    )


def utc_day() -> str:
    """The day in UTC, as ISO 8601."""
    from datetime import UTC, datetime

    return datetime.now(UTC).date().isoformat()
