"""From a fact as written to a fact: names looked up, values read, combinations that say nothing refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from averred.errors import AverredError
from averred.factbase import ancestors
from averred.facts import STATUSES, Citation, Fact, Origin, Scope
from averred.reader.attempts import Attempts, UnreadError
from averred.reader.problems import Problem
from averred.reader.readings import Read, ValueReader
from averred.reader.voices import attribution, confidence
from averred.structuring import FactEntry, Misfit, shown
from averred.values import Conventions, Date, Text, read_date, read_quantity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from averred.reader.names import EntityNames, Names
    from averred.vocabulary import Predicate

_EXCLUSIVE: Final = (
    ("cite", "quote", "a text directive and a quote say the same thing twice"),
    ("cite", "prefix", "a text directive holds its own prefix"),
    ("cite", "suffix", "a text directive holds its own suffix"),
    ("year-from", "same-as", "a day that is the same has its year already"),
)
_SHARES: Final = ("some", "few", "a few", "several", "many", "half", "most", "all", "none", "every")
_NEEDS_QUOTE: Final = ("prefix", "suffix", "section")
_ONLY_FOR: Final = (
    ("kind", "quantity", "only a quantity can be a spread of several estimates"),
    ("unit", "quantity", "only a quantity has a unit"),
    ("year-from", "date", "only a date takes its year from another fact"),
    ("same-as", "date", "only a date can be the day of another fact"),
)


class FactMaker:
    """Makes facts of entries.

    Attributes:
        names: the names that an entry may use, by kind of record.
        entities: entities by id and by name.
        predicates: the predicates that were read.
        conventions: what vague words mean.
    """

    def __init__(
        self,
        names: Mapping[str, Names],
        entities: EntityNames,
        predicates: Mapping[str, Predicate],
        conventions: Conventions,
    ) -> None:
        self.names = names
        self.entities = entities
        self.predicates = predicates
        self.conventions = conventions
        self.values = ValueReader(entities, conventions)
        self._dates: dict[str, Date] = {}

    def make(self, fact_id: str, entry: FactEntry, source: str | Problem | None, origin: Origin) -> Fact:
        """The fact of an entry. What it takes from other facts comes later (`averred.reader.links`).

        Args:
            fact_id: its id.
            entry: what is written.
            source: the source that its file gives for all facts, or what is wrong with what it gives.
            origin: where it is written.

        Raises:
            Misfits: everything that is wrong with it.
            UnreadError: if it needs an entry that could not be read.
        """
        attempts = Attempts()
        predicate = attempts.result(lambda: self._predicate(entry.predicate))
        for check in self._name_checks(entry):
            attempts.result(check)
        attempts.misfits += _combinations(entry, predicate)
        typed = origin.table[:1] != ("row",)  # what a row names may be declared nowhere
        if entry.part and typed:
            attempts.result(lambda: self._check_part(entry.subject, str(entry.part)))
        if entry.share:
            attempts.result(lambda: _check_share(str(entry.share)))
        citation = attempts.result(lambda: self._citation(entry, source))
        who = attempts.result(lambda: attribution(entry, self.entities, typed=typed))
        scope = attempts.result(lambda: self._scope(entry, predicate))
        read = attempts.result(lambda: self._value(entry, predicate))
        quote = citation.quote if citation else None
        weight = attempts.result(lambda: confidence(entry, read.value if read else Text(""), quote))
        if read is None or who is None or scope is None or weight is None or attempts.failed:
            raise attempts.failure()
        return Fact(
            id=fact_id,
            value=read.value,
            written=read.written,
            citation=citation,
            attribution=who,
            confidence=weight,
            scope=scope,
            denied=entry.polarity == "denied",
            unit=entry.unit or read.unit,
            origin=origin,
            overridden=read.overridden,
            **dict(zip(_AS_WRITTEN, _as_written(entry), strict=True)),
        )

    def _predicate(self, name: str) -> Predicate:
        return self.predicates[self.names["predicate"].check(name, ("predicate",))]

    def _name_checks(self, entry: FactEntry) -> Iterator[Callable[[], object]]:
        """A check for each name that no record has; the value and the speakers have their own."""
        for key, kind in _NAMES:
            name = getattr(entry, key)
            if name and name not in self.names[kind].known:
                yield partial(self.names[kind].check, name, (key.replace("_", "-"),))
        if entry.derived_from:
            yield partial(self.names["fact"].check_all, entry.derived_from, "derived-from")

    def _check_part(self, subject: str, part: str) -> None:
        """Refuses a part that nothing declares to be one: it would be compared with another's whole."""
        known = self.names["entity"].known
        if subject == part:
            raise Misfit("the whole is no part of itself", "leave part out", key=("part",))
        if subject in known and part in known and subject not in ancestors(part, self.entities.records):
            raise Misfit(
                f"{shown(part)} is not declared to be a part of {shown(subject)}",
                f"write part-of = {subject!r} under [entity.{part}], or of a thing that is a part of it",
                key=("part",),
            )

    def _citation(self, entry: FactEntry, default: str | Problem | None) -> Citation | None:
        source = entry.source or default
        if isinstance(source, Problem):
            if entry.derived_from and not (entry.quote or entry.cite or entry.said_in):
                return None
            raise UnreadError(source)
        if source is None:
            if entry.quote or entry.cite or entry.said_in:
                hint = "name the source of the quote, here or under [defaults]"
                raise Misfit("the key 'source' is missing", hint, rule="missing-key")
            return None
        self.names["source"].check(source, ("source",))
        if entry.cite is None:
            return Citation(source, entry.quote, entry.prefix, entry.suffix, entry.section, entry.said_in)
        return _cited(source, entry.cite, entry)

    def _scope(self, entry: FactEntry, predicate: Predicate | None) -> Scope:
        if predicate:
            _check_status(entry.status, predicate)
            for key, _ in entry.scope:
                if key not in predicate.scope:
                    raise _undeclared(key, predicate)
        if not (entry.during or entry.as_of or entry.scope):
            return Scope(entry.status)
        dates = Attempts()
        during = dates.result(lambda: self._date(entry.during, "during"))
        as_of = dates.result(lambda: self._date(entry.as_of, "as-of"))
        if during and as_of and during.interval.intersection(as_of.interval) is None:
            dates.misfits.append(
                Misfit(
                    f"the day {shown(as_of.text)} lies outside of during = {shown(during.text)}",
                    "correct one of the two, or keep the one that the source gives",
                    key=("as-of",),
                )
            )
        if dates.failed:
            raise dates.failure()
        return Scope(entry.status, during, as_of, entry.scope)

    def _date(self, words: str | None, key: str) -> Date | None:
        if words is None:
            return None
        if words in self._dates:  # many facts are of one year
            return self._dates[words]
        try:
            return self._dates.setdefault(words, read_date(words, conventions=self.conventions))
        except AverredError as error:
            raise Misfit(error.message, error.suggestion or "write a date", key=(key,)) from None

    def _value(self, entry: FactEntry, predicate: Predicate | None) -> Read | None:
        if predicate is None:
            return None
        if entry.same_as is None:
            return self.values.read(entry, predicate)
        if not isinstance(entry.value, str):
            raise Misfit("with same-as the value is the words that point at the day", key=("value",))
        return Read(Text(entry.value), entry.value)


def _check_status(status: str, predicate: Predicate) -> None:
    """Refuses a status that nobody declared: its fact would be compared with no other."""
    if status not in STATUSES and status not in predicate.statuses:
        options = (*STATUSES, *predicate.statuses)
        raise Misfit(
            f"{shown(status)} is none of {', '.join(options)}",
            f"for one of your own write statuses = [{status!r}] under [predicate.{predicate.id}]",
            key=("status",),
            word=status,
            options=options,
        )


def _check_share(words: str) -> None:
    """Refuses what is no share: neither one of the words for it nor a quantity."""
    if words.casefold() in _SHARES:
        return
    try:
        read_quantity(words)
    except AverredError:
        raise Misfit(
            f"{shown(words)} is no share of a group",
            f'write {", ".join(_SHARES)}, or a quantity such as 30 or "30 %"',
            key=("share",),
            word=words,
            options=_SHARES,
        ) from None


def _undeclared(key: str, predicate: Predicate) -> Misfit:
    hint = f"declare it: scope = [{key!r}] under [predicate.{predicate.id}]"
    return Misfit(
        f"unknown key {shown(key)}",
        hint,
        rule="unknown-key",
        key=("scope", key),
        word=key,
        options=predicate.scope,
    )


def _cited(source: str, directive: str, entry: FactEntry) -> Citation:
    """A citation from a browser's text directive."""
    from averred.directives import parse_directive

    try:
        found = parse_directive(directive)
    except AverredError as error:
        hint = error.suggestion or "write #:~:text=first%20words,last%20words, or a quote"
        raise Misfit(error.message, hint, rule="malformed-quote", key=("cite",)) from None
    return Citation(source, found.quote, found.prefix, found.suffix, entry.section, entry.said_in)


def _combinations(entry: FactEntry, predicate: Predicate | None) -> Iterator[Misfit]:
    """Keys that say nothing together."""
    given = {key for key, value in zip(_WATCHED, _watched(entry), strict=True) if value is not None}
    if given <= _HARMLESS and entry.polarity == "asserted":
        return
    for key, other, why in _EXCLUSIVE:
        if key in given and other in given:
            yield Misfit(f"{key} and {other} exclude each other: {why}", "keep one of them", key=(key,))
    for key in _NEEDS_QUOTE:
        if key in given and not given & {"quote", "cite"}:
            yield Misfit(f"{key} without a quote", "give the quote that it helps to find", key=(key,))
    for key, kind, why in _ONLY_FOR:
        if key in given and predicate and predicate.value != kind:
            yield Misfit(
                f"{why}; values of {predicate.id} are of kind {predicate.value}", "leave it out", key=(key,)
            )
    if entry.polarity == "denied" and predicate and predicate.value == "boolean":
        yield Misfit("a truth value is not denied", "write the other truth value", key=("polarity",))


_AS_WRITTEN: Final = (
    "subject", "predicate", "part", "of", "share", "rank", "implied", "derived_from", "year_from", "same_as",
    "because", "note", "tags", "locator", "checked",
)  # fmt: skip
_as_written: Final = attrgetter(*_AS_WRITTEN)
_NAMES: Final = (
    ("subject", "entity"),
    ("part", "entity"),
    ("of", "entity"),
    ("because", "fact"),
    ("year_from", "fact"),
    ("same_as", "fact"),
)
_WATCHED: Final = ("cite", "quote", "prefix", "suffix", "section", "kind", "unit", "year-from", "same-as")
_HARMLESS: Final = frozenset({"quote"})  # alone it goes with everything
_watched: Final = attrgetter(*(key.replace("-", "_") for key in _WATCHED))
