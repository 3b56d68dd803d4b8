"""What all report formats share: options, order, counts, and where passages stand in their sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from averred.alike import alike
from averred.display.plot import Bar
from averred.display.terminal import Terminal
from averred.findings import Level
from averred.spans import Place, Span, line_and_column
from averred.values import Quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from averred.coverage import SourceCoverage
    from averred.facts import Fact
    from averred.findings import Finding, Label
    from averred.report import Report

#: Verdicts of a citation whose passage was found, exactly or elsewhere in the same text.
VERIFIED = frozenset({"exact", "moved"})
_QUOTED = "“([^“”]+)”"


class RuleText(NamedTuple):
    """What a rule says of itself.

    Attributes:
        level: that of its findings, where no setting gives another.
        summary: the first line of its documentation.
        sections: the paragraphs of its documentation by heading.
    """

    level: Level
    summary: str
    sections: Mapping[str, str]


def _no_text(_rule: str) -> RuleText | None:
    return None


class Options(NamedTuple):
    """How a report is shown.

    Attributes:
        terminal: width, colour and ASCII of a report for a terminal.
        show_undetermined: show the verdicts that are undetermined as well.
        verbose: 0 for the usual, 1 for what was accepted and skipped as well, -1 for findings alone.
        cap: the most findings that are shown in full; None for all. Counts are never capped.
        statistics: show how many findings each rule has.
        coverage: for each report, how much of its sources is cited, where that is known.
        rule_text: what a rule says of itself, by its name; None for one that is not known.
    """

    terminal: Terminal = Terminal()
    show_undetermined: bool = False
    verbose: int = 0
    cap: int | None = None
    statistics: bool = False
    coverage: Sequence[Sequence[SourceCoverage]] = ()
    rule_text: Callable[[str], RuleText | None] = _no_text


def all_findings(reports: Iterable[Report]) -> list[tuple[Report, Finding]]:
    """The findings of several reports, gravest first, each with its report; else in their own order."""
    pairs = [(report, finding) for report in reports for finding in report.findings]
    return sorted(pairs, key=lambda pair: -pair[1].level.rank)


def base_name(report: Report) -> str:
    """What to call a fact base: its folder's name."""
    root = report.fact_base.root
    return root.name if root else "facts"


def place_of(finding: Finding, report: Report) -> Place:
    """Where a finding is to be looked at first: always a place, if only the fact base itself."""
    if finding.place:
        return finding.place
    places = (label.place for label in finding.labels if label.place)
    facts = (report.fact_base.by_id.get(fact) for fact in finding.facts)
    origins = (report.fact_base.place(fact.origin, "value") for fact in facts if fact)
    return next((place for place in (*places, *origins) if place), Place(base_name(report)))


class Passage(NamedTuple):
    """A passage of a source on the line where it begins.

    Attributes:
        label: what points at it.
        place: where it stands: the source's file as it is declared, or its id; line and column.
        file: the same file as findings name files: from the working folder; as declared if not at hand.
        line: the whole line; where the source's text is not at hand, the quote.
        start: where in that line it starts.
        end: where in that line it ends.
        at_hand: whether the line was read from the source.
    """

    label: Label
    place: Place
    file: str
    line: str
    start: int
    end: int
    at_hand: bool


def source_name(report: Report, source: str) -> str:
    """What to call a source: its file, or else its id."""
    known = report.fact_base.sources.get(source)
    return (known.path if known else None) or source or "(no source)"


def passages(finding: Finding, report: Report) -> list[Passage]:
    """The passages that a finding points at, in the order of its labels."""
    return [_passage(label, report) for label in finding.labels if label.source or label.words]


def _passage(label: Label, report: Report) -> Passage:
    source = label.source or ""
    text = report.source_texts.get(source)
    name = source_name(report, source)
    if text is None or label.span is None:
        words = label.words or ""
        start, end = _value_in(words, 0, len(words), label, report)
        return Passage(label, Place(name), name, words, start, end, at_hand=False)
    start, end = _value_in(text, label.span.start, label.span.end, label, report)
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    place = Place(name, *line_and_column(text, start))
    line = text[line_start:line_end]
    ends = start - line_start, min(end, line_end) - line_start
    return Passage(label, place, report.source_files.get(source, name), line, *ends, at_hand=True)


def _value_in(text: str, start: int, end: int, label: Label, report: Report) -> tuple[int, int]:
    """Where in a passage the words stand that matter: those that the message quotes, or the fact's own.

    The whole passage, where neither is spelled out.
    """
    fact = report.fact_base.by_id.get(label.fact or "")
    passage = text[start:end]
    lower = passage.lower() if len(passage.lower()) == len(passage) else passage
    quoted = re.findall(_QUOTED, label.message) if "“" in label.message else ()
    for words in (*quoted, fact.written if fact else ""):
        found = max(passage.find(words), lower.find(words.lower())) if words else -1
        if found >= 0:
            return start + found, start + found + len(words)
    return start, end


def facts_of(finding: Finding, report: Report) -> list[Fact]:
    """The facts that a finding rests on, in the order of its labels, then of their ids."""
    order = dict.fromkeys([label.fact for label in finding.labels if label.fact] + list(finding.facts))
    return [report.fact_base.by_id[fact] for fact in order if fact in report.fact_base.by_id]


def quantities_of(finding: Finding, report: Report) -> list[tuple[Fact, Quantity]]:
    """The quantities of a finding in the unit of its first one, then others of the same property.

    Those others are no part of the finding (another voice, perhaps); they show where it stands. A single
    quantity has nothing to be compared with, and a finding without conflicts names its facts for another
    reason: then there are none.
    """
    facts = facts_of(finding, report) if finding.conflicts else []
    own = [fact for fact in facts if isinstance(fact.value, Quantity)]
    if len(own) < 2:
        return []
    properties = {(fact.subject, fact.predicate, fact.part, fact.scope) for fact in own}
    known = {fact.id for fact in facts}
    beside = [
        fact
        for predicate in dict.fromkeys(fact.predicate for fact in own)
        for fact in report.fact_base.by_predicate[predicate]
        if fact.id not in known and (fact.subject, fact.predicate, fact.part, fact.scope) in properties
    ]
    pairs = [
        (fact, fact.value) for fact in (*own, *beside) if isinstance(fact.value, Quantity) and not fact.denied
    ]
    found = [
        (fact, value)
        for (fact, _), value in zip(pairs, alike([value for _, value in pairs]), strict=True)
        if isinstance(value, Quantity)
    ]
    return [(fact, value) for fact, value in found if value.unit == found[0][1].unit]


def bar_of(fact: Fact, value: Quantity, name: str) -> Bar:
    """A quantity as a row of a plot."""
    interval = value.interval
    return Bar(
        name,
        interval.lo,
        interval.hi,
        interval.lo_open,
        interval.hi_open,
        centre=None if interval.is_point else value.centre,
        attributed=not fact.attribution.is_own_voice,
        words=fact.written,
    )


def short_names(facts: Sequence[Fact]) -> dict[str, str]:
    """The ids of facts without the words that they all begin with."""
    ids = [fact.id for fact in facts]
    words = [identity.split("-") for identity in ids]
    shared = 0
    while len(ids) > 1 and all(len(parts) > shared + 1 for parts in words):
        if any(parts[shared] != words[0][shared] for parts in words):
            break
        shared += 1
    return {identity: "-".join(parts[shared:]) for identity, parts in zip(ids, words, strict=True)}


def spans_of(report: Report) -> dict[str, Span]:
    """Where the passages of facts are, by fact id."""
    return {fact: result.span for fact, result in report.citations.items() if result.span}


def citation_counts(reports: Iterable[Report]) -> dict[str, int]:
    """How many citations have each verdict, the most frequent first."""
    counts: dict[str, int] = {}
    for report in reports:
        for verdict, count in report.tally.citations.items():
            counts[verdict] = counts.get(verdict, 0) + count
        for result in report.citations.values():
            if result.verdict != "none":
                counts[result.verdict] = counts.get(result.verdict, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def level_counts(reports: Iterable[Report]) -> dict[str, int]:
    """How many findings there are of each level, gravest first; levels without any included."""
    reports = list(reports)
    return {level.value: sum(report.count(level) for report in reports) for level in Level}


def rule_counts(reports: Iterable[Report]) -> dict[str, int]:
    """How many findings each rule has, the most frequent first."""
    counts: dict[str, int] = {}
    for report in reports:
        for (rule, _), count in report.tally.findings.items():
            counts[rule] = counts.get(rule, 0) + count
        for finding in report.findings:
            counts[finding.rule] = counts.get(finding.rule, 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def plural(count: int, word: str) -> str:
    """A count with its word: `1 error`, `1,203 facts`."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def shown_of(shown: int, total: int) -> str:
    """What a capped list says of itself."""
    return f"{shown:,} of {total:,} findings shown, the gravest first; -v shows all"


def summary(reports: Sequence[Report]) -> str:
    """What was checked and found, in one line."""
    levels = level_counts(reports)
    found = [plural(levels[level], level) for level in levels if levels[level]]
    accepted = sum(len(report.accepted) for report in reports)
    parts = [
        plural(sum(report.checked for report in reports), "fact"),
        _citations(citation_counts(reports)) or _uncited(reports),
        ", ".join(found) or "no findings",
        f"{accepted:,} accepted" if accepted else "",
        _engines(reports) if reports else "",
        *sorted({remark for report in reports for remark in report.remarks}),
        *sorted({f"day used {report.today}" for report in reports if report.today}),
    ]
    return "; ".join(part for part in parts if part)


def _engines(reports: Sequence[Report]) -> str:
    """`engine duckdb, 1,203 facts read in full`: of the others its screens had nothing to say."""
    named = f"engine {', '.join(sorted({report.engine for report in reports}))}"
    counts = [report.read_in_full for report in reports if report.read_in_full is not None]
    return f"{named}, {plural(sum(counts), 'fact')} read in full" if counts else named


def _citations(counts: dict[str, int]) -> str:
    """`112 citations: 110 verified from the text, 2 locked`; empty where there are none."""
    total = sum(counts.values())
    verified = sum(count for verdict, count in counts.items() if verdict in VERIFIED)
    parts = [f"{verified:,} verified from the text"] if verified else []
    parts += [f"{counts[verdict]:,} {verdict}" for verdict in counts if verdict not in VERIFIED]
    return f"{plural(total, 'citation')}: {', '.join(parts)}" if total else ""


def _uncited(reports: Sequence[Report]) -> str:
    """That there is no citation, or that none could be verified: `averred.lock` cannot be read, say."""
    return "no citations verified" if any(report.skipped for report in reports) else "no citations"
