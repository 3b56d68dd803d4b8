"""Where facts and findings stand: on which page, under which id, and how to link there from another page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from averred.display.markup import Markup, element, identifier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from averred.findings import Finding
    from averred.report import Report


class Links(NamedTuple):
    """Where facts and findings stand, seen from one page.

    Attributes:
        here: the page from which the links lead, as seen from the folder of the index.
        reports: the number of each report, by its identity.
        facts: the page of each fact, by the number of its report and its id.
        findings: the number and the page of each finding, by its identity.
    """

    here: str
    reports: Mapping[int, int]
    facts: Mapping[tuple[int, str], str]
    findings: Mapping[int, tuple[str, str]]

    def anchor(self, fact: str, report: Report, kind: str = "fact") -> str:
        """The id of a fact's row on its page, or with the kind "text" of its passage."""
        number = self.reports[id(report)]
        return identifier(f"{kind}{number + 1}" if number else kind, fact)

    def fact(self, fact: str, report: Report) -> str:
        """The address of a fact's row."""
        page = self.facts[self.reports[id(report)], fact]
        return f"{self._page(page)}#{self.anchor(fact, report)}"

    def passage(self, fact: str, report: Report) -> str | None:
        """The address of a fact's passage, or of its quote where the text is not at hand; None without."""
        page = self.facts.get((self.reports[id(report)], fact))
        if page is None or not _is_shown(fact, report):
            return None
        return f"{self._page(page)}#{self.anchor(fact, report, 'text')}"

    def number(self, finding: Finding) -> str:
        """The number of a finding; "a1" is the first accepted one."""
        return self.findings[id(finding)][0]

    def finding(self, finding: Finding) -> str:
        """The address of a finding's card."""
        number, page = self.findings[id(finding)]
        return f"{self._page(page)}#finding-{number}"

    def _page(self, page: str) -> str:
        return "" if page == self.here else address(self.here, page)


def to_source(fact: str, report: Report) -> list[Markup]:
    """A link out of the page, to the passage of a fact at its source; empty where there is none."""
    there = report.link(fact)
    if there is None:
        return []
    words = f"the passage of {fact} at its source"
    return [element("a", "source\u00a0↗", href=there, rel="noopener noreferrer", aria_label=words)]


def _is_shown(fact: str, report: Report) -> bool:
    """Whether a passage or a quote stands on a page."""
    source, citation = report.fact_base[fact].source, report.fact_base[fact].citation
    if source in report.source_texts:
        result = report.citations.get(fact)
        return result is not None and result.span is not None
    return source in report.fact_base.sources and bool(citation and citation.quote)


def address(here: str, there: str) -> str:
    """The relative address of a page, from another page of the same report.

    Args:
        here: where the link stands; the index, or a page in the one folder below it.
        there: where it leads, likewise.
    """
    folder, _, _ = here.rpartition("/")
    if not folder:
        return quote(there)
    other, _, name = there.rpartition("/")
    return quote(name if other else f"../{name}")
