"""The rule catalogue: one rule a file, and `RULES`, their one ordered tuple."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from averred.parameters import COMMON
from averred.rules.attribution_needed import attribution_needed
from averred.rules.base import Context, Rule, rule
from averred.rules.changed_accept import changed_accept
from averred.rules.citation_needed import citation_needed
from averred.rules.contradictory import contradictory
from averred.rules.cyclic_parts import cyclic_parts
from averred.rules.date_incomplete import date_incomplete
from averred.rules.disputed import disputed
from averred.rules.duplicate_id import duplicate_id
from averred.rules.expired_accept import expired_accept
from averred.rules.impossible_anniversary import impossible_anniversary
from averred.rules.lock_corrupt import lock_corrupt
from averred.rules.malformed_entry import malformed_entry
from averred.rules.malformed_file import malformed_file
from averred.rules.malformed_quote import malformed_quote
from averred.rules.missing_key import missing_key
from averred.rules.part_elsewhere import part_elsewhere
from averred.rules.part_exceeds_whole import part_exceeds_whole
from averred.rules.passage_changed import passage_changed
from averred.rules.path_outside import path_outside
from averred.rules.quote_ambiguous import quote_ambiguous
from averred.rules.quote_folded import quote_folded
from averred.rules.quote_moved import quote_moved
from averred.rules.quote_not_found import quote_not_found
from averred.rules.source_drift import source_drift
from averred.rules.source_missing import source_missing
from averred.rules.sources_conflict import sources_conflict
from averred.rules.spelling_variant import spelling_variant
from averred.rules.stale_lock import stale_lock
from averred.rules.unknown_key import unknown_key
from averred.rules.unknown_name import unknown_name
from averred.rules.unlocked import unlocked
from averred.rules.unused_accept import unused_accept
from averred.rules.value_not_in_quote import value_not_in_quote
from averred.rules.weaker_elsewhere import weaker_elsewhere
from averred.rules.wrong_order import wrong_order

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["RULES", "RULES_BY_NAME", "Context", "Rule", "declarable", "rule"]

#: Every built-in rule, in the order in which they run and are listed.
RULES: Final[tuple[Rule, ...]] = (
    citation_needed,
    source_missing,
    quote_not_found,
    quote_ambiguous,
    malformed_quote,
    quote_folded,
    value_not_in_quote,
    passage_changed,
    source_drift,
    quote_moved,
    stale_lock,
    lock_corrupt,
    unlocked,
    contradictory,
    sources_conflict,
    disputed,
    attribution_needed,
    date_incomplete,
    weaker_elsewhere,
    part_elsewhere,
    part_exceeds_whole,
    wrong_order,
    impossible_anniversary,
    spelling_variant,
    unused_accept,
    expired_accept,
    changed_accept,
    malformed_file,
    malformed_entry,
    missing_key,
    unknown_key,
    unknown_name,
    duplicate_id,
    cyclic_parts,
    path_outside,
)


def declarable(rules: Iterable[Rule]) -> frozenset[str]:
    """The names of the rules that a predicate or an entity may declare."""
    return frozenset(
        rule.name for rule in rules if rule.parameters and COMMON.keys() & rule.parameters.kinds.keys()
    )


RULES_BY_NAME: Final = {rule.name: rule for rule in RULES}
