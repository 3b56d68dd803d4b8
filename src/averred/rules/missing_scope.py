"""The rule `missing-scope`."""

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

_NAME = "missing-scope"
_PARAMETERS = for_predicate({"keys": names}, required=("keys",), short="keys")


@rule(_NAME, Level.WARNING, parameters=_PARAMETERS)
def missing_scope(context: Context) -> Iterable[Finding]:
    """A fact lacks a scope key that it must have.

    What it reports:
        Facts, retracted ones too, without one of the listed keys.

    Why it matters:
        A number of inhabitants without a time is compared with every other one.

    Example:
        `missing-scope = "as-of"` on the predicate `inhabitants`, and a fact without it.

    What to do:
        Add the key.

    Options:
        `keys`: one key or a list: `part`, `during`, `as-of`, `of`, `share`, and the scope keys that the
        predicate declares. `subject`, `kind`, `except`, `level`.

    Where the idea comes from:
        Wikidata's required-qualifier constraint.
    """
    return judge_records(
        context, _NAME, Level.WARNING, _PARAMETERS, _judge, key="subject", advice=("add the key",)
    )


def _judge(_context: Context, fact: Fact, constraint: Constraint) -> str | None:
    keys = constraint.parameters["keys"]
    used = scope_keys(fact)
    wrong = [key for key in (keys if isinstance(keys, tuple) else ()) if key not in used]
    return f"“{fact.id}” needs {listing(wrong)}" if wrong else None
