"""The rule catalogue: one rule a file, and `RULES`, their one ordered tuple."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from averred.rules.base import Context, Need, Rule, listed, rule

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["RULES", "RULES_BY_NAME", "Context", "Rule", "declarable", "rule"]

#: Every built-in rule, in the order in which they run and are listed. The file of a rule is imported when
#: it is first used: where what it needs is not there, never.
RULES: Final[tuple[Rule, ...]] = (
    listed("citation-needed"),
    listed("source-missing", Need.DOUBT),
    listed("quote-not-found", Need.DOUBT),
    listed("misattributed-quote", Need.DOUBT),
    listed("stitched-quote", Need.DOUBT),
    listed("quote-ambiguous", Need.DOUBT),
    listed("malformed-quote", Need.DOUBT),
    listed("quote-folded", Need.DOUBT),
    listed("value-not-in-quote", Need.DOUBT),
    listed("passage-changed", Need.DOUBT),
    listed("source-drift", Need.DOUBT),
    listed("quote-moved", Need.DOUBT),
    listed("stale-lock", Need.DOUBT),
    listed("lock-corrupt", Need.DOUBT),
    listed("unlocked", Need.DOUBT),
    listed("stops-short", Need.TEXT),
    listed("contradictory"),
    listed("sources-conflict", raised_by="contradictory"),
    listed("disputed", raised_by="contradictory"),
    listed("attribution-needed"),
    listed("date-incomplete"),
    listed("vague-value"),
    listed("reading-unlike-words"),
    listed("outdated", Need.DECLARATION),
    listed("single-source", default=False),
    listed("weaker-elsewhere"),
    listed("part-elsewhere", Need.TABLE),
    listed("part-exceeds-whole"),
    listed("wrong-order", Need.TABLE),
    listed("impossible-anniversary", Need.TABLE),
    listed("anniversary-of-nothing"),
    listed("difference-out-of-range", Need.DECLARATION),
    listed("no-overlap", Need.DECLARATION),
    listed("joint-conflict", Need.RELATIONS),
    listed("not-unique", Need.DECLARATION),
    listed("several-preferred", Need.DECLARATION),
    listed("too-few", Need.DECLARATION),
    listed("too-many", Need.DECLARATION),
    listed("value-not-allowed", Need.DECLARATION),
    listed("excluded-value", Need.DECLARATION),
    listed("pattern-mismatch", Need.DECLARATION),
    listed("not-an-integer", Need.DECLARATION),
    listed("out-of-range", Need.DECLARATION),
    listed("range-in-another-unit"),
    listed("unit-not-allowed", Need.DECLARATION),
    listed("bounds-not-allowed", Need.DECLARATION),
    listed("wrong-subject-type", Need.DECLARATION),
    listed("wrong-value-type", Need.DECLARATION),
    listed("missing-inverse", Need.DECLARATION),
    listed("missing-symmetric", Need.DECLARATION),
    listed("missing-statement", Need.DECLARATION),
    listed("missing-object-statement", Need.DECLARATION),
    listed("mutually-exclusive", Need.DECLARATION),
    listed("missing-scope", Need.DECLARATION),
    listed("scope-not-allowed", Need.DECLARATION),
    listed("misplaced-predicate", Need.DECLARATION),
    listed("label-missing", Need.DECLARATION),
    listed("externally-refused", Need.DECLARATION, default=False),
    listed("unwanted-row", Need.TABLE),
    listed("spelling-variant"),
    listed("possible-duplicate"),
    listed("unused-accept", raised_by="acceptances"),
    listed("expired-accept", raised_by="acceptances"),
    listed("changed-accept", raised_by="acceptances"),
    listed("hidden-characters"),
    listed("unused-entity"),
    listed("unused-predicate"),
    listed("malformed-file", raised_by="the reader"),
    listed("malformed-entry", raised_by="the reader"),
    listed("missing-key", raised_by="the reader"),
    listed("unknown-key", raised_by="the reader"),
    listed("unknown-name", raised_by="the reader"),
    listed("duplicate-id", raised_by="the reader"),
    listed("cyclic-parts", raised_by="the reader"),
    listed("path-outside", raised_by="the reader"),
)


def declarable(rules: Iterable[Rule]) -> frozenset[str]:
    """The names of the rules that a predicate or an entity may declare."""
    return frozenset(rule.name for rule in rules if rule.needs is Need.DECLARATION)


RULES_BY_NAME: Final = {rule.name: rule for rule in RULES}
