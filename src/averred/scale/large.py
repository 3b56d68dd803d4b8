"""A large fact base: what its fact files say, where its rows are, and what its rules have screens for."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import attrs

from averred import checker, exchange, reader, running
from averred.declaring import with_constraints
from averred.parameters import declared
from averred.reader import Elsewhere
from averred.rules import RULES, declarable
from averred.rules.base import By

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from pathlib import Path

    from averred.config import Settings
    from averred.factbase import FactBase
    from averred.rules import Rule
    from averred.screening import Screen
    from averred.vocabulary import Constraint, Predicate

    Rows = set[tuple[int, int]]


def judging(by: By) -> frozenset[str]:
    """The rules that judge so what a screen lets through, and those whose findings these raise."""
    found = {one.name for one in RULES if one.screened is not None and one.judged_by is by}
    return frozenset(found | {one.name for one in RULES if one.raised_by in found})


#: Rules that judge groups of facts.
GROUPED: Final = judging(By.GROUP)
#: Rules that judge last, once it is known which facts are taken.
LATER: Final = frozenset().union(*(judging(by) for by in (By.THING, By.VALUE, By.CLUSTER, By.NAME)))
#: Rules that would need every fact, and why.
NEED_EVERYTHING: Final[Mapping[str, str]] = MappingProxyType(
    {"unwanted-row": "its query may ask anything of all facts, in the words of another engine"}
)
#: The most facts that are read at once.
MOST_READ: Final = 200_000


@attrs.frozen(eq=False)
class Large:
    """A large fact base: what its fact files say, and where its rows are.

    Attributes:
        path: the folder, or the file.
        files: its files with a fact a row; the number of a file is its place here.
        vocabulary: what its fact files say.
        settings: which rules run and how.
        most_read: the most facts that are read at once.
        undeclared: ids in the fact files that only rows may name, as long as no row was looked at.
        things: ids of things that only rows name, and that the fact files name as well.
    """

    path: Path
    files: tuple[Path, ...]
    vocabulary: FactBase
    settings: Settings
    most_read: int = MOST_READ
    undeclared: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()

    def read(self, rows: Mapping[Path, Iterable[Any]], elsewhere: Container[str]) -> FactBase:
        """The fact files, and some rows beside them; `elsewhere` are facts that are not read now."""
        return _read(self.path, rows, self.settings, Elsewhere(elsewhere, self.things))

    def with_things(self, things: frozenset[str]) -> Large:
        """The same, once it is known which of the undeclared ids rows name.

        Raises:
            ConfigurationError: for wrong parameters of a rule.
        """
        named = attrs.evolve(self, undeclared=frozenset(), things=things)
        rows: Mapping[Path, Iterable[Any]] = dict.fromkeys(self.files, ())
        vocabulary = named.read(rows, EVERYTHING) if things else self.vocabulary
        checker.validate(vocabulary, self.settings, RULES)
        return attrs.evolve(named, vocabulary=vocabulary)

    @property
    def predicates(self) -> Mapping[str, Predicate]:
        """The predicates, each with every rule about single facts that is declared for it."""
        screened = GROUPED | LATER | judging(By.FACT)
        return with_constraints(self.vocabulary, without=screened | NEED_EVERYTHING.keys())

    @property
    def screens(self) -> Iterator[Screen]:
        """What the rules that run may have something to say of."""
        return self._screens(running.chosen(RULES, self.settings))

    @property
    def every_screen(self) -> Iterator[Screen]:
        """The same for all rules: what is declared for one may matter to another."""
        return self._screens(RULES)

    def _screens(self, rules: Iterable[Rule]) -> Iterator[Screen]:
        for rule in rules:
            if rule.screened is not None and rule.raised_by is None:
                yield from rule.screened(self.vocabulary, self.declared(rule))

    def declared(self, rule: Rule) -> list[Constraint]:
        """The declarations of a rule."""
        return declared(rule.name, rule.parameters, self.vocabulary) if rule.parameters else []


def open_large(path: Path, settings: Settings, *, most_read: int = MOST_READ) -> Large:
    """Read the vocabulary of a large fact base, and none of its rows.

    Raises:
        ConfigurationError: for wrong parameters of a rule, and for settings that name no rule.
    """
    files = tuple(exchange.row_files(path))
    elsewhere = Elsewhere(EVERYTHING)
    vocabulary = _read(path, dict.fromkeys(files, ()), settings, elsewhere)
    if not elsewhere.undeclared:
        checker.validate(vocabulary, settings, RULES)
    return Large(path, files, vocabulary, settings, most_read, frozenset(elsewhere.undeclared))


class _Everything:
    """Holds every name: before the rows were looked at, acceptances may be about any of them."""

    def __contains__(self, name: object) -> bool:
        return True


EVERYTHING: Final = _Everything()


def _read(
    path: Path, rows: Mapping[Path, Iterable[Any]], settings: Settings, elsewhere: Elsewhere
) -> FactBase:
    return reader.read(
        path,
        rule_keys=declarable(RULES),
        conventions=settings.conventions,
        rows=rows,
        elsewhere=elsewhere,
    )
