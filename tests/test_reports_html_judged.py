"""What the HTML report says of the whole: doubts, and the coverage of the sources."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import attrs
import pytest

from averred.commands import run
from averred.coverage import SectionCoverage, SourceCoverage, UncoveredUnit
from averred.report import Credible, Doubt, Report
from averred.reports import render
from averred.reports.base import Options
from averred.reports.html import judged
from averred.reports.html.book import bound
from averred.reports.html.sheets import single
from averred.spans import Span
from tests.report_samples import REPORT

LANTERN = Path(__file__).parent.parent / "docs" / "tutorial" / "lantern-march"
DOUBT = Doubt("visitors-box", Fraction(4, 5), "flat <in> the source's own voice", ("visitors-text",))


def _doubts(*reports: Report) -> str:
    """The section of the page over some reports."""
    book = bound(reports, single(reports, "report.html"), "report.html")
    return judged.doubts(book.parts, book.links)


def test_doubts_name_the_facts_and_why() -> None:
    """What the most credible reading leaves out is named, with its weight; an approximation says so."""
    credible = Credible(("visitors-text",), (DOUBT,), is_exact=False)
    page = _doubts(attrs.evolve(REPORT, find_credible=lambda: credible), attrs.evolve(REPORT))

    assert 1 == page.count("<li>")
    assert "“3,500”, confidence 0.8 (flat &lt;in&gt; the source" in page
    assert "; beside visitors-text</li>" in page
    assert "found by approximation" in page


def test_without_conflicts_there_is_nothing_to_doubt() -> None:
    """The section stays, and says so."""
    assert "None: all facts can hold." in _doubts(REPORT)


def test_long_lists_of_doubts_are_capped_with_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many doubts the first are shown, and how many there are is said."""
    monkeypatch.setattr(judged, "_MOST_DOUBTS", 1)
    credible = Credible((), (DOUBT, attrs.evolve(DOUBT, fact="visitors-text")))
    page = _doubts(attrs.evolve(REPORT, find_credible=lambda: credible))

    assert 1 == page.count("<li>")
    assert "what is wrong. 1 of 2 are shown.</p>" in page


def test_coverage_by_section() -> None:
    """A table a source, a row a section; hostile headings act nowhere."""
    sections = (
        SectionCoverage(0, None, 2, 3, 0, ()),
        SectionCoverage(1, "<b>March</b>", 1, 4, 2, ()),
        SectionCoverage(2, None, 0, 1, 0, ()),
    )
    page = judged.coverage([SourceCoverage("fair-page", sections, 50, 200)])

    assert "fair-page: 3 of 8 units cited (25 % of their characters)" in page
    numbers = "".join(f'<td class="number">{number}</td>' for number in (2, 3, 0))
    assert f'<th scope="row">before the first heading</th>{numbers}' in page
    assert '<th scope="row">&lt;b&gt;March&lt;/b&gt;</th>' in page
    assert '<th scope="row">2</th>' in page
    assert "Not cited" not in page


def test_what_no_fact_cites_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first words of each unit that nobody cites, or where it stands; a long list says how long it is."""
    units = (
        UncoveredUnit(3, "sentence", 0, Span(5, 40), "The <b>band</b> played …"),
        UncoveredUnit(4, "item", 0, Span(41, 60), None),
    )
    source = SourceCoverage("fair-page", (SectionCoverage(0, None, 2, 4, 0, units),), 50, 200)
    page = judged.coverage([source])

    assert (
        "<p>Not cited:</p><ul><li>The &lt;b&gt;band&lt;/b&gt; played …</li><li>item at 41 to 60</li>" in page
    )
    monkeypatch.setattr(judged, "_MOST_UNITS", 1)
    assert "<p>Not cited (1 of 2 shown):</p><ul><li>The" in judged.coverage([source])


def test_sections_that_are_not_known_are_not_promised() -> None:
    """Without a lock and a text there is neither a section nor a link to it."""
    assert 'coverage"' not in render([REPORT], "html", Options())


@pytest.mark.parametrize("lock", ["made", "broken", "absent"])
def test_the_command_has_coverage_from_the_lock_or_the_text(
    lock: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a lock that can be read, or with none, the page has the section; a broken one is a finding."""
    shutil.copytree(LANTERN, tmp_path / "work", ignore=shutil.ignore_patterns("averred.lock"))
    monkeypatch.chdir(tmp_path / "work")
    if lock != "absent":
        run(["lock", "facts", "--sources", "."])
    if lock == "broken":
        Path("facts/averred.lock").write_text("{", encoding="utf-8")

    assert 0 == run(["report", "facts", "--sources", "."])
    page = Path("report.html").read_text(encoding="utf-8")
    assert (lock != "broken") == ('<h2 id="coverage">' in page)
    assert (lock == "broken") == ("[lock-corrupt]" in page)
