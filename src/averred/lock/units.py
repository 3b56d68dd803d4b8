"""The units of a source: what coverage counts."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from averred.lock.records import Unit
from averred.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from averred.source import SourceText


def segmenter() -> str:
    """Name and version of what parts sentences."""
    from importlib.metadata import version

    return f"sentencex/{version('sentencex')}"


def units_of(source: SourceText, language: str | None = None) -> tuple[Unit, ...]:
    """The units of a source in order.

    A heading and a `Key: value` line are units; list items and paragraphs are parted into sentences, which
    are units of the kind "item" and "sentence".

    Args:
        source: the text.
        language: a BCP 47 tag; English where it is not known.
    """
    ends = (*source.blocks[1:], len(source.text))
    units: list[Unit] = []
    for block, (start, end, kind) in enumerate(zip(source.blocks, ends, source.kinds, strict=True)):
        name, section = kind_and_section(source, block)
        spans = _parts(source.text, Span(start, end), kind, language or "en")
        units.extend(Unit(name, section, span) for span in spans)
    return tuple(units)


def kind_and_section(source: SourceText, block: int) -> tuple[str, int]:
    """The kind of the units in a block of a source, and the number of the section that it stands in."""

    def work_out() -> list[int]:
        return [section.span.start for section in source.sections()]

    starts = source.remembered("section starts", work_out)
    kind = source.kinds[block]
    name = "heading" if kind.startswith("heading") else "sentence" if kind == "paragraph" else kind
    return name, max(0, bisect_right(starts, source.blocks[block]) - 1)


def _parts(text: str, block: Span, kind: str, language: str) -> Iterator[Span]:
    words = text[block.start : block.end]
    if kind in ("paragraph", "item"):
        from sentencex import get_sentence_boundaries

        for found in get_sentence_boundaries(language.partition("-")[0], words):
            yield from _trimmed(text, block.start + found["start_index"], block.start + found["end_index"])
    else:
        yield from _trimmed(text, block.start, block.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """The range without white space at its ends; nothing if nothing is left."""
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    if start < end:
        yield Span(start, end)


def touched(units: tuple[Unit, ...], span: Span) -> tuple[int, ...]:
    """The numbers of the units that a passage has characters of."""
    number = max(0, bisect_right(units, span.start, key=lambda unit: unit.span.start) - 1)
    found = []
    while number < len(units) and units[number].span.start < span.end:
        if units[number].span.end > span.start:
            found.append(number)
        number += 1
    return tuple(found)
