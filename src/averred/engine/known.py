"""The rows of one file as the columns of a table of DuckDB, and what is known of all of them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import attrs

from averred.engine import scaling, sql

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from averred.engine.scaling import Pairs, Scale
    from averred.vocabulary import Predicate


#: The types of whole numbers.
WHOLE: Final = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")
BOUNDS: Final = ("min", "max")
#: Keys of a value that is neither words nor two bounds; open ends say so where they are not false.
FORMS: Final = ("truth", "unknown", "none", "one-of")
OPEN: Final = ("min-open", "max-open")
#: Keys of a date that takes its day or its year from another fact: its words alone are not its value.
LINKS: Final = ("same-as", "year-from")
SPREAD: Final = "spread"
#: What may stand in a row for its value; `counted` says of a line of JSON whether that is a number.
VALUES: Final = ("value", "unit", "kind", *BOUNDS, *OPEN, *FORMS, "counted")
#: What is known of all rows.
_SETTLED: Final = ("true", "false")


@attrs.frozen
class Rows:
    """The rows of one file, and what is known of all of them.

    Attributes:
        file: the number of the file; a name, where the rows are of several and have a column `file`.
        types: the type of each column.
        predicates: by id.
        sources: the ids of the sources.
        row_id: what the id of a row without one begins with.
        alike: the ids of predicates, those together that have the reading of words in common.
        named: the predicates of all rows; None where they are not known, or very many.
        keys: those of `VALUES` that matter where bounds are not simple.
        keeps_bounds: whether no unit in these rows changes a bound.
        scales: otherwise the conversions of bounds, each with the units and predicates that it is for.
        wordings: those of the times of all rows, but for single days.
        has_loud: whether there is a table `loud` of this file, with the wordings of times of which a rule
            about one fact may say something.
        size: how many rows there are.
        all_simple: whether each row has simple bounds, so that no way of writing a value has to be read.
        none_denied: whether no row is denied.
        all_plain: whether no rule about one fact could say anything of any of them.
        all_held: whether a double holds all bounds exactly, so that none is moved inwards.
        plain_ids: whether all ids are plain.
        rests: whether every fact has to rest on something (`rows.Measurer`).
    """

    file: int | str
    types: Mapping[str, str]
    predicates: Mapping[str, Predicate]
    sources: Collection[str]
    row_id: str
    alike: Sequence[Collection[str]] = ()
    named: frozenset[str] | None = None
    keys: Sequence[str] = VALUES
    keeps_bounds: bool = False
    scales: Mapping[Scale, Pairs] = MappingProxyType({})
    wordings: frozenset[str] = frozenset()
    has_loud: bool = False
    size: int = 0
    all_simple: bool = False
    none_denied: bool = False
    all_plain: bool = False
    all_held: bool = False
    plain_ids: bool = False
    rests: bool = True

    def column(self, name: str) -> str:
        """A column as it is."""
        return f"r.{sql.column(name)}" if name in self.types else "NULL"

    def text(self, name: str) -> str:
        """A column of texts, empty where there is none."""
        return f"COALESCE({self.column(name)}, '')" if name in self.types else "''"

    def has_one_of(self, names: Iterable[str]) -> str:
        """Whether one of some columns has something; an empty list is nothing."""
        return " OR ".join(self._has(name) for name in names if name in self.types) or "false"

    def _has(self, name: str) -> str:
        column = self.column(name)
        is_list = self.types[name].endswith("[]")
        return f"COALESCE(len({column}), 0) > 0" if is_list else f"{column} IS NOT NULL"

    def is_made_of(self, name: str, characters: str) -> str:
        """Whether a text has some characters alone, or is empty, or there is none.

        Nothing is put around the column: so DuckDB asks this once for each different text of a page of a
        file that keeps its texts so, and not for each row. It does so with no regular expression.
        """
        is_made = f"{self.column(name)} NOT GLOB '*[!{characters}]*'"
        return f"COALESCE({is_made}, true)" if name in self.types else "true"

    def is_of(self, predicates: Collection[str]) -> str:
        """Whether a row is about one of some predicates."""
        if self.named is not None and self.named <= set(predicates):
            return "true"
        if not predicates or (self.named is not None and self.named.isdisjoint(predicates)):
            return "false"
        return f"COALESCE(r.predicate IN ({sql.names(predicates)}), false)"

    def of_kind(self, *kinds: str) -> str:
        """Whether a row is about a predicate with some kind of values."""
        return self.is_of([name for name, one in self.predicates.items() if one.value in kinds])

    @property
    def written(self) -> dict[str, str]:
        """How the value of a row is written, key by key: numbers and days by their digits."""
        found = {name: self.types[name] for name in self.keys if name in self.types}
        as_they_are = {"VARCHAR", "BOOLEAN", "VARCHAR[]"}
        return {
            name: self.column(name) if kind in as_they_are else f"CAST({self.column(name)} AS VARCHAR)"
            for name, kind in found.items()
        }

    @property
    def reading(self) -> str:
        """The number of the reading that the value of a row has; NULL where it is known to nobody."""
        cases = [f"WHEN {self.is_of(some)} THEN {number}" for number, some in enumerate(self.alike)]
        linked = self.has_one_of(LINKS)
        if linked != "false":
            cases.insert(0, f"WHEN ({linked}) AND {self.of_kind('date')} THEN NULL")
        return f"CASE {' '.join(cases)} END" if cases else "CAST(NULL AS INTEGER)"

    @property
    def table(self) -> str:
        """The rows `r`, beside what is asked of each in many columns: so it is asked once.

        DuckDB finds no expression again that stands in a CASE, neither when it plans nor row by row.
        """
        asked = {"is_simple": _is_simple(self), "is_denied": _is_denied(self)}
        named = "".join(f", {one} AS {name}" for name, one in asked.items() if one not in _SETTLED)
        return f"(SELECT r.*{named} FROM raw{self.file} r) r"

    @property
    def simple(self) -> str:
        """Whether the value of a row of `table` is two bounds that the engine measures itself."""
        return _named("is_simple", _is_simple(self))

    @property
    def has_numbers(self) -> bool:
        """Whether there are columns of both bounds."""
        return self.types.keys() >= {*BOUNDS}

    @property
    def denied(self) -> str:
        """Whether a row of `table` says what is not so."""
        return _named("is_denied", _is_denied(self))


def _named(name: str, asked: str) -> str:
    return asked if asked in _SETTLED else f"r.{name}"


def _is_denied(rows: Rows) -> str:
    is_never = rows.none_denied or "polarity" not in rows.types
    return "false" if is_never else f"{rows.text('polarity')} = 'denied'"


def _is_simple(rows: Rows) -> str:
    if rows.all_simple:
        return "true"
    return " AND ".join(_simple(rows)) if rows.has_numbers else "false"


def _simple(rows: Rows) -> list[str]:
    """That bounds are two finite numbers in order, of a quantity, with nothing beside them that matters."""
    low, high = (rows.column(name) for name in BOUNDS)
    finite = " AND ".join(f"ABS(CAST({end} AS DOUBLE)) < 1e300" for end in (low, high))
    found = [f"COALESCE({low} <= {high} AND {finite}, false)", rows.of_kind("quantity")]
    others = rows.has_one_of(FORMS)
    found += [f"NOT ({others})"] if others != "false" else []
    found += [f"NOT COALESCE({rows.column(name)}, false)" for name in OPEN if name in rows.types]
    if "kind" in rows.types:
        found.append(f"COALESCE({rows.column('kind')} = '{SPREAD}', true)")
    return [*found, *_simple_words(rows), *_simple_unit(rows)]


def _simple_words(rows: Rows) -> list[str]:
    """That the words beside bounds, if there are any, are words: a number the reader refuses, and blanks."""
    if "value" not in rows.types:
        return []
    if rows.types["value"] != "VARCHAR":
        return [f"{rows.column('value')} IS NULL"]
    counted = ["NOT COALESCE(r.counted, false)"] if "counted" in rows.types else []
    return [f"COALESCE({rows.column('value')} GLOB '*[! ]*', true)", *counted]


def _simple_unit(rows: Rows) -> list[str]:
    """That there is no unit, or one that surely says how to convert these bounds."""
    if "unit" not in rows.types or rows.keeps_bounds:
        return []
    cases = []
    for scale, pairs in rows.scales.items():
        exact = [scale.is_exact(rows.column(name), rows.types[name]) for name in BOUNDS]
        cases.append(
            f"WHEN {scaling.is_one_of(pairs)} THEN {'true' if scale == scaling.SAME else ' AND '.join(exact)}"
        )
    return [f"CASE WHEN r.unit IS NULL THEN true {' '.join(cases)} ELSE false END"]
