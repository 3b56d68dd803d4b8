"""NDJSON: one fact a line, plain or compressed (`.gz`; `.zst` with the extra `duckdb`)."""

from __future__ import annotations

import json
import re
import zlib
from collections import deque
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from averred.exchange.base import NO_NUMBER, Row, Rows, not_allowed, row_of, why_no_json
from averred.exchange.chunks import BREAKS, LONGEST_LINE, Chunk, chunks_of, opened, packing_of, read_through
from averred.structuring import Misfit, described, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from averred.facts import Fact

_OTHER_SUM: Final = re.compile("CRC check failed|Incorrect length")
#: What those who unpack say, and what it means.
_CUT_OFF: Final = re.compile("Compressed file ended|Truncated compressed stream")
_NOT_PACKED: Final = re.compile("Not a gzipped file|.*Unknown frame descriptor")


def read_rows(path: Path, lines: Collection[int] | None = None) -> Rows:
    """The rows of a file. A line that does not parse is a misfit, and so is the end of a broken file.

    A file that begins with a document of LangExtract has no rows: that is one misfit.
    """
    file = LineFile(path)
    wanted = None if lines is None else sorted(lines)
    for chunk in file.chunks():
        for number, line in chunk.numbered(wanted):
            row = file.row(number, line)
            if row is not None:
                yield number, row
            if file.ended:
                return
    if file.broken and wanted is None:
        yield file.broken
    elif file.broken:  # it is said where it is said if all rows are read
        yield deque(read_rows(path), 1).pop()


class LineFile:
    """A file with a row a line, which is read once from its beginning to its end.

    Attributes:
        ended: whether no row of the file comes after the one that was asked for last.
        broken: the number of the row from which on it cannot be read, and why; once all chunks were given.
    """

    def __init__(self, path: Path) -> None:
        self.ended = False
        self.broken: tuple[int, Misfit] | None = None
        self._path = path
        self._first = 0
        self._may_be_damaged = packing_of(path) is not None

    def chunks(self) -> Iterator[Chunk]:
        """The lines, some MB at a time; of one that is too long the beginning."""
        number = 1
        try:
            for chunk in chunks_of(self._path):
                data, number = chunk.data, chunk.first + chunk.size
                if not self._first and (rest := data.lstrip()):
                    self._first = chunk.first + data[: len(data) - len(rest)].count(b"\n")
                yield chunk
        except BREAKS as error:
            self.broken = number, broken_end(error)

    def row(self, number: int, line: bytes) -> Row | Misfit | None:
        """The row of a line, or what is wrong with it; None where nothing stands.

        In a packed file that is broken somewhere, what is no object may well come of that: one damaged
        byte makes thousands of lines that are none. So the first of them is where the file breaks.
        """
        if not line.strip():
            return None
        row = _row(line)
        if number == self._first and _is_document(row):
            self.ended = True
            return _of_documents()
        if isinstance(row, Misfit) and self._may_be_damaged:
            damage = _damage(self._path)
            self.ended = damage is not None
            self._may_be_damaged = False
            return damage or row
        return row


def _damage(path: Path) -> Misfit | None:
    """What breaks a packed file, wherever that is."""
    try:
        read_through(path)
    except BREAKS as error:
        return broken_end(error)
    return None


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
    """What is wrong with a packed or unreadable file from some row on."""
    if misfit := not_allowed(error):
        return misfit
    why = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, zlib.error) or _OTHER_SUM.match(why):
        why = f"its content is damaged ({why})"
    elif _CUT_OFF.match(why):
        why = "it was cut off"
    elif _NOT_PACKED.match(why):
        why = "what stands there is not packed as the name of the file says"
    return Misfit(
        f"the file cannot be read from here on: {why}",
        "write it again; the rows before were read, as they stand there now",
        rule="malformed-file",
    )


def _row(line: bytes) -> Row | Misfit:
    if len(line.removesuffix(b"\n")) >= LONGEST_LINE:
        return Misfit(
            f"the line is longer than {LONGEST_LINE >> 20} MB",
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
    with opened(path, "wb") as file:
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
