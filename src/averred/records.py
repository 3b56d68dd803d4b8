"""What the records share."""

from __future__ import annotations

import copyreg
from functools import cache, total_ordering
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SHOWN = 3  # ids in a short repr


def _values(record: Any) -> Any:  # noqa: ANN401  # a tuple; of a record with one field, its value
    """The values of all fields."""
    return _getter(record.__class__)(record)


@cache
def _getter(kind: Any) -> Callable[[Any], Any]:  # noqa: ANN401  # any class of records
    return attrgetter(*(field.name for field in attrs.fields(kind)))


def record_repr(record: Any) -> str:  # noqa: ANN401  # a record, or an object of some other attrs class
    """The record as Python would write it."""
    shown = (f"{field.name}={getattr(record, field.name)!r}" for field in attrs.fields(record.__class__))
    return f"{record.__class__.__name__}({', '.join(shown)})"


def _read_only(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    """A read-only view; the class itself has no name by which pickle could find it."""
    return MappingProxyType(mapping)


def _pickled(view: MappingProxyType[Any, Any]) -> tuple[Any, tuple[dict[Any, Any]]]:
    """A read-only mapping for pickle, which cannot take one by itself."""
    return _read_only, (dict(view),)


# Fact bases, settings and reports hold such mappings at every depth; with this all of them can be pickled.
copyreg.pickle(MappingProxyType, _pickled)


def first_ids(records: Sequence[Any]) -> str:
    """The ids of the first few records, as the end of a short repr; nothing where there are none."""
    ids = [repr(record.id) for record in records[:_SHOWN]]
    more = ", …" if len(records) > _SHOWN else ""
    return f": {', '.join(ids)}{more}" if ids else ""


class Record:
    """Equality, hash and writing of the frozen records, for their fields in order.

    attrs would write and compile these methods for each class anew, which is more than half of what a class
    costs at the start. A record is declared by `@attrs.frozen(eq=False, repr=False)`.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return bool(_values(self) == _values(other))

    def __hash__(self) -> int:
        return hash((self.__class__, _values(self)))

    __repr__ = record_repr


@total_ordering
class OrderedRecord(Record):
    """A record whose instances are ordered by their fields."""

    __slots__ = ()

    def __lt__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return bool(_values(self) < _values(other))
