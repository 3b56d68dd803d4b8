"""What a notebook shows of facts, fact bases, findings and reports; and reports as data."""

from __future__ import annotations

import json

import attrs
import pytest

from averred.display.notebook import table, terms
from averred.factbase import FactBase
from averred.report import Report
from tests.hostile import HOSTILE
from tests.report_samples import CONTRADICTION, DISPUTE, FACT_BASE, FACTS, REPORT
from tests.test_reports_ci import hostile_report


def test_a_fact_shows_what_it_says() -> None:
    """A fact in a notebook has what it is about, its value, its speaker, quote and source."""
    html = FACTS[0]._repr_html_()

    assert "<strong>visitors-bakers</strong>" in html
    assert "<dt>said by</dt><dd>bakers</dd>" in html
    assert "<dt>quote</dt><dd>spoke of 200 to 1,000 guests</dd>" in html
    bare = attrs.evolve(FACTS[1], citation=None, part="bakers", denied=True)._repr_html_()
    assert "<dd>visitors of fair, bakers</dd><dt>denied</dt>" in bare
    assert "<dd>the source itself</dd></dl>" in bare


def test_a_fact_base_and_a_report_are_tables() -> None:
    """A fact base in a notebook is the table of its facts, a report that of its findings."""
    assert "<caption>3 facts</caption>" in FACT_BASE._repr_html_()
    assert "<caption>3 findings on 3 facts: the facts do not all agree</caption>" in REPORT._repr_html_()
    assert "nothing at the level of an error" in Report(FactBase())._repr_html_()


def test_a_finding_is_a_card() -> None:
    """A finding in a notebook has its headline, why, needs, help and id."""
    html = CONTRADICTION._repr_html_()

    assert "<strong>error[contradictory]: “visitors” of" in html
    assert "<dt>id</dt><dd>contradictory-3fa94c1e</dd>" in html
    assert "<dt>needs</dt>" not in DISPUTE._repr_html_()


def test_long_tables_are_cut_and_say_so() -> None:
    """A table shows fifty rows and counts all of them."""
    html = table("rows", ["n"], [[str(n)] for n in range(60)])

    assert "<caption>rows (50 of 60 shown)</caption>" in html
    assert 51 == html.count("<tr>")
    assert "<div><strong>x</strong><dl></dl></div>" == terms("x", [("a", "")])


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_nothing_acts_in_a_notebook(hostile: str) -> None:
    """Hostile texts make no element in a notebook."""
    assert _shown(hostile_report("x")).count("<") == _shown(hostile_report(hostile)).count("<")


def _shown(report: Report) -> str:
    facts = "".join(fact._repr_html_() for fact in report.fact_base)
    return report._repr_html_() + report.fact_base._repr_html_() + report.findings[0]._repr_html_() + facts


def test_a_report_becomes_json() -> None:
    """A report as JSON has its version, verdicts by citation, and findings with their facts."""
    data = json.loads(REPORT.to_json())

    assert (1, False, 3) == (data["version"], data["consistent"], data["facts"])
    assert {"visitors-bakers": "exact", "visitors-box": "exact", "visitors-text": "exact"} == data[
        "citations"
    ]
    assert ["visitors-box", "visitors-text"] == [fact["id"] for fact in data["findings"][0]["facts"]]
    assert ["disputed-0badcafe"] == [finding["id"] for finding in data["accepted"]]
