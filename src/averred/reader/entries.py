"""From a fact as written to a fact: names looked up, values read, combinations that say nothing refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from operator import attrgetter, not_
from typing import TYPE_CHECKING, Final, NamedTuple

from averred.errors import AverredError
from averred.factbase import ancestors
from averred.facts import Citation, Fact, Origin, Scope
from averred.reader.attempts import Attempts, UnreadError
from averred.reader.problems import Problem
from averred.reader.readings import Read, ValueReader
from averred.reader.refusing import check_share, check_status, cited, combinations, undeclared
from averred.reader.voices import attribution, confidence
from averred.structuring import FactEntry, Misfit, Misfits, shown
from averred.values import Conventions, Date, Text, read_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from averred.facts import Attribution
    from averred.reader.names import EntityNames, Names
    from averred.vocabulary import Predicate

#: The most ways to write a fact that are remembered at once.
MOST_ALIKE: Final = 10_000


class Alike(NamedTuple):
    """What facts that are written alike have in common, whatever they are about and whatever they say.

    Attributes:
        predicate: the predicate.
        citation: what they rest on; None where they have words of the source, or no source.
        attribution: who says so.
        scope: within which they hold; None where they say when.
        named: the attributes in which they name things and facts, with the names that there are.
    """

    predicate: Predicate
    citation: Citation | None
    attribution: Attribution
    scope: Scope | None
    named: Sequence[tuple[str, Names]]


class FactMaker:
    """Makes facts of entries.

    Most rows of a file are alike in everything but their names and values: what they have in common is
    looked up once. So the names of sources, entities and predicates have to stay as they are meanwhile.

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
        self._found: dict[object, Alike] = {}

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
        typed = origin.table[:1] != ("row",)  # what a row names may be declared nowhere
        try:
            return self._fact(fact_id, entry, source, origin, typed=typed)
        except (Misfit, Misfits, UnreadError):
            pass  # the first thing; all of it is said outside, so that it has no other behind it
        raise self._failure(entry, source, typed=typed)

    def _fact(
        self, fact_id: str, entry: FactEntry, source: str | Problem | None, origin: Origin, *, typed: bool
    ) -> Fact:
        """The fact of an entry; raises the first thing that is wrong with it (`_failure` says it all)."""
        alike = self._alike(entry, source, typed=typed)
        predicate = alike.predicate
        for attribute, names in alike.named:
            names.check(getattr(entry, attribute), ())
        self.names["fact"].check_all(entry.derived_from, "")
        if entry.part and typed:
            self._check_part(entry.subject, entry.part)
        citation = alike.citation or self._citation(entry, source)
        read = self._value(entry, predicate)
        return Fact(
            id=fact_id,
            subject=entry.subject,
            predicate=entry.predicate,
            value=read.value,
            written=read.written,
            citation=citation,
            attribution=alike.attribution,
            confidence=confidence(entry, read.value, citation.quote if citation else None),
            scope=alike.scope or self._scope(entry, predicate),
            part=entry.part,
            of=entry.of,
            share=entry.share,
            denied=entry.polarity == "denied",
            rank=entry.rank,
            implied=entry.implied,
            derived_from=entry.derived_from,
            year_from=entry.year_from,
            same_as=entry.same_as,
            unit=entry.unit or read.unit,
            because=entry.because,
            note=entry.note,
            tags=entry.tags,
            locator=entry.locator,
            checked=entry.checked,
            origin=origin,
            overridden=read.overridden,
        )

    def _alike(self, entry: FactEntry, source: str | Problem | None, *, typed: bool) -> Alike:
        """What a fact has in common with those that are written alike."""
        key = (source, typed, *_said_alike(entry), *map(not_, _given(entry)))
        found = self._found.get(key)
        if found is None:
            found = self._common(entry, source, typed=typed)
            if len(self._found) >= MOST_ALIKE:
                self._found.clear()
            self._found[key] = found
        return found

    def _common(self, entry: FactEntry, source: str | Problem | None, *, typed: bool) -> Alike:
        """The same, looked up: of entries with equal keys it is the same."""
        predicate = self._predicate(entry.predicate)
        misfits = list(combinations(entry, predicate))
        if misfits:
            raise Misfits(misfits)
        if entry.share:
            check_share(entry.share)
        has_words = any(_of_citation(entry))
        has_time = entry.during or entry.as_of
        return Alike(
            predicate,
            None if has_words else self._citation(entry, source),
            attribution(entry, self.entities, typed=typed),
            None if has_time else self._scope(entry, predicate),
            [(key, self.names[kind]) for key, kind in _NAMES if getattr(entry, key)],
        )

    def _failure(
        self, entry: FactEntry, source: str | Problem | None, *, typed: bool
    ) -> Misfits | UnreadError:
        """Everything that is wrong with an entry of which something is."""
        attempts = Attempts()
        predicate = attempts.result(lambda: self._predicate(entry.predicate))
        for check in self._name_checks(entry):
            attempts.result(check)
        attempts.misfits += combinations(entry, predicate)
        if entry.part and typed:
            attempts.result(lambda: self._check_part(entry.subject, str(entry.part)))
        if entry.share:
            attempts.result(lambda: check_share(str(entry.share)))
        citation = attempts.result(lambda: self._citation(entry, source))
        attempts.result(lambda: attribution(entry, self.entities, typed=typed))
        attempts.result(lambda: self._scope(entry, predicate))
        read = attempts.result(lambda: self._value(entry, predicate)) if predicate else None
        quote = citation.quote if citation else None
        attempts.result(lambda: confidence(entry, read.value if read else Text(""), quote))
        return attempts.failure()

    def _predicate(self, name: str) -> Predicate:
        return self.predicates[self.names["predicate"].check(name, ("predicate",))]

    def _name_checks(self, entry: FactEntry) -> Iterator[Callable[[], object]]:
        """A check for each name that no record has; the value and the speakers have their own."""
        for key, kind in _NAMES:
            name = getattr(entry, key)
            if name and name not in self.names[kind].known:
                yield partial(self.names[kind].check, name, (key.replace("_", "-"),))
        facts = self.names["fact"]
        if not facts.known.issuperset(entry.derived_from):
            yield partial(facts.check_all, entry.derived_from, "derived-from")

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
        return cited(source, entry.cite, entry)

    def _scope(self, entry: FactEntry, predicate: Predicate | None) -> Scope:
        if predicate:
            check_status(entry.status, predicate)
            for key, _ in entry.scope:
                if key not in predicate.scope:
                    raise undeclared(key, predicate)
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

    def _value(self, entry: FactEntry, predicate: Predicate) -> Read:
        if entry.same_as is None:
            return self.values.read(entry, predicate)
        if not isinstance(entry.value, str):
            raise Misfit("with same-as the value is the words that point at the day", key=("value",))
        return Read(Text(entry.value), entry.value)


_NAMES: Final = (
    ("subject", "entity"),
    ("part", "entity"),
    ("of", "entity"),
    ("because", "fact"),
    ("year_from", "fact"),
    ("same_as", "fact"),
)
# What is common to facts follows from these keys, and from which of some others are given.
_said_alike: Final = attrgetter(
    "predicate", "source", "said_by", "via", "share", "status", "scope", "polarity"
)
_of_citation: Final = attrgetter("quote", "cite", "prefix", "suffix", "section", "said_in")
_given: Final = attrgetter(
    "quote", "cite", "prefix", "suffix", "section", "said_in", "kind", "unit", "year_from", "same_as",
    "during", "as_of", "derived_from", "part", "of", "because",
)  # fmt: skip
