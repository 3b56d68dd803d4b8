"""What the formats of exchange share: a fact as a flat row, and a row as the entry of a fact file.

A row has the keys of a fact file and its id. Tables are spread over keys with a dot (`scope.method`,
`checked.by`), and so is a value that is not plain words: beside `value`, the words, stand `min`, `max`,
`min-open`, `max-open`, `unknown`, `none`, `one-of` or, for a truth value, `truth`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from averred.errors import AverredError
from averred.structuring import Misfit
from averred.writer import fact_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from averred.entities import Source
    from averred.facts import Fact
    from averred.selectors import Selected
    from averred.source import SourceText
    from averred.spans import Span

Row: TypeAlias = dict[str, Any]
#: Rows with their numbers, counted from 1; what cannot be read is a misfit in place of the row.
Rows: TypeAlias = Iterator[tuple[int, "Row | Misfit"]]

BOUNDS: Final = ("min", "max")
#: The keys of a value that is a table, in a row beside `value`.
VALUE_KEYS: Final = (*BOUNDS, "min-open", "max-open", "unknown", "none", "one-of")
FLAGS: Final = ("min-open", "max-open", "unknown", "none", "truth")
LISTS: Final = ("one-of", "via", "tags", "derived-from")
_TABLES: Final = ("scope", "checked")
#: The columns in the order in which a reader looks for them; others follow by name.
ORDER: Final = (
    "id", "subject", "predicate", "value", "truth", *VALUE_KEYS, "unit", "part", "of", "share", "polarity",
    "kind", "status", "during", "as-of", "source", "quote", "prefix", "suffix", "section", "said-by", "via",
    "said-in", "rank", "confidence", "year-from", "same-as", "because", "derived-from", "implied", "locator",
    "tags", "note", "checked.by", "checked.on", "checked.method",
)  # fmt: skip
_AS_THEY_ARE: Final = frozenset(ORDER) - {*VALUE_KEYS, "confidence", *(key for key in ORDER if "." in key)}
_MOST_PLACES: Final = 400
NO_NUMBER: Final = " is not a number of anything"


@attrs.frozen(eq=False)
class Stated:
    """What a file of annotations states about one passage.

    Attributes:
        names: what the file calls the text: an address, an id.
        document: the text itself, where the file holds it.
        row: the keys of a fact that are given with it.
        words: the words of the passage.
        quote: these, or its first and last words, as a fact file has them.
        prefix: words right before it.
        suffix: words right after it.
        claimed: every range of the text that is claimed for it.
        find: verifies it against a text.
    """

    names: tuple[str, ...]
    document: SourceText | None
    row: Row
    words: str
    quote: str
    prefix: str | None
    suffix: str | None
    claimed: tuple[Span, ...]
    find: Callable[[SourceText], Selected]


#: What a file states, with the line where that begins; what cannot be read is a misfit in place of it.
Statements: TypeAlias = Iterator[tuple[int, "Stated | Misfit"]]


@attrs.frozen(eq=False)
class Passage:
    """A passage that a fact cites, for another program.

    Attributes:
        fact: the id of the fact.
        kind: its predicate.
        says: what it says, in words.
        row: its keys and values, in words.
        span: the passage.
        source: where the text comes from.
        text: the text.
    """

    fact: str
    kind: str
    says: str
    row: dict[str, str | list[str]]
    span: Span
    source: Source
    text: SourceText


def row_of(fact: Fact) -> Row:
    """A fact as a flat row: texts, truth values, whole numbers, decimals, lists of texts.

    Raises:
        AverredError: if a number of it is no decimal fraction.
    """
    row: Row = {"id": fact.id}
    for key, value in fact_table(fact).items():
        if key == "value":
            row |= _flat_value(value)
        elif isinstance(value, Mapping):
            row |= {f"{key}.{name}": _plain(item) for name, item in value.items()}
        else:
            row[key] = _plain(value)
    return row


def _flat_value(value: object) -> Row:
    if isinstance(value, bool):
        return {"truth": value}
    if isinstance(value, Mapping):
        return {"value" if key == "text" else key: _plain(item) for key, item in value.items()}
    return {"value": value}


def _plain(value: object) -> object:
    """A value of a fact file as the formats write it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return decimal_of(value)
    if isinstance(value, tuple):
        return list(value)
    return value


def decimal_of(number: Fraction) -> Decimal:
    """A fraction as an exact decimal.

    Raises:
        AverredError: if it is none (1/3), or has very many places.
    """
    for places in range(1, _MOST_PLACES + 1):
        if 10**places % number.denominator == 0:
            return Decimal(f"{number.numerator * 10**places // number.denominator}e-{places}")
    raise AverredError(f"{number} is no decimal fraction", suggestion="give a unit in which it is one")


def entry_of(row: Mapping[str, Any]) -> tuple[str | None, Row]:
    """The id and the entry of a row, as a fact file would hold it. Keys without a value are absent.

    Tables may be spread over keys with a dot, or not; bounds and the confidence may be numbers or text.
    """
    entry: Row = {}
    value: Row = {}
    for key, written in row.items():
        is_text = written.__class__ is str
        if not is_text and (written is None or written == []):
            continue
        item = written if is_text else _written(written)
        if key in _AS_THEY_ARE:
            entry[key] = item
        elif key in VALUE_KEYS:
            value[key] = number_or_text(item) if key in BOUNDS else item
        else:
            table, dot, name = key.partition(".")
            if dot and table in _TABLES and isinstance(entry.setdefault(table, {}), dict):
                entry[table] = {**entry[table], name: item}
            elif key in _TABLES and isinstance(item, dict):
                entry[key] = {**item, **entry.get(key, {})}
            else:
                entry[key] = number_or_text(item) if key == "confidence" else item
    _join_value(entry, value)
    name = entry.pop("id", None)
    return (name if name is None else str(name)), entry


def _join_value(entry: Row, value: Row) -> None:
    """Puts the value together again."""
    truth = entry.pop("truth", None)
    if truth is not None:
        entry["value"] = truth
    elif value:
        words = entry.get("value")
        if words is None and value.keys() & {*BOUNDS} and not entry.keys() & {"derived-from", "implied"}:
            words = " to ".join(str(value[key]) for key in BOUNDS if key in value)
        entry["value"] = {**value, "text": words} if words is not None else value


def _written(value: object) -> object:
    """A value of a machine as a fact file would have it; a binary number by its shortest decimal digits."""
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, date):  # a day, with a time or without
        return value.isoformat()
    return value


def number_or_text(value: object) -> object:
    """The number that digits mean; everything else as it is."""
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,400}(\.[0-9]{1,400})?", value):
        return Decimal(value) if "." in value else int(value)
    return value


def words_of(row: Row) -> dict[str, str | list[str]]:
    """A row for a format that has words alone."""
    return {key: item if isinstance(item, list) else _in_words(item) for key, item in row.items()}


def _in_words(item: object) -> str:
    if isinstance(item, bool):
        return str(item).lower()
    return format(item, "f") if isinstance(item, Decimal) else str(item)


def from_words(key: str, words: object) -> object:
    """What a row has under a key, from what a format has that knows words alone."""
    if key in FLAGS and isinstance(words, str) and words.lower() in {"true", "false"}:
        return words.lower() == "true"
    return words


def is_key(key: str) -> bool:
    """Whether a fact may have something under this key of a row."""
    return key in ORDER or key.startswith("scope.")


def columns_of(rows: list[Row]) -> list[str]:
    """The columns that some rows need, in a stable order."""
    names = {key for row in rows for key in row}
    return [name for name in ORDER if name in names] + sorted(names.difference(ORDER))


def not_allowed(error: Exception) -> Misfit | None:
    """What is said where the system does not let a file be read; None where something else is wrong."""
    if not isinstance(error, PermissionError):
        return None
    return Misfit(
        "the file cannot be read: the system does not allow it", "see who may read it", rule="malformed-file"
    )


def why_no_json(error: ValueError | RecursionError) -> str:
    """What is wrong with JSON, without the words of Python."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.object[error.start]:#04x} at {error.start + 1:,} is not UTF-8"
    if isinstance(error, UnicodeEncodeError):
        return f"\\u{ord(error.object[error.start]):04x} is half of a character"
    if isinstance(error, json.JSONDecodeError):
        if _is_cut(error):
            return "it ends within a text"
        return f"{error.msg.removesuffix(' at')} at character {error.pos + 1:,}"
    return str(error) if str(error).endswith(NO_NUMBER) else "a number has too many digits"


def _is_cut(error: json.JSONDecodeError) -> bool:
    """Whether JSON ends before a text of it does: Python names what it took for a part of that text."""
    rest = error.doc[error.pos :]
    return error.msg.startswith("Unterminated") or bool(
        error.msg.startswith("Invalid") and re.fullmatch(_CUT, rest)
    )


#: What may be left of a line that was cut within a text: a piece of an escape, and its end.
_CUT: Final = r"\\?(?:u[0-9a-fA-F]{0,3})?[\r\n]*"
