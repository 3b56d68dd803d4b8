"""The keys of a settings file: what they may hold, and all that is wrong with them."""

from __future__ import annotations

from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Protocol

import attrs

from averred.errors import AverredError, ConfigurationError, did_you_mean, raise_all
from averred.findings import Level
from averred.settings import PredicateSettings, Settings, check_rule_names
from averred.values import DEFAULT_CONVENTIONS, Conventions, exact

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from averred.values import Number

    Keys = tuple[str | int, ...]


class PlaceOf(Protocol):
    """Where a key or its value stands, by the keys that lead to it."""

    def __call__(self, keys: Keys, *, of_key: bool = False) -> str:
        """The beginning of a message: file, line and column, or nothing."""


def _nowhere(keys: Keys, *, of_key: bool = False) -> str:
    """The place of what was made in memory."""
    del keys, of_key
    return ""


class _Mistakes:
    """What is wrong with settings: all of it, each with its place.

    Attributes:
        rules: the names of the rules that there are.
        place: where a key or its value stands, as the beginning of a message.
        found: what is wrong so far.
    """

    def __init__(self, rules: Collection[str], place: PlaceOf) -> None:
        self.rules = rules
        self.place = place
        self.found: list[ConfigurationError] = []

    @contextmanager
    def noted(self, keys: Keys, *, of_key: bool = False) -> Iterator[None]:
        """Keeps what is wrong with the setting that is read, and goes on with the next one."""
        try:
            yield
        except ConfigurationError as error:
            message = f"{self.place(keys, of_key=of_key)}{error.message}"
            self.found.append(ConfigurationError(message, suggestion=error.suggestion))


def settings_from(
    table: Mapping[str, object],
    rules: Collection[str],
    origin: str,
    folder: Path | None = None,
    place: PlaceOf = _nowhere,
) -> Settings:
    """Settings from the keys of a settings file.

    Args:
        table: the keys with their values.
        rules: the names of the rules that there are.
        origin: the name of the file.
        folder: its folder, where relative paths start.
        place: where a key or its value stands, as the beginning of a message.

    Raises:
        ConfigurationError: every unknown key or rule, and every wrong value.
    """
    mistakes = _Mistakes(rules, place)
    found: dict[str, object] = {}
    conventions = DEFAULT_CONVENTIONS
    for key, value in table.items():
        with mistakes.noted((key,), of_key=key not in KEYS):
            if key in {"select", "extend-select", "ignore"}:
                found[key.replace("-", "_")] = frozenset(_names((key,), value, mistakes))
            elif key == "levels":
                found[key] = MappingProxyType(_levels((key,), value, mistakes))
            elif key == "sources":
                found[key] = (folder or Path()) / _text(key, value)
            elif key == "locked":
                found[key] = _truth(key, value)
            elif key in _CONVENTIONS:
                conventions = _CONVENTIONS[key](conventions, key, value)
            elif key != "predicates":
                raise _unknown_setting(key)
    with mistakes.noted(("predicates",)):
        own, found["predicates"] = _predicates(table.get("predicates", {}), conventions, mistakes)
        conventions = attrs.evolve(conventions, by_predicate=own) if own else conventions
    raise_all(mistakes.found)
    origins = MappingProxyType(dict.fromkeys(table, origin))
    return Settings(conventions=conventions, origins=origins, **found)  # type: ignore[arg-type]  # each key was checked above


def _predicates(
    tables: object, conventions: Conventions, mistakes: _Mistakes
) -> tuple[Mapping[str, Conventions], Mapping[str, PredicateSettings]]:
    """`[predicates.NAME]`: conventions, and what is left out or has another level, of one predicate."""
    if not isinstance(tables, dict):
        raise ConfigurationError(_TABLES, suggestion=_A_PREDICATE)
    own: dict[str, Conventions] = {}
    settings: dict[str, PredicateSettings] = {}
    for name, table in tables.items():
        with mistakes.noted(("predicates", name)):
            if not isinstance(table, dict):
                raise ConfigurationError(_TABLES, suggestion=_A_PREDICATE)
            own[name], settings[name] = _of_predicate(name, table, conventions, mistakes)
    changed = {name: one for name, one in own.items() if one is not conventions}
    return MappingProxyType(changed), MappingProxyType(settings)


def _of_predicate(
    name: str, table: Mapping[str, object], conventions: Conventions, mistakes: _Mistakes
) -> tuple[Conventions, PredicateSettings]:
    """What one table of a predicate says."""
    ignore: list[str] = []
    levels: Mapping[str, Level] = {}
    known = ("ignore", "levels", *_CONVENTIONS)
    for key, value in table.items():
        keys = ("predicates", name, key)
        with mistakes.noted(keys, of_key=key not in known):
            if key == "ignore":
                ignore = _names(keys, value, mistakes)
            elif key == "levels":
                levels = MappingProxyType(_levels(keys, value, mistakes))
            elif key in _CONVENTIONS:
                conventions = _CONVENTIONS[key](conventions, key, value)
            else:
                raise _unknown_setting(key, known)
    place = mistakes.place(("predicates", name), of_key=True).removesuffix(": ")
    return conventions, PredicateSettings(frozenset(ignore), levels, place)


_TABLES: Final = "setting “predicates” has to hold a table for each predicate"
_A_PREDICATE: Final = "write [predicates.NAME], with the settings of this predicate below it"


def _unknown_setting(key: str, known: Collection[str] = ()) -> ConfigurationError:
    """The error for a setting that does not exist, with the nearest that does."""
    known = known or KEYS
    near = did_you_mean(key, known)
    return ConfigurationError(f"unknown setting “{key}”", suggestion=near or f"there are {', '.join(known)}")


def _names(keys: Keys, value: object, mistakes: _Mistakes) -> list[str]:
    """Names of rules; each that there is not is noted with its place."""
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise ConfigurationError(
            f"setting “{keys[-1]}” has to be a list of names of rules",
            suggestion=f'such as {keys[-1]} = ["disputed"]',
        )
    for index, name in enumerate(value):
        with mistakes.noted((*keys, index)):
            check_rule_names([name], mistakes.rules)
    return value


#: The levels of findings, as settings name them.
_LEVELS: Final = tuple(level.value for level in Level)


def _levels(keys: Keys, value: object, mistakes: _Mistakes) -> dict[str, Level]:
    if not isinstance(value, dict):
        raise ConfigurationError(
            "setting “levels” has to be a table of rule = level",
            suggestion='such as levels = { disputed = "warning" }',
        )
    found = {}
    for name, level in value.items():
        with mistakes.noted((*keys, name), of_key=True):
            check_rule_names([name], mistakes.rules)
        with mistakes.noted((*keys, name)):
            if level not in _LEVELS:
                raise ConfigurationError(
                    f"level of “{name}” has to be error, warning or note",
                    suggestion=did_you_mean(str(level), _LEVELS) or f'such as {name} = "note"',
                )
            found[name] = Level(level)
    return found


def _text(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise ConfigurationError(f"setting “{key}” has to be text", suggestion=f'such as {key} = "texts"')
    return value


def _truth(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ConfigurationError(f"setting “{key}” has to be true or false", suggestion="without quotes")
    return value


def _share(key: str, value: object) -> Number:
    """A share as people write it: 0.2, "20 %", "1/5"."""
    words = str(value).strip()
    try:
        number = exact(words.removesuffix("%").strip())
    except AverredError as error:
        raise ConfigurationError(f"setting “{key}” has to be a share", suggestion='such as "20 %"') from error
    share = exact(Fraction(number, 100)) if words.endswith("%") else number
    if not 0 <= share <= 1:
        near = f'did you mean "{value} %"?' if share > 1 and not words.endswith("%") else 'such as "20 %"'
        raise ConfigurationError(f"setting “{key}” has to be a share from 0 to 1", suggestion=near)
    return share


def _tolerance(conventions: Conventions, key: str, value: object) -> Conventions:
    return conventions.with_tolerance(_share(key, value))


#: What "5 to 7" may mean at its end.
_RANGES: Final = ("closed", "half-open")


def _ranges(conventions: Conventions, key: str, value: object) -> Conventions:
    if value not in _RANGES:
        near = did_you_mean(str(value), _RANGES) or f'such as {key} = "half-open"'
        raise ConfigurationError(f"setting “{key}” has to be closed or half-open", suggestion=near)
    return attrs.evolve(conventions, ranges=value)


def _measured(conventions: Conventions, key: str, value: object) -> Conventions:
    return attrs.evolve(conventions, measured=_truth(key, value))


def _whole_counts(conventions: Conventions, key: str, value: object) -> Conventions:
    return attrs.evolve(conventions, whole_counts=_truth(key, value))


_CONVENTIONS: Final[Mapping[str, Callable[[Conventions, str, object], Conventions]]] = MappingProxyType(
    {"about": _tolerance, "ranges": _ranges, "measured": _measured, "whole-counts": _whole_counts}
)
#: Every key of a settings file.
KEYS: Final = (
    "select",
    "extend-select",
    "ignore",
    "levels",
    "sources",
    "locked",
    "predicates",
    *_CONVENTIONS,
)
