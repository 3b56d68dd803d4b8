"""What a check is told: which rules run, at which level, and how words are read."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from averred.errors import ConfigurationError, did_you_mean, raise_all
from averred.findings import Level
from averred.records import Record
from averred.values import DEFAULT_CONVENTIONS, Conventions

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

_NO_LEVELS: Final[Mapping[str, Level]] = MappingProxyType({})


def iso_day(text: str | None) -> str | None:
    """A day as ISO 8601, from one of its forms.

    Raises:
        ConfigurationError: for words that are no such day.
    """
    if text is None:
        return None
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat()
    except (ValueError, TypeError):
        raise ConfigurationError(f"“{text}” is no day", suggestion="write it as 2026-11-22") from None


def _names(given: Iterable[str]) -> frozenset[str]:
    """Names of rules; one text would be taken letter by letter, so it is refused."""
    if isinstance(given, frozenset):
        return given
    if isinstance(given, str):
        raise ConfigurationError(
            f"names of rules have to be a collection, not the text “{given}”",
            suggestion=f'write {{"{given}"}}',
        )
    try:
        return frozenset(given)
    except TypeError:
        raise ConfigurationError(f"names of rules have to be a collection of texts, not {given!r}") from None


def _levels(given: Mapping[str, Level | str]) -> Mapping[str, Level]:
    """Levels by rule."""
    try:
        return (
            MappingProxyType({name: Level(level) for name, level in given.items()}) if given else _NO_LEVELS
        )
    except (ValueError, AttributeError):
        raise ConfigurationError(
            f"levels have to be error, warning or note, by the names of rules, not {given!r}"
        ) from None


class PredicateSettings(NamedTuple):
    """What a check is told about one predicate.

    Attributes:
        ignore: rules to leave out.
        levels: levels of rules, by name.
        place: where that stands, as file:line:column; empty where it stands in no file.
    """

    ignore: frozenset[str] = frozenset()
    levels: Mapping[str, Level] = MappingProxyType({})
    place: str = ""


@attrs.frozen(eq=False, repr=False)
class Settings(Record):
    """What a check is told.

    Attributes:
        select: the rules to run; empty for all that run by default.
        extend_select: rules to run beside those, such as one that is off by default.
        ignore: rules to leave out.
        levels: levels of rules, by name, where they differ from the catalogue.
        conventions: how words are read.
        locked: unverified citations are errors, and looked for whichever rules are selected.
        today: the day to use, as ISO 8601; None for the UTC day.
        sources: the folder against which paths of sources are resolved; None for the fact base's own.
        predicates: rules to leave out, and levels of rules, for findings about one predicate alone.
        origins: where each setting came from, by its name.

    Rules are given as any collection of names, levels as `Level` or as their words.

    Raises:
        ConfigurationError: for a text where names have to stand, words that are no level, or no day. That a
            name is no rule's is said by the check, which knows the rules.
    """

    select: frozenset[str] = attrs.field(default=frozenset(), converter=_names)
    extend_select: frozenset[str] = attrs.field(default=frozenset(), converter=_names)
    ignore: frozenset[str] = attrs.field(default=frozenset(), converter=_names)
    levels: Mapping[str, Level] = attrs.field(default=_NO_LEVELS, converter=_levels, hash=False)
    conventions: Conventions = DEFAULT_CONVENTIONS
    locked: bool = False
    today: str | None = attrs.field(default=None, converter=iso_day)
    sources: Path | None = None
    predicates: Mapping[str, PredicateSettings] = attrs.field(
        factory=lambda: MappingProxyType({}), hash=False
    )
    origins: Mapping[str, str] = attrs.field(factory=lambda: MappingProxyType({}), hash=False)


def check_rule_names(names: Collection[str], rules: Collection[str]) -> None:
    """Refuse names that no rule has.

    Raises:
        ConfigurationError: every such name, each with the nearest that there is.
    """
    unknown = [name for name in dict.fromkeys(names) if name not in rules]
    raise_all(
        [
            ConfigurationError(
                f"there is no rule “{name}”",
                suggestion=did_you_mean(str(name), rules) or "averred rules lists them",
            )
            for name in unknown
        ]
    )


def check_settings(settings: Settings, rules: Collection[str]) -> None:
    """Refuse settings that name rules that there are not: a check without them would look clean.

    Args:
        settings: what a check is told.
        rules: the names of the rules that there are.

    Raises:
        ConfigurationError: every such name, each with the nearest that there is.
    """
    named = {*settings.select, *settings.extend_select, *settings.ignore, *settings.levels}
    for own in settings.predicates.values():
        named.update(own.ignore, own.levels)
    if named:
        check_rule_names(sorted(named, key=str), rules)
