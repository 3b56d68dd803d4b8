"""Files with something a line, some MB at a time: plain or packed (`.gz`; `.zst` with the extra `duckdb`)."""

from __future__ import annotations

import codecs
import gzip
import zlib
from bisect import bisect_left
from contextlib import ExitStack, contextmanager
from typing import IO, TYPE_CHECKING, Any, Final, cast

import attrs

from averred.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

#: No fact has a longer line; a file without line breaks must not fill the memory.
LONGEST_LINE: Final = 8 * 1024 * 1024
#: What a file that is cut off, damaged or not to be read makes.
BREAKS: Final = (EOFError, OSError, zlib.error)
_BLOCK: Final = 4 * 1024 * 1024
#: So much is asked for at once: of a packed file that breaks, all that was asked for with the break is lost.
_PIECE: Final = 64 * 1024
_PACKED: Final = (".gz", ".zst")


@attrs.frozen(eq=False)
class Chunk:
    """Some lines of a file, one after the other.

    Attributes:
        first: the number of the first of them, counted from 1.
        data: the lines, each with its line break but for the last one of a file and one that is cut.
        size: how many there are.
    """

    first: int
    data: bytes
    size: int = attrs.field(init=False)

    @size.default
    def _count(self) -> int:
        return self.data.count(b"\n") + (not self.data.endswith(b"\n"))

    def lines(self) -> list[bytes]:
        """The lines, as they stand there."""
        found = [line + b"\n" for line in self.data.split(b"\n")]
        last = found.pop()[:-1]
        return [*found, last] if last else found

    def numbered(self, wanted: Sequence[int] | None = None) -> Iterable[tuple[int, bytes]]:
        """The lines with their numbers; all, or those with some numbers, which are sorted."""
        if wanted is None:
            return enumerate(self.lines(), self.first)
        some = wanted[bisect_left(wanted, self.first) : bisect_left(wanted, self.first + self.size)]
        lines = self.lines() if some else []
        return [(number, lines[number - self.first]) for number in some]


def chunks_of(path: Path) -> Iterator[Chunk]:
    """The lines of a file; of one that is too long the beginning. The mark of UTF-8 is no part of them.

    Raises:
        EOFError, OSError, zlib.error: where the file breaks, after the whole lines before that.
    """
    number = 1
    with opened(path, "rb") as file:
        for data in _whole_lines(file):
            rest = data.removeprefix(codecs.BOM_UTF8) if number == 1 else data
            if rest:
                chunk = Chunk(number, rest)
                number += chunk.size
                yield chunk


def packing_of(path: Path) -> str | None:
    """How a file is packed, as its name says in letters of any size: `.gz` or `.zst`; None if it is not."""
    ending = path.suffix.lower()
    return ending if ending in _PACKED else None


def read_through(path: Path) -> None:
    """Read a file to its end, for nothing but to see whether that works.

    Raises:
        EOFError, OSError, zlib.error: if it does not.
    """
    with opened(path, "rb") as file:
        while file.read(_BLOCK):
            pass


def _whole_lines(file: IO[bytes]) -> Iterator[bytes]:
    """The lines, many at a time; of one that is too long the beginning, by itself."""
    rest, is_cut = b"", False
    for block in _blocks(file):
        data = rest + block
        if is_cut:
            _, end, data = data.partition(b"\n")
            is_cut = not end
        after = data.rfind(b"\n") + 1
        if after:
            yield data[:after]
        rest = data[after:]
        if len(rest) >= LONGEST_LINE:
            yield rest[:LONGEST_LINE]
            rest, is_cut = b"", True
    if rest:
        yield rest


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    """What stands in a file, some MB at a time; of a broken one everything before the break."""
    parts: list[bytes] = []
    size, error = 0, None
    while True:
        try:
            part: bytes = cast("Any", file).read1(min(_BLOCK, _PIECE))
        except BREAKS as found:
            part, error = b"", found
        parts.append(part)
        size += len(part)
        if size and (not part or size >= _BLOCK):
            yield b"".join(parts)
            parts, size = [], 0
        if error:
            raise error
        if not part:
            return


@contextmanager
def opened(path: Path, mode: str) -> Iterator[IO[bytes]]:
    """A file as the bytes that are packed in it.

    Raises:
        ConfigurationError: for a `.zst` file, where the package for it is missing.
    """
    packing = packing_of(path)
    with ExitStack() as files:
        if packing == ".zst":
            yield files.enter_context(_zstd(path, mode))
            return
        raw = cast("IO[bytes]", files.enter_context(path.open(mode)))
        if packing == ".gz":
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
