"""The pages with what belongs on them: findings, plots, what to doubt; and where everything stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from averred.reports import base
from averred.reports.html.links import Links
from averred.values import Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from averred.coverage import SourceCoverage
    from averred.facts import Fact
    from averred.findings import Finding
    from averred.report import Credible, Report
    from averred.reports.html.sheets import Sheet

    Parts = Mapping[tuple[str, int], "Part"]

#: Rows that a plot has from other pages, besides all those of its own page.
_ROWS_FROM_ELSEWHERE: Final = 10


class Plot(NamedTuple):
    """One property that is given more than once: facts to draw, and how many more other pages have."""

    facts: Sequence[Fact]
    omitted: int


class Part(NamedTuple):
    """All that a page shows of one report.

    Attributes:
        sheet: which facts and which text.
        findings: those whose card stands on the page, gravest first.
        accepted: the same of the accepted ones.
        elsewhere: findings on facts of the page whose card stands on another one.
        plots: the quantities to compare.
        credible: the most credible reading of the whole report.
        coverage: of the sources on the page, where it is known.
    """

    sheet: Sheet
    findings: list[Finding]
    accepted: list[Finding]
    elsewhere: list[Finding]
    plots: list[Plot]
    credible: Credible
    coverage: Sequence[SourceCoverage]

    @property
    def report(self) -> Report:
        """The whole report."""
        return self.sheet.report


class Book(NamedTuple):
    """All pages, and where everything is.

    Attributes:
        home: the file name of the index, or of the only page.
        parts: what the pages show, in their order.
        links: where facts and findings stand, as seen from the index.
        loose: findings on no fact of any page, with their report: the index shows them.
    """

    home: str
    parts: Sequence[Part]
    links: Links
    loose: Sequence[tuple[Report, Finding]]


def bound(
    reports: Sequence[Report],
    sheets: Sequence[Sheet],
    home: str,
    coverage: Sequence[Sequence[SourceCoverage]] = (),
) -> Book:
    """The pages with their findings and plots, and where everything stands.

    Args:
        reports: the reports, in the order of their numbers.
        sheets: which facts stand where.
        home: the file name of the index, or of the only page.
        coverage: what is cited of the sources of each report, where that is known.
    """
    numbers = {id(report): number for number, report in enumerate(reports)}
    facts = {(numbers[id(sheet.report)], fact.id): sheet.page for sheet in sheets for fact in sheet.facts}
    credible = [report.credible() for report in reports]
    covered = [*coverage, *((),) * len(reports)]
    parts: dict[tuple[str, int], Part] = {}
    for sheet in sheets:
        number = numbers[id(sheet.report)]
        shown = {extract.source for extract in sheet.extracts}
        known = [one for one in covered[number] if one.source in shown]
        parts[sheet.page, number] = Part(sheet, [], [], [], [], credible[number], known)
    links = Links(home, numbers, facts, {})
    for report in reports:
        _add_plots(report, parts, links)
    found, loose = _distributed(reports, parts, links)
    return Book(home, list(parts.values()), links._replace(findings=found), loose)


def _distributed(
    reports: Sequence[Report], parts: Parts, links: Links
) -> tuple[dict[int, tuple[str, str]], list[tuple[Report, Finding]]]:
    """Put each finding on the page of its first fact; where each one is, and those without a page."""
    found: dict[int, tuple[str, str]] = {}
    loose: list[tuple[Report, Finding]] = []
    for name, report, finding in _numbered(reports):
        number = links.reports[id(report)]
        known = (links.facts.get((number, fact)) for fact in finding.facts)
        first, *others = list(dict.fromkeys(page for page in known if page)) or [links.here]
        found[id(finding)] = name, first
        home = parts.get((first, number))
        if home is None:
            loose.append((report, finding))
        else:
            (home.findings if finding.accepted is None else home.accepted).append(finding)
        for other in others:
            parts[other, number].elsewhere.append(finding)
    return found, loose


def _numbered(reports: Sequence[Report]) -> Iterator[tuple[str, Report, Finding]]:
    """All findings with their numbers, gravest first; then the accepted ones: "a1" and so on."""
    for number, (report, finding) in enumerate(base.all_findings(reports), 1):
        yield str(number), report, finding
    kept = ((report, finding) for report in reports for finding in report.accepted)
    for number, (report, finding) in enumerate(kept, 1):
        yield f"a{number}", report, finding


def _add_plots(report: Report, parts: Parts, links: Links) -> None:
    """Give each page the properties that its facts share with any other fact."""
    number = links.reports[id(report)]
    for group in _compared(report):
        by_page: dict[str, list[Fact]] = {}
        for fact in group:
            by_page.setdefault(links.facts[number, fact.id], []).append(fact)
        for page, own in by_page.items():
            shown = {fact.id for fact in own}
            near = [fact for fact in group[: len(own) + _ROWS_FROM_ELSEWHERE] if fact.id not in shown]
            rows = [*own, *near[:_ROWS_FROM_ELSEWHERE]]
            parts[page, number].plots.append(Plot(rows, len(group) - len(rows)))


def _compared(report: Report) -> Iterator[list[Fact]]:
    """The quantities of each property, status and unit that is given more than once."""
    groups: dict[tuple[str, str, str, str], list[Fact]] = {}
    for fact in report.fact_base.facts:
        if isinstance(fact.value, Quantity) and fact.is_active and not fact.denied:
            key = (fact.subject, fact.predicate, fact.scope.status, fact.value.unit or "")
            groups.setdefault(key, []).append(fact)
    return (group for group in groups.values() if len(group) > 1)
