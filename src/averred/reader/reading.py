"""Reads a folder of fact files, or one file, into a fact base."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import attrs

from averred.errors import ConfigurationError
from averred.factbase import FactBase
from averred.facts import Origin
from averred.reader import declarations
from averred.reader.attempts import UnreadError
from averred.reader.collecting import Collector
from averred.reader.elsewhere import Earlier, Elsewhere, note
from averred.reader.entries import FactMaker
from averred.reader.ids import is_id
from averred.reader.links import givers_first, linked, links_of, needs_of, takes_from
from averred.reader.loading import NO_ROWS, Display, Loader, Row
from averred.reader.names import EntityNames, Names, cycles
from averred.reader.positions import Locator
from averred.reader.problems import Problem, Problems, short_name
from averred.reader.readings import ValueReader
from averred.structuring import FactEntry, Misfit, Misfits
from averred.undisturbed import undisturbed
from averred.values import DEFAULT_CONVENTIONS, Conventions, EntityRef

if TYPE_CHECKING:
    from averred.facts import Fact
    from averred.reader.telling import Telling
    from averred.values import Value


@undisturbed()
def read(
    path: Path,
    *,
    rule_keys: frozenset[str] = frozenset(),
    conventions: Conventions = DEFAULT_CONVENTIONS,
    display_root: Path | None = None,
    rows: Mapping[Path, Iterable[Row]] = NO_ROWS,
    elsewhere: Elsewhere | None = None,
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
        elsewhere: what is there and is not read now.

    Raises:
        ConfigurationError: if there is no such file or folder.
    """
    path = Path(path)
    elsewhere = elsewhere or Elsewhere()
    display = Display(_root_of(path), display_root or Path.cwd())
    reading = _Reading(rule_keys, conventions, display, elsewhere.earlier)
    reading.collect(path, rows, elsewhere.things)
    reading.check_declarations()
    reading.make_facts()
    reading.collector.names["fact"].elsewhere = elsewhere.facts
    found = reading.fact_base(elsewhere.telling)
    note(reading.collector, elsewhere)
    return found


def _root_of(path: Path) -> Path:
    if not path.exists():
        raise ConfigurationError(
            f"there is no file or folder {path}", suggestion="give a folder of fact files"
        )
    return path if path.is_dir() else path.parent


def value_reader(
    fact_base: FactBase, conventions: Conventions = DEFAULT_CONVENTIONS
) -> Callable[[Mapping[str, Any]], Value | None]:
    """Reads values of entries by themselves, for whoever has no use for whole facts.

    Returns:
        A function from the entry of a row to its value; None for one that cannot be read.
    """
    names = Names("entity")
    names.known.update(fact_base.entities)
    values = ValueReader(EntityNames(names, fact_base.entities), conventions)

    def value_of(entry: Mapping[str, Any]) -> Value | None:
        predicate = fact_base.predicates[entry["predicate"]]
        words = entry.get("value")
        if predicate.value == "entity" and isinstance(words, str) and is_id(words):
            return EntityRef(words, words)
        keys = {key: entry[key] for key in ("unit", "kind") if entry.get(key) is not None}
        if not all(isinstance(found, str) for found in keys.values()):
            return None
        written = FactEntry(entry["subject"], predicate.id, words, derived_from=("given",), **keys)
        try:
            return values.read(written, predicate).value
        except (Misfit, Misfits):
            return None

    return value_of


class _Reading:
    """One run: files, then declarations, then facts."""

    def __init__(
        self, rule_keys: frozenset[str], conventions: Conventions, display: Display, earlier: Earlier
    ) -> None:
        self.root = display.root
        self.conventions = conventions
        self.problems = Problems(display.within)
        self.collector = Collector(self.problems, rule_keys)
        self.loader = Loader(self.collector, display, earlier)
        self.earlier, self.scanned = earlier.facts, earlier.scanned
        self.facts: dict[str, Fact] = {}
        self.beside: Problem | None = None

    def collect(self, path: Path, rows: Mapping[Path, Iterable[Row]], things: Iterable[str]) -> None:
        """Every entry of the files, and the things that other rows name."""
        self.loader.load_files(path, beside=path in rows)
        for file, entries in rows.items():
            self.loader.load_rows(file, entries)
        self.collector.add_things(things, Origin("", ()))
        if path.is_file() and path not in rows:
            self.beside = self.loader.look_beside(path)

    # ----------------------------------------------------------- declarations

    def check_declarations(self) -> None:
        """Sources, entities and predicates: relations, cycles, combinations."""
        named = self.collector.named
        self.collector.names["entity"].called = EntityNames(self.collector.names["entity"], named["entity"])
        self._keep("source", lambda source: declarations.check_source(source, self.root))
        self.collector.check_defaults()
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
            "entity", ((name, declarations.relations(entity)) for name, entity in named["entity"].items())
        )

    def _keep(self, kind: str, check: Callable[[Any], None]) -> None:
        """Checks the records of a kind and drops those that fail."""
        for name, record in sorted(self.collector.named[kind].items()):
            problem = self._attempt(check, self.collector.origins[kind, name], record)
            if problem:
                self.collector.reject(kind, name, problem)

    def _spread(self, kind: str, needs: Iterable[tuple[str, Iterable[str]]]) -> None:
        """Drops the records that need one that could not be read, and those that need them."""
        names = self.collector.names[kind]
        if not names.unread:
            return
        needed_by: dict[str, list[str]] = {}
        for name, others in needs:
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

    def _attempt(self, work: Callable[..., object], origin: Origin, *given: object) -> Problem | None:
        """Does something with an entry; the problem that came of it, if one did."""
        try:
            work(*given)
        except Misfit as misfit:
            return self.problems.add(misfit, origin)
        except Misfits as several:
            return self.problems.add_all(several.misfits, origin)
        except UnreadError as unread:
            unread.problem.unread.append(short_name(origin.table))
            return unread.problem
        return None

    # ------------------------------------------------------------------ facts

    def make_facts(self) -> None:
        """Facts from their entries, in the end those that take something from others."""
        named = self.collector.named
        entities = EntityNames(self.collector.names["entity"], named["entity"])
        maker = FactMaker(self.collector.names, entities, named["predicate"], self.conventions)
        defaults, unread = self.collector.defaults, self.collector.no_defaults
        self.collector.names["entity"].called = entities

        def make(name: str) -> None:
            origin = self.collector.origins["fact", name]
            source = unread.get(origin.file) or defaults.get(origin.file)
            self.facts[name] = maker.make(name, named["fact"][name], source, origin)

        self.facts.update((name, self.earlier[name]) for name in named["fact"] if name in self.earlier)
        self._each_fact(sorted(named["fact"].keys() - self.facts.keys()), make)
        self._refuse_circles()
        self._link_facts()

    def _each_fact(self, names: Iterable[str], work: Callable[[str], None]) -> None:
        """Does something for each fact; those that fail are dropped."""
        for name in names:
            problem = self._attempt(work, self.collector.origins["fact", name], name)
            if problem:
                self.collector.reject("fact", name, problem)

    def _refuse_circles(self) -> None:
        """Facts that would take something from themselves."""
        links = {name: found for name, fact in self.facts.items() if (found := links_of(fact))}
        for cycle in cycles(links):
            misfit = Misfit(
                "it rests on itself: " + " → ".join([*cycle, cycle[0]]), "take one step out of the circle"
            )
            problem = self.problems.add(misfit, self.collector.origins["fact", cycle[0]])
            for name in cycle:
                self.collector.reject("fact", name, problem)

    def _link_facts(self) -> None:
        """Years and days from other facts, the givers first; what needs a dropped fact is dropped as well."""
        names = self.collector.names["fact"]
        if not names.unread and not any(map(takes_from, self.facts.values())):
            return  # each was made of facts that were known, and these still are

        def link(name: str) -> None:
            names.check_all(links_of(self.facts[name]), "")
            self.facts[name] = linked(self.facts[name], self.facts)

        new = sorted(names.known - self.earlier.keys())  # the others have what they take from facts
        links = {name: found for name in new if (found := links_of(self.facts[name]))}
        self._each_fact(givers_first(links), link)
        self._spread("fact", ((name, needs_of(fact)) for name, fact in self.facts.items()))

    def fact_base(self, telling: Telling | None) -> FactBase:
        """What was read."""
        collector, known = self.collector, self.collector.names["fact"].known
        facts = sorted((fact for name, fact in self.facts.items() if name in known), key=attrgetter("id"))
        locator = Locator(self.loader.texts, self.scanned)
        listed = {kind: self._checked(kind) for kind in declarations.LISTED_CHECKS}
        if self.beside and self.beside.unread:
            self.problems.note(self.beside)
        return FactBase(
            facts=tuple(sorted(facts, key=attrgetter("source"))),
            entities=_by_id(collector.named["entity"]),
            predicates=_by_id(collector.named["predicate"]),
            sources=_by_id(collector.named["source"]),
            partitions=listed["partition"],
            constraints=listed["constraint"],
            acceptances=listed["accept"],
            leave_outs=listed["leave-out"],
            problems=self.problems.findings(locator, telling),
            has_unread=self.problems.of_fact_files,
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
            if self._attempt(check, record.origin, record, names) is None
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
