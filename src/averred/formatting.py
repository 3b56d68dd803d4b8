"""Fact files in one order and spacing; what they say, and every remark, stays.

Tables keep their order, since people group them under remarks; a fact's keys get the order below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from averred.reader.positions import positions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_MARK: Final = "\ufeff"
#: What it is about, what it says, within what, who says so, where it stands, what else.
FACT_KEYS: Final = (
    *("subject", "predicate", "part", "share", "kind", "value", "unit", "of", "polarity"),
    *("status", "during", "as-of", "scope", "year-from", "same-as", "because", "derived-from", "implied"),
    *("source", "said-by", "via", "cite", "quote", "prefix", "suffix", "section", "locator", "said-in"),
    *("rank", "confidence", "checked", "tags", "note"),
)


class _Statement(NamedTuple):
    """A header or a pair.

    Attributes:
        above: the lines above it that belong to it: remarks, and "" for a blank line.
        key: the key as written; the whole header.
        value: the value as written; None for a header.
        remark: what follows it on its line, with the space before it.
    """

    above: tuple[str, ...]
    key: str
    value: str | None
    remark: str

    @property
    def is_header(self) -> bool:
        return self.value is None


def format_text(text: str) -> str:
    """A fact file with its equal signs one below the other and a blank line between tables.

    Formatting what is formatted changes nothing.

    Args:
        text: a file that `tomli` accepts; its line ends and a byte order mark are kept.
    """
    line_end = "\r\n" if "\r\n" in text else "\n"
    mark = _MARK if text.startswith(_MARK) else ""
    plain = text.removeprefix(mark).replace("\r\n", "\n")
    statements, rest = _statements(plain)
    lines = [line for table in _tables(statements) for line in _table_lines(table)]
    new = "".join(f"{line}\n" for line in _spaced([*lines, *rest]))
    return mark + new.replace("\n", line_end)


def _statements(text: str) -> tuple[list[_Statement], list[str]]:
    """The statements of a text in order, and the lines after the last."""
    outer: list[tuple[int, int, int]] = []
    for key, value, end in sorted(positions(text).values(), key=lambda one: (one.key, -one.end)):
        if not outer or key >= outer[-1][2]:
            outer.append((key, value, end))
    statements: list[_Statement] = []
    at = 0
    for key, value, end in outer:
        above = [line.strip() for line in text[at:key].split("\n")[:-1]]
        at = text.find("\n", end) + 1 or len(text)
        remark = text[end:at].rstrip()
        if text[key] == "[":
            statements.append(_Statement(tuple(above), text[key:end], None, remark))
        else:
            name = text[key:value].rstrip().removesuffix("=").rstrip()
            statements.append(_Statement(tuple(above), name, text[value:end], remark))
    return statements, [line.strip() for line in text[at:].split("\n")]


def _tables(statements: Iterable[_Statement]) -> Iterator[list[_Statement]]:
    """The header of each table with its pairs; first the pairs before any header, if there are any."""
    table: list[_Statement] = []
    for statement in statements:
        if statement.is_header and table:
            yield table
            table = []
        table.append(statement)
    if table:
        yield table


def _table_lines(table: Sequence[_Statement]) -> Iterator[str]:
    """The lines of a table, with a blank one above its header and the remarks of that."""
    header, pairs = (table[0], table[1:]) if table[0].is_header else (None, table)
    if header:
        # Without a blank line the remarks above belong to this table; else those above it to the one before.
        yield from header.above if "" in header.above else ("", *header.above)
        yield header.key + header.remark
    pairs = [_without_blanks(pair) for pair in pairs[:1]] + [*pairs[1:]]
    if header and header.key.startswith("[fact."):
        pairs = sorted(pairs, key=_rank)
    width = max((len(pair.key) for pair in pairs), default=0)
    for number, pair in enumerate(pairs):
        yield from pair.above if number else _without_blanks(pair).above
        yield f"{pair.key.ljust(width)} = {pair.value}{pair.remark}"


def _without_blanks(pair: _Statement) -> _Statement:
    """A pair without blank lines above it."""
    return pair._replace(above=tuple(line for line in pair.above if line))


def _rank(pair: _Statement) -> int:
    """Where a key stands in a fact; dotted keys and those that are not known stand last."""
    name = pair.key.partition(".")[0].strip().strip("\"'")
    return FACT_KEYS.index(name) if name in FACT_KEYS else len(FACT_KEYS)


def _spaced(lines: Iterable[str]) -> Iterator[str]:
    """The lines without blank ones at the start and the end, and never two of these together."""
    waiting = False
    started = False
    for line in lines:
        if line == "":
            waiting = started
            continue
        if waiting:
            yield ""
        yield line
        waiting, started = False, True
