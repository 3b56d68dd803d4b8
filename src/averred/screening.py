"""What a rule may have something to say of, as data: an engine finds it in facts that nobody has read.

A screen stands beside the rule that it serves and decides nothing. It may let too much through, never too
little: whether there is a finding is judged by the rule, over the facts that were let through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from averred.constraint import Linear
    from averred.factbase import FactBase
    from averred.values import Number, Value
    from averred.vocabulary import Constraint


class Several(NamedTuple):
    """Facts of one subject, part and status that are many, and do not all say the same.

    Attributes:
        predicate: of these facts.
        more_than: how many there may be.
        on_one_day: whether only facts that hold on a common day can be in each other's way, two by two.
    """

    predicate: str
    more_than: int = 1
    on_one_day: bool = True


class Compared(NamedTuple):
    """Quantities that a linear rule relates.

    Attributes:
        rule: a relation of a thing with itself ("x", "x") is every thing's own.
        pairs: the things for which the relation is declared.
        by: the predicate whose facts relate their subject to another thing; empty where none does.
        to: that other thing; empty where it is the value of the fact.
    """

    rule: Linear
    pairs: tuple[tuple[str, str], ...] = ()
    by: str = ""
    to: str = ""


class Both(NamedTuple):
    """A thing that has, of one part and status, facts of one predicate and of another.

    Attributes:
        predicate: the one.
        other: the other.
        values: what facts of the other must say, one of these; nothing for anything.
    """

    predicate: str
    other: str
    values: tuple[Value, ...] = ()


class Every(NamedTuple):
    """All facts of a predicate, each of which is judged alone."""

    predicate: str


class OfThings(NamedTuple):
    """Facts of a predicate about some things, each of which is judged alone.

    Attributes:
        predicate: of these facts.
        things: entities.
        as_value: whether they are the value, and not the subject.
    """

    predicate: str
    things: frozenset[str]
    as_value: bool = False


class Outside(NamedTuple):
    """Facts of a predicate that lie outside of a range.

    Attributes:
        predicate: of these facts.
        low: the least value; None where there is none.
        high: the greatest.
        alone: whether each is judged alone, and not beside what else is said of its subject.
    """

    predicate: str
    low: Number | None
    high: Number | None
    alone: bool = True


class Summed(NamedTuple):
    """Facts of some predicates about several of some parts of a thing.

    Attributes:
        predicates: of these facts.
        parts: entities.
        least: of how many of the parts there have to be facts.
    """

    predicates: tuple[str, ...]
    parts: tuple[str, ...]
    least: int


class Shares(NamedTuple):
    """Facts that say of what share of a group they are, whatever their predicate is."""


class Elsewhere(NamedTuple):
    """Facts of one predicate about a thing and about another whose values are different entities.

    Attributes:
        predicate: of these facts.
        pairs: the two things.
    """

    predicate: str
    pairs: tuple[tuple[str, str], ...]


class Few(NamedTuple):
    """Things that have fewer values of a predicate, of one part and status, than they must have.

    Attributes:
        predicate: the predicate.
        least: how many values they must have.
        things: which things; None for all that have a fact of it.
    """

    predicate: str
    least: int
    things: tuple[str, ...] | None = None


class Lacks(NamedTuple):
    """Things without a fact of a predicate that is required of them, or of the values of their facts.

    Attributes:
        requires: the predicate.
        predicate: of the facts beside which it is required, or whose values it is required of.
        things: the things of which it is required where no predicate is given.
        of_value: whether it is required of the values.
        leads_back: whether it has to name the thing whose fact has the value.
        values: what it has to say, one of these; nothing for anything.
    """

    requires: str
    predicate: str = ""
    things: tuple[str, ...] | None = None
    of_value: bool = False
    leads_back: bool = False
    values: tuple[Value, ...] = ()


class OneVoice(NamedTuple):
    """Facts of one subject and predicate all of which are of one voice."""


class Unvoiced(NamedTuple):
    """Facts for which nobody is named, judged one by one but for those of one subject, predicate and status.

    Attributes:
        predicates: of these facts.
    """

    predicates: tuple[str, ...]


class Same(NamedTuple):
    """Facts of a predicate about different things that surely have one value."""

    predicate: str


class Chained(NamedTuple):
    """Days that several relations link, and sums of parts that several partitions do.

    Attributes:
        lasting: predicates of dates, each with the one that says how long these last.
        sums: subjects and predicates of such sums.
    """

    lasting: tuple[tuple[str, str], ...]
    sums: tuple[tuple[str, str], ...]


class Unused(NamedTuple):
    """Declared names that no fact uses.

    Attributes:
        forms: each id with what it may be called.
        of_predicates: whether they are predicates, and not entities.
    """

    forms: tuple[tuple[str, tuple[str, ...]], ...]
    of_predicates: bool = False


class Asked(NamedTuple):
    """The facts that the rows of a query name, which may ask anything of all facts (`averred.query_rules`).

    Attributes:
        query: one SELECT.
    """

    query: str


Screen: TypeAlias = (
    Several | Compared | Both | Every | OfThings | Outside | Summed | Shares | Elsewhere
    | Few | Lacks | OneVoice | Unvoiced | Same | Chained | Unused | Asked
)  # fmt: skip


def of_other_kinds(
    fact_base: FactBase, declared: Sequence[Constraint], *, as_value: bool = False
) -> Iterator[OfThings]:
    """For each declaration the facts about, or with the value of, entities of none of its kinds."""
    for constraint in declared:
        allowed = constraint.parameters["kinds"]
        wrong = [
            one.id
            for one in fact_base.entities.values()
            if one.kind is not None and isinstance(allowed, tuple) and one.kind not in allowed
        ]
        yield OfThings(str(constraint.parameters["predicate"]), frozenset(wrong), as_value)
