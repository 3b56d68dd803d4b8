"""What an engine has to do for the screens to run on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from averred.engine.screens import Relation

#: Pairs of subject and predicate.
Keys = set[tuple[str, str]]


class Engine(Protocol):
    """What an engine has to do. The table `facts` is there before a run."""

    name: str

    def add(self, records: Iterable[tuple[object, ...]]) -> object:
        """Add rows to the table `facts`."""

    def make(self, table: str, query: str) -> None:
        """Make a table of what a query gives."""

    def define(self, table: str, query: str) -> None:
        """Give a query a name, under which it is asked anew each time."""

    def fill(self, table: str, rows: Sequence[Relation]) -> None:
        """Make a table of relations."""

    def repeated_ids(self) -> str:
        """A query for the ids that several facts have."""

    def uniform(self) -> Mapping[str, str]:
        """Columns of `facts` that are known to have one value in all rows, with that value as SQL."""

    def predicates(self) -> Collection[str] | None:
        """The predicates of all facts; None where nobody knows them."""

    def wordings(self) -> Iterable[str]:
        """The wordings of the times of all facts, but for the days that `day_of` knows."""

    def day_of(self, column: str) -> str:
        """The number of the day that a wording of a time names, as SQL; NULL for what has to be read."""

    def number(self, order: str) -> str:
        """The number of each row of a query, from 1 on, as SQL; `order` where rows have none of their own."""

    def rows(self, query: str) -> Iterable[tuple[object, ...]]:
        """What a query gives."""
