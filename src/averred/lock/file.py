"""The lock file: JSON Lines, sorted, one line a record, written in one step."""

from __future__ import annotations

import json
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from averred.errors import LockError
from averred.lock.records import (
    LOCK_VERSION,
    NORMALISER,
    TOKENISER,
    Lock,
    LockedCitation,
    LockedSource,
    Unit,
)
from averred.spans import Span
from averred.undisturbed import undisturbed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_AT_ONCE: Final = 1_000  # lines whose JSON is decoded together
_TEXTS: Final = itemgetter("citation", "of", "quote", "passage", "skeleton", "claim")
_ONLY_TEXT: Final = frozenset({str})
_ONLY_NUMBERS: Final = frozenset({int})  # a truth value is none
_MEND: Final = "restore it, or run averred lock --renew, which accepts what the texts now say"


def write_lock(lock: Lock, path: Path) -> None:
    """Write a lock in one step: a reader sees the old file or the new one, never half.

    Raises:
        LockError: it cannot be written, or it is a link that leads out of its folder.
    """
    from averred.atomic import write_atomically

    _refuse_outside(path)
    try:
        write_atomically(path, format_lock(lock))
    except OSError as error:
        raise LockError(f"{path.name} cannot be written: {error.strerror}") from None


def _refuse_outside(path: Path) -> None:
    """Nothing outside of the folder of facts is read or written, wherever a link in it leads."""
    if path.is_symlink() and not _stays_inside(path):
        raise LockError(f"{path.name} is a link that leads out of the folder of the facts")


def _stays_inside(link: Path) -> bool:
    try:
        return link.resolve().is_relative_to(link.parent.resolve())
    except (OSError, RuntimeError):  # Python 3.11 raises RuntimeError for a circle
        return False


def format_lock(lock: Lock) -> str:
    """The text of a lock; equal locks have equal texts, on any day and any machine."""
    return "".join(
        json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in _lines(lock)
    )


def _lines(lock: Lock) -> Iterator[dict[str, Any]]:
    header = {"averred-lock": LOCK_VERSION, "normaliser": NORMALISER, "tokeniser": TOKENISER}
    yield {**header, "segmenter": lock.segmenter} if lock.segmenter else header
    for _, source in sorted(lock.sources.items()):
        yield _source_line(source)
        for number, unit in enumerate(source.units):
            yield {
                "unit": number,
                "of": source.id,
                "kind": unit.kind,
                "section": unit.section,
                "span": [unit.span.start, unit.span.end],
            }
    for _, citation in sorted(lock.citations.items(), key=lambda item: (item[1].source, item[0])):
        yield _citation_line(citation)
    for (rule, facts), fingerprint in sorted(lock.accepted.items()):
        yield {"accept": rule, "facts": list(facts), "fingerprint": fingerprint}


def _source_line(source: LockedSource) -> dict[str, Any]:
    return {
        "source": source.id,
        "bytes": source.digest,
        "text": source.text_digest,
        "length": source.length,
        "loader": source.loader,
        "units": _counts(source),
    }


def _counts(source: LockedSource) -> dict[str, int]:
    """How many units of each kind a source has."""
    counts: dict[str, int] = {}
    for unit in source.units:
        counts[unit.kind] = counts.get(unit.kind, 0) + 1
    return dict(sorted(counts.items()))


def _citation_line(citation: LockedCitation) -> dict[str, Any]:
    line: dict[str, Any] = {
        "citation": citation.key,
        "of": citation.source,
        "quote": citation.quote,
        "span": [citation.span.start, citation.span.end],
        "passage": citation.passage,
        "tokens": list(citation.tokens),
        "skeleton": citation.skeleton,
        "critical": list(citation.critical),
        "units": list(citation.units),
        "claim": citation.claim,
    }
    if citation.value_read is not None:
        line["value-read"] = citation.value_read
    if citation.text is not None:
        line["text"] = citation.text
    return line


def read_lock(path: Path) -> Lock | None:
    """The lock of a fact base; None where there is none.

    Raises:
        LockError: it is there and cannot be read, and the message names the line; or it is a link that leads
            out of its folder.
    """
    _refuse_outside(path)
    if not path.is_file():  # to read a pipe would wait for whoever writes into it
        if path.exists():
            raise LockError(f"{path.name} is not an ordinary file")
        return None
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise LockError(f"{path.name} cannot be read: {error.strerror}") from None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise LockError("not UTF-8", suggestion=_MEND, line=line, file=str(path)) from None
    return parse_lock(text, str(path))


def parse_lock(text: str, name: str = "averred.lock") -> Lock:
    """A lock from its text.

    Args:
        text: what the file holds.
        name: what an error calls the file.

    Raises:
        LockError: a line is not what a lock holds; the message names the line.
    """
    lines = text.removesuffix("\n").split("\n")
    segmenter = _header(lines[0], name)
    with undisturbed():
        parts = _parts(lines, name)
    sources = {
        key: source._replace(units=tuple(parts.units.get(key, ()))) for key, source in parts.sources.items()
    }
    for key, source in sources.items():
        if parts.counts[key] not in (None, _counts(source)):
            raise LockError(
                f"{name}: the source “{key}” has other units than its line says", suggestion=_MEND
            )
    return Lock(sources, parts.citations, parts.accepted, segmenter)


def _parts(lines: Sequence[str], name: str) -> _Parts:
    parts = _Parts({}, {}, {}, {}, {})
    for low in range(1, len(lines), _AT_ONCE):
        some = lines[low : low + _AT_ONCE]
        for number, (line, record) in enumerate(zip(some, _decoded(some), strict=True), low + 1):
            try:
                _take(record or json.loads(line), parts)
            except (ValueError, KeyError, TypeError, RecursionError) as error:
                raise _broken(name, number, error) from None
    return parts


def _decoded(lines: Sequence[str]) -> Sequence[Any]:
    """What each line says, decoded together; nothing of any where one of them cannot be decoded."""
    try:
        found: list[Any] = json.loads(f"[{','.join(lines)}]")
    except (ValueError, RecursionError):
        found = []
    return found if len(found) == len(lines) else [None] * len(lines)


class _Parts(NamedTuple):
    """What the lines read so far have given; `counts` holds the units that each source's line speaks of."""

    sources: dict[str, LockedSource]
    counts: dict[str, object]
    units: dict[str, list[Unit]]
    citations: dict[str, LockedCitation]
    accepted: dict[tuple[str, tuple[str, ...]], str]


def _broken(name: str, number: int, error: Exception) -> LockError:
    why = f"{error} is missing" if isinstance(error, KeyError) else "this is not a line of a lock"
    return LockError(why, suggestion=_MEND, line=number, file=name)


def _header(line: str, name: str) -> str:
    try:
        header = json.loads(line)
        named = (header["averred-lock"], header["normaliser"], header["tokeniser"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _broken(name, 1, error) from None
    if named != (LOCK_VERSION, NORMALISER, TOKENISER):
        again = "run averred lock --renew where the texts are: it accepts what they now say"
        raise LockError("another version of averred wrote it", suggestion=again, line=1, file=name)
    return str(header.get("segmenter", ""))


def _take(line: dict[str, Any], parts: _Parts) -> None:
    """Put the record of one line where it belongs."""
    if "citation" in line:
        citation = _citation(line)
        parts.citations[_new(citation.key, parts.citations)] = citation
    elif "unit" in line:
        known = parts.units.setdefault(_text(line["of"]), [])
        if line["unit"] != len(known):
            raise ValueError(line["unit"])
        known.append(Unit(_text(line["kind"]), _count(line["section"]), Span(*_range(line["span"]))))
    elif "source" in line:
        name, raw, text, loader = (_text(line[key]) for key in ("source", "bytes", "text", "loader"))
        source = LockedSource(name, raw, text, _count(line["length"]), loader)
        parts.sources[_new(source.id, parts.sources)] = source
        parts.counts[source.id] = line.get("units")
    else:
        facts = tuple(map(_text, line["facts"]))
        parts.accepted[_text(line["accept"]), facts] = _text(line["fingerprint"])


def _citation(line: dict[str, Any]) -> LockedCitation:
    read, text = line.get("value-read"), line.get("text")
    if read not in (True, False, None):
        raise TypeError(read)
    key, source, quote, passage, skeleton, claim = texts = _TEXTS(line)
    critical, units = line["critical"], line["units"]
    if not _ONLY_TEXT.issuperset(map(type, (*texts, *critical))):
        raise TypeError(texts)
    if not _ONLY_NUMBERS.issuperset(map(type, units)) or min(units, default=0) < 0:
        raise TypeError(units)
    return LockedCitation(
        key,
        source,
        quote,
        Span(*_range(line["span"])),
        passage,
        _range(line["tokens"]),
        skeleton,
        tuple(critical),
        tuple(units),
        claim,
        read,
        None if text is None else _text(text),
    )


def _new(key: str, known: Mapping[str, object]) -> str:
    if key in known:
        raise ValueError(key)
    return key


def _text(found: object) -> str:
    if not isinstance(found, str):
        raise TypeError(found)
    return found


def _count(found: object) -> int:
    if type(found) is not int or found < 0:
        raise TypeError(found)
    return found


def _range(found: Iterable[Any]) -> tuple[int, int]:
    start, end = found
    if not type(start) is type(end) is int or not 0 <= start <= end:
        raise TypeError(found)
    return start, end
