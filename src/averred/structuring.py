"""Untrusted data into typed records: every key of the wrong type is named, all of them at once.

The one module that imports cattrs. A table of a fact file becomes a record by a function that cattrs
generates; the quick one stops at the first misfit, and only then the thorough one, which names them all, is
generated and run. What words *mean* (readings, names of other records) is the reader's work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Any, Final, NewType, TypeVar, cast

import attrs
from cattrs import ClassValidationError, Converter
from cattrs.gen import make_dict_structure_fn, override

from averred.entities import Entity, Source
from averred.facts import ACTUAL, Check, LeaveOut, Origin
from averred.findings import Acceptance
from averred.values import Number, exact
from averred.vocabulary import NO_PARAMETERS, VALUE_KINDS, Constraint, Partition, Predicate

T = TypeVar("T")

CONFIDENCE_WORDS: Final = ("certain", "likely", "possible", "doubtful")
LARGEST_DIGITS: Final = 400
"""More digits than any number of a source has; longer ones cost time and are refused."""


class Misfit(Exception):  # noqa: N818 - it is not an error of the program but of what it was given
    """What is wrong with one key of an entry.

    Attributes:
        message: what is wrong, and what was expected.
        help: what can be done.
        rule: the name of the finding.
        key: the path of the key below the entry.
        word: the word that is not known, where the nearest of `options` would help.
        options: the words that it could have been.
    """

    def __init__(
        self,
        message: str,
        help: str = "",  # noqa: A002 - the word that findings use
        *,
        rule: str = "malformed-entry",
        key: tuple[str | int, ...] = (),
        word: str = "",
        options: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
        self.rule = rule
        self.key = key
        self.word = word
        self.options = options


Words = NewType("Words", str)
"""Text that says something: not empty, not blank."""
DateWords = NewType("DateWords", str)
"""A date in words, or a TOML date as ISO 8601."""
Day = NewType("Day", str)
"""A day as ISO 8601."""
Share = NewType("Share", str)
"""What share of a group: words or a whole number."""
Mark = NewType("Mark", str)
"""A confidence as written: a word, a number, an Admiralty grade."""
ScopeKeys = NewType("ScopeKeys", tuple[tuple[str, str], ...])  # type: ignore[valid-newtype]  # a tuple it is
Plain = NewType("Plain", object)  # type: ignore[valid-newtype]  # a label for "anything that a value may be"


@attrs.define(eq=False, repr=False)
class ValueTable:
    """A value that is not plain words: bounds, alternatives, unknown or none. See `Fact.overridden`."""

    min: Plain | None = None
    max: Plain | None = None
    min_open: bool = False
    max_open: bool = False
    unit: Words | None = None
    text: Words | None = None
    unknown: bool = False
    none: bool = False
    one_of: tuple[str, ...] | None = None


@attrs.define(eq=False, repr=False)
class FactEntry:
    """A fact as it is written: keys of the right types, names and words not yet looked at."""

    subject: Words
    predicate: Words
    value: Plain
    quote: Words | None = None
    cite: Words | None = None
    source: Words | None = None
    said_by: Words | None = None
    via: tuple[str, ...] = ()
    said_in: Words | None = None
    confidence: Mark | None = None
    checked: Check | None = None
    part: Words | None = None
    during: DateWords | None = None
    as_of: DateWords | None = None
    status: str = ACTUAL
    scope: ScopeKeys = cast("ScopeKeys", ())
    polarity: str = "asserted"
    rank: str = "normal"
    unit: Words | None = None
    note: Words | None = None
    tags: tuple[str, ...] = ()
    locator: Words | None = None
    implied: Words | None = None
    derived_from: tuple[str, ...] = ()
    kind: str | None = None
    of: Words | None = None
    share: Share | None = None
    year_from: Words | None = None
    same_as: Words | None = None
    because: Words | None = None
    prefix: Words | None = None
    suffix: Words | None = None
    section: Words | None = None


def shown(words: str, most: int = 60) -> str:
    """Words of a file as a message quotes them: one line, not too long, control characters visible."""
    words = words if len(words) <= most else words[: most - 1] + "…"
    return "'" + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in words) + "'"


def described(value: object) -> str:
    """What kind of thing a TOML value is, in plain words."""
    if isinstance(value, bool):
        return "the truth value " + str(value).lower()
    if isinstance(value, str):
        return f"the text {shown(value)}" if value.strip() else "an empty text"
    if isinstance(value, int | Decimal):
        return "a number"
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, datetime):
        return "a date with a time"
    return "a date" if isinstance(value, date) else "a time"


def _words(value: object, _: object = None) -> str:
    if not isinstance(value, str):
        hint = "put quotation marks around it" if not isinstance(value, list | Mapping) else ""
        raise Misfit(f"expected text, found {described(value)}", hint)
    if not value.strip():
        raise Misfit("the text is empty", "write the words, or leave the key out")
    return value


def _one_or_many(value: object, _: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (_words(value),)
    if not isinstance(value, list):
        raise Misfit(f"expected text or a list of texts, found {described(value)}")
    texts = []
    for index, item in enumerate(value):
        try:
            texts.append(_words(item))
        except Misfit as misfit:
            raise Misfit(misfit.message, misfit.help, key=(index,)) from None
    return tuple(texts)


def _flag(value: object, _: object) -> bool:
    if isinstance(value, bool):
        return value
    hint = "write it without quotation marks" if value in {"true", "false"} else ""
    raise Misfit(f"expected true or false, found {described(value)}", hint)


def number(value: object, _: object = None) -> Number:
    """An exact number: a whole one or a decimal, finite and of a sane length."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        hint = "write it without quotation marks" if isinstance(value, str) else ""
        raise Misfit(f"expected a number, found {described(value)}", hint)
    digits(value)
    return exact(value)


def digits(value: int | Decimal) -> str:
    """The plain decimal digits of a number of a file."""
    too_long = f"the number has more than {LARGEST_DIGITS} digits"
    if isinstance(value, int):
        if value.bit_length() > LARGEST_DIGITS * 3:
            raise Misfit(too_long)
        return str(value)
    if not value.is_finite():
        raise Misfit(f"{str(value).lower()} is not a number of anything", "write { unknown = true } if it is not known")
    if len(value.as_tuple().digits) > LARGEST_DIGITS or abs(value.adjusted()) > LARGEST_DIGITS:
        raise Misfit(too_long)
    return format(value, "f")


def _percentage(value: object, _: object) -> Number:
    """A share such as 0.2 or "20 %"."""
    if isinstance(value, str):
        try:
            share = Fraction(exact(value.strip().removesuffix("%").strip())) / 100 if "%" in value else None
        except Exception:  # noqa: BLE001 - whatever is wrong with the digits, it is no share
            share = None
        if share is None:
            raise Misfit(f"expected a share, found {described(value)}", 'write "20 %" or 0.2')
    else:
        share = Fraction(number(value))
    if not 0 <= share <= 10:
        raise Misfit("the share is out of range", 'write "20 %" or 0.2')
    return exact(share)


def _date_words(value: object, _: object) -> str:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if not isinstance(value, str):
        raise Misfit(f"expected a date, found {described(value)}", "write 2012-02-26, or the source's words in quotes")
    return _words(value)


def _day(value: object, _: object) -> str:
    words = _date_words(value, None)
    try:
        iso = date.fromisoformat(words).isoformat()
    except ValueError:
        iso = ""
    if iso != words:
        raise Misfit(f"expected a day, found {shown(words)}", "write the day as 2012-02-26")
    return words


def _choice(*options: str) -> Callable[[object, object], str]:
    def structure_choice(value: object, _: object) -> str:
        word = _words(value)
        if word not in options:
            raise Misfit(f"{shown(word)} is none of {', '.join(options)}", word=word, options=options)
        return word

    return structure_choice


def _share(value: object, _: object) -> str:
    return digits(value) if isinstance(value, int) and not isinstance(value, bool) else _words(value)


def _mark(value: object, _: object) -> str:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        if not 0 <= number(value) <= 1:
            raise Misfit("a confidence lies between 0 and 1", "write 0.83, or one of " + ", ".join(CONFIDENCE_WORDS))
        return str(value)
    word = _words(value)
    if word in CONFIDENCE_WORDS or (len(word) == 2 and word[0] in "ABCDEF" and word[1] in "123456"):
        return word
    raise Misfit(
        f"{shown(word)} is no confidence",
        f"write one of {', '.join(CONFIDENCE_WORDS)}, a number such as 0.83, or an Admiralty grade such as B2",
        word=word,
        options=CONFIDENCE_WORDS,
    )


def _scope(value: object, _: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, Mapping):
        raise Misfit(f"expected a table, found {described(value)}", 'write scope = { method = "…" }')
    pairs = []
    for key, words in value.items():
        try:
            pairs.append((key, _words(words)))
        except Misfit as misfit:
            raise Misfit(misfit.message, misfit.help, key=(key,)) from None
    return tuple(sorted(pairs))


def _check(value: object, _: object) -> Check:
    if not isinstance(value, Mapping):
        raise Misfit(f"expected a table, found {described(value)}", 'write checked = { by = "…", on = 2026-11-22 }')
    return structure(Check, value)


def plain(value: object, _: object = None) -> object:
    """Data as it is, frozen: lists become tuples, tables read-only; numbers that are none are refused."""
    if isinstance(value, list):
        return tuple(plain(item) for item in value)
    if isinstance(value, Mapping):
        return MappingProxyType({key: plain(item) for key, item in value.items()})
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        digits(value)
    return value


_RENAMED: Final = {"exceptions": "except"}
_INJECTED: Final = frozenset({"id", "origin", "rules", "parameters"})
_SPECIAL: Final[Mapping[type, Mapping[str, Callable[[Any, Any], Any]]]] = {
    Source: {"reliability": _choice(*"ABCDEF")},
    Predicate: {"value": _choice(*VALUE_KINDS), "about": _percentage},
    Constraint: {"level": _choice("error", "warning", "note")},
    Acceptance: {"until": _day},
    Check: {"on": _day},
    FactEntry: {
        "polarity": _choice("asserted", "denied"),
        "rank": _choice("normal", "preferred", "retracted"),
        "kind": _choice("spread"),
    },
}


def as_written(name: str) -> str:
    """The key of a file for an attribute of a record: `said_by` is written `said-by`."""
    return _RENAMED.get(name, name).replace("_", "-")


@cache
def keys_of(cls: type) -> tuple[str, ...]:
    """The keys that a table of this record may have."""
    return tuple(as_written(field.name) for field in attrs.fields(cls) if field.name not in _INJECTED)


def structure(cls: type[T], data: Mapping[str, object], made: Mapping[str, object] = NO_PARAMETERS) -> T:
    """A record from a table.

    Args:
        cls: the record's class.
        data: the table, with the keys that `keys_of` names.
        made: attributes that do not stand in the table, such as `id` and `origin`.

    Raises:
        Misfits: every key that is missing, unknown or of a wrong type.
    """
    unknown = data.keys() - _allowed(cls)
    if not unknown:
        try:
            return cast("T", _function(cls, thorough=False)({**data, **made}, cls))
        except (Misfits, Misfit, KeyError):
            pass
    misfits = [_unknown_key(cls, key) for key in data if key in unknown]
    record = None
    try:
        known = {key: value for key, value in data.items() if key not in unknown}
        record = _function(cls, thorough=True)({**known, **made}, cls)
    except ClassValidationError as group:
        misfits += _flattened(group)
    raise Misfits(misfits, record)


class Misfits(Exception):  # noqa: N818 - see Misfit
    """Everything that is wrong with one entry.

    Attributes:
        misfits: what is wrong, in the order of the table.
        record: the record without its unknown keys, where these are all that is wrong.
    """

    def __init__(self, misfits: list[Misfit], record: object = None) -> None:
        super().__init__("; ".join(misfit.message for misfit in misfits))
        self.misfits = misfits
        self.record = record


def _unknown_key(cls: type, key: str) -> Misfit:
    keys = keys_of(cls)
    message = f"unknown key {shown(key)}"
    hint = "keys are " + ", ".join(keys)
    return Misfit(message, hint, rule="unknown-key", key=(key,), word=key, options=keys)


def _flattened(group: ClassValidationError) -> Iterator[Misfit]:
    """Each misfit of a group with the path of its key."""
    noted, _ = group.group_exceptions()
    for exception, note in noted:
        key = as_written(note.name)
        if isinstance(exception, KeyError):
            yield Misfit(f"the key {shown(key)} is missing", rule="missing-key", options=(key,))
            continue
        inner = exception.misfits if isinstance(exception, Misfits) else [cast("Misfit", exception)]
        for misfit in inner:
            misfit.key = (key, *misfit.key)
            yield misfit


@cache
def _allowed(cls: type) -> frozenset[str]:
    return frozenset(keys_of(cls))


@cache
def _converter(*, thorough: bool) -> Converter:
    converter = Converter(detailed_validation=thorough)
    hooks: dict[Any, Callable[[Any, Any], Any]] = {
        str: _words, Words: _words, bool: _flag, DateWords: _date_words, Share: _share, Mark: _mark,
        ScopeKeys: _scope, Plain: plain, Origin: _as_it_is, Check: _check,
    }  # fmt: skip
    for cls, hook in hooks.items():
        converter.register_structure_hook(cls, hook)
    converter.register_structure_hook_func(lambda cls: cls == tuple[str, ...], _one_or_many)
    converter.register_structure_hook_func(lambda cls: cls == Number, number)
    converter.register_structure_hook_func(lambda cls: cls == Number | None, number)
    converter.register_structure_hook_func(lambda cls: cls == Mapping[str, object], _as_it_is)
    return converter


def _as_it_is(value: T, _: object) -> T:
    return value


@cache
def _function(cls: type, *, thorough: bool) -> Callable[[Mapping[str, Any], type], Any]:
    attrs.resolve_types(cls, localns={"Origin": Origin, "Number": Number, "Mapping": Mapping})
    special = _SPECIAL.get(cls, {})
    overrides = {
        field.name: override(rename=as_written(field.name), struct_hook=special.get(field.name))
        for field in attrs.fields(cls)
    }
    return make_dict_structure_fn(
        cls, _converter(thorough=thorough), _cattrs_detailed_validation=thorough, **overrides
    )


RECORDS: Final[Mapping[str, type]] = MappingProxyType(
    {
        "source": Source,
        "entity": Entity,
        "predicate": Predicate,
        "fact": FactEntry,
        "partition": Partition,
        "constraint": Constraint,
        "accept": Acceptance,
        "leave-out": LeaveOut,
    }
)
"""The record of each table of the format."""
