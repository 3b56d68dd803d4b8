"""The passages that a finding points at: the line, carets under the words, and what to see there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from averred.display import cells
from averred.reports import base

if TYPE_CHECKING:
    from averred.display.terminal import Terminal
    from averred.findings import Finding
    from averred.report import Report
    from averred.reports.base import Passage
    from averred.spans import Place

_MOST_PASSAGES = 12
#: How the message of a quote begins whose words stand in the source with other words around them.
_ELSEWHERE = "the quote is in the source, but not"


def snippets(finding: Finding, report: Report, terminal: Terminal) -> list[str]:
    """The blocks of a finding's sources, that of the primary passage first."""
    groups: dict[tuple[str, bool, bool], list[Passage]] = {}
    found = base.passages(finding, report)
    for passage in found[:_MOST_PASSAGES]:
        key = passage.place.path, passage.at_hand, bool(passage.line)
        groups.setdefault(key, []).append(_with_words(passage, report))
    lines = [line for group in groups.values() for line in _block(group, finding, report, terminal)]
    if len(found) > _MOST_PASSAGES:
        lines.append(f"  and {len(found) - _MOST_PASSAGES:,} more passages")
    return lines + _entries(finding, report, terminal)


def _with_words(passage: Passage, report: Report) -> Passage:
    """A fact that quotes nothing is shown by the words of its value."""
    fact = report.fact_base.by_id.get(passage.label.fact or "")
    if passage.line or fact is None:
        return passage
    words = fact.written or fact.value.text
    return passage._replace(line=words, end=len(words))


def _block(group: list[Passage], finding: Finding, report: Report, terminal: Terminal) -> list[str]:
    """One source: where to look, and each passage in the order of the text."""
    ordered = sorted(group, key=_order)
    first = group[0]
    gutter = max(len(str(passage.place.line)) for passage in group) if first.at_hand else 1
    margin = " " * (gutter + 2)
    bar = terminal.paint(terminal.glyph("bar"), "faint")
    lines = _where(first, finding, report, margin, terminal)
    for passage in ordered:
        number = str(passage.place.line) if passage.at_hand else ""
        words, *marks = _marked(passage, finding, terminal, terminal.width - gutter - 4)
        lines.append(f" {terminal.paint(f'{number:>{gutter}}', 'faint')} {bar} {words}")
        lines += [f"{margin}{bar} {mark}" for mark in marks]
    return [*lines, f"{margin}{terminal.paint(terminal.glyph('end'), 'faint')}"]


def _where(passage: Passage, finding: Finding, report: Report, margin: str, terminal: Terminal) -> list[str]:
    """The source of a block. A file with its line stays whole, since terminals and editors open it."""
    corner = terminal.glyph("corner")
    if passage.at_hand:
        where = terminal.show(str(attrs.evolve(passage.place, path=passage.file)))
        return [f"{margin}{terminal.paint(corner, 'faint')} {where}"]
    why = terminal.show(_only_quoted(passage, finding, report))
    room = max(terminal.width - len(margin) - cells.width(corner) - 1, 20)
    first, *more = cells.wrap(why, room)
    bar = terminal.paint(terminal.glyph("bar"), "faint") + " " * cells.width(corner)
    return [f"{margin}{terminal.paint(corner, 'faint')} {first}", *(f"{margin}{bar}{line}" for line in more)]


def _only_quoted(passage: Passage, finding: Finding, report: Report) -> str:
    """Why the words shown are those of the fact file and not of the source."""
    if not passage.label.words and not passage.label.span:
        why = "nothing is quoted; the values"
    elif passage.label.source not in report.source_texts:
        why = "its text is not at hand; the quotes"
    elif finding.rule == "quote-ambiguous":
        why = "the quotes; several of its passages fit"
    elif passage.label.message.startswith(_ELSEWHERE):
        why = "the quotes; the words stand in it, but elsewhere"
    elif finding.rule == "malformed-quote":
        why = "the quotes as written"
    else:
        why = "the quotes; it has no such passage"
    return f"{passage.place.path} ({why})"


def _order(passage: Passage) -> tuple[int, Place, int]:
    """The order of the text, as far as it is known."""
    return passage.label.span.start if passage.label.span else -1, passage.place, passage.start


def _marked(passage: Passage, finding: Finding, terminal: Terminal, room: int) -> list[str]:
    """The words in their window, then the carets with the message and the fact's id."""
    line, start, end = passage.line, passage.start, passage.end
    parts = [
        _as_read(part) if passage.at_hand else part for part in (line[:start], line[start:end], line[end:])
    ]
    whole = cells.Window(*map(terminal.show, parts))
    message, fact = terminal.show(passage.label.message), terminal.show(passage.label.fact or "")
    ellipsis, beside = f"{terminal.glyph('dots')} ", cells.width(message) + cells.width(fact) + 3
    shown = cells.window(whole, max(room, 20), ellipsis=ellipsis, beside=beside)
    indent = " " * cells.width(shown.before)
    carets = terminal.glyph("caret") * max(cells.width(shown.marked), 1)
    words = shown.before + terminal.paint(shown.marked, "strong") + shown.after
    style = finding.level.value
    pointer = f"{carets} {message}".rstrip()
    space = room - cells.width(indent + pointer) - cells.width(fact)
    if space >= 2:
        return [words, indent + terminal.paint(pointer, style) + (" " * space + fact if fact else "")]
    text = terminal.glyph("dot").join(part for part in (message, fact) if part)
    rows = cells.wrap(text, max(room, 20), first="  ", rest="  ")
    return [words, *(terminal.paint(row, style) for row in (indent + carets, *rows))]


def _as_read(words: str) -> str:
    """Words of a source without soft hyphens: loaders write one where a line of the file parts a word."""
    return words.replace("\u00ad", "")


def _entries(finding: Finding, report: Report, terminal: Terminal) -> list[str]:
    """Entries of fact files that a finding points at, where it points at no passage."""
    labels = [label for label in finding.labels if not (label.source or label.words)]
    corner = terminal.paint(terminal.glyph("corner"), "faint")
    if not finding.labels:
        return [f"   {corner} {terminal.show(str(base.place_of(finding, report)))}"]
    lines: list[str] = []
    for label in labels:
        place = label.place or base.place_of(finding, report)
        lines.append(f"   {corner} {terminal.show(str(place))}")
        if label.message:
            lines += terminal.wrap(
                label.message, first=f"   {terminal.glyph('bar')} ", rest=f"   {terminal.glyph('bar')} "
            )
    return lines
