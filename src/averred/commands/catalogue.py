"""The rules that a command knows: those of averred, of installed packages, and of modules that are named."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.plugins import Plugins
    from averred.reports.base import RuleText

plugin_option = click.option(
    "--plugin",
    "plugins",
    multiple=True,
    metavar="MODULE",
    help="A Python module with own rules; repeatable. Only here, never in a fact folder's settings.",
)


@cache
def catalogue(modules: tuple[str, ...]) -> Plugins:
    """The rules of averred, of installed packages and of some modules.

    Raises:
        ConfigurationError: for a module that cannot be imported, or a name that is taken.
    """
    from averred.plugins import load_plugins

    return load_plugins(modules)


def rule_names(modules: tuple[str, ...]) -> list[str]:
    """The names of all rules of a catalogue."""
    return [rule.name for rule in catalogue(modules).rules]


def rule_text(name: str, modules: tuple[str, ...] = ()) -> RuleText | None:
    """What a rule of a catalogue says of itself; None for one that is not in it."""
    from averred.reports.base import RuleText

    found = next((rule for rule in catalogue(modules).rules if rule.name == name), None)
    return RuleText(found.level, found.summary, found.sections) if found else None


def names(values: Sequence[str], plugins: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Names of rules from an option that is given several times, with commas, or both.

    Args:
        values: what the option was given.
        plugins: modules with own rules, whose names count as well.

    Raises:
        ConfigurationError: for a name that no rule has.
    """
    from averred.config import check_rule_names

    found = tuple(name.strip() for value in values for name in value.split(",") if name.strip())
    check_rule_names(found, rule_names(plugins))
    return found
