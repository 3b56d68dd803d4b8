"""Own rules, and checkers outside of averred: from modules that a user names, and from installed packages.

Nothing in or above a fact folder can name a module: a repository that somebody else wrote runs no code.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

from averred.errors import ConfigurationError
from averred.rules import RULES
from averred.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from types import ModuleType

#: The group of entry points by which an installed package brings rules: each names a module.
GROUP: Final = "averred.rules"


class Checker(NamedTuple):
    """Something outside of averred that says whether a value is fine.

    Attributes:
        name: by which the rule `externally-refused` names it.
        accepts: whether the words of a value are fine.
    """

    name: str
    accepts: Callable[[str], bool]


def checker(name: str) -> Callable[[Callable[[str], bool]], Checker]:
    """Make a checker of a function.

    Example:
        >>> @checker("even-length")
        ... def even_length(value):
        ...     return len(value) % 2 == 0
        >>> even_length.accepts("4711")
        True
    """

    def make(accepts: Callable[[str], bool]) -> Checker:
        return Checker(name, accepts)

    return make


class Plugins(NamedTuple):
    """The whole catalogue, and the checkers.

    Attributes:
        rules: those of averred, then the others.
        checkers: by name.
    """

    rules: tuple[Rule, ...] = RULES
    checkers: Mapping[str, Callable[[str], bool]] = {}


def load_plugins(modules: Sequence[str] = (), *, installed: bool = True) -> Plugins:
    """The catalogue with the rules of some modules and of installed packages.

    Args:
        modules: names of modules to import.
        installed: also take what installed packages bring (entry points "averred.rules").

    Raises:
        ConfigurationError: for a module that cannot be imported, or a name that is taken.
    """
    names = [*modules, *(_installed() if installed else ())]
    found = [_imported(name) for name in dict.fromkeys(names)]
    rules = list(RULES)
    checkers: dict[str, Callable[[str], bool]] = {}
    for module in found:
        for thing in vars(module).values():
            if isinstance(thing, Rule) and thing not in rules:
                _refuse_taken(thing.name, {rule.name for rule in rules}, module)
                rules.append(thing)
            elif isinstance(thing, Checker) and checkers.get(thing.name) is not thing.accepts:
                _refuse_taken(thing.name, checkers, module)
                checkers[thing.name] = thing.accepts
    return Plugins(tuple(rules), checkers)


def _refuse_taken(name: str, taken: Iterable[str], module: ModuleType) -> None:
    if name in taken:
        raise ConfigurationError(
            f"plug-in {module.__name__}: the name “{name}” is taken", suggestion="choose another name"
        )


def _imported(name: str) -> ModuleType:
    from importlib import import_module

    try:
        return import_module(name)
    except Exception as error:
        raise ConfigurationError(
            f"plug-in {name} cannot be imported: {type(error).__name__}: {error}",
            suggestion="name a module that Python can import here",
        ) from error


def _installed() -> Iterator[str]:
    """The modules that installed packages name, sorted.

    The files are looked at first: without any, the costly standard library module is never imported.
    """
    if not any(map(_brings_rules, sys.path)):
        return
    from importlib.metadata import entry_points

    yield from sorted({point.module for point in entry_points(group=GROUP)})


def _brings_rules(folder: str) -> bool:
    """Whether a package that is installed in a folder brings rules; asked at every start, so by os alone."""
    try:
        packages = [name for name in os.listdir(folder or ".") if name.endswith(".dist-info")]  # noqa: PTH208
    except OSError:
        return False
    return any(_names_rules(f"{folder or '.'}/{name}/entry_points.txt") for name in packages)


def _names_rules(file: str) -> bool:
    try:
        with open(file, "rb") as entry_points:  # noqa: PTH123 - a Path for each package takes longer
            return f"[{GROUP}]".encode() in entry_points.read()
    except OSError:
        return False
