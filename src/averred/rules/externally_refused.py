"""The rule `externally-refused`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.failures import named
from averred.findings import Finding, Level
from averred.kinds import name
from averred.parameters import for_predicate
from averred.rules.base import Context, rule
from averred.shapes import judge_records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from averred.facts import Fact
    from averred.vocabulary import Constraint

_NAME = "externally-refused"
_PARAMETERS = for_predicate({"checker": name}, required=("checker",), short="checker")


@rule(_NAME, Level.WARNING, parameters=_PARAMETERS, default=False)
def externally_refused(context: Context) -> Iterable[Finding]:
    """A program outside of averred refuses a value.

    What it reports:
        Facts whose value as written is refused by the checker that the predicate names. It is off until a
        setting or `--select` turns it on, and it asks only checkers that a plug-in brings: a fact file can
        name one and can never bring one.

    Why it matters:
        A check digit, a register or a catalogue knows what no rule about facts can know.

    Example:
        `externally-refused = "check-digit"` on the predicate `register-number`, and a plug-in that brings
        the checker `check-digit`.

    What to do:
        Compare the value with its passage. A checker that is not there is not asked, and nothing is found.
        One that fails stops the check, which says where.

    Options:
        `checker`: the name of a checker. `subject`, `kind`, `except`, `level`.

    Where the idea comes from:
        Wikidata's Commons-link constraint, which asks another site.
    """
    return judge_records(
        context, _NAME, Level.WARNING, _PARAMETERS, _judge, advice=("compare the value with its passage",)
    )


def _judge(context: Context, fact: Fact, constraint: Constraint) -> str | None:
    asked = str(constraint.parameters["checker"])
    checker = context.checkers.get(asked)
    if checker is None:
        return None
    advice = f"mend the checker; --ignore {_NAME} leaves it out"
    with named(f"checker “{asked}” of “{fact.written}”", checker, advice):
        if checker(fact.written):
            return None
    return f"“{fact.written}” is refused by the checker {asked}"
