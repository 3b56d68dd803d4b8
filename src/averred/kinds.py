"""Kinds of parameters of rules: a function for each, which reads a value or says what it has to be.

What a value has to be is the end of a sentence: the caller says which parameter of which rule it is.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

from averred.errors import ConfigurationError, did_you_mean

Kind: TypeAlias = Callable[[object], object]


def name(value: object) -> str:
    """One name."""
    return words(value)


def words(value: object) -> str:
    """Text that is not blank."""
    if not isinstance(value, str) or not value.strip():
        raise ConfigurationError("has to be text", suggestion="put it in quotation marks")
    return value


def names(value: object) -> tuple[str, ...]:
    """One name or a list of them."""
    items = (value,) if isinstance(value, str) else value
    if not isinstance(items, tuple | list) or not items:
        raise ConfigurationError(
            "has to be a name or a list of names", suggestion='such as "march" or ["march", "fair"]'
        )
    return tuple(words(item) for item in items)


def predicate_name(value: object) -> str:
    """The id of a predicate."""
    return name(value)


def predicate_names(value: object) -> tuple[str, ...]:
    """The ids of one or more predicates."""
    return names(value)


def entity_name(value: object) -> str:
    """The id of an entity."""
    return name(value)


def entity_names(value: object) -> tuple[str, ...]:
    """The ids of one or more entities."""
    return names(value)


def count(value: object) -> int:
    """A whole number from 0 on."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ConfigurationError("has to be a whole number, 0 or more", suggestion="such as 2")
    return value


def count_from_one(value: object) -> int:
    """A whole number from 1 on, where 0 would ask for nothing."""
    if count(value) == 0:
        raise ConfigurationError("has to be 1 or more", suggestion="0 asks for nothing: leave the rule out")
    return count(value)


def amount(value: object) -> str:
    """A number or the words of a value ("1 kg", "1960", "now"), as text."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    if not isinstance(value, str) or not value.strip():
        raise ConfigurationError(
            "has to be a number, or the words of a value", suggestion='such as 2 or "2 m"'
        )
    return value


def values(value: object) -> tuple[str, ...]:
    """One value or a list of them, each as its words."""
    items = value if isinstance(value, tuple | list) else (value,)
    if not items:
        raise ConfigurationError(
            "has to list at least one value", suggestion="without any, leave the rule out"
        )
    return tuple(("true" if item else "false") if isinstance(item, bool) else amount(item) for item in items)


def truth(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ConfigurationError("has to be true or false", suggestion="without quotation marks")
    return value


def choice(*options: str) -> Kind:
    """One of a few words."""

    def read(value: object) -> str:
        if value not in options:
            near = did_you_mean(str(value), options) or f'such as "{options[0]}"'
            raise ConfigurationError(f"has to be one of {', '.join(options)}", suggestion=near)
        return str(value)

    return read
