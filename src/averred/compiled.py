"""Fact bases as bytes that only data can come out of: what is kept of a large base between two checks.

The records of one kind stand together, column by column, so that building them again is one call for each
kind. What stands several times (a scope, a year, the words "around 400") is kept once. The bytes are
compressed JSON; a reader of them makes records of the kinds that are named here and nothing else.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import attrs

from averred import entities, facts, findings, spans, values, vocabulary
from averred.factbase import FactBase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    Group: TypeAlias = tuple[int, str]

#: The records that a fact base is made of.
_RECORDS: Final = (
    facts.Fact, facts.Origin, facts.Citation, facts.Attribution, facts.Confidence, facts.Scope, facts.Check,
    facts.LeaveOut, entities.Entity, entities.Source, vocabulary.Predicate, vocabulary.Partition,
    vocabulary.Constraint, findings.Finding, findings.Label, findings.Acceptance, spans.Place, spans.Span,
    values.Interval, values.Quantity, values.Date, values.Ordinal, values.EntityRef, values.Text,
    values.Quotation, values.Boolean, values.Unknown, values.NoValue, values.OneOf,
)  # fmt: skip
_KINDS: Final[Mapping[str, type]] = MappingProxyType({cls.__name__: cls for cls in _RECORDS})
_ATTRIBUTES: Final = {name: tuple(field.name for field in attrs.fields(cls)) for name, cls in _KINDS.items()}
#: What is written as one text, and how it is read again.
_WORDS: Final[Mapping[str, Callable[[str], object]]] = MappingProxyType(
    {
        "Fraction": Fraction,
        "Decimal": Decimal,
        "datetime": datetime.fromisoformat,
        "date": date.fromisoformat,
        "time": time.fromisoformat,
        "Level": findings.Level,
    }
)
_TUPLE: Final = "tuple"
_TABLE: Final = "table"
#: What says where a fact base was read from, and of which larger one it is a part: none of its data.
_SURROUNDINGS: Final = frozenset({"root", "locate", "focus"})
_PARTS: Final = tuple(field.name for field in attrs.fields(FactBase) if field.name not in _SURROUNDINGS)
#: No two of these are equal, so nobody looks for an equal one.
_UNIQUE: Final = frozenset({"Fact", "Entity", "Origin"})
_SCALARS: Final = frozenset({str, int, bool})
#: How a column is written: as it is, by the numbers of what was built before, or each value one of the two.
_PLAIN, _NUMBERED, _MIXED = "plain", "numbered", "mixed"


def packed(fact_base: FactBase) -> bytes:
    """A fact base without its folder and the places of its records in texts.

    Raises:
        TypeError: for something in it that is none of the kinds of this module.
    """
    writing = _Writing()
    values = (getattr(fact_base, name) for name in _PARTS)
    parts = [value if isinstance(value, bool) else writing.add(value) for value in values]
    return zlib.compress(json.dumps(writing.document(parts)).encode(), level=1)


def unpacked(data: bytes) -> FactBase:
    """The fact base that `packed` was given.

    Raises:
        ValueError, LookupError, TypeError, AttributeError, ArithmeticError, zlib.error: for other bytes.
    """
    document = json.loads(zlib.decompress(data))
    found: list[Any] = []
    for kind, columns in document["kinds"]:
        found.extend(_built(kind, [_values(form, column, found) for form, column in columns]))
    parts: list[Any] = [at if isinstance(at, bool) else found[at] for at in document["parts"]]
    return FactBase(**dict(zip(_PARTS, parts, strict=True)))


def _values(form: str, column: Sequence[Any], found: Sequence[Any]) -> Sequence[Any]:
    """The values of one attribute, from what stands for them."""
    if form == _PLAIN:
        return column
    if form == _NUMBERED:
        return [found[at] for at in column]
    return [found[at[0]] if type(at) is list else at for at in column]


def _built(kind: str, columns: Sequence[Sequence[Any]]) -> Iterable[Any]:
    """The things of one kind. Tuples and tables stand in two columns: lengths, and all items."""
    if kind in _KINDS:
        return map(_KINDS[kind], *columns)
    if kind in _WORDS:
        return map(_WORDS[kind], columns[0])
    lengths, items = columns
    ends = list(accumulate(lengths, initial=0))
    groups = [tuple(items[start:end]) for start, end in pairwise(ends)]
    if kind == _TUPLE:
        return groups
    return [MappingProxyType(dict(zip(group[::2], group[1::2], strict=True))) for group in groups]


class _Reference(NamedTuple):
    """Something that was added already, by its number in the order of adding."""

    number: int


class _Writing:
    """Takes things apart: each different thing once, in the groups in which they can be built again."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[object, ...], int] = {}
        self._groups: dict[Group, list[Sequence[Any]]] = {}
        self._places: list[tuple[Group, int]] = []

    def add(self, thing: Any) -> int:  # noqa: ANN401 - anything of the kinds above
        """The number of a thing, which it gets when it first comes."""
        kind = type(thing).__name__
        if type(thing) is _KINDS.get(kind):
            return self._number(kind, [self._part(getattr(thing, name)) for name in _ATTRIBUTES[kind]])
        if kind in _WORDS:
            return self._number(kind, [thing.value if isinstance(thing, findings.Level) else str(thing)])
        if isinstance(thing, tuple):
            return self._number(_TUPLE, [self._part(item) for item in thing])
        if isinstance(thing, Mapping):
            return self._number(_TABLE, [self._part(item) for pair in thing.items() for item in pair])
        raise TypeError(f"a {kind} is not kept")

    def _part(self, thing: Any) -> Any:  # noqa: ANN401 - as for `add`, or what JSON has
        return thing if thing is None or type(thing) in _SCALARS else _Reference(self.add(thing))

    def _number(self, kind: str, parts: Sequence[Any]) -> int:
        if kind in _UNIQUE:
            return self._new(kind, parts)
        # for a dictionary True is 1
        key = (kind, *[(part, bool) if part is True or part is False else part for part in parts])
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = self._new(kind, parts)
        return number

    def _new(self, kind: str, parts: Sequence[Any]) -> int:
        inside = [self._places[part.number][0][0] for part in parts if type(part) is _Reference]
        group = 1 + max(inside, default=0), kind
        rows = self._groups.setdefault(group, [])
        self._places.append((group, len(rows)))
        rows.append(parts)
        return len(self._places) - 1

    def document(self, parts: Sequence[int]) -> dict[str, object]:
        """Everything that was added, what things consist of first, and where some of them stand in it."""
        order = sorted(self._groups)
        sizes = accumulate((len(self._groups[group]) for group in order), initial=0)
        starts = dict(zip(order, sizes, strict=False))
        final = [starts[group] + at for group, at in self._places]
        kinds = [
            (kind, [_column(column, final) for column in _columns(kind, self._groups[depth, kind])])
            for depth, kind in order
        ]
        return {"kinds": kinds, "parts": [part if isinstance(part, bool) else final[part] for part in parts]}


def _columns(kind: str, rows: Sequence[Sequence[Any]]) -> Iterable[Sequence[Any]]:
    """The rows of one kind by columns; those of different lengths as lengths and items."""
    if kind not in {_TUPLE, _TABLE}:
        return zip(*rows, strict=True)
    return [len(row) for row in rows], [item for row in rows for item in row]


def _column(values: Sequence[Any], final: Sequence[int]) -> tuple[str, list[Any]]:
    """What stands for the values of one attribute."""
    kinds = set(map(type, values))
    if _Reference not in kinds:
        return _PLAIN, list(values)
    if len(kinds) == 1:
        return _NUMBERED, [final[value.number] for value in values]
    return _MIXED, [[final[v.number]] if type(v) is _Reference else v for v in values]
