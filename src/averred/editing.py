"""Insert and change blocks of a user's fact file; every byte of the rest stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.errors import ConfigurationError
from averred.reader.positions import Position, positions
from averred.writer import toml_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from averred.factbase import FactBase


def fact_block(fact_id: str, pairs: Mapping[str, object]) -> str:
    """A fact as a block of TOML, its equal signs one below the other.

    Args:
        fact_id: the fact's id.
        pairs: its keys in the order in which they are to stand; those without a value are left out.
    """
    given = {key: value for key, value in pairs.items() if value is not None}
    width = max(map(len, given))
    lines = [f"{key.ljust(width)} = {toml_value(value)}\n" for key, value in given.items()]
    return f"[fact.{fact_id}]\n{''.join(lines)}"


def default_source(text: str) -> str | None:
    """The source that a fact file gives for all of its facts, if it does."""
    import tomli

    defaults = tomli.loads(text.removeprefix("\ufeff")).get("defaults", {})
    source: str | None = defaults.get("source")
    return source


def home_of(source: str, fact_base: FactBase, subject: str = "", predicate: str = "") -> str:
    """The fact file for a new fact: where its likes are, else the one that declares its source.

    Its likes are, of its source: facts of its subject and predicate, then of its predicate, then any.

    Raises:
        ConfigurationError: for a source and facts that are in no fact file.
    """
    likeness: dict[str, tuple[int, int, int]] = {}
    for fact in fact_base.facts:
        if fact.source == source and fact.origin and fact.origin.table[0] == "fact":
            both, same, some = likeness.get(fact.origin.file, (0, 0, 0))
            is_same = fact.predicate == predicate
            is_both = is_same and fact.subject == subject
            likeness[fact.origin.file] = both + is_both, same + is_same, some + 1
    if likeness:
        return max(sorted(likeness), key=lambda file: likeness[file])
    origin = fact_base.sources[source].origin
    if origin is None:
        raise ConfigurationError(f"no fact file tells of the source {source}")
    return origin.file


def insert_fact(text: str, block: str, places: Mapping[str, int], place: int) -> str:
    r"""A fact file with a block more, after the last fact whose passage does not start later.

    Where no fact of the file has an earlier passage it stands before the first; where the file has no facts,
    at its end.

    Args:
        text: the file, its line ends as they are.
        block: the new table, with "\n" between its lines.
        places: where the passage of each fact of the file starts, by id; facts without one are passed over.
        place: where the passage of the new fact starts.
    """
    line_end = "\r\n" if "\r\n" in text else "\n"
    lines = _lines(text)
    tables = _fact_tables(text)
    earlier = [name for name in tables if places.get(name, place + 1) <= place]
    if earlier:
        at = tables[max(earlier, key=lambda name: (places[name], tables[name]))][1]
        new = f"\n{block}"
    elif tables:
        at = _with_remarks(lines, min(first for first, _ in tables.values()))
        new = f"{block}\n"
    else:
        at = len(lines)
        new = f"\n{block}" if text.strip() else block
    offset = sum(map(len, lines[:at]))
    before, after = text[:offset], text[offset:]
    if before and not before.endswith("\n"):
        before += line_end
    return before + new.replace("\n", line_end) + after


def _fact_tables(text: str) -> dict[str, tuple[int, int]]:
    """For each fact its first line and the line after its last, counted from 0."""
    plain = text.replace("\r\n", "\n")
    tables: dict[str, tuple[int, int]] = {}
    for path, position in positions(plain).items():
        if len(path) >= 2 and path[0] == "fact":
            name = str(path[1])
            line, last = plain.count("\n", 0, position.key), plain.count("\n", 0, position.end)
            first, end = tables.get(name, (line, 0))
            tables[name] = min(first, line), max(end, last + 1)
    return tables


def _with_remarks(lines: list[str], line: int) -> int:
    """The first of the remarks that stand right above a line."""
    while line > 0 and lines[line - 1].lstrip().startswith("#"):
        line -= 1
    return line


def replace_value(text: str, table: tuple[str | int, ...], key: str, value: object) -> str:
    """A fact file with another value of one key.

    Args:
        text: the file.
        table: the path of the table, such as ("fact", "arrests").
        key: which of its keys.
        value: the new value.

    Raises:
        ConfigurationError: the file has no such key.
    """
    position = _position(text, table, key)
    if position is None:
        raise ConfigurationError(f"there is no {key} in [{'.'.join(map(str, table))}]")
    return text[: position.value] + toml_value(value) + text[position.end :]


def put_value(text: str, table: tuple[str | int, ...], key: str, value: object, *, after: str) -> str:
    """A fact file with a key more, or with another value of a key that is there.

    Args:
        text: the file.
        table: the path of the table.
        key: the key to set.
        value: its value.
        after: the key that a new one is put behind; as a line of its own, or in the same braces.
    """
    if _position(text, table, key) is not None:
        return replace_value(text, table, key, value)
    before = _position(text, table, after)
    if before is None:
        raise ConfigurationError(f"there is no {after} in [{'.'.join(map(str, table))}]")
    start, rest = text[: before.end], text[before.end :]
    if _is_in_braces(text, table):
        return f"{start}, {key} = {toml_value(value)}{rest}"
    width = len(text[before.key : before.value].rstrip().removesuffix("="))
    line = f"{key.ljust(max(width, len(key) + 1))}= {toml_value(value)}"
    line_end = "\r\n" if "\r\n" in text else "\n"
    same_line, has_end, later = rest.partition("\n")
    return f"{start}{same_line}\n{line}{line_end}{later}" if has_end else f"{text}{line_end}{line}"


def remove_key(text: str, table: tuple[str | int, ...], key: str) -> str:
    """A fact file without a key: without its line, or, in braces, without the comma beside it."""
    position = _position(text, table, key)
    if position is None:
        return text
    before, after = text[: position.key], text[position.end :]
    if not _is_in_braces(text, table):
        return before[: before.rfind("\n") + 1] + after.partition("\n")[2]
    if before.rstrip().endswith(","):
        return before.rstrip()[:-1] + after
    return before + after.lstrip().removeprefix(",").lstrip()


def _is_in_braces(text: str, table: tuple[str | int, ...]) -> bool:
    position = _position(text, table[:-1], table[-1])
    return position is not None and text.startswith("{", position.value)


def _position(text: str, table: tuple[str | int, ...], key: str | int) -> Position | None:
    """Where a key stands in a file with its own line ends."""
    plain = text.replace("\r\n", "\n")
    found = positions(plain).get((*table, key))
    return found and Position(*(_offset_in(text, plain, offset) for offset in found))


def _offset_in(text: str, plain: str, offset: int) -> int:
    """Where an offset of the plain text stands in the file with its own line ends."""
    line = plain.count("\n", 0, offset)
    return sum(map(len, _lines(text)[:line])) + offset - (plain.rfind("\n", 0, offset) + 1)


def _lines(text: str) -> list[str]:
    """The lines with their ends; TOML has no other line end than these."""
    *lines, last = text.split("\n")
    return [f"{line}\n" for line in lines] + ([last] if last else [])
