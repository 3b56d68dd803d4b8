"""The rule `misplaced-predicate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from averred.describe import listing
from averred.errors import ConfigurationError, did_you_mean
from averred.findings import Finding, Level
from averred.kinds import names
from averred.parameters import for_predicate
from averred.rules.base import Context, fact_finding, rule, stated_level
from averred.shapes import about_of, records_under

if TYPE_CHECKING:
    from collections.abc import Iterable

    from averred.facts import Fact

_PLACES = ("fact", "part", "scope")


def _places(value: object) -> tuple[str, ...]:
    found = names(value)
    if not set(found) <= set(_PLACES):
        wrong = next(one for one in found if one not in _PLACES)
        near = did_you_mean(wrong, _PLACES) or f'such as "{_PLACES[0]}"'
        raise ConfigurationError(f"has to be of {', '.join(_PLACES)}", suggestion=near)
    if set(found) == set(_PLACES):
        raise ConfigurationError(
            "names every place, so that nothing is misplaced", suggestion="leave the rule out"
        )
    return found


_NAME = "misplaced-predicate"
_PARAMETERS = for_predicate({"places": _places}, required=("places",), short="places")


@rule(_NAME, Level.WARNING, parameters=_PARAMETERS)
def misplaced_predicate(context: Context) -> Iterable[Finding]:
    """A predicate is used in a place where it does not belong.

    What it reports:
        Facts of a predicate that is meant for parts or for scopes alone, facts about a part where it is
        meant for wholes, and facts that use it as a scope key where it is not.

    Why it matters:
        "Method" says how something was counted; a fact whose predicate is "method" says nothing of anything.

    Example:
        `misplaced-predicate = "scope"` on the predicate `method`, and a fact with `predicate = "method"`.

    What to do:
        Move it to where it belongs, or allow the place.

    Options:
        `places`: of "fact" (a fact about a whole), "part" (a fact with `part`) and "scope" (a scope key of
        another fact). `subject`, `kind`, `except`, `level`.

    Where the idea comes from:
        Wikidata's property-scope constraint.
    """
    for constraint in context.declared(_NAME, _PARAMETERS):
        places, predicate = constraint.parameters["places"], str(constraint.parameters["predicate"])
        allowed = places if isinstance(places, tuple) else ()
        as_scope = [fact for fact in context.fact_base.facts if fact.scope.get(predicate) is not None]
        used = [(fact, _place_of(fact)) for fact in records_under(context, constraint)]
        for fact, place in (*used, *((fact, "scope") for fact in as_scope)):
            if place not in allowed and fact.subject not in constraint.exceptions:
                words = f"“{fact.id}” uses {predicate} as {place}; it is meant for {listing(allowed, 'or')}"
                level, about = stated_level(constraint, Level.WARNING), about_of(fact.id, constraint)
                advice = ("move it to where it belongs", "or allow the place")
                card = fact_finding(context, fact, _NAME, level, words, key="predicate", advice=advice)
                yield attrs.evolve(card, about=about)


def _place_of(fact: Fact) -> str:
    return "part" if fact.part else "fact"
