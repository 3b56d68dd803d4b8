"""The rule catalogue: one rule a file, and `RULES`, their one ordered tuple."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from averred.parameters import COMMON
from averred.rules.attribution_needed import attribution_needed
from averred.rules.base import Context, Rule, rule
from averred.rules.bounds_not_allowed import bounds_not_allowed
from averred.rules.changed_accept import changed_accept
from averred.rules.citation_needed import citation_needed
from averred.rules.contradictory import contradictory
from averred.rules.cyclic_parts import cyclic_parts
from averred.rules.date_incomplete import date_incomplete
from averred.rules.disputed import disputed
from averred.rules.duplicate_id import duplicate_id
from averred.rules.excluded_value import excluded_value
from averred.rules.expired_accept import expired_accept
from averred.rules.externally_refused import externally_refused
from averred.rules.hidden_characters import hidden_characters
from averred.rules.impossible_anniversary import impossible_anniversary
from averred.rules.label_missing import label_missing
from averred.rules.lock_corrupt import lock_corrupt
from averred.rules.malformed_entry import malformed_entry
from averred.rules.malformed_file import malformed_file
from averred.rules.malformed_quote import malformed_quote
from averred.rules.misattributed_quote import misattributed_quote
from averred.rules.misplaced_predicate import misplaced_predicate
from averred.rules.missing_inverse import missing_inverse
from averred.rules.missing_key import missing_key
from averred.rules.missing_object_statement import missing_object_statement
from averred.rules.missing_scope import missing_scope
from averred.rules.missing_statement import missing_statement
from averred.rules.missing_symmetric import missing_symmetric
from averred.rules.mutually_exclusive import mutually_exclusive
from averred.rules.not_an_integer import not_an_integer
from averred.rules.not_unique import not_unique
from averred.rules.out_of_range import out_of_range
from averred.rules.outdated import outdated
from averred.rules.part_elsewhere import part_elsewhere
from averred.rules.part_exceeds_whole import part_exceeds_whole
from averred.rules.passage_changed import passage_changed
from averred.rules.path_outside import path_outside
from averred.rules.pattern_mismatch import pattern_mismatch
from averred.rules.possible_duplicate import possible_duplicate
from averred.rules.quote_ambiguous import quote_ambiguous
from averred.rules.quote_folded import quote_folded
from averred.rules.quote_moved import quote_moved
from averred.rules.quote_not_found import quote_not_found
from averred.rules.scope_not_allowed import scope_not_allowed
from averred.rules.several_preferred import several_preferred
from averred.rules.single_source import single_source
from averred.rules.source_drift import source_drift
from averred.rules.source_missing import source_missing
from averred.rules.sources_conflict import sources_conflict
from averred.rules.spelling_variant import spelling_variant
from averred.rules.stale_lock import stale_lock
from averred.rules.stitched_quote import stitched_quote
from averred.rules.stops_short import stops_short
from averred.rules.too_few import too_few
from averred.rules.too_many import too_many
from averred.rules.unit_not_allowed import unit_not_allowed
from averred.rules.unknown_key import unknown_key
from averred.rules.unknown_name import unknown_name
from averred.rules.unlocked import unlocked
from averred.rules.unused_accept import unused_accept
from averred.rules.unused_entity import unused_entity
from averred.rules.unused_predicate import unused_predicate
from averred.rules.vague_value import vague_value
from averred.rules.value_not_allowed import value_not_allowed
from averred.rules.value_not_in_quote import value_not_in_quote
from averred.rules.weaker_elsewhere import weaker_elsewhere
from averred.rules.wrong_order import wrong_order
from averred.rules.wrong_subject_type import wrong_subject_type
from averred.rules.wrong_value_type import wrong_value_type

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["RULES", "RULES_BY_NAME", "Context", "Rule", "declarable", "rule"]

#: Every built-in rule, in the order in which they run and are listed.
RULES: Final[tuple[Rule, ...]] = (
    citation_needed,
    source_missing,
    quote_not_found,
    misattributed_quote,
    stitched_quote,
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
    stops_short,
    contradictory,
    sources_conflict,
    disputed,
    attribution_needed,
    date_incomplete,
    vague_value,
    outdated,
    single_source,
    weaker_elsewhere,
    part_elsewhere,
    part_exceeds_whole,
    wrong_order,
    impossible_anniversary,
    not_unique,
    several_preferred,
    too_few,
    too_many,
    value_not_allowed,
    excluded_value,
    pattern_mismatch,
    not_an_integer,
    out_of_range,
    unit_not_allowed,
    bounds_not_allowed,
    wrong_subject_type,
    wrong_value_type,
    missing_inverse,
    missing_symmetric,
    missing_statement,
    missing_object_statement,
    mutually_exclusive,
    missing_scope,
    scope_not_allowed,
    misplaced_predicate,
    label_missing,
    externally_refused,
    spelling_variant,
    possible_duplicate,
    unused_accept,
    expired_accept,
    changed_accept,
    hidden_characters,
    unused_entity,
    unused_predicate,
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
