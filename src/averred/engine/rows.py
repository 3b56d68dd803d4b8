"""Rows of facts → rows of the table `facts`: what a screen has to know, and which need a full look."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

import attrs

from averred.alike import in_base_unit
from averred.display.cells import fillers_in
from averred.engine import times
from averred.engine.numbers import DENIAL, UNREAD, Bounds, bounds_of, denial_of
from averred.engine.scaling import scale_of
from averred.facts import ACTUAL, STATUSES, UNNAMED_SPEAKER
from averred.values import DEFAULT_CONVENTIONS, Date, EntityRef, OneOf, Quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from averred.engine.scaling import Scale
    from averred.facts import Fact
    from averred.values import Conventions, Value
    from averred.vocabulary import Predicate

    Entry = Mapping[str, Any]
    Record = tuple[object, ...]

#: Keys of a fact about which no rule that looks at one fact has anything to say.
PLAIN: Final = frozenset(
    {
        "subject", "predicate", "value", "source", "part", "of", "status", "derived-from", "said-by",
        "during", "as-of", "unit", "kind", "polarity",
    }
)  # fmt: skip
#: Such keys without a quote's: a value that takes its day or year from another fact is read in full.
_LINKS: Final = frozenset({"same-as", "year-from"})
#: Keys that are words, if they are there.
_WORDS: Final = frozenset({"part", "status", "of", "said-by", "source", "during", "as-of"})
_ID: Final = re.compile(r"[a-z0-9-]+")
#: Who expects a quantity is asked where the source names nobody.
EXPECTED: Final = "expected"


@attrs.frozen(eq=False, slots=False)
class Measurer:
    """Makes rows of the table `facts`.

    Attributes:
        predicates: by id.
        sources: the ids of the sources.
        read: the value of an entry; None where it cannot be read. It may be asked for the same words often.
        conventions: how dates are read.
        entry_of: the entry of a row: how a file spreads a value over several keys.
        rests: whether every fact has to rest on something: a rule has something to say of others.
    """

    predicates: Mapping[str, Predicate]
    sources: Collection[str]
    read: Callable[[Entry], Value | None]
    conventions: Conventions = DEFAULT_CONVENTIONS
    entry_of: Callable[[Entry], Entry] = dict
    rests: bool = True
    _known: dict[tuple[object, ...], tuple[Bounds, bool]] = attrs.field(factory=dict, init=False)
    _alike: dict[str, tuple[object, ...]] = attrs.field(factory=dict, init=False)
    _silent: dict[str, bool] = attrs.field(factory=dict, init=False)

    def record(self, file: int, line: int, name: str, entry: Entry) -> Record:
        """The row of an entry, in the order of `sql.COLUMNS`."""
        if not self._is_sound(entry):
            return (*_head(file, line, name), "", "", "", "", "", "", "", *UNREAD, 0, 0, 1, "", "", "")
        predicate = self.predicates.get(entry["predicate"])
        unread = DENIAL if _is_denied(entry) else UNREAD
        bounds, is_plain = (unread, False) if predicate is None else self._bounds(entry, predicate, unread)
        if _LINKS & entry.keys() and predicate is not None and predicate.value == "date":
            bounds = unread
        link = _link(entry.get("derived-from"))
        time = times.words_of(entry.get("during"), entry.get("as-of"))
        is_silent = is_plain and self.is_silent(time) and entry.keys() <= PLAIN
        is_silent = is_silent and bool(link or (not self.rests and _has_words(entry)))
        is_silent = is_silent and "" not in entry.values()  # the reader refuses a text that is empty
        look = not (is_silent and _ID.fullmatch(name) and self._names_are_ids(entry))
        return (
            *_head(file, line, name), entry["subject"], entry["predicate"], entry.get("part", ""),
            entry.get("status", ACTUAL), entry.get("of", ""), entry.get("source", ""),
            entry.get("said-by", ""), *bounds, int("share" in entry),
            int(entry.get("rank") == "retracted"), int(look), link, time,
            via_of(entry.get("via")),
        )  # fmt: skip

    def of_row(self, predicate: Predicate, row: Entry, unread: Bounds = UNREAD) -> tuple[Bounds, bool]:
        """What is known of the value of a row that has nothing else, and whether it is plain.

        `unread` is `DENIAL` for a value that is denied.
        """
        entry = {"subject": "it", "predicate": predicate.id, **self.entry_of(row)}
        return self._known_of(entry, predicate, unread)

    def scale(self, predicate: str, unit: str) -> Scale | None:
        """How a unit changes bounds; None if that is no straight line, or something could be said of it.

        Conversions are straight lines, so what becomes of 0 and 1 tells what becomes of every number.
        """
        known = self.predicates[predicate]
        entry = {"predicate": predicate, "subject": "it", "unit": unit}
        value = self.read({**entry, "value": {"min": 0, "max": 1, "text": "0"}})
        if not isinstance(value, Quantity) or not _is_plain_unit(unit, value):
            return None
        interval = (in_base_unit(value) if known.unit is None else value).interval
        if interval.lo is None or interval.hi is None:
            return None
        return scale_of(Fraction(interval.hi - interval.lo), Fraction(interval.lo))

    @property
    def alike(self) -> tuple[tuple[Predicate, ...], ...]:
        """The predicates, those together that have the reading of words in common."""
        found: dict[object, list[Predicate]] = {}
        for predicate in self.predicates.values():
            found.setdefault(self._reads(predicate), []).append(predicate)
        return tuple(map(tuple, found.values()))

    def _is_sound(self, entry: Entry) -> bool:
        """Whether what the table needs is text."""
        if not (isinstance(entry.get("subject"), str) and isinstance(entry.get("predicate"), str)):
            return False
        return all(isinstance(entry[key], str) for key in _WORDS & entry.keys())

    def _names_are_ids(self, entry: Entry) -> bool:
        return bool(
            _ID.fullmatch(entry["subject"])
            and ("part" not in entry or _ID.fullmatch(entry["part"]))
            and ("of" not in entry or _ID.fullmatch(entry["of"]))
            and entry.get("source", "") in self.sources
            and entry.get("status", ACTUAL) in STATUSES
            and _is_plain_voice(entry)
            and _is_plain_polarity(entry, self.predicates.get(entry["predicate"]))
        )

    def _bounds(self, entry: Entry, predicate: Predicate, unread: Bounds) -> tuple[Bounds, bool]:
        """What is known of the value, and whether no rule about one fact could say anything of it."""
        bounds, is_plain = self._known_of(entry, predicate, unread)
        return bounds, is_plain and asks_nothing(predicate)

    def _known_of(self, entry: Entry, predicate: Predicate, unread: Bounds) -> tuple[Bounds, bool]:
        """What is known of the value, and whether it is plain."""
        value = entry.get("value")
        table = _frozen(value) if isinstance(value, dict) else (type(value), value)
        try:
            how = (entry.get("unit"), entry.get("kind"), "said-by" in entry, unread.denied)
            key = (self._reads(predicate), table, *how)
            found = self._known.get(key)
        except TypeError:  # a table among the words: what may be wrong with it is the reader's to say
            return unread, False
        if found is None:
            read = self.read(entry)
            found = (unread, False)
            if read is not None:
                is_plain = is_plain_value(read, is_given=isinstance(value, dict))
                is_plain = is_plain and _is_plain_key(entry, read)
                found = (denial_of if unread.denied else bounds_of)(read, predicate), is_plain
            if len(self._known) < _MOST_KNOWN:
                self._known[key] = found
        return found

    def _reads(self, predicate: Predicate) -> tuple[object, ...]:
        """What the reading of words depends on: predicates that have it in common read alike."""
        found = self._alike.get(predicate.id)
        if found is None:
            own = predicate.id if predicate.id in self.conventions.by_predicate else ""
            found = (predicate.value, predicate.unit, predicate.about, own)
            self._alike[predicate.id] = found
        return found

    def is_silent(self, time: str) -> bool:
        """Whether no rule about one fact has anything to say of the wording of a time."""
        found = self._silent.get(time)
        if found is None:
            found = times.is_silent(time, self.conventions)
            if len(self._silent) < _MOST_KNOWN:
                self._silent[time] = found
        return found

    def of_fact(self, file: int, fact: Fact) -> Record:
        """The row of a fact that has been read in full already."""
        predicate = self.predicates.get(fact.predicate)
        bounds = (denial_of if fact.denied else bounds_of)(fact.value, predicate)
        return (
            *_head(file, 0, fact.id), fact.subject, fact.predicate, fact.part or "", fact.scope.status,
            fact.of or "", fact.source, fact.voice.speaker, *bounds, int(fact.share is not None),
            int(not fact.is_active), 0, "",
            times.words_of(*(date and date.text for date in (fact.scope.during, fact.scope.as_of))), "",
        )  # fmt: skip


_MOST_KNOWN: Final = 1_000_000


def _is_denied(entry: Entry) -> bool:
    return bool(entry.get("polarity") == "denied")


def _is_plain_voice(entry: Entry) -> bool:
    """Whether no rule about one fact has anything to say of who says it."""
    words = entry.get("said-by", UNNAMED_SPEAKER)
    if words == UNNAMED_SPEAKER:
        return bool(entry.get("status") != EXPECTED)
    return bool(words.strip()) and not _ID.fullmatch(words) and is_seen(words)


def is_seen(text: str) -> bool:
    """Whether a text has no character that nobody sees."""
    return text.isprintable() and not fillers_in(text)


def _link(links: object) -> str:
    """The one fact that a fact is derived from; empty where there is none, or several."""
    if isinstance(links, list | tuple) and len(links) == 1:
        (links,) = links
    return links if isinstance(links, str) else ""


def _has_words(entry: Entry) -> bool:
    """Whether the reader takes the value of a fact that is derived from nothing: a table needs its words."""
    value = entry.get("value")
    return "derived-from" not in entry and (not isinstance(value, dict) or bool(value.get("text")))


def via_of(relays: object) -> str:
    """The ids among those who relay what is said, with spaces between them."""
    words = (relays,) if isinstance(relays, str) else relays if isinstance(relays, list | tuple) else ()
    return " ".join(word for word in words if isinstance(word, str) and _ID.fullmatch(word))


def _head(file: int, line: int, name: str) -> Record:
    return file, line, name


def asks_nothing(predicate: Predicate) -> bool:
    """Whether no rule about one fact asks anything of the values of a predicate."""
    return not (predicate.opinion or predicate.rules)


def is_plain_value(value: Value, *, is_given: bool = False) -> bool:
    """Whether no rule about one fact has anything to say of a value, whatever its predicate is.

    `is_given` is true where the author gave it as a table: then it may have no end and is not vague. Names
    among alternatives are in no column that a screen looks at.
    """
    if isinstance(value, Quantity):
        return value.hedge is None and (is_given or value.interval.is_bounded) and value.text.isascii()
    if isinstance(value, Date):
        return not value.missing_year and value.text.isascii()
    if isinstance(value, OneOf) and any(isinstance(one, EntityRef) for one in value.alternatives):
        return False
    return is_seen(value.text)


def _is_plain_key(entry: Entry, value: Value) -> bool:
    """Whether the reader refuses nothing about the unit and the kind beside a value."""
    kind = entry.get("kind")
    is_kind = kind is None or (kind == "spread" and isinstance(value, Quantity))
    return is_kind and _is_plain_unit(entry.get("unit"), value)


def _is_plain_unit(unit: str | None, value: Value) -> bool:
    """The same about the unit: not blank, and of what has one."""
    return unit is None or (isinstance(value, Quantity) and bool(unit.strip()))


def _is_plain_polarity(entry: Entry, predicate: Predicate | None) -> bool:
    """Whether the reader refuses nothing about what is denied: a truth value is not."""
    if "polarity" not in entry or entry["polarity"] == "asserted":
        return True
    return _is_denied(entry) and predicate is not None and predicate.value != "boolean"


def _frozen(value: Entry) -> tuple[object, ...]:
    """A value that is a table, to look it up: lists as tuples."""
    return tuple((key, tuple(one) if isinstance(one, list) else one) for key, one in value.items())


_RESTS_ON: Final = frozenset({"derived-from", "same-as", "year-from", "because"})


def links_of(entries: Iterable[Any]) -> set[str]:
    """The ids of the facts that some entries rest on."""
    found: set[str] = set()
    for entry in entries:
        if isinstance(entry, dict):
            for key in _RESTS_ON.intersection(entry):
                value = entry[key]
                names = (value,) if isinstance(value, str) else value
                if isinstance(names, tuple | list):
                    found.update([name for name in names if isinstance(name, str)])
    return found
