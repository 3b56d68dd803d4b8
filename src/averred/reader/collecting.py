"""From tables to records: which tables there are, of which kind, with which id; every entry once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from averred.entities import Entity
from averred.facts import Origin
from averred.reader.attempts import UnreadError
from averred.reader.ids import is_id, slug
from averred.reader.names import Names
from averred.reader.problems import Problem, Problems
from averred.structuring import (
    RECORDS,
    FactEntry,
    Misfit,
    Misfits,
    described,
    keys_of,
    plain,
    shown,
    structure,
)
from averred.vocabulary import Constraint, Predicate

NAMED: Final = ("source", "entity", "predicate", "fact")
LISTED: Final = ("partition", "constraint", "accept", "leave-out")
TABLES: Final = (*NAMED, *LISTED, "defaults")

Data = Mapping[str, Any]
_DECLARING: Final = (Predicate, Entity)
_OF_ENTITIES: Final = ("subject", "part", "of")


class Collector:
    """Gathers the records of all files.

    Attributes:
        problems: where what is wrong is noted.
        rule_keys: the rules that a predicate or an entity may declare.
        names: the ids of each kind, and which of them could not be read.
        named: the records of each kind by id; facts are still as written.
        listed: the records without ids.
        defaults: the source that each file gives for all its facts.
        no_defaults: what is wrong with the defaults of a file, where they could not be read.
    """

    def __init__(self, problems: Problems, rule_keys: frozenset[str]) -> None:
        self.problems = problems
        self.rule_keys = rule_keys
        self.names = {kind: Names(kind) for kind in NAMED}
        self.named: dict[str, dict[str, Any]] = {kind: {} for kind in NAMED}
        self.origins: dict[tuple[str, str], Origin] = {}
        self.listed: dict[str, list[Any]] = {kind: [] for kind in LISTED}
        self.defaults: dict[str, str] = {}
        self.no_defaults: dict[str, Problem] = {}

    def add_file(self, name: str, tables: Data) -> None:
        """Takes every entry of a file."""
        self._defaults(name, tables.get("defaults", {}))
        for kind, content in tables.items():
            if kind in NAMED:
                self._named_entries(name, kind, content)
            elif kind in LISTED:
                self._listed_entries(name, kind, content)
            elif kind != "defaults" and not self.problems.too_many(name):
                self._unknown_table(name, kind, content)

    def add_row(self, name: str, entry: Data, origin: Origin) -> None:
        """Takes a fact that is a row of a file. An id in it that nothing declares is an entity of that id."""
        self.add_things(things_in(entry, self.named["predicate"]), origin)
        self._named_entry("fact", name, entry, origin)

    def add_things(self, words: Iterable[str], origin: Origin) -> None:
        """Takes what rows name: each id that nothing declares is an entity of that id."""
        entities = self.names["entity"]
        for word in words:
            if not entities.has(word):
                entities.known.add(word)
                self.named["entity"][word] = Entity(word, word, named=False)
                self.origins["entity", word] = origin

    def _unknown_table(self, file: str, kind: str, content: object) -> None:
        is_table = isinstance(content, Mapping | list)
        message = (
            f"unknown table [{shown(kind)[1:-1]}]"
            if is_table
            else f"{shown(kind)} stands outside of every table"
        )
        hint = "tables are " + ", ".join(TABLES) if is_table else "move it below its [table]"
        options = TABLES if is_table else ()
        problem = self.problems.add(
            Misfit(message, hint, rule="unknown-key", key=(kind,), word=kind, options=options),
            Origin(file, ()),
        )
        if isinstance(content, Mapping) and "source" in content and file not in self.defaults:
            self.no_defaults.setdefault(file, problem)

    def _defaults(self, file: str, content: object) -> None:
        origin = Origin(file, ("defaults",))
        if not isinstance(content, Mapping):
            self.no_defaults[file] = self.problems.add(
                Misfit(f"expected a table, found {described(content)}", "write [defaults]"), origin
            )
            return
        for key, value in content.items():
            if key == "source" and isinstance(value, str) and value:
                self.defaults[file] = value
            elif key == "source":
                self.no_defaults[file] = self.problems.add(
                    Misfit(f"expected a source's id, found {described(value)}", key=(key,)), origin
                )
            elif key == "subject":
                reason = "no subject for a whole file: one fact that forgets its own would be silent damage"
                self.problems.add(Misfit(reason, "write the subject in each fact", key=(key,)), origin)
            else:
                misfit = Misfit(
                    f"unknown key {shown(key)}",
                    "the only default is source",
                    rule="unknown-key",
                    key=(key,),
                    word=key,
                    options=("source",),
                )
                problem = self.problems.add(misfit, origin)
                if "source" not in content:
                    self.no_defaults.setdefault(file, problem)

    def check_defaults(self) -> None:
        """The source of a whole file has to be there: said once, and not of each fact that relies on it."""
        for file, source in sorted(self.defaults.items()):
            origin = Origin(file, ("defaults",))
            try:
                self.names["source"].check(source, ("source",))
            except Misfit as misfit:
                self.no_defaults[file] = self.problems.add(misfit, origin)
            except UnreadError as unread:
                self.no_defaults[file] = unread.problem

    def _named_entries(self, file: str, kind: str, content: object) -> None:
        """`[kind.id]` …: an entry for each id."""
        hint = f"write [{kind}.some-id]"
        if not isinstance(content, Mapping):
            wrong = "a list of tables" if isinstance(content, list) else described(content)
            self.problems.add(Misfit(f"expected tables with ids, found {wrong}", hint), Origin(file, (kind,)))
            return
        loose = [key for key, entry in content.items() if not isinstance(entry, Mapping)]
        for key, entry in content.items():
            hopeless = self.problems.too_many(file)
            if hopeless:
                self.reject(kind, key, hopeless)
            elif isinstance(entry, Mapping):
                self._named_entry(kind, key, entry, Origin(file, (kind, key)))
        self._loose_keys(file, kind, content, loose)

    def _loose_keys(self, file: str, kind: str, content: Data, loose: list[str]) -> None:
        """Keys that stand right below `[kind]`, where ids belong: one mistake, one problem."""
        if not loose:
            return
        key = loose[0]
        if isinstance(content[key], list) and any(isinstance(item, Mapping) for item in content[key]):
            message, hint = (
                f"[[{kind}.{shown(key)[1:-1]}]] is a list of tables",
                f"write [{kind}.{shown(key)[1:-1]}] once",
            )
        else:
            message, hint = (
                f"{shown(key)} stands in a table without an id",
                f"write [{kind}.some-id] above it",
            )
        self.problems.add(Misfit(message, hint, key=(key,)), Origin(file, (kind,)))

    def _named_entry(self, kind: str, name: str, entry: Data, origin: Origin) -> None:
        if not is_id(name):
            self.reject(kind, name, self.problems.add(_no_id(kind, name, origin), origin))
        elif name in self.names[kind].known or name in self.names[kind].unread:
            first = self.origins[kind, name]
            where = "" if first.file == origin.file else f", first in {first.file}"
            what = f"the {kind} {shown(name)}" if origin.table[0] == "row" else f"this {kind}"
            misfit = Misfit(
                f"{what} is declared twice{where}",
                "give one of the two another id, or join them",
                rule="duplicate-id",
            )
            self.problems.add(misfit, origin)
        else:
            self.origins[kind, name] = origin
            self._structure_named(kind, name, entry, origin)

    def _structure_named(self, kind: str, name: str, entry: Data, origin: Origin) -> None:
        cls = RECORDS[kind]
        try:
            made: dict[str, Any] = {} if cls is FactEntry else {"id": name, "origin": origin}
            data = self._prepared(cls, entry, made)
            record: object = structure(cls, data, made)
        except Misfits as several:
            if cls in _DECLARING:
                self._offer_rules(several.misfits)
            problem = self.problems.add_all(several.misfits, origin)
            record = several.record
            if record is None or cls is FactEntry:  # an unknown key of a fact may be who says it: not taken
                self.reject(kind, name, problem)
                return
        self.names[kind].known.add(name)
        self.named[kind][name] = record

    def _offer_rules(self, misfits: list[Misfit]) -> None:
        """A key that is not known may be the name of a rule that was meant."""
        for misfit in misfits:
            if misfit.rule == "unknown-key" and len(misfit.key) == 1:
                misfit.options = (*misfit.options, *sorted(self.rule_keys))

    def _listed_entries(self, file: str, kind: str, content: object) -> None:
        """`[[kind]]`: entries without ids."""
        if not isinstance(content, list):
            self.problems.add(
                Misfit(
                    f"expected [[{kind}]], found {described(content)}", f"write [[{kind}]], in two brackets"
                ),
                Origin(file, (kind,)),
            )
            return
        for index, entry in enumerate(content):
            if self.problems.too_many(file):
                break
            origin = Origin(file, (kind, index))
            try:
                self.listed[kind].append(self._listed_entry(kind, entry, file, origin))
            except Misfits as several:
                self.problems.add_all(several.misfits, origin)

    def _listed_entry(self, kind: str, entry: object, file: str, origin: Origin) -> object:
        if not isinstance(entry, Mapping):
            raise Misfits([Misfit(f"expected a table, found {described(entry)}", f"write [[{kind}]]")])
        made: dict[str, Any] = {"origin": origin}
        data = self._prepared(RECORDS[kind], entry, made)
        if kind == "leave-out" and file in self.defaults:
            data = {"source": self.defaults[file], **data}
        return structure(RECORDS[kind], data, made)

    def _prepared(self, cls: type, entry: Data, made: dict[str, Any]) -> Data:
        """The keys that the record knows; parameters of rules go into `made` as they are."""
        keys = keys_of(cls)
        if cls in _DECLARING:
            rest = {key: value for key, value in entry.items() if key in self.rule_keys and key not in keys}
            place = "rules"
        elif cls is Constraint:
            rest = {key: value for key, value in entry.items() if key not in keys}
            place = "parameters"
        else:
            return entry
        if not rest:
            return entry
        made[place] = _plain(rest)
        return {key: value for key, value in entry.items() if key not in rest}

    def reject(self, kind: str, name: str, problem: Problem) -> None:
        """Notes that a record could not be read, so that what needs it is not read either."""
        names = self.names[kind]
        names.known.discard(name)
        names.unread.setdefault(name, problem)
        self.named[kind].pop(name, None)


def things_in(entry: Data, predicates: Mapping[str, Predicate]) -> Iterator[str]:
    """The ids of things that a row names, whatever else is wrong with it."""
    predicate = predicates.get(str(entry.get("predicate")))
    keys = (*_OF_ENTITIES, "value") if predicate and predicate.value == "entity" else _OF_ENTITIES
    return (word for word in map(entry.get, keys) if isinstance(word, str) and is_id(word))


def _no_id(kind: str, name: str, origin: Origin) -> Misfit:
    """What is no id, and how one would be written there."""
    message = f"the id {shown(name)} holds other characters than lower-case letters, digits and hyphens"
    better = slug(name) or "some-id"
    is_row = origin.table[:1] == ("row",)
    return Misfit(message, f"write the id {shown(better)}" if is_row else f"write [{kind}.{better}]")


def _plain(data: Data) -> object:
    """Parameters as they are, frozen."""
    found = []
    for key, value in data.items():
        try:
            plain(value)
        except Misfit as misfit:
            misfit.key = (key, *misfit.key)
            found.append(misfit)
    if found:
        raise Misfits(found)
    return plain(data)
