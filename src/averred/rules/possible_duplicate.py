"""The rule `possible-duplicate`."""

from __future__ import annotations

from itertools import combinations
from os.path import commonprefix
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
    return [pairs[ids] for ids in sorted(pairs)]


def _keys(entity: Entity) -> Iterator[str]:
    """Keys that two names share if they are nearly one: their words, and those with one letter left out."""
    for name in (entity.name, *entity.aliases):
        whole = _sorted_words(name)
        yield whole
        if len(whole) >= _SHORTEST:
            for at, character in enumerate(whole):
                if character.isalpha():
                    yield f"{whole[:at]}{whole[at + 1 :]}"


def _folded(name: str) -> str:
    if not name.isascii():
        from averred.normalise import normalise

        name = normalise(name, "n2").text
    return "".join(c if c.isalnum() else " " for c in name.casefold())


def _may_be_one(context: Context, a: Entity, b: Entity) -> bool:
    base = context.fact_base
    return (
        b.id not in a.distinct_from
        and a.id not in b.distinct_from
        and (a.kind is None or b.kind is None or a.kind == b.kind)
        and b.id not in base.ancestors(a.id)
        and a.id not in base.ancestors(b.id)
        and _nearly_one(a, b)
    )


def _nearly_one(a: Entity, b: Entity) -> bool:
    """The keys are shared by names that are two letters apart as well: those are told apart here."""
    return any(
        one == other or (min(len(one), len(other)) >= _SHORTEST and _one_letter_apart(one, other))
        for one in map(_sorted_words, (a.name, *a.aliases))
        for other in map(_sorted_words, (b.name, *b.aliases))
    )


def _sorted_words(name: str) -> str:
    return " ".join(sorted(_folded(name).split()))


def _one_letter_apart(a: str, b: str) -> bool:
    """Whether one letter changed, added or left out makes one of the other; digits and spaces never."""
    same = len(commonprefix((a, b)))  # noqa: RUF071 - letter by letter is what is meant
    a, b = a[same:], b[same:]
    changes = ((a[:1] + b[:1], a[1:], b[1:]), (a[:1], a[1:], b), (b[:1], a, b[1:]))
    return any(rest == other and letters.isalpha() for letters, rest, other in changes)
