"""Where the tables, keys and values of a TOML text stand.

`tomli` gives values without positions, and no maintained library gives both. This scanner gives positions
without values, for text that `tomli` has taken, so it need not understand what is wrong with a text. It
runs only over a file that something must be said about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from averred.spans import Place, line_and_column

if TYPE_CHECKING:
    from averred.facts import Origin

Path = tuple[str | int, ...]

Positions = Mapping[Path, "Position"]

_BLANK = frozenset(" \t\r\n#")  # how white space and comments begin


class Position(NamedTuple):
    """Offsets of a key, of its value and of the end of that value; of a table's header for all three."""

    key: int
    value: int
    end: int


class _Tokens(NamedTuple):
    """The patterns, compiled when the first file is scanned."""

    space: re.Pattern[str]
    blank: re.Pattern[str]
    part: re.Pattern[str]
    scalar: re.Pattern[str]
    simple: re.Pattern[str]
    table: re.Pattern[str]


@cache
def _tokens() -> _Tokens:
    basic, literal = r'"(?:[^"\\]++|\\.)*+"', r"'[^']*+'"
    long_basic, long_literal = r'"""(?:[^"\\]++|\\.|"(?!""))*+"{3,5}', r"'''.*?'{3,5}"
    bare = r"\d{4}-\d\d-\d\d \d\d:[^,\]}\s#]++|[^,\]}\s#]++"
    return _Tokens(
        space=re.compile(r"[ \t]*+"),
        blank=re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*+"),
        part=re.compile(rf"[A-Za-z0-9_-]++|{basic}|{literal}", re.DOTALL),
        table=re.compile(r"\[([A-Za-z0-9_-]++)\.([A-Za-z0-9_-]++)\]\s*+"),
        scalar=re.compile(rf"{long_basic}|{long_literal}|{basic}|{literal}|{bare}", re.DOTALL),
        # most statements are a bare key and a string on one line: one match instead of ten
        simple=re.compile(rf"([A-Za-z0-9_-]++)[ \t]*+=[ \t]*+(?!\"\"\")({basic})[ \t]*+(?:\n\s*+|(?=[,}}]))"),
    )


def positions(text: str) -> Positions:
    """Every table, key and value of a TOML text that `tomli` accepts, by its path.

    A path names tables and keys by their names and the items of arrays by their index, as one would walk
    the result of `tomli.loads`. The text has no carriage returns, as `tomli` sees it.
    """
    scanner = _Scanner(text)
    scanner.scan()
    return scanner.found


class _Scanner:
    """One pass over a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Path, Position] = {}
        self.counts: dict[Path, int] = {}
        self.tokens = _tokens()

    def scan(self) -> None:
        """Statement by statement: headers and pairs."""
        base: Path = ()
        self._skip_blank()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                base = self._header()
            else:
                self._pair(base)
            self._skip_blank()

    def _skip_blank(self) -> None:
        if self.text[self.at : self.at + 1] in _BLANK:
            match = self.tokens.blank.match(self.text, self.at)
            self.at = match.end() if match else self.at

    def _skip_space(self) -> None:
        match = self.tokens.space.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def _token(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if match is None:  # pragma: no cover - only a text that tomli refuses comes here
            raise ValueError(self.at)
        self.at = match.end()
        return match.group()

    def _key(self) -> tuple[str, ...]:
        """A dotted key."""
        parts = []
        while True:
            self._skip_space()
            parts.append(_unquoted(self._token(self.tokens.part)))
            self._skip_space()
            if not self.text.startswith(".", self.at):
                return tuple(parts)
            self.at += 1

    def _header(self) -> Path:
        """`[a.b]` or `[[a.b]]`: where the pairs that follow belong."""
        start = self.at
        if (simple := self.tokens.table.match(self.text, start)) and (simple[1],) not in self.counts:
            self.at = simple.end()
            named = simple.groups()
            self.found[named] = header = Position(start, start, simple.end(2) + 1)
            self.found.setdefault(named[:1], header)
            return named
        brackets = 2 if self.text.startswith("[[", start) else 1
        self.at += brackets
        parts = self._key()
        self.at += brackets
        path: Path = ()
        for depth, part in enumerate(parts, start=1):
            path = (*path, part)
            if brackets == 2 and depth == len(parts):
                self.found.setdefault(path, Position(start, start, self.at))
                self.counts[path] = self.counts.get(path, -1) + 1
            if path in self.counts:
                path = (*path, self.counts[path])
            self.found.setdefault(path, Position(start, start, self.at))
        self.found[path] = Position(start, start, self.at)
        return path

    def _pair(self, base: Path) -> None:
        """`key = value`, in a table or in braces."""
        start = self.at
        if simple := self.tokens.simple.match(self.text, start):
            self.found[*base, simple[1]] = Position(start, *simple.span(2))
            self.at = simple.end()
            return
        parts = self._key()
        self.at += 1
        self._skip_space()
        for depth in range(1, len(parts)):
            self.found.setdefault((*base, *parts[:depth]), Position(start, start, self.at))
        self._value((*base, *parts), start)

    def _value(self, path: Path, key: int) -> None:
        start = self.at
        opening = self.text[start]
        if opening in "[{":
            self.at += 1
            (self._array if opening == "[" else self._braces)(path)
        else:
            self._token(self.tokens.scalar)
        self.found[path] = Position(key, start, self.at)

    def _array(self, path: Path) -> None:
        index = 0
        self._skip_blank()
        while self.text[self.at] != "]":
            self._value((*path, index), self.at)
            index += 1
            self._skip_comma()
        self.at += 1

    def _braces(self, path: Path) -> None:
        self._skip_blank()
        while self.text[self.at] != "}":
            self._pair(path)
            self._skip_comma()
        self.at += 1

    def _skip_comma(self) -> None:
        self._skip_blank()
        if self.text[self.at] == ",":
            self.at += 1
            self._skip_blank()


def _unquoted(part: str) -> str:
    """The key that is written as `part`."""
    if part[0] == "'":
        return part[1:-1]
    if part[0] != '"':
        return part
    if "\\" not in part:
        return part[1:-1]
    import tomli

    return str(tomli.loads(f"key = {part}")["key"])


class Locator:
    """Gives the place of a record or of one of its keys; scans a file when first asked about it.

    Attributes:
        texts: the text of each file, by the name that findings show.
        scanned: the positions of those that were scanned; others who read the same files may share it.
    """

    def __init__(self, texts: Mapping[str, str], scanned: dict[str, Positions] | None = None) -> None:
        self.texts = texts
        self.scanned = {} if scanned is None else scanned

    def __call__(self, origin: Origin, key: str | None, *, of_key: bool = False) -> Place:
        """The place of a record, or of its key or the value; of the record where it has no such key."""
        path = origin.table if key is None else (*origin.table, key)
        return self.place(origin.file, path, of_key=of_key)

    def place(self, file: str, path: Path, *, of_key: bool = False) -> Place:
        """The place of a value (or of its key) by its path; of the nearest that is there above it."""
        if path[:1] == ("row",):
            return Place(file, int(path[1]))
        found = self._positions(file)
        while path and path not in found:
            path = path[:-1]
        if not path:
            return Place(file)
        position = found[path]
        offset = position.key if of_key else position.value
        return Place(file, *line_and_column(self.texts[file], offset))

    def _positions(self, file: str) -> Positions:
        if file not in self.scanned:
            try:
                self.scanned[file] = positions(self.texts.get(file, ""))
            except RecursionError:  # tomli was called from less deep and just managed
                self.scanned[file] = {}
        return self.scanned[file]
