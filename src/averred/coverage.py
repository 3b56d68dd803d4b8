"""Which sentences of a source no fact covers: from the lock, so it works without a word of the text."""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import attrs

from averred.lock.claims import LEAVE_OUT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from averred.lock.claims import Claim
    from averred.lock.records import Lock, LockedCitation, LockedSource, Unit
    from averred.source import SourceText
    from averred.spans import Span

COUNTED: Final = frozenset({"sentence", "item", "key"})
"""The kinds of units that claim something; a heading does not."""
_FIRST_WORDS: Final = 8


@attrs.frozen
class UncoveredUnit:
    """A unit that no fact cites and that nobody has left out.

    Attributes:
        number: its number in the source.
        kind: "sentence", "item" or "key".
        section: the number of its section.
        span: where it stands.
        words: its first words, where the text is at hand.
    """

    number: int
    kind: str
    section: int
    span: Span
    words: str | None


@attrs.frozen
class SectionCoverage:
    """What is covered of one section, its subsections apart.

    Attributes:
        number: the number of the section, 0 before the first heading.
        title: its heading, where the text is at hand.
        covered: how many units have a cited passage in them.
        counted: how many could.
        left_out: how many were left out with a reason; they are not counted.
        uncovered: those that remain.
    """

    number: int
    title: str | None
    covered: int
    counted: int
    left_out: int
    uncovered: tuple[UncoveredUnit, ...]


@attrs.frozen
class SourceCoverage:
    """What is covered of one source.

    Attributes:
        source: its id.
        sections: in order; sections without units that count are not there.
        cited_characters: how many characters of counted units lie in a cited passage.
        characters: how many these units have.
        is_of_other_text: whether the text at hand is not the one whose units are counted.
    """

    source: str
    sections: tuple[SectionCoverage, ...]
    cited_characters: int
    characters: int
    is_of_other_text: bool = False

    @property
    def covered(self) -> int:
        """How many units have a cited passage in them."""
        return sum(section.covered for section in self.sections)

    @property
    def counted(self) -> int:
        """How many units could have one."""
        return sum(section.counted for section in self.sections)

    @property
    def share(self) -> Fraction:
        """The covered share of the units, 0 to 1; all of nothing is 1."""
        return Fraction(self.covered, self.counted) if self.counted else Fraction(1)

    @property
    def cited_share(self) -> Fraction:
        """The cited share of the characters, 0 to 1; shown apart, since no fact must cite whole sentences."""
        return Fraction(self.cited_characters, self.characters) if self.characters else Fraction(1)


def coverage(
    lock: Lock,
    texts: Mapping[str, SourceText] = MappingProxyType({}),
    claims: Mapping[str, Claim] | None = None,
) -> tuple[SourceCoverage, ...]:
    """The coverage of every source of a lock, by id.

    Args:
        lock: what was verified; citations whose passage has changed since cover nothing.
        texts: the sources at hand, by id, for headings and first words; one whose text is not that of the
            lock is not used.
        claims: the citations of the fact base, by key: a line of the lock whose citation is no longer there,
            or has another quote, covers nothing. None to count every line.
    """
    lines: dict[str, list[LockedCitation]] = {}
    for line in lock.citations.values():
        if line.text is None and _is_cited(line, claims):
            lines.setdefault(line.source, []).append(line)
    return tuple(
        _of_source(lines.get(source.id, []), source, texts.get(key))
        for key, source in sorted(lock.sources.items())
    )


def _is_cited(line: LockedCitation, claims: Mapping[str, Claim] | None) -> bool:
    """Whether the fact base still has the citation of a line, as it was written."""
    if claims is None:
        return True
    claim = claims.get(line.key)
    return claim is not None and (claim.source, claim.quote_digest) == (line.source, line.quote)


def _of_source(
    lines: Sequence[LockedCitation], source: LockedSource, text: SourceText | None
) -> SourceCoverage:
    is_other = text is not None and text.text_digest != source.text_digest
    if is_other:
        text = None
    cited = {unit for line in lines if not line.key.startswith(LEAVE_OUT) for unit in line.units}
    left = {unit for line in lines if line.key.startswith(LEAVE_OUT) for unit in line.units} - cited
    numbered = [(number, unit) for number, unit in enumerate(source.units) if unit.kind in COUNTED]
    sections: dict[int, list[tuple[int, Unit]]] = {}
    for number, unit in numbered:
        sections.setdefault(unit.section, []).append((number, unit))
    spans = [line.span for line in lines if not line.key.startswith(LEAVE_OUT)]
    claiming = [unit.span for number, unit in numbered if number not in left]
    return SourceCoverage(
        source.id,
        tuple(_of_section(number, units, cited, left, text) for number, units in sections.items()),
        _characters_in_both(spans, claiming),
        sum(map(len, claiming)),
        is_other,
    )


def _of_section(
    section: int,
    units: list[tuple[int, Unit]],
    cited: set[int],
    left: set[int],
    text: SourceText | None,
) -> SectionCoverage:
    counted = [(number, unit) for number, unit in units if number not in left]
    open_ = [(number, unit) for number, unit in counted if number not in cited]
    uncovered = tuple(
        UncoveredUnit(number, unit.kind, section, unit.span, _first_words(text, unit.span))
        for number, unit in open_
    )
    title = text.sections()[section].title if text else None
    covered = len(counted) - len(open_)
    return SectionCoverage(section, title, covered, len(counted), len(units) - len(counted), uncovered)


def _first_words(text: SourceText | None, span: Span) -> str | None:
    if text is None:
        return None
    words = text.text[span.start : span.end].split()
    return " ".join(words[:_FIRST_WORDS]) + (" …" if len(words) > _FIRST_WORDS else "")


def _characters_in_both(some: Iterable[Span], others: Iterable[Span]) -> int:
    """How many characters lie in a span of each kind; the second kind do not overlap each other."""
    total = 0
    merged = _merged(some)
    ends = [end for _, end in merged]
    for span in others:
        for start, end in _from(merged, bisect_right(ends, span.start)):
            if start >= span.end:
                break
            total += min(end, span.end) - max(start, span.start)
    return total


def _from(spans: Sequence[tuple[int, int]], first: int) -> Iterator[tuple[int, int]]:
    return (spans[number] for number in range(first, len(spans)))  # a slice would copy all of them


def _merged(spans: Iterable[Span]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], span.end)
        else:
            merged.append((span.start, span.end))
    return merged
