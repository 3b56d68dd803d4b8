"""Settings: which rules run, at which level, and how words are read.

They come from `[tool.averred]` of a pyproject.toml or from an `averred.toml`, the nearest one in or above
the folder that is checked, and from the command line, which wins. Settings never name code to run.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import attrs

from averred.errors import AverredError, ConfigurationError, did_you_mean
from averred.findings import Level
from averred.settings import PredicateSettings, Settings, check_rule_names
from averred.values import DEFAULT_CONVENTIONS, Conventions, exact

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from averred.values import Number

__all__ = [
    "FILE_NAME",
    "KEYS",
    "PredicateSettings",
    "Settings",
    "check_rule_names",
    "find_settings_file",
    "load_settings",
    "settings_from",
    "share",
    "unknown_setting",
]

FILE_NAME: Final = "averred.toml"


def find_settings_file(folder: Path) -> Path | None:
    """The nearest file with settings, in a folder or above it."""
    for place in (folder, *folder.parents):
        own = place / FILE_NAME
        if own.is_file():
            return own
        project = place / "pyproject.toml"
        if project.is_file() and b"[tool.averred" in project.read_bytes():
            return project
    return None


def load_settings(folder: Path, rules: Collection[str]) -> Settings:
    """The settings for a folder.

    Args:
        folder: what is checked.
        rules: the names of the rules that there are.

    Raises:
        ConfigurationError: for a file that cannot be read, an unknown key or rule, or a wrong value.
    """
    path = find_settings_file(folder.resolve())
    if path is None:
        return Settings()
    return settings_from(_table(path), rules, str(path.name), path.parent)


def _table(path: Path) -> Mapping[str, object]:
    from decimal import Decimal

    import tomli

    try:
        data = tomli.loads(path.read_bytes().decode("utf-8"), parse_float=Decimal)
    except (tomli.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ConfigurationError(f"{path.name} cannot be read: {error}") from error
    if path.name == FILE_NAME:
        return data
    found = data.get("tool", {}).get("averred", {})
    if not isinstance(found, dict):
        raise ConfigurationError(f"tool.averred of {path.name} has to be a table")
    return found


def settings_from(
    table: Mapping[str, object], rules: Collection[str], origin: str, folder: Path | None = None
) -> Settings:
    """Settings from the keys of a settings file.

    Raises:
        ConfigurationError: for an unknown key or rule, or a wrong value.
    """
    found: dict[str, object] = {}
    conventions = DEFAULT_CONVENTIONS
    for key, value in table.items():
        if key in {"select", "extend-select", "ignore"}:
            found[key.replace("-", "_")] = frozenset(_names(key, value, rules))
        elif key == "levels":
            found[key] = MappingProxyType(_levels(value, rules))
        elif key == "sources":
            found[key] = (folder or Path()) / _text(key, value)
        elif key == "locked":
            found[key] = _truth(key, value)
        elif key in _CONVENTIONS:
            conventions = _CONVENTIONS[key](conventions, key, value)
        elif key != "predicates":
            raise unknown_setting(key)
    own, found["predicates"] = _predicates(table.get("predicates", {}), rules, conventions)
    conventions = attrs.evolve(conventions, by_predicate=own) if own else conventions
    origins = MappingProxyType(dict.fromkeys(table, origin))
    return Settings(conventions=conventions, origins=origins, **found)  # type: ignore[arg-type]  # each key was checked above


def _predicates(
    tables: object, rules: Collection[str], conventions: Conventions
) -> tuple[Mapping[str, Conventions], Mapping[str, PredicateSettings]]:
    """`[predicates.NAME]`: conventions, and what is left out or has another level, of one predicate."""
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise ConfigurationError("setting “predicates” has to hold a table for each predicate")
    own: dict[str, Conventions] = {}
    settings: dict[str, PredicateSettings] = {}
    for name, table in tables.items():
        ignore: list[str] = []
        levels: Mapping[str, Level] = {}
        for key, value in table.items():
            if key == "ignore":
                ignore = _names(key, value, rules)
            elif key == "levels":
                levels = MappingProxyType(_levels(value, rules))
            elif key in _CONVENTIONS:
                own[name] = _CONVENTIONS[key](own.get(name, conventions), key, value)
            else:
                raise unknown_setting(key, ("ignore", "levels", *_CONVENTIONS))
        settings[name] = PredicateSettings(frozenset(ignore), levels)
    return MappingProxyType(own), MappingProxyType(settings)


def unknown_setting(key: str, known: Collection[str] = ()) -> ConfigurationError:
    """The error for a setting that does not exist, with the nearest that does."""
    from difflib import get_close_matches

    known = known or KEYS
    near = get_close_matches(key, known, 1)
    return ConfigurationError(
        f"unknown setting “{key}”",
        suggestion=f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}",
    )


def _names(key: str, value: object, rules: Collection[str]) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise ConfigurationError(f"setting “{key}” has to be a list of names of rules")
    check_rule_names(value, rules)
    return value


#: The levels of findings, as settings name them.
_LEVELS: Final = tuple(level.value for level in Level)


def _levels(value: object, rules: Collection[str]) -> dict[str, Level]:
    if not isinstance(value, dict):
        raise ConfigurationError("setting “levels” has to be a table of rule = level")
    check_rule_names(value, rules)
    for name, level in value.items():
        if level not in _LEVELS:
            raise ConfigurationError(
                f"level of “{name}” has to be error, warning or note",
                suggestion=did_you_mean(str(level), _LEVELS) or None,
            )
    return {name: Level(level) for name, level in value.items()}


def _text(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise ConfigurationError(f"setting “{key}” has to be text")
    return value


def _truth(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise ConfigurationError(f"setting “{key}” has to be true or false")
    return value


def share(key: str, value: object) -> Number:
    """A share as people write it: 0.2, "20 %", "1/5"."""
    words = str(value).strip()
    try:
        number = exact(words.removesuffix("%").strip())
    except AverredError as error:
        raise ConfigurationError(f'setting “{key}” has to be a share, such as "20 %"') from error
    return exact(Fraction(number, 100)) if words.endswith("%") else number


def _tolerance(conventions: Conventions, key: str, value: object) -> Conventions:
    return conventions.with_tolerance(share(key, value))


def _ranges(conventions: Conventions, key: str, value: object) -> Conventions:
    if value not in {"closed", "half-open"}:
        raise ConfigurationError(f"setting “{key}” has to be closed or half-open")
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
