"""Findings as people name them on a command line: by an id, or by so much of it that only one begins so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from averred.commands import shared
from averred.commands.catalogue import rule_names
from averred.errors import ConfigurationError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from averred.findings import Finding
    from averred.report import Report

_DIGEST: Final = 8  # hexadecimal digits at the end of an id


def find_finding(
    name: str, paths: Sequence[Path], overrides: shared.Overrides, *, kinds: str = "finding"
) -> tuple[Report, Finding]:
    """The finding with an id, or the only one whose id begins so; open or accepted.

    Args:
        name: the id, or its beginning.
        paths: where to look.
        overrides: what the command line says.
        kinds: what the name may be of, for the words of an error.

    Raises:
        ConfigurationError: where there is none, or several.
    """
    rules = rule_names(overrides.plugins)
    if not _may_be_an_id(name, rules):
        raise _no_such(name, rules, kinds)
    found = [
        (report, finding)
        for report in shared.reports_of(shared.fact_base_paths(paths), overrides)
        for finding in (*report.findings, *report.accepted)
    ]
    exact = [pair for pair in found if pair[1].id == name]
    matching = exact or [pair for pair in found if pair[1].id.startswith(name)]
    if len(matching) == 1:
        return matching[0]
    if matching:
        some = ", ".join(finding.id for _, finding in matching[:5])
        raise ConfigurationError(
            f"{len(matching)} findings begin with “{name}”", suggestion=f"such as {some}"
        )
    raise _no_such(name, [*rules, *(finding.id for _, finding in found)], kinds)


def _may_be_an_id(name: str, rules: Sequence[str]) -> bool:
    """Whether the id of a finding could begin so: then facts have to be read to see whether one does."""
    beginning, _, digest = name.rpartition("-")
    is_digest = len(digest) == _DIGEST and set(digest) <= set("0123456789abcdef")
    return is_digest or beginning in rules or any(rule.startswith(name) for rule in rules)


def _no_such(name: str, known: Sequence[str], kinds: str) -> ConfigurationError:
    rules = ", averred rules the rules" if "rule" in kinds else ""
    return ConfigurationError(
        f"there is no {kinds} “{name}” here",
        suggestion=did_you_mean(name, known) or f"averred check shows the ids{rules}",
    )
