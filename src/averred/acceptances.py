"""Known findings with a reason: which findings they cover, and which of them come back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import attrs

from averred.errors import did_you_mean
from averred.findings import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from averred.factbase import FactBase
    from averred.findings import Acceptance

_ADVICE = {
    "unused-accept": "remove it",
    "expired-accept": "mend the finding, or set a later day with a new reason",
    "changed-accept": "look at the finding, and accept it again if the reason still holds",
}


class Sorted(NamedTuple):
    """Findings after acceptances were applied.

    Attributes:
        open: those that nothing covers.
        accepted: those that an acceptance covers, with its reason.
        hygiene: findings about the acceptances themselves.
    """

    open: tuple[Finding, ...]
    accepted: tuple[Finding, ...]
    hygiene: tuple[Finding, ...]


def apply(
    findings: Sequence[Finding],
    fact_base: FactBase,
    *,
    today: str,
    fingerprints: Mapping[tuple[str, tuple[str, ...]], str] | None = None,
    rules: Collection[str] = (),
) -> Sorted:
    """Sort findings into open and accepted ones.

    Args:
        findings: with ids and fingerprints.
        fact_base: holds the acceptances.
        today: the day, as ISO 8601, for those with an end.
        fingerprints: what the lock says that was accepted, by rule and facts; a finding whose
            fingerprint differs is not the one that was accepted.
        rules: the names of all rules, so that another one is said to be misspelt; if empty, none is.
    """
    by_key = {(finding.rule, finding.facts): finding for finding in findings}
    covered: dict[tuple[str, tuple[str, ...]], str] = {}
    hygiene: list[Finding] = []
    for acceptance in fact_base.acceptances:
        key = (acceptance.rule, tuple(sorted(acceptance.facts)))
        problem = _problem(acceptance, by_key.get(key), findings, today, (fingerprints or {}).get(key))
        if problem is None:
            covered[key] = acceptance.reason
        elif rules and acceptance.rule not in rules:
            hygiene.append(_unknown_rule(fact_base, acceptance, rules))
        else:
            hygiene.append(_hygiene_finding(fact_base, acceptance, *problem))
    return Sorted(
        tuple(finding for finding in findings if (finding.rule, finding.facts) not in covered),
        tuple(
            attrs.evolve(finding, accepted=covered[finding.rule, finding.facts])
            for finding in findings
            if (finding.rule, finding.facts) in covered
        ),
        tuple(hygiene),
    )


def _problem(
    acceptance: Acceptance,
    finding: Finding | None,
    findings: Sequence[Finding],
    today: str,
    fingerprint: str | None,
) -> tuple[str, str] | None:
    """The rule and the words of what is wrong with an acceptance; None if it covers its finding."""
    if finding is None:
        shares = [f for f in findings if f.rule == acceptance.rule and set(f.facts) & set(acceptance.facts)]
        if shares:
            return "changed-accept", f"the finding is now about other facts: {shares[0].id}"
        return "unused-accept", "it covers no finding"
    if acceptance.until is not None and today >= acceptance.until:
        return "expired-accept", f"it held until {acceptance.until}"
    if fingerprint is not None and fingerprint != finding.fingerprint:
        return "changed-accept", "the facts have other values, voices or scopes than when it was accepted"
    return None


def _hygiene_finding(fact_base: FactBase, acceptance: Acceptance, rule: str, words: str) -> Finding:
    named = ", ".join(acceptance.facts)
    return Finding(
        rule,
        Level.WARNING,
        f"acceptance of “{acceptance.rule}” for {named}: {words}",
        about=f"{acceptance.rule} · {named}",
        help=(_ADVICE[rule],),
        place=fact_base.place(acceptance.origin),
    )


def _unknown_rule(fact_base: FactBase, acceptance: Acceptance, rules: Collection[str]) -> Finding:
    named = ", ".join(acceptance.facts)
    near = did_you_mean(acceptance.rule, rules)
    return Finding(
        "unknown-name",
        Level.ERROR,
        f"acceptance for {named}: there is no rule “{acceptance.rule}”{near and f'; {near}'}",
        about=f"{acceptance.rule} · {named}",
        help=("averred rules lists the rules; a module with own rules is named by --plugin",),
        place=fact_base.place(acceptance.origin, "rule"),
    )
