"""The formats for CI and editors, and that no hostile string acts in any of them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import attrs
import pytest

import averred
from averred.commands.catalogue import rule_text
from averred.factbase import FactBase
from averred.findings import Finding, Label, Level
from averred.report import CitationResult, Report
from averred.reports import render
from averred.reports.base import Options
from averred.reports.markdown import text as markdown_text
from averred.rules import RULES_BY_NAME
from averred.spans import Place
from tests.hostile import HOSTILE, UNSEEN
from tests.report_samples import CITATIONS, CONTRADICTION, FACT_BASE, FACTS, LOCKED_REPORT, REPORT, TEXT

FAIR = """
[source.fair-page]
path = "fair.txt"

[entity.fair]
name = "Harvest fair of Oldmere"

[predicate.visitors]
value = "quantity"
unit = "person"
functional = true

[fact.box]
subject = "fair"
predicate = "visitors"
value = "3,500"
source = "fair-page"
quote = "Visitors: 3,500"

[fact.text]
subject = "fair"
predicate = "visitors"
value = "around 2,000"
source = "fair-page"
quote = "drew around 2,000 visitors"
"""

MANY = attrs.evolve(
    REPORT,
    findings=tuple(
        attrs.evolve(CONTRADICTION, id=f"contradictory-{n:08x}", level=level)
        for level in Level
        for n in range(19)
    ),
)


def xml_of(text: str) -> ET.Element:
    """Parsed XML of our own making."""
    return ET.fromstring(text)  # noqa: S314  # it is what the test has just rendered


def test_json_lines_say_what_each_line_is() -> None:
    """Each line is a whole finding, open or accepted; the last one has the counts."""
    lines = [json.loads(line) for line in render([REPORT], "json-lines", Options()).splitlines()]

    assert ["finding", "finding", "finding", "accepted", "summary"] == [line["type"] for line in lines]
    assert {"error": 2, "warning": 0, "note": 1} == lines[-1]["findings"]
    assert "contradictory-3fa94c1e" == lines[0]["id"]
    assert not lines[-1]["interrupted"]


def test_github_gets_an_annotation_at_the_fact() -> None:
    """An annotation stands at the fact's line and says the headline and why."""
    lines = render([REPORT], "github", Options()).splitlines()

    assert (
        "::error file=facts/fair.toml,line=9,col=13,title=contradictory (contradictory-3fa94c1e)::"
        "“visitors” of “Harvest fair of Oldmere” has two values in one voice"
        "%0A“visitors” has one value%0A3,500 is 1,300 above the nearest end of “around 2,000”"
    ) == lines[0]
    assert lines[2].startswith("::notice file=facts/fair.toml,line=19,col=13,")
    assert lines[3].startswith("3 of 3 findings shown; 3 facts")


def test_github_gets_ten_of_each_level_and_the_count() -> None:
    """GitHub shows ten annotations of a level: no more are written, and how many there are is said."""
    text = render([MANY], "github", Options())

    assert [10, 10, 10] == [text.count(f"::{name} ") for name in ("error", "warning", "notice")]
    assert "\n30 of 57 findings shown; " in text


def test_gitlab_gets_its_array() -> None:
    """Each entry has a description, a check, a unique fingerprint, a severity and a place."""
    found = json.loads(render([MANY], "gitlab", Options()))

    assert {"major", "minor", "info"} == {entry["severity"] for entry in found}
    assert 19 == len({entry["fingerprint"] for entry in found})
    assert {"path": "facts/fair.toml", "lines": {"begin": 9}} == found[0]["location"]
    assert "[]\n" == render([Report(FactBase())], "gitlab", Options())


def test_sarif_has_results_passages_and_suppressions() -> None:
    """A result stands at the fact, its passages are related, and what was accepted is suppressed."""
    run = json.loads(render([REPORT], "sarif", Options()))["runs"][0]
    first, accepted = run["results"][0], run["results"][-1]
    passage = first["relatedLocations"][1]["physicalLocation"]

    assert ["contradictory", "disputed", "unknown-key"] == [
        rule["id"] for rule in run["tool"]["driver"]["rules"]
    ]
    assert ("contradictory", 0, "error") == (first["ruleId"], first["ruleIndex"], first["level"])
    assert {"startLine": 9, "startColumn": 13} == first["locations"][0]["physicalLocation"]["region"]
    assert {"startLine": 5, "startColumn": 115, "endColumn": 127} == passage["region"]
    assert "around 2,000" == TEXT.splitlines()[4][114:126]
    assert "The page reports it on purpose." == accepted["suppressions"][0]["justification"]
    assert "suppressions" not in first
    assert "relatedLocations" not in run["results"][1]


def test_sarif_paths_are_relative_references() -> None:
    """A path is percent-encoded and relative to a named base, whatever its letters are."""
    finding = attrs.evolve(CONTRADICTION, place=Place("facts/a b#ü.toml", 1, 1), labels=())
    run = json.loads(render([attrs.evolve(REPORT, findings=(finding,))], "sarif", Options()))["runs"][0]

    assert (
        "facts/a%20b%23%C3%BC.toml"
        == run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    )


def test_sarif_passages_are_in_files_that_exist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A passage's file is named from the working folder; one outside of it in full, without a base."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "facts").mkdir()
    (tmp_path / "texts" / "fair.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "facts" / "fair.toml").write_text(FAIR, encoding="utf-8")
    for here, uri in (
        (tmp_path, "texts/fair.txt"),
        (tmp_path / "facts", f"file://{tmp_path.as_posix()}/texts/fair.txt"),
    ):
        monkeypatch.chdir(here)
        report = averred.check(averred.load(tmp_path / "facts"), sources=tmp_path / "texts")
        run = json.loads(render([report], "sarif", Options()))["runs"][0]
        results = {result["ruleId"]: result for result in run["results"]}
        place = results["contradictory"]["relatedLocations"][0]["physicalLocation"]["artifactLocation"]

        assert uri == place["uri"]
        assert uri.startswith("file:") == ("uriBaseId" not in place)


def test_the_terminal_names_the_file_that_exists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The passage's file is named from the working folder, so that a terminal can open it."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "fair.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "fair.toml").write_text(FAIR, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    shown = render([averred.check(averred.load("fair.toml"), sources="texts")], "full", Options())

    assert "─▶ texts/fair.txt:3:13\n" in shown


def test_sarif_rules_say_what_they_report() -> None:
    """A rule that is known has its summary, its documentation and its level; another its name alone."""
    own = attrs.evolve(CONTRADICTION, rule="own-rule")
    report = attrs.evolve(REPORT, findings=(CONTRADICTION, own))
    run = json.loads(render([report], "sarif", Options(rule_text=rule_text)))["runs"][0]
    found = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    rule = RULES_BY_NAME["contradictory"]

    assert {"text": rule.summary} == found["contradictory"]["shortDescription"]
    assert {"text": " ".join(rule.sections["What it reports"].split())} == found["contradictory"][
        "fullDescription"
    ]
    assert "error" == found["contradictory"]["defaultConfiguration"]["level"]
    assert "\n\n## What to do\n\n" in found["contradictory"]["help"]["markdown"]
    assert "\n\nWhat to do\n" in found["contradictory"]["help"]["text"]
    assert {"id": "own-rule"} == found["own-rule"]


def test_sarif_is_valid_by_its_schema(tmp_path: Path) -> None:
    """Microsoft's validator, which knows the published schema, finds no error in a log of ours."""
    validator = os.environ.get("AVERRED_SARIF_MULTITOOL") or shutil.which("sarif-multitool")
    if not validator:
        pytest.skip("needs sarif-multitool (npm: @microsoft/sarif-multitool): set AVERRED_SARIF_MULTITOOL")
    for number, report in enumerate((REPORT, LOCKED_REPORT, Report(FactBase()))):
        path = tmp_path / f"{number}.sarif"
        path.write_text(render([report], "sarif", Options()), encoding="utf-8")
        done = subprocess.run(
            [validator, "validate", str(path), "--rule-kind", "Sarif", "--level", "Error"],
            capture_output=True,
            text=True,
            check=False,
        )

        assert 0 == done.returncode, done.stdout


def test_junit_has_a_case_for_each_citation_and_finding() -> None:
    """Good citations pass, errors and warnings fail, notes and accepted findings are skipped."""
    suite = xml_of(render([REPORT], "junit", Options()))[0]
    outcomes = [(case.get("name"), [child.tag for child in case]) for case in suite]

    assert ("7", "2", "2") == (suite.get("tests"), suite.get("failures"), suite.get("skipped"))
    assert [
        ("visitors-bakers", []),
        ("visitors-box", []),
        ("visitors-text", []),
        ("contradictory-3fa94c1e", ["failure"]),
        ("unknown-key-12345678", ["failure"]),
        ("disputed-00c0ffee", ["skipped"]),
        ("disputed-0badcafe", ["skipped"]),
    ] == outcomes


def test_junit_leaves_bad_citations_to_their_findings() -> None:
    """A citation that was not found is no passing case."""
    citations = {**CITATIONS, "visitors-box": CitationResult("visitors-box", "missing")}
    suite = xml_of(render([attrs.evolve(REPORT, citations=citations)], "junit", Options()))[0]

    assert "visitors-box" not in [case.get("name") for case in suite]


def test_markdown_is_a_table() -> None:
    """Each finding is a row with its level, rule, headline and place; very many are counted."""
    lines = render([REPORT], "markdown", Options()).splitlines()
    many = attrs.evolve(MANY, findings=MANY.findings * 20)

    assert lines[0].startswith("**averred**: 3 facts; 3 citations\\: 3 verified")
    assert (
        "| error | contradictory | “visitors” of “Harvest fair of Oldmere” has two values in one voice |"
        in lines[4]
    )
    assert "1,000 of 1,140 findings shown.\n" in render([many], "markdown", Options())
    assert "| level |" not in render([Report(FactBase())], "markdown", Options())


def hostile_report(text: str) -> Report:
    """A report that says one text everywhere: in facts, names, sources, files and findings."""
    facts = tuple(attrs.evolve(fact, id=fact.id + text, written=text, note=text) for fact in FACTS)
    source = attrs.evolve(FACT_BASE.sources["fair-page"], path=text, title=text, url=text)
    entity = attrs.evolve(FACT_BASE.entities["fair"], name=text)
    label = Label(text, fact=facts[0].id, place=Place(text, 1, 1), source="fair-page", words=text)
    finding = Finding(
        rule="contradictory",
        level=Level.ERROR,
        headline=text,
        about=text,
        facts=tuple(fact.id for fact in facts),
        conflicts=((facts[0].id, facts[1].id), (facts[1].id, facts[2].id)),
        labels=(label, Label(text), attrs.evolve(label, source=None, words=None)),
        derivation=(text, text),
        needs=(text,),
        help=(text, text),
        place=Place(text, 1, 1),
        id="contradictory-00000000",
    )
    fact_base = attrs.evolve(
        FACT_BASE,
        facts=facts,
        sources={"fair-page": source},
        entities={**FACT_BASE.entities, "fair": entity},
        locate=lambda origin, key, **_: Place(text + origin.file, 1, len(key or "")),
    )
    citations = {fact.id: CitationResult(fact.id, "exact", message=text, suggestion=text) for fact in facts}
    accepted = (attrs.evolve(finding, accepted=text),)
    return Report(fact_base, (finding,), accepted, citations, skipped=(text,))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_nothing_acts_in_a_terminal(text: str) -> None:
    """No hostile text brings a control, bidirectional or invisible character into a text report."""
    report = hostile_report(text)
    options = Options(verbose=1, show_undetermined=True, statistics=True)
    for name in ("full", "concise"):
        shown = render([report], name, options).replace("\n", "")

        assert not UNSEEN.search(shown)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_nothing_acts_in_an_annotation(text: str) -> None:
    """A hostile text neither begins a workflow command of its own nor ends the one that it stands in."""
    lines = render([hostile_report(text)], "github", Options()).splitlines()

    assert 2 == len(lines)
    assert lines[0].startswith("::error file=")
    assert lines[1].startswith("1 of 1 findings shown; ")
    assert 4 == len(re.findall(r"[\w]+=", lines[0].split("::")[1].replace("%3D", ""))) or "=" in text


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_nothing_breaks_xml_json_or_tables(text: str) -> None:
    """A hostile text stays text in JUnit, SARIF, GitLab's JSON and Markdown."""
    report = hostile_report(text)
    suite = xml_of(render([report], "junit", Options()))[0]
    sarif: Any = json.loads(render([report], "sarif", Options()))
    table = render([report], "markdown", Options()).splitlines()

    assert 5 == len(suite)
    assert 2 == len(sarif["runs"][0]["results"])
    assert re.fullmatch(
        r"(file:///(?!/))?[\w%/.\-~]*",
        sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
    )
    assert 1 == len(json.loads(render([report], "gitlab", Options())))
    assert 5 == len(table)
    assert 5 == len(re.findall(r"(?<!\\)\|", table[4]))


def test_markdown_escapes_what_could_act() -> None:
    """Links, images, tables, mentions and HTML of a text are shown as they are written."""
    assert r"\[x\]\(y\) \<b\> \| \@a \#1" == markdown_text("[x](y) <b> | @a #1")
