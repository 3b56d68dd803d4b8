"""Whether a lock agrees with itself, and with the texts at hand that are still those that were locked."""

from __future__ import annotations

from binascii import Error, a2b_base64
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from averred.digests import digest_of
from averred.lock.units import kind_and_section, touched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from averred.lock.records import Lock, LockedCitation, LockedSource
    from averred.source import SourceText

_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
_LONGEST: Final = 2_000_000
"""To count the words of a longer text costs more than the rest of a check."""


def disagreements(lock: Lock, sources: Mapping[str, SourceText]) -> Iterator[str]:
    """What in a lock cannot be as `averred lock` wrote it: at most one sentence a source.

    Where the places and digests of citations differ from those in a text at hand is said of each citation
    (`averred.lock.comparing`). A forger who keeps everything in step is found by a text at hand alone.

    Args:
        lock: the lock.
        sources: the texts at hand, by source id.
    """
    cited: dict[str, list[LockedCitation]] = {}
    for line in lock.citations.values():
        cited.setdefault(line.source, []).append(line)
    for name, source in lock.sources.items():
        text = sources.get(name)
        why = (
            _units_disorder(source)
            or next(filter(None, (_citation_disorder(source, line) for line in cited.get(name, ()))), None)
            or (text and (_other_digest(source, text) or _other_units(source, text)))
            or (text and _other_tokens(source, text, cited.get(name, ())))
        )
        if why:
            yield f"its lines about the source “{name}” do not agree: {why}"


def _units_disorder(source: LockedSource) -> str | None:
    done = section = 0
    for number, unit in enumerate(source.units):
        if not done <= unit.span.start < unit.span.end <= source.length or unit.section < section:
            return f"unit {number} is not after the one before it"
        done, section = unit.span.end, unit.section
    return None


def _citation_disorder(source: LockedSource, line: LockedCitation) -> str | None:
    if line.text is not None:
        return None  # it tells of another text, and of no units
    try:
        tokens = len(a2b_base64(line.skeleton))
    except Error:
        tokens = -1
    if line.tokens[1] - line.tokens[0] != tokens:
        return f"the skeleton of “{line.key}” is not as long as its tokens are many"
    if line.span.end > source.length or line.units != touched(source.units, line.span):
        return f"the place of “{line.key}” is not in the units that it is said to touch"
    return None


def _other_digest(source: LockedSource, text: SourceText) -> str | None:
    """The digests of bytes and text go together, as do the digest of a text and its length."""
    same_loader = source.loader == f"{text.loader}/{text.loader_version}"
    if source.text_digest != text.text_digest:
        is_wrong = same_loader and source.digest == text.digest
        return "the same bytes have another text" if is_wrong else None
    if source.length != len(text.text):
        return "the same text has another length"
    if same_loader and text.loader == "text" and source.digest not in _plain_digests(text):
        return "the same plain text has other bytes"
    if source.digest == text.digest and not _is_known(source.loader, text):
        return f"no loader “{source.loader}” is known that reads these bytes"
    return None


def _is_known(loader: str, text: SourceText) -> bool:
    """Whether a loader is the one that has read the text, or an earlier version of it."""
    name, _, version = loader.rpartition("/")
    if name != text.loader or version == text.loader_version:
        return name == text.loader
    both = version, text.loader_version
    return all(one.isdecimal() for one in both) and 0 < int(version) < int(text.loader_version)


def _plain_digests(text: SourceText) -> tuple[str, ...]:
    """The digests of the bytes of a plain text: with a byte order mark or without."""
    if text.digest == text.text_digest:
        return text.digest, digest_of(_BYTE_ORDER_MARK + text.text.encode())
    return text.digest, text.text_digest


def _other_units(source: LockedSource, text: SourceText) -> str | None:
    """Of an unchanged text: units leave nothing but white space between them, and stay in their blocks.

    Where a sentence ends is not asked: to part a text anew costs more than the rest of a check.
    """
    if source.text_digest != text.text_digest or not source.units:
        return None
    done = 0
    ends = (*text.blocks[1:], len(text.text))
    for number, unit in enumerate(source.units):
        start, end = unit.span.start, unit.span.end
        between, edges = text.text[done:start], text.text[start] + text.text[end - 1]
        block = bisect_right(text.blocks, start) - 1
        if (
            (between and not between.isspace())
            or any(map(str.isspace, edges))
            or end > ends[block]
            or (unit.kind, unit.section) != kind_and_section(text, block)
        ):
            return f"unit {number} is not one of the source, which is unchanged"
        done = end
    rest = text.text[done:]
    return "units of the source are missing at its end" if rest and not rest.isspace() else None


def _other_tokens(source: LockedSource, text: SourceText, lines: Iterable[LockedCitation]) -> str | None:
    """Of an unchanged text: the hashes and the numbers of each passage's words are those of its words.

    A passage with other words than the digest in its line is said of that citation, not here. Where the
    words of a very long text are is not counted.
    """
    if source.text_digest != text.text_digest:
        return None
    from averred.anchor.tokens import token_range
    from averred.lock.passages import read_passage

    for line in lines:
        passage = read_passage(text, line.span)
        if line.text is not None or line.passage != passage.digest:
            continue
        if a2b_base64(line.skeleton) != passage.skeleton:
            return f"the skeleton of “{line.key}” is not that of its words"
        if len(text.text) <= _LONGEST and line.tokens != token_range(text, line.span):
            return f"the tokens of “{line.key}” are not those of its place"
    return None
