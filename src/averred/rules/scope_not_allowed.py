"""The rule `scope-not-allowed`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.describe import listing
from averred.findings import Finding, Level
from averred.kinds import names
from averred.parameters import for_predicate
from averred.rules.base import Context, rule
from averred.shapes import judge_records, scope_keys

if TYPE_CHECKING:
    from collections.abc import Iterable

    from averred.facts import Fact
    from averred.vocabulary import Constraint

_NAME = "scope-not-allowed"
_PARAMETERS = for_predicate({"keys": names}, required=("keys",), short="keys")


@rule(_NAME, Level.WARNING, parameters=_PARAMETERS)
def scope_not_allowed(context: Context) -> Iterable[Finding]:
    """A fact has a scope key that its predicate has no use for.

    What it reports:
        Facts, retracted ones too, with a key that is not listed.

    Why it matters:
        A birth does not last: a `during` on it belongs elsewhere.

    Example:
        `scope-not-allowed = ["place"]` on the predicate `birth-date`, and a fact with `during`.

    What to do:
        Remove the key, or allow it.

    Options:
        `keys`: one key or a list: `part`, `during`, `as-of`, `of`, `share`, and the scope keys that the
        predicate declares. `subject`, `kind`, `except`, `level`.

    Where the idea comes from:
        Wikidata's allowed-qualifiers constraint.
    """
    return judge_records(
        context,
        _NAME,
        Level.WARNING,
        _PARAMETERS,
        _judge,
        key="subject",
        advice=("remove the key, or allow it",),
    )


def _judge(_context: Context, fact: Fact, constraint: Constraint) -> str | None:
    keys = constraint.parameters["keys"]
    used = scope_keys(fact)
    wrong = [key for key in used if isinstance(keys, tuple) and key not in keys]
    return f"“{fact.id}” must not have {listing(wrong)}" if wrong else None
