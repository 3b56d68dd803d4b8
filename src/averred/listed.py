"""Values that a declaration of a rule lists, read as facts of its predicate are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from averred.errors import AverredError, ConfigurationError, did_you_mean
from averred.values import (
    DEFAULT_CONVENTIONS,
    Boolean,
    EntityRef,
    Ordinal,
    Quotation,
    Text,
    read_date,
    read_ordinal,
    read_quantity,
)

if TYPE_CHECKING:
    from averred.factbase import FactBase
    from averred.values import Conventions, Value
    from averred.vocabulary import Constraint, Predicate


def listed(
    constraint: Constraint,
    key: str,
    predicate: Predicate,
    fact_base: FactBase,
    conventions: Conventions = DEFAULT_CONVENTIONS,
) -> tuple[Value, ...]:
    """The values that a parameter lists, read as facts of the predicate are.

    Where an entry could not be read, words that name it are left out, as are the facts that do.

    Raises:
        ConfigurationError: for words that cannot be read as a value of the predicate.
    """
    words = constraint.parameters.get(key, ())
    found: list[Value] = []
    for word in words if isinstance(words, tuple) else (str(words),):
        try:
            found.append(_read(word, predicate, fact_base, conventions))
        except AverredError as error:
            if fact_base.has_unread:
                continue
            message = f"parameter “{key}” of rule “{constraint.rule}”: {error.message}"
            raise ConfigurationError(message, suggestion=error.suggestion, key=key) from error
    return tuple(found)


def _read(word: str, predicate: Predicate, fact_base: FactBase, conventions: Conventions) -> Value:
    match predicate.value:
        case "quantity":
            value: Value = read_quantity(word, unit=predicate.unit, conventions=conventions)
        case "date":
            value = read_date(word, conventions=conventions)
        case "ordinal":
            is_number = word.isdecimal() and word.isascii()
            value = Ordinal(int(word), word) if is_number else read_ordinal(word)
        case "entity":
            value = EntityRef(_entity(word, fact_base), word)
        case "boolean":
            if word not in {"true", "false"}:
                raise ConfigurationError(
                    f"“{word}” is neither true nor false", suggestion="write true or false"
                )
            value = Boolean(word == "true", word)
        case "quotation":
            value = Quotation(word, None)
        case _:
            value = Text(word)
    return value


def _entity(word: str, fact_base: FactBase) -> str:
    """The entity of an id, or of words that are the name or an alias of exactly one."""
    if word in fact_base.entities:
        return word
    named = [entity.id for entity in fact_base.entities.values() if word in (entity.name, *entity.aliases)]
    if len(named) != 1:
        known = [*fact_base.entities, *(entity.name for entity in fact_base.entities.values())]
        raise ConfigurationError(
            f"“{word}” is no entity", suggestion=did_you_mean(word, known) or "declare it, or name another"
        )
    return named[0]


def check_listed(key: str, of: str = "predicate") -> Callable[[Constraint, FactBase], None]:
    """A check that the values of a parameter can be read as those of the predicate that `of` names."""

    def check(constraint: Constraint, fact_base: FactBase) -> None:
        names = constraint.parameters[of]
        for name in names if isinstance(names, tuple) else (str(names),):
            listed(constraint, key, fact_base.predicates[name], fact_base)

    return check


def texts_in(parameters: Iterable[object]) -> Iterator[str]:
    """The texts in parameters of rules, whatever tables and lists they stand in."""
    for one in parameters:
        if isinstance(one, str):
            yield one
        elif isinstance(one, Mapping):
            yield from texts_in(one.values())
        elif isinstance(one, tuple | list):
            yield from texts_in(one)
