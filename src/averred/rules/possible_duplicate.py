"""The rule `possible-duplicate`."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from averred.findings import Finding, Label, Level
from averred.rules.base import Context, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from averred.entities import Entity

_NAME = "possible-duplicate"
#: In shorter names one letter more or less is another name (Ana, Anna).
_SHORTEST = 8


@rule(_NAME, Level.NOTE)
def possible_duplicate(context: Context) -> Iterable[Finding]:
    """Two entities have names that are nearly one.

    What it reports:
        Entities of which a name or an alias has the same words in any order, marks and capitals aside, or,
        from eight letters on, differs in one letter. Never a number, never two of different kinds, never
        two that are declared distinct, or of which one is a part of or lies within the other.

    Why it matters:
        Facts about one thing that are spread over two are never compared.

    Example:
        "Lantern March Society" and "Lantern Marsh Society".

    What to do:
        Join the two, or declare `distinct-from` on one of them.

    Options:
        None.

    Where the idea comes from:
        Record linkage; Wikidata's merge candidates.
    """
    for first, second in _pairs(context):
        place = context.place(second.origin, "name")
        yield Finding(
            _NAME,
            Level.NOTE,
            f"“{first.name}” ({first.id}) and “{second.name}” ({second.id}) may be one thing",
            about=f"{first.id} · {second.id}",
            labels=(
                Label("declared here", place=place),
                Label("and here", place=context.place(first.origin, "name")),
            ),
            help=("join the two", "or declare distinct-from on one of them"),
            place=place,
        )


def _pairs(context: Context) -> list[tuple[Entity, Entity]]:
    """Two entities that may be one thing, each pair once, by their ids."""
    by_key: dict[str, dict[str, Entity]] = {}
    for entity in context.fact_base.entities.values():
        for key in _keys(entity) if entity.named else ():
            by_key.setdefault(key, {})[entity.id] = entity
    pairs = {
        (first, second): (found[first], found[second])
        for found in by_key.values()
        for first, second in combinations(sorted(found), 2)
        if _may_be_one(context, found[first], found[second])
    }
    return [pair for _, pair in sorted(pairs.items(), key=lambda item: item[0])]


def _keys(entity: Entity) -> Iterator[str]:
    """Keys that two names share if they are nearly one: their words, and those with one letter left out.

    Two words that differ in one letter share the word without it; a longer one shares the shorter one.
    """
    for name in (entity.name, *entity.aliases):
        words = sorted(_folded(name).split())
        whole = " ".join(words)
        yield whole
        if len(whole) >= _SHORTEST:
            for at, character in enumerate(whole):
                if not character.isdigit() and character != " ":
                    yield f"{whole[:at]}*{whole[at + 1 :]}"
                    yield f"{whole[:at]}{whole[at + 1 :]}"


def _folded(name: str) -> str:
    if not name.isascii():
        from averred.normalise import normalise

        name = normalise(name, "n2").text
    return "".join(c if c.isalnum() else " " for c in name.casefold())


def _may_be_one(context: Context, a: Entity, b: Entity) -> bool:
    base = context.fact_base
    if b.id in a.distinct_from or a.id in b.distinct_from:
        return False
    if a.kind and b.kind and a.kind != b.kind:
        return False
    if b.id in base.ancestors(a.id) or a.id in base.ancestors(b.id):
        return False
    return _nearly_one(a, b)


def _nearly_one(a: Entity, b: Entity) -> bool:
    """The keys are shared by names that are two letters apart as well: those are told apart here."""
    return any(
        _distance_at_most_one(_sorted_words(one), _sorted_words(other))
        for one in (a.name, *a.aliases)
        for other in (b.name, *b.aliases)
    )


def _sorted_words(name: str) -> str:
    return " ".join(sorted(_folded(name).split()))


def _distance_at_most_one(a: str, b: str) -> bool:
    """Whether one letter changed, added or left out makes one of the other; digits never."""
    if a == b:
        return True
    if min(len(a), len(b)) < _SHORTEST or abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    changed = a[start : len(a) - end] + b[start : len(b) - end]
    in_one_place = max(len(a), len(b)) - start - end <= 1
    return in_one_place and not any(character.isdigit() or character == " " for character in changed)
