"""The rows of one file as the columns of a table of DuckDB, and what is known of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from averred.engine import sql

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from averred.vocabulary import Predicate


#: The types of whole numbers.
WHOLE: Final = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")


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
        loud: the wordings of times of which a rule about one fact may say something.
        size: how many rows there are.
        all_bounded: whether each row has bounds, so that no words have to be read.
        all_sound: whether the bounds of each are a quantity's, and none is denied.
        all_plain: whether no rule about one fact could say anything of any of them.
        all_held: whether a double holds all bounds exactly, so that none is moved inwards.
        plain_ids: whether all ids are plain.
    """

    file: int | str
    types: Mapping[str, str]
    predicates: Mapping[str, Predicate]
    sources: Collection[str]
    row_id: str
    alike: Sequence[Collection[str]] = ()
    named: frozenset[str] | None = None
    loud: tuple[str, ...] = ()
    size: int = 0
    all_bounded: bool = False
    all_sound: bool = False
    all_plain: bool = False
    all_held: bool = False
    plain_ids: bool = False

    def column(self, name: str) -> str:
        """A column as it is."""
        return f"r.{sql.column(name)}" if name in self.types else "NULL"

    def text(self, name: str) -> str:
        """A column of texts, empty where there is none."""
        return f"COALESCE({self.column(name)}, '')" if name in self.types else "''"

    def has_one_of(self, names: Iterable[str]) -> str:
        """Whether one of some columns has something."""
        return (
            " OR ".join(f"{self.column(name)} IS NOT NULL" for name in names if name in self.types) or "false"
        )

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
        return f"COALESCE(r.predicate IN ({sql.names(predicates)}), false)"

    @property
    def words(self) -> str:
        """The words of a value; those of a number are its digits, as the reader writes them."""
        return "r.value" if self.types["value"] == "VARCHAR" else "CAST(r.value AS VARCHAR)"

    @property
    def reading(self) -> str:
        """The number of the reading that the words of a row have.

        NULL where nobody knows their predicate, or it has no numbers and they are one.
        """
        cases = [
            f"WHEN {self.is_of(some)} THEN {number}"
            for number, some in enumerate(self.alike)
            if self._takes(some)
        ]
        return f"CASE {' '.join(cases)} END" if cases else "CAST(NULL AS INTEGER)"

    def _takes(self, predicates: Collection[str]) -> bool:
        """Whether predicates that read alike take what is in the column of values."""
        kind = self.types["value"]
        kinds = {self.predicates[name].value for name in predicates}
        return kind == "VARCHAR" or kinds <= kinds_of_numbers(kind)

    @property
    def bounded(self) -> str:
        """Whether a row has bounds."""
        return "true" if self.all_bounded else self.has_one_of(("min", "max"))

    @property
    def sound(self) -> str:
        """Whether bounds are two finite numbers in order, of a quantity."""
        return "true" if self.all_sound else _is_sound(self)

    @property
    def of_quantity(self) -> str:
        """Whether a row is about a quantity."""
        return self.is_of([name for name, one in self.predicates.items() if one.value == "quantity"])

    @property
    def denied(self) -> str:
        """Whether a row says what is not so."""
        is_never = self.all_sound or "polarity" not in self.types
        return "false" if is_never else f"{self.text('polarity')} = 'denied'"


def kinds_of_numbers(kind: str) -> frozenset[str]:
    """The kinds of predicates that take a number of some type as a value."""
    return frozenset({"quantity", "ordinal"} if kind in WHOLE else {"quantity"})


def _is_sound(rows: Rows) -> str:
    """Whether bounds are two finite numbers in order, of a quantity."""
    if not {"min", "max"} <= rows.types.keys():
        return "false"
    low, high = (rows.column(name) for name in ("min", "max"))
    finite = " AND ".join(f"ABS(CAST({end} AS DOUBLE)) < 1e300" for end in (low, high))
    return f"(COALESCE({low} <= {high} AND {finite}, false) AND {rows.of_quantity})"
