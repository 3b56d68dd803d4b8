"""What an entry may not say, whatever it is about: combinations of keys, shares, statuses, unknown keys."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final

from averred.errors import AverredError
from averred.facts import STATUSES, Citation
from averred.structuring import FactEntry, Misfit, shown
from averred.values import read_quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def check_status(status: str, predicate: Predicate) -> None:
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


def check_share(words: str) -> None:
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


def undeclared(key: str, predicate: Predicate) -> Misfit:
    """What is wrong with a key of the scope that the predicate does not declare."""
    hint = f"declare it: scope = [{key!r}] under [predicate.{predicate.id}]"
    return Misfit(
        f"unknown key {shown(key)}",
        hint,
        rule="unknown-key",
        key=("scope", key),
        word=key,
        options=predicate.scope,
    )


def cited(source: str, directive: str, entry: FactEntry) -> Citation:
    """A citation from a browser's text directive."""
    from averred.directives import parse_directive

    try:
        found = parse_directive(directive)
    except AverredError as error:
        hint = error.suggestion or "write #:~:text=first%20words,last%20words, or a quote"
        raise Misfit(error.message, hint, rule="malformed-quote", key=("cite",)) from None
    return Citation(source, found.quote, found.prefix, found.suffix, entry.section, entry.said_in)


def combinations(entry: FactEntry, predicate: Predicate | None) -> Iterator[Misfit]:
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


_WATCHED: Final = ("cite", "quote", "prefix", "suffix", "section", "kind", "unit", "year-from", "same-as")
_HARMLESS: Final = frozenset({"quote"})  # alone it goes with everything
_watched: Final = attrgetter(*(key.replace("-", "_") for key in _WATCHED))
