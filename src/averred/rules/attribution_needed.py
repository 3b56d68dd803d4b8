"""The rule `attribution-needed`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.describe import listing, owner, property_of
from averred.facts import UNNAMED_SPEAKER
from averred.findings import Finding, Level
from averred.rules.base import By, Context, rule
from averred.values import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.screening import Unvoiced
    from averred.vocabulary import Constraint

_NAME = "attribution-needed"


def _screened(fact_base: FactBase, _declared: Sequence[Constraint]) -> Iterator[Unvoiced]:
    from averred.screening import Unvoiced

    predicates = fact_base.predicates.values()
    yield Unvoiced(tuple(one.id for one in predicates if one.opinion or one.value == "quantity"))


@rule(_NAME, Level.NOTE, screened=_screened, judged_by=By.FACT)
def attribution_needed(context: Context) -> Iterable[Finding]:
    """An estimate or an opinion has no speaker.

    What it reports:
        Facts, retracted ones too, of a predicate that is declared an `opinion`, and quantities with
        "about", "around" or the like, or with the status "expected", that the source says in its own
        voice or puts into the mouth of nobody ("was expected", "reportedly").

    Why it matters:
        Somebody estimated or judged; who it was decides how much it weighs.

    Example:
        "around 300 marchers": who counted?

    What to do:
        Name the speaker in the text and in `said-by`, or accept the finding.

    Options:
        `opinion = true` on a predicate.

    Where the idea comes from:
        Wikipedia's {{attribution needed}}, {{according to whom}} and {{by whom}}.
    """
    groups: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in context.records:
        if fact.attribution.speaker in (None, UNNAMED_SPEAKER) and _needs_speaker(context, fact):
            groups.setdefault((fact.subject, fact.predicate, fact.scope.status), []).append(fact)
    for (subject, predicate, status), facts in sorted(groups.items()):
        title = context.fact_base.predicates[predicate].title
        yield Finding(
            _NAME,
            Level.NOTE,
            f"nobody is named for {property_of(title, owner(subject, None, context.fact_base))}: "
            f"{listing(f'“{fact.written}”' for fact in facts)}",
            about=f"{subject} · {predicate} · {status}",
            facts=tuple(sorted(fact.id for fact in facts)),
            labels=tuple(context.label(fact, "who says so?") for fact in facts),
            derivation=("an estimate or an opinion is somebody's",),
            help=("name the speaker (said-by), if the source does", "accept it with a reason"),
            place=context.place(facts[0].origin, "value"),
        )


def _needs_speaker(context: Context, fact: Fact) -> bool:
    if context.predicate_of(fact).opinion:
        return True
    if not isinstance(fact.value, Quantity):
        return False
    return fact.value.hedge == "about" or fact.scope.status == "expected"
