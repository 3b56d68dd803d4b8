"""Readings and voices in plain words, as findings print them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from averred.values import (
    Boolean,
    Date,
    EntityRef,
    Interval,
    NoValue,
    OneOf,
    Ordinal,
    Quantity,
    Unknown,
    number_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.values import Number, Value


def number(x: Number) -> str:
    """A number with its thousands set apart: 350,000."""
    if isinstance(x, int):
        return f"{x:,}"
    text = number_text(x)
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}" if "/" not in text and whole.lstrip("-") else text


def numbers(interval: Interval) -> str:
    """An interval of numbers: "350,000 exactly", "180,000 to 220,000", "more than 200,000"."""
    lo, hi = interval.lo, interval.hi
    if lo is not None and hi is not None and not (interval.lo_open or interval.hi_open):
        return f"{number(lo)} exactly" if lo == hi else f"{number(lo)} to {number(hi)}"
    low = _end(lo, "more than" if interval.lo_open else "at least")
    high = _end(hi, "less than" if interval.hi_open else "at most")
    return f"{low} and {high}" if low and high else low or high or "any number"


def _end(x: Number | None, words: str) -> str:
    return "" if x is None else f"{words} {number(x)}"


def in_unit(interval: Interval, unit: str) -> str:
    """An interval of numbers with their unit: "600 metres exactly", "0 to 2.5 metres"."""
    words = numbers(interval)
    if not unit:
        return words
    exact = " exactly" if words.endswith(" exactly") else ""
    return f"{words.removesuffix(exact)} {unit}{exact}"


def days(interval: Interval) -> str:
    """An interval of days: "2012-02-26", "2012-01-01 to 2012-12-31", "2012-02-26 or later"."""
    from averred.values.calendar import day_text

    if interval.lo is not None and interval.lo == interval.hi:
        return day_text(int(interval.lo))
    if interval.lo is None and interval.hi is None:
        return "any day"
    if interval.lo is None or interval.hi is None:
        end, words = (interval.lo, "or later") if interval.hi is None else (interval.hi, "or earlier")
        return f"{day_text(int(end or 0))} {words}"
    return f"{day_text(int(interval.lo))} to {day_text(int(interval.hi))}"


def reading(value: Value, fact_base: FactBase) -> str:
    """What a value was read as, in words; the convention that it rests on is not repeated."""
    match value:
        case Quantity():
            words = in_unit(value.interval, unit_words(value))
        case Date():
            words = "a day without a year" if value.missing_year else days(value.interval)
        case Ordinal():
            words = f"number {value.number} in a row"
        case EntityRef():
            words = fact_base.name_of(value.entity)
        case Boolean():
            words = "yes" if value.value else "no"
        case OneOf():
            words = "one of: " + "; ".join(reading(option, fact_base) for option in value.alternatives)
        case Unknown() | NoValue():
            words = "a value that is not given" if isinstance(value, Unknown) else "no value"
        case _:
            words = f"“{value.text}”"
    return words


def canonical_reading(value: Value) -> str:
    """What a value was read as, in a form that later versions will not word otherwise: it is hashed."""
    match value:
        case Quantity():
            words = (
                f"quantity {value.interval} {value.unit or ''} {'spread' if value.spread else ''}".rstrip()
            )
        case Date():
            words = _canonical_days(value)
        case OneOf():
            words = " | ".join(canonical_reading(option) for option in value.alternatives)
        case Ordinal():
            words = f"ordinal {value.number}"
        case Boolean():
            words = f"boolean {value.value}"
        case EntityRef():
            words = f"entity {value.entity}"
        case Unknown() | NoValue():
            words = "unknown" if isinstance(value, Unknown) else "none"
        case _:
            words = f"text {value.text}"
    return words


def _canonical_days(date: Date) -> str:
    """The days of a date: all that tells it from another, and no more, since older locks hold the rest."""
    if date.missing_year:
        until = f" {date.last_month_day}" if date.last_month_day else ""
        return f"date --{date.month_day}{until}"
    pieces = f" of {', '.join(map(str, date.parts))}" if len(date.parts) > 1 else ""
    period = " period" if date.is_period and date.start == date.end else ""
    return f"date {date.start} {date.end}{pieces}{period}"


def unit_words(value: Value) -> str:
    """The unit as readings name it; a count of things has none."""
    unit = value.unit if isinstance(value, Quantity) else None
    if unit is None or unit == "person":
        return ""
    from averred.values.units import is_count, plural

    return "" if is_count(unit) else plural(unit)


def said(fact: Fact, fact_base: FactBase) -> str:
    """What a fact says, in the source's words; where it gives none, or an entity's id, in ours."""
    is_id = isinstance(fact.value, EntityRef) and fact.written == fact.value.entity
    words = fact.written if fact.written and not is_id else reading(fact.value, fact_base)
    quoted = f"“{words}”" if fact.written else words
    return f"not {quoted}" if fact.denied else quoted


def reading_with_convention(value: Value, fact_base: FactBase) -> str:
    """What a value was read as, with the convention where one was used."""
    convention = getattr(value, "convention", None)
    return f"{reading(value, fact_base)} ({convention})" if convention else reading(value, fact_base)


def read_as(words: str, fact: Fact, read: str) -> str:
    """A step of a derivation: what the words of a fact are read as, and whether they are denied.

    Args:
        words: what the fact says (`said`).
        fact: the fact.
        read: what its value was read as (`reading_with_convention`).
    """
    if fact.denied:
        return f"{words.removeprefix('not ')} is denied, read as {read}"
    return words if words == read else f"{words} is read as {read}"


def voice(fact: Fact, fact_base: FactBase) -> str:
    """Who says it: "the source itself", "the organizers", "an unnamed speaker, through Taraf"."""
    speaker = fact.attribution.speaker
    if speaker is None:
        return "the source itself"
    name = "an unnamed speaker" if speaker == "?" else fact_base.name_of(speaker)
    chain = ", ".join(fact_base.name_of(relay) for relay in fact.attribution.via)
    return f"{name}, through {chain}" if chain else name


#: So many words of a list stand in a sentence.
MOST_LISTED: Final = 12


def listing(words: Iterable[str], joiner: str = "and") -> str:
    """Words as a list in a sentence, each once: "a, b and c"; of very many the first, and how many more."""
    *items, last = dict.fromkeys(words) or ("",)
    if len(items) >= MOST_LISTED:
        items, last = items[: MOST_LISTED - 1], f"{len(items) - MOST_LISTED + 2:,} more"
    return f"{', '.join(items)} {joiner} {last}" if items else last


#: Words that begin with the letter of a vowel and the sound of none.
_SPOKEN_WITH_Y: Final = ("eu", "one", "uni", "use", "usu", "ut")


def one(noun: str) -> str:
    """A noun with its article: "an event", "a person"."""
    start = noun.lower()
    is_vowel = start[:1] in {*"aeiou"} and not start.startswith(_SPOKEN_WITH_Y)
    return f"{'an' if is_vowel else 'a'} {noun}"


#: A label with one of these words ends in a clause ("number of people who joined"): "of" cannot follow it.
_CLAUSE: Final = frozenset({"how", "that", "what", "when", "where", "which", "who", "whom", "whose", "why"})


def property_of(title: str, whose: str) -> str:
    """A property of something, for headlines.

    Args:
        title: what the property is called: "number of participants".
        whose: what it is a property of, as `owner` names it.

    Returns:
        "the number of participants of “the rally”"; "“the rally” (number of people who joined)" for a title
        that "of" cannot follow.
    """
    return f"the {title} of {whose}" if _CLAUSE.isdisjoint(title.lower().split()) else f"{whose} ({title})"


def owner(subject: str, part: str | None, fact_base: FactBase) -> str:
    """A subject, or a part of it, by name."""
    whole = f"“{fact_base.name_of(subject)}”"
    return f"“{fact_base.name_of(part)}” as a part of {whole}" if part else whole
