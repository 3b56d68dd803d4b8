"""Parquet: one fact a row, the same keys as columns (needs the extra `duckdb`, which brings pyarrow)."""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from averred.errors import ConfigurationError
from averred.exchange.base import BOUNDS, FLAGS, LISTS, Row, Rows, columns_of, not_allowed, row_of
from averred.structuring import Misfit, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from averred.facts import Fact

#: What pyarrow gives; it has no types of its own.
_Arrow: TypeAlias = Any
_PLACES, _DIGITS = 9, 38
_BATCH: Final = 10_000
_SAMPLE: Final = 1_000
"""So many rows tell whether the texts of a column are repeated."""
_NEEDED: Final = ("subject", "predicate")
#: Columns in which nothing but words makes sense.
_TEXTS: Final = frozenset(
    {*_NEEDED, "part", "of", "status", "source", "quote", "said-by", "rank", "polarity"}
)


def read_rows(path: Path, lines: Collection[int] | None = None) -> Rows:
    """The rows of a file. A group of rows that is damaged is one misfit; the other groups are read."""
    pq = _package()
    from pyarrow import ArrowException

    number = 1
    ordered = sorted(lines or ())
    try:
        file = pq.ParquetFile(path)
    except (ArrowException, OSError, UnicodeDecodeError) as error:  # a name of a column may be no text
        yield 1, _damaged(error, "the file")
        return
    with file:
        wrong = _wrong_columns(file.schema_arrow)
        if wrong:
            yield 1, wrong
            return
        some = _Some(path, file)
        for group in range(file.num_row_groups):
            start, size = number, file.metadata.row_group(group).num_rows
            wanted = ordered[bisect_left(ordered, start) : bisect_left(ordered, start + size)]
            try:
                found = _all(file, group, start) if lines is None else some.rows(group, start, wanted)
                yield from found
            except (ArrowException, OSError) as error:
                yield start, _damaged(error, f"rows {start:,} to {start + size - 1:,}")
            number = start + size


def _wrong_columns(schema: Any) -> Misfit | None:  # noqa: ANN401 - pyarrow has no types of its own
    """What is wrong with the columns themselves, which then is so in every row."""
    from pyarrow import types

    for name in dict.fromkeys(schema.names):
        if len(schema.get_all_field_indices(name)) > 1:
            return _wrong(f"there are several columns {shown(name)}", "give each another name")
        kind = schema.field(name).type
        if types.is_dictionary(kind):
            kind = kind.value_type
        is_text = any(check(kind) for check in (types.is_string, types.is_large_string, types.is_string_view))
        is_bytes = any(check(kind) for check in _bytes_checks(types))
        if is_bytes or (name in _TEXTS and not (is_text or types.is_null(kind))):
            return _wrong(f"the column {shown(name)} holds {kind}, not text", "store it as text in UTF-8")
    missing = [name for name in _NEEDED if name not in schema.names]
    if missing:
        return _wrong(f"there is no column {shown(missing[0])}", f"there are {', '.join(schema.names[:9])}")
    return None


def _bytes_checks(types: Any) -> tuple[Any, ...]:  # noqa: ANN401 - pyarrow has no types of its own
    """What tells whether a column holds bytes of no known meaning."""
    return types.is_binary, types.is_large_binary, types.is_fixed_size_binary, types.is_binary_view


def _wrong(message: str, advice: str) -> Misfit:
    return Misfit(f"the file cannot be read: {message}", advice, rule="malformed-file")


def _all(file: _Arrow, group: int, start: int) -> Rows:
    """The rows of a group of rows, whose first has a number."""
    batches = file.iter_batches(_BATCH, row_groups=[group])
    return enumerate((row for batch in batches for row in _listed(batch)), start)


class _Some:
    """Reads some rows of a file. Texts that stand there again and again are written out for these alone."""

    def __init__(self, path: Path, file: _Arrow) -> None:
        self._path = path
        self._file = file
        self._repeated: list[str] | None = None

    def rows(self, group: int, start: int, lines: list[int]) -> Rows:
        """The rows of a group, whose first has a number, that have some numbers."""
        if not lines:
            return iter(())
        if self._repeated is None:
            self._repeated = _repeated(self._file, group)
        metadata, names = self._file.metadata, self._repeated
        with _package().ParquetFile(self._path, metadata=metadata, read_dictionary=names) as file:
            found = _rows_at(file.read_row_group(group), [line - start for line in lines])
        return zip(lines, found, strict=True)


def _rows_at(table: _Arrow, places: list[int]) -> list[Row | Misfit]:
    """The rows at some places of a table."""
    from pyarrow import ArrowNotImplementedError, types

    try:
        taken = table.take(places)
    except ArrowNotImplementedError:  # such as for views of texts
        return [row for place in places for row in _listed(table.slice(place, 1))]
    for place, one in enumerate(taken.schema):
        if types.is_dictionary(one.type):  # of which each value would be looked up by itself
            taken = taken.set_column(place, one.name, taken.column(place).cast(one.type.value_type))
    return _listed(taken)


def _listed(table: _Arrow) -> list[Row | Misfit]:
    """The rows of a table, or of a batch. A day or a time that Python does not have is its words."""
    try:
        rows: list[Row] = table.to_pylist()
    except (ValueError, OverflowError):  # such as a day of the year 12000, or a part of a microsecond
        return [_row(table.schema.names, items) for items in zip(*table.columns, strict=True)]
    has_gaps = any(column.null_count for column in table.columns)
    return [_with_values(row.items()) if has_gaps else row for row in rows]


def _with_values(items: Iterable[tuple[str, object]]) -> Row:
    return {name: value for name, value in items if value is not None}


def _row(names: list[str], items: Iterable[_Arrow]) -> Row | Misfit:
    """A row whose cells are read one by one; nothing of it is taken where one is no text."""
    read: Row = {}
    for name, item in zip(names, items, strict=True):
        try:
            read[name] = _cell(item)
        except UnicodeDecodeError:
            message = f"a text in the column {shown(name)} is not UTF-8"
            return Misfit(message, "write the text again", rule="malformed-file")
    return _with_values(read.items())


def _cell(item: _Arrow) -> object:
    import pyarrow as pa

    try:
        return item.as_py()
    except UnicodeDecodeError:
        raise
    except (ValueError, OverflowError):
        return item.cast(pa.string()).as_py()


def _repeated(file: _Arrow, group: int) -> list[str]:
    """The columns of texts of which the first rows of a group have each different one twice and more.

    The sizes that a file gives for its columns would tell it as well, but pyarrow 26 ends the whole process
    where a damaged file gives them wrong.
    """
    import pyarrow as pa

    texts = [one for one in file.schema_arrow if pa.types.is_string(one.type)]
    names = [one.name for one in texts]
    batches = file.iter_batches(_SAMPLE, row_groups=[group], columns=names)
    first = pa.Table.from_batches(islice(batches, 1), pa.schema(texts))  # no batch where the file is wrong
    return [name for name in names if 2 * len(first.column(name).unique()) <= len(first)]


def _damaged(error: Exception, what: str) -> Misfit:
    why = " ".join(str(error).split())[:200]
    return not_allowed(error) or Misfit(
        f"{what} cannot be read: {why}", "write the file again; the rest was read", rule="malformed-file"
    )


def write_rows(facts: Iterable[Fact], path: Path) -> int:
    """Writes facts, one a row, with the columns that they need; how many.

    Bounds are DECIMAL(38, 9) where all of them fit, else text with all their digits.

    Raises:
        AverredError: if a number of a fact is no decimal fraction.
    """
    pq = _package()
    import pyarrow as pa

    rows = [row_of(fact) for fact in facts]
    columns = columns_of(rows) or ["id", "subject", "predicate", "value"]
    arrays = [_column(pa, name, [row.get(name) for row in rows]) for name in columns]
    pq.write_table(pa.table(arrays, names=columns), path)
    return len(rows)


def _column(pa: Any, name: str, values: Sequence[Any]) -> Any:  # noqa: ANN401 - pyarrow has no types of its own
    if name in FLAGS:
        return pa.array(values, pa.bool_())
    if name in LISTS:
        return pa.array(values, pa.list_(pa.string()))
    if name in BOUNDS and all(value is None or _fits(value) for value in values):
        return pa.array([_decimal(value) for value in values], pa.decimal128(_DIGITS, _PLACES))
    return pa.array([_text(value) for value in values], pa.string())


def _fits(value: object) -> bool:
    """Whether a number can be held in a DECIMAL(38, 9)."""
    if not isinstance(value, int | Decimal):
        return False
    number = Decimal(value)
    places = -int(number.as_tuple().exponent)
    return places <= _PLACES and number.adjusted() < _DIGITS - _PLACES - 1


def _decimal(value: int | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _package() -> Any:  # noqa: ANN401 - pyarrow has no types of its own
    try:
        import pyarrow.parquet as pq
    except ImportError:
        raise ConfigurationError(
            "Parquet needs another package", suggestion='pip install "averred[duckdb]"'
        ) from None
    return pq
