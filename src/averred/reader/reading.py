"""Reads a folder of fact files, or one file, into a fact base."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import attrs

from averred.errors import ConfigurationError
from averred.factbase import FactBase
from averred.facts import Origin
from averred.reader import declarations
from averred.reader.attempts import UnreadError
from averred.reader.collecting import Collector
from averred.reader.entries import FactMaker
from averred.reader.folders import fact_files, read_bytes
from averred.reader.links import linked, links_of, needs_of
from averred.reader.names import EntityNames, cycles, slug
from averred.reader.parsing import BrokenFileError, parse
from averred.reader.positions import Locator
from averred.reader.problems import Problem, Problems
from averred.structuring import Misfit, Misfits
from averred.values import DEFAULT_CONVENTIONS, Conventions

if TYPE_CHECKING:
    from averred.facts import Fact

Row = tuple[int, str | None, "Mapping[str, Any] | Misfit"]
"""The number of a row, the id of its fact if it has one, and the fact's entry or why there is none."""
NO_ROWS: Final[Mapping[Path, Iterable[Row]]] = MappingProxyType({})
_HEADER: Final = r"(?m)^[ \t]*\[(source|entity|predicate|fact)\.([a-z0-9-]+)\]"


def read(
    path: Path,
    *,
    rule_keys: frozenset[str] = frozenset(),
    conventions: Conventions = DEFAULT_CONVENTIONS,
    display_root: Path | None = None,
    rows: Mapping[Path, Iterable[Row]] = NO_ROWS,
) -> FactBase:
    """Read the facts of a folder with everything below it, or of one file.

    Whatever is wrong with a file or an entry becomes a finding in `FactBase.problems`; that entry, and
    those that cannot be understood without it, are left out, and everything else is read.

    Args:
        path: a folder with `.toml` files, or one such file.
        rule_keys: the names of the rules that a predicate or an entity may declare.
        conventions: what vague words mean.
        display_root: the folder that places are shown relative to; the working folder if None.
        rows: facts of files in other formats, by file. If `path` is one of these files, the fact files
            right beside it say what its names mean.

    Raises:
        ConfigurationError: if there is no such file or folder.
    """
    path = Path(path)
    if not path.exists():
        raise ConfigurationError(
            f"there is no file or folder {path}", suggestion="give a folder of fact files"
        )
    root = path if path.is_dir() else path.parent
    reading = _Reading(root, rule_keys, conventions, _Display(root, display_root or Path.cwd()))
    reading.load_files(path, beside=path in rows)
    for file, entries in rows.items():
        reading.load_rows(file, entries)
    reading.check_declarations()
    reading.make_facts()
    return reading.fact_base()


class _Display:
    """The names of files as findings show them: relative, with forward slashes, printable."""

    def __init__(self, root: Path, display_root: Path) -> None:
        self.root = root
        base, top = root.resolve(), display_root.resolve()
        self.prefix = base.relative_to(top) if base.is_relative_to(top) else root

    def __call__(self, path: Path) -> str:
        name = (self.prefix / path.relative_to(self.root)).as_posix()
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


class _Reading:
    """One run: files, then declarations, then facts."""

    def __init__(
        self, root: Path, rule_keys: frozenset[str], conventions: Conventions, display: _Display
    ) -> None:
        self.root = root
        self.conventions = conventions
        self.display = display
        self.problems = Problems()
        self.collector = Collector(self.problems, rule_keys)
        self.texts: dict[str, str] = {}
        self.facts: dict[str, Fact] = {}

    # ------------------------------------------------------------------ files

    def load_files(self, path: Path, *, beside: bool) -> None:
        """Takes the tables of every file: those of a folder, those right beside a file, or this one file."""
        files = [path]
        if beside:
            files = [file for file in fact_files(path.parent)[0] if file.parent == path.parent]
        elif path.is_dir():
            files, refused = fact_files(path)
            for place, misfit in refused:
                self.problems.add_file(misfit, self.display(place))
        broken: list[tuple[str, Problem]] = []
        for file in files:
            self._load(file, broken)
        for text, problem in broken:
            self._reject_what_stands_in(text, problem)

    def _load(self, file: Path, broken: list[tuple[str, Problem]]) -> None:
        name = self.display(file)
        data = b""
        try:
            data = read_bytes(file)
            tables, self.texts[name] = parse(data)
        except Misfit as misfit:
            self.problems.add_file(misfit, name)
        except BrokenFileError as error:
            problem = self.problems.add_file(error.misfit, name, error.line, error.column)
            broken.append((data.decode("utf-8", "replace"), problem))
        else:
            self.collector.add_file(name, tables)

    def load_rows(self, file: Path, entries: Iterable[Row]) -> None:
        """Takes the facts of a file that has a fact a row."""
        name = self.display(file)
        for number, given, entry in entries:
            origin = Origin(name, ("row", number))
            if isinstance(entry, Misfit):
                self.problems.add(entry, origin)
            else:
                self.collector.add_row(given or f"{slug(file.name)}-{number}", entry, origin)

    def _reject_what_stands_in(self, text: str, problem: Problem) -> None:
        """Marks the records of a broken file as unread, so that their names are not called unknown."""
        for kind, name in re.findall(_HEADER, text):
            names = self.collector.names[kind]
            if name not in names.known and name not in names.unread:
                self.collector.reject(kind, name, problem)

    # ----------------------------------------------------------- declarations

    def check_declarations(self) -> None:
        """Sources, entities and predicates: relations, cycles, combinations."""
        named = self.collector.named
        self._keep("source", lambda source: declarations.check_source(source, self.root))
        self._keep("predicate", declarations.check_predicate)
        for cycle in cycles(declarations.above(named["entity"])):
            misfit = Misfit(
                "it is a part of itself: " + " → ".join([*cycle, cycle[0]]),
                "take one step out of the circle",
                rule="cyclic-parts",
            )
            problem = self.problems.add(misfit, self.collector.origins["entity", cycle[0]])
            for name in cycle:
                self.collector.reject("entity", name, problem)
        names = self.collector.names["entity"]
        self._keep("entity", lambda entity: declarations.check_entity(entity, names))
        self._spread(
            "entity", {name: declarations.relations(entity) for name, entity in named["entity"].items()}
        )

    def _keep(self, kind: str, check: Callable[[Any], None]) -> None:
        """Checks the records of a kind and drops those that fail."""
        for name, record in sorted(self.collector.named[kind].items()):
            problem = self._attempt(functools.partial(check, record), self.collector.origins[kind, name])
            if problem:
                self.collector.reject(kind, name, problem)

    def _spread(self, kind: str, needs: Mapping[str, Iterable[str]]) -> None:
        """Drops the records that need one that could not be read, and those that need them."""
        names = self.collector.names[kind]
        if not names.unread:
            return
        needed_by: dict[str, list[str]] = {}
        for name, others in needs.items():
            for other in others:
                needed_by.setdefault(other, []).append(name)
        waiting = sorted(names.unread)
        while waiting:
            lost = waiting.pop()
            for name in needed_by.get(lost, ()):
                if name in names.known:
                    names.unread[lost].unread.append(name)
                    self.collector.reject(kind, name, names.unread[lost])
                    waiting.append(name)

    def _attempt(self, work: Callable[[], object], origin: Origin) -> Problem | None:
        """Does something with an entry; the problem that came of it, if one did."""
        try:
            work()
        except Misfit as misfit:
            return self.problems.add(misfit, origin)
        except Misfits as several:
            return self.problems.add_all(several.misfits, origin)
        except UnreadError as unread:
            unread.problem.unread.append(_short_name(origin))
            return unread.problem
        return None

    # ------------------------------------------------------------------ facts

    def make_facts(self) -> None:
        """Facts from their entries, in the end those that take something from others."""
        named = self.collector.named
        entities = EntityNames(self.collector.names["entity"], named["entity"])
        maker = FactMaker(self.collector.names, entities, named["predicate"], self.conventions)
        defaults = self.collector.defaults

        def make(name: str) -> None:
            origin = self.collector.origins["fact", name]
            self.facts[name] = maker.make(name, named["fact"][name], defaults.get(origin.file), origin)

        self._each_fact(sorted(named["fact"]), make)
        self._refuse_circles()
        self._link_facts()

    def _each_fact(self, names: Iterable[str], work: Callable[[str], None]) -> None:
        """Does something for each fact; those that fail are dropped."""
        for name in names:
            problem = self._attempt(functools.partial(work, name), self.collector.origins["fact", name])
            if problem:
                self.collector.reject("fact", name, problem)

    def _refuse_circles(self) -> None:
        """Facts that would take something from themselves."""
        for cycle in cycles({name: links_of(fact) for name, fact in self.facts.items() if links_of(fact)}):
            misfit = Misfit(
                "it rests on itself: " + " → ".join([*cycle, cycle[0]]), "take one step out of the circle"
            )
            problem = self.problems.add(misfit, self.collector.origins["fact", cycle[0]])
            for name in cycle:
                self.collector.reject("fact", name, problem)

    def _link_facts(self) -> None:
        """Years and days from other facts, the givers first; what needs a dropped fact is dropped as well."""
        names = self.collector.names["fact"]

        def link(name: str) -> None:
            names.check_all(links_of(self.facts[name]), "")
            self.facts[name] = linked(self.facts[name], self.facts)

        links = {
            name: links_of(self.facts[name]) for name in sorted(names.known) if links_of(self.facts[name])
        }
        if links:
            from graphlib import TopologicalSorter

            order = [name for name in TopologicalSorter(links).static_order() if name in links]
            self._each_fact(order, link)
        self._spread("fact", {name: needs_of(fact) for name, fact in self.facts.items()})

    # ----------------------------------------------------------------- result

    def fact_base(self) -> FactBase:
        """What was read."""
        collector, known = self.collector, self.collector.names["fact"].known
        facts = [fact for name, fact in self.facts.items() if name in known]
        locator = Locator(self.texts)
        listed = {kind: self._checked(kind) for kind in declarations.LISTED_CHECKS}
        return FactBase(
            facts=tuple(sorted(facts, key=lambda fact: (fact.source, fact.id))),
            entities=_by_id(collector.named["entity"]),
            predicates=_by_id(collector.named["predicate"]),
            sources=_by_id(collector.named["source"]),
            partitions=listed["partition"],
            constraints=listed["constraint"],
            acceptances=listed["accept"],
            leave_outs=listed["leave-out"],
            problems=self.problems.findings(locator),
            root=self.root,
            locate=locator,
        )

    def _checked(self, kind: str) -> tuple[Any, ...]:
        """The records of a kind without ids that are in order, sorted by what they say."""
        check = declarations.LISTED_CHECKS[kind]
        names = self.collector.names
        sound = [
            record
            for record in self.collector.listed[kind]
            if self._attempt(functools.partial(check, record, names), record.origin) is None
        ]
        return tuple(sorted(sound, key=_what_it_says))


def _what_it_says(record: Any) -> str:  # noqa: ANN401 - partitions, constraints, acceptances, passages
    """A record without its place, as text to sort by."""
    values = attrs.asdict(attrs.evolve(record, origin=None), recurse=False)
    return repr(
        sorted((key, dict(value) if isinstance(value, Mapping) else value) for key, value in values.items())
    )


def _by_id(records: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(sorted(records.items())))


def _short_name(origin: Origin) -> str:
    """An entry in a list of entries: its id, or its table and number."""
    name = origin.table[-1]
    return name if isinstance(name, str) else f"[[{origin.table[0]}]] number {name + 1}"
