"""A large fact base: what its fact files say, where its rows are, and what its rules have screens for."""

from __future__ import annotations

from functools import cached_property
from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import attrs

from averred import checker, exchange, reader, running
from averred.declaring import with_constraints
from averred.parameters import declared
from averred.reader import Earlier, Elsewhere, Telling
from averred.rules import RULES, declarable
from averred.rules.base import By
from averred.scale.fetching import name_in
from averred.verification import Kept

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from pathlib import Path

    from averred.config import Settings
    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.rules import Rule
    from averred.scale.fetching import Place, Row
    from averred.screening import Screen
    from averred.spans import Place as Where
    from averred.vocabulary import Constraint, Predicate


def judging(by: By) -> frozenset[str]:
    """The rules that judge so what a screen lets through, and those whose findings these raise."""
    found = {one.name for one in RULES if one.screened is not None and one.judged_by is by}
    return frozenset(found | {one.name for one in RULES if one.raised_by in found})


#: Rules that judge groups of facts.
GROUPED: Final = judging(By.GROUP)
#: Rules that judge last, once it is known which facts are taken.
LATER: Final = frozenset().union(*(judging(by) for by in (By.THING, By.VALUE, By.CLUSTER, By.NAME, By.QUERY)))
#: The most facts that are read at once.
MOST_READ: Final = 200_000


@attrs.frozen(eq=False, slots=False)
class Large:
    """A large fact base: what its fact files say, and where its rows are.

    Attributes:
        path: the folder, or the file.
        files: its files with a fact a row; the number of a file is its place here.
        vocabulary: what its fact files say.
        settings: which rules run and how.
        most_read: the most facts that are read at once.
        spill: where is put what does not fit into memory; None for the system's place for temporary files.
        undeclared: ids in the fact files that only rows may name, as long as no row was looked at.
        lacking: ids of facts that those of the fact files rest on and that only rows may be, as long.
        things: ids of things that only rows name, and that the fact files name as well.
        given: the rows that facts of the fact files rest on, with what these rest on: file and line → row.
        earlier: the fact files as they were parsed.
        kept: the texts of sources and the lock, once they were read.
        names: the ids of the entities and facts of the fact files, read or not; as "name" also what
            entities are called.
    """

    path: Path
    files: tuple[Path, ...]
    vocabulary: FactBase
    settings: Settings
    most_read: int = MOST_READ
    spill: Path | None = None
    undeclared: frozenset[str] = frozenset()
    lacking: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    given: Mapping[Place, Row] = MappingProxyType({})
    earlier: Earlier = attrs.field(factory=Earlier)
    kept: Kept = attrs.field(factory=Kept)
    names: Mapping[str, frozenset[str]] = MappingProxyType({})

    def read(self, rows: Iterable[tuple[Place, Row]], telling: Telling) -> FactBase:
        """The fact files, what they rest on and some rows.

        Its acceptances are those about facts that are among these.

        Args:
            rows: the rows.
            telling: here goes what is wrong.
        """
        earlier = attrs.evolve(self.earlier, facts=self.vocabulary.by_id)
        elsewhere = Elsewhere(things=self.things, telling=telling, earlier=earlier)
        return _read(self.path, self.by_file(rows), self.settings, elsewhere)

    def tells(self, rows: Container[Place], place: Where, *, of_files: bool = False) -> bool:
        """Whether what is wrong at a place is told with some rows.

        Args:
            rows: the rows.
            place: where it is.
            of_files: whether what is wrong with fact files, or with a folder, is told with these.
        """
        file = self._numbers.get(place.path)
        return of_files if file is None else (file, place.line) in rows

    @cached_property
    def row_ids(self) -> tuple[str, ...]:
        """What the ids of rows without one begin with, file by file."""
        return tuple(reader.row_ids(file, self._root) for file in self.files)

    @property
    def _root(self) -> Path:
        return self.path if self.path.is_dir() else self.path.parent

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        """The numbers of the files by the names that findings show."""
        return {reader.display_name(self._root, file): number for number, file in enumerate(self.files)}

    def by_file(self, rows: Iterable[tuple[Place, Row]] = ()) -> Mapping[Path, list[Row]]:
        """What the fact files rest on, and some rows, in order."""
        found: dict[Path, list[Row]] = {file: [] for file in self.files}
        for (file, _), row in sorted({**self.given, **dict(rows)}.items(), key=itemgetter(0)):
            found[self.files[file]].append(row)
        return found

    def with_rows(self, things: frozenset[str], given: Mapping[Place, Row]) -> Large:
        """The same, once more is known of what the fact files name and only rows have.

        Args:
            things: ids of things that rows name.
            given: rows that facts of the fact files rest on.

        Raises:
            ConfigurationError: for wrong parameters of a rule.
        """
        known = attrs.evolve(self, things=self.things | things, given={**self.given, **given})
        elsewhere = Elsewhere(EVERYTHING, known.things, telling=Telling(), earlier=known.earlier)
        found = _read(known.path, known.by_file(), known.settings, elsewhere)
        vocabulary = attrs.evolve(found, facts=tuple(fact for fact in found.facts if not is_row(fact)))
        return _opened(attrs.evolve(known, vocabulary=vocabulary), elsewhere)

    @property
    def known(self) -> set[str]:
        """The ids of the facts that are read with the fact files."""
        return {
            *self.vocabulary.by_id,
            *(name_in(self.row_ids, place, row) for place, row in self.given.items()),
        }

    def settled(self) -> Large:
        """The same, where rows have nothing more of what the fact files name.

        Raises:
            ConfigurationError: for wrong parameters of a rule.
        """
        checker.validate(self.vocabulary, self.settings, RULES)
        return attrs.evolve(self, undeclared=frozenset(), lacking=frozenset())

    @property
    def predicates(self) -> Mapping[str, Predicate]:
        """The predicates, each with every rule about single facts that is declared for it."""
        screened = GROUPED | LATER | judging(By.FACT)
        return with_constraints(self.vocabulary, without=screened)

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


def open_large(
    path: Path, settings: Settings, *, most_read: int = MOST_READ, spill: Path | None = None
) -> Large:
    """Read the vocabulary of a large fact base, and none of its rows.

    Raises:
        ConfigurationError: for wrong parameters of a rule, and for settings that name no rule.
    """
    files = tuple(exchange.row_files(path))
    names: dict[str, frozenset[str]] = {}
    elsewhere = Elsewhere(EVERYTHING, names=names)
    vocabulary = _read(path, dict.fromkeys(files, ()), settings, elsewhere)
    large = Large(path, files, vocabulary, settings, most_read, spill, earlier=elsewhere.earlier, names=names)
    return _opened(large, elsewhere)


def _opened(large: Large, elsewhere: Elsewhere) -> Large:
    """The same, with what only rows may have; it is settled where that is nothing."""
    undeclared, lacking = frozenset(elsewhere.undeclared), frozenset(elsewhere.lacking)
    found = attrs.evolve(large, undeclared=undeclared, lacking=lacking)
    return found if undeclared or lacking else found.settled()


def is_row(fact: Fact) -> bool:
    """Whether a fact comes from a file of rows."""
    return fact.origin is not None and fact.origin.table[:1] == ("row",)


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
