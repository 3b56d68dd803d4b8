"""Whether an engine pays for a fact base, by how large its rows are and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Final

from averred import exchange

if TYPE_CHECKING:
    from pathlib import Path

#: Bytes of rows from which an engine is quicker than objects for all facts, its start included. Measured on
#: 2026-12-01: 16,000 rows (2.1 MB) took 1.2 s of the processor either way, 64,000 rows 5.0 and 2.2 s.
PAYS: Final = 2_500_000
#: Bytes from which on it is taken in any case, since the objects of all facts need too much memory.
LARGE: Final = 20_000_000
#: Bytes that Python alone may hold: 480,000 rows of 64 MB took 38 s and 0.84 GB.
MOST_IN_PYTHON: Final = 64_000_000
#: A packed row, in bytes of one that is not.
_PACKED: Final = 8
_SAMPLE: Final = 100


def size_of(path: Path) -> int:
    """About how many bytes of rows a fact base has."""
    size = 0
    for file in exchange.row_files(path):
        packed = file.suffix.lower() in {".gz", ".zst", ".parquet"}
        size += file.stat().st_size * (_PACKED if packed else 1)
    return size


def pays(path: Path, *, everything: bool = False, rests: bool = True) -> bool:
    """Whether an engine is quicker than objects for all facts, or these would need too much memory.

    Args:
        path: the fact base.
        everything: whether all facts and all verdicts are to be shown, most of which an engine does not read.
        rests: whether a rule has something to say of a fact that rests on nothing.
    """
    size = size_of(path)
    return size > LARGE or (size > PAYS and not everything and are_left_alone(path, rests=rests))


def are_left_alone(path: Path, *, rests: bool) -> bool:
    """Whether most rows are such that an engine need not read them in full, as far as the first ones tell.

    A row with a quote is read in full, and so is one without a fact that it rests on, if it has to have one.
    """
    largest = max(exchange.row_files(path), key=lambda file: file.stat().st_size)
    first = [entry for *_, entry in islice(exchange.entries(largest), _SAMPLE)]
    alone = [entry for entry in first if isinstance(entry, Mapping) and _is_left_alone(entry, rests=rests)]
    return 2 * len(alone) > len(first)


def _is_left_alone(entry: Mapping[str, object], *, rests: bool) -> bool:
    return ("derived-from" in entry or not rests) and not {"quote", "cite"} & entry.keys()


def is_installed() -> bool:
    """Whether what the engine needs is there."""
    from importlib.util import find_spec

    return all(find_spec(name) is not None for name in ("duckdb", "pyarrow"))
