"""NDJSON: one fact a line, plain or compressed (`.gz`; `.zst` with the extra `duckdb`)."""

from __future__ import annotations

import codecs
import gzip
import json
import zlib
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, cast

from averred.errors import ConfigurationError
from averred.exchange.base import NO_NUMBER, Row, Rows, row_of, why_no_json
from averred.structuring import Misfit, described, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from averred.facts import Fact

SUFFIXES: Final = (".ndjson", ".jsonl", ".ndjson.gz", ".jsonl.gz", ".ndjson.zst", ".jsonl.zst")
#: No fact has more; a file without line breaks must not fill the memory.
_LONGEST_LINE: Final = 8 * 1024 * 1024


def read_rows(path: Path, lines: Collection[int] | None = None) -> Rows:
    """The rows of a file. A line that does not parse is a misfit, and so is the end of a broken file.

    A file that begins with a document of LangExtract has no rows: that is one misfit.
    """
    number, is_first = 0, True
    try:
        with _opened(path, "rb") as file:
            for line in _lines(file):
                number += 1
                if number == 1:
                    line = line.removeprefix(codecs.BOM_UTF8)  # noqa: PLW2901 - some programs begin so
                if line.strip() and (lines is None or number in lines):
                    row = _row(line)
                    if is_first and _is_document(row):
                        yield number, _of_documents()
                        return
                    is_first = False
                    yield number, row
    except (EOFError, OSError, zlib.error) as error:
        yield number + 1, broken_end(error)


def _lines(file: IO[bytes]) -> Iterator[bytes]:
    """The lines of a file; of one that is too long the beginning, without a line break."""
    while line := file.readline(_LONGEST_LINE):
        yield line
        while _is_cut(line):
            line = file.readline(_LONGEST_LINE)


def _is_cut(line: bytes) -> bool:
    """Whether a line goes on after what was read of it."""
    return len(line) == _LONGEST_LINE and not line.endswith(b"\n")


def _is_document(row: Row | Misfit) -> bool:
    """Whether it is a document of LangExtract, which states passages, and no fact."""
    return not isinstance(row, Misfit) and "extractions" in row and "predicate" not in row


def _of_documents() -> Misfit:
    return Misfit(
        "the file holds passages that LangExtract found, not facts",
        "write them as facts by averred import FILE -o FACTS.toml, and keep FILE out of the facts' folder",
        rule="malformed-file",
    )


def broken_end(error: Exception) -> Misfit:
    """What is wrong with a compressed or unreadable file from some row on."""
    why = " ".join(str(error).split()) or type(error).__name__
    return Misfit(
        f"the file cannot be read from here on: {why}",
        "write it again; the rows before were read",
        rule="malformed-file",
    )


def _row(line: bytes) -> Row | Misfit:
    if _is_cut(line):
        return Misfit(
            f"the line is longer than {_LONGEST_LINE >> 20} MB",
            "write one object a line",
            rule="malformed-file",
        )
    try:
        found = _DECODER.decode(line.decode("utf-8"))
        if b"\\ud" in line or b"\\uD" in line:  # half of a pair is no character, and nothing can write it
            json.dumps(found, ensure_ascii=False, default=str).encode("utf-8")
    except Misfit as misfit:
        return misfit
    except (ValueError, RecursionError) as error:
        return Misfit(
            f"the line is no JSON: {why_no_json(error)}", "write one object a line", rule="malformed-file"
        )
    if not isinstance(found, dict):
        return Misfit(f"expected an object, found {described(found)}", "write one object a line")
    return found


def _refuse(word: str) -> object:
    raise ValueError(f"{word}{NO_NUMBER}")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of a line, in which no key stands twice: one of the two values would go unseen."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise Misfit(f"the key {shown(twice)} stands there twice", "keep one", rule="malformed-file")
    return found


#: Made once: to make it costs as much as to read a line.
_DECODER: Final = json.JSONDecoder(parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_object)


def write_rows(facts: Iterable[Fact], path: Path) -> int:
    """Writes facts, one a line; how many.

    Raises:
        AverredError: if a number of a fact is no decimal fraction.
    """
    count = 0
    with _opened(path, "wb") as file:
        for fact in facts:
            file.write(line_of(row_of(fact)).encode("utf-8"))
            count += 1
    return count


def line_of(row: Row) -> str:
    """A row as one line. Decimals keep their digits."""
    pairs = (f"{json.dumps(key, ensure_ascii=False)}: {_token(value)}" for key, value in row.items())
    return "{" + ", ".join(pairs) + "}\n"


def _token(value: object) -> str:
    return format(value, "f") if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


@contextmanager
def _opened(path: Path, mode: str) -> Iterator[IO[bytes]]:
    with ExitStack() as files:
        if path.suffix == ".zst":
            yield files.enter_context(_zstd(path, mode))
            return
        raw = cast("IO[bytes]", files.enter_context(path.open(mode)))
        if path.suffix == ".gz":
            # Without name and time in the header the same facts are the same bytes on any day.
            packed = gzip.GzipFile(filename="", mode=mode, fileobj=raw, mtime=0)
            raw = cast("IO[bytes]", files.enter_context(packed))
        yield raw


def _zstd(path: Path, mode: str) -> IO[bytes]:
    try:
        import pyarrow as pa
    except ImportError:
        raise ConfigurationError(
            "files in .zst need another package", suggestion='pip install "averred[duckdb]"'
        ) from None
    import io

    if mode == "wb":
        return cast("IO[bytes]", pa.CompressedOutputStream(str(path), "zstd"))
    return io.BufferedReader(cast("Any", pa.CompressedInputStream(str(path), "zstd")))
