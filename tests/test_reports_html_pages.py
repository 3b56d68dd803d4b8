"""The HTML report of many facts: an index, and a page for each source; what is where, and how they link."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import attrs
import pytest

from averred.commands import run
from averred.commands.writing import write_report
from averred.coverage import SectionCoverage, SourceCoverage
from averred.entities import Entity, Source
from averred.errors import ConfigurationError
from averred.facts import Citation, Fact, Origin
from averred.findings import Finding, Label, Level
from averred.report import CitationResult, Credible, Doubt, Report
from averred.reports import render, render_files
from averred.reports.base import Options
from averred.reports.html import cards, contents, overview, sheets
from averred.reports.html.links import address
from averred.spans import Span
from tests.browser import Browser
from tests.hostile import HOSTILE
from tests.report_samples import FACT_BASE, fact, quantity

LANTERN = Path(__file__).parent.parent / "docs" / "tutorial" / "lantern-march"


class _Page(HTMLParser):
    """The ids, links and elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.names: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.names.add(tag)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if tag == "a" else []


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of three facts, so that a report has several soon."""
    monkeypatch.setattr(sheets, "MOST_FACTS", 3)
    monkeypatch.setattr("averred.reports.html.MOST_FACTS", 3)


def _line(number: int) -> str:
    return f"Stall {number} had {number + 10} visitors."


def _fact(source: str, number: int, subject: str = "fair") -> Fact:
    return fact(
        f"{source}-{number}",
        quantity(number + 10, number + 10, f"{number + 10}"),
        _line(number),
        citation=Citation(source, _line(number)),
        subject=subject,
        origin=Origin("facts/fair.toml", ("fact", f"{source}-{number}")),
    )


def _report(*, hostile: str = "") -> Report:
    """Five facts of one source with its text, two of a source without, one of none; findings over them."""
    market, letter = f"market{hostile}", f"letter{hostile}"
    text = "\n".join(_line(number) for number in range(5)) + "\nThe end."
    facts = (
        *(_fact(market, number) for number in range(5)),
        *(_fact(letter, number) for number in range(2)),
        attrs.evolve(_fact(market, 7), id="no-source", citation=None),
    )
    spans = {
        one.id: Span(text.index(one.citation.quote or ""), text.index(one.citation.quote or "") + 7)
        for one in facts[:4]
        if one.citation
    }
    citations = {name: CitationResult(name, "exact", span, "Stall") for name, span in spans.items()}
    both = Finding(
        rule="disputed",
        level=Level.NOTE,
        headline=f"a market and a letter{hostile}",
        about="visitors of fair",
        facts=(facts[0].id, facts[4].id, facts[5].id),
        labels=(Label("ten", fact=facts[0].id, source=market, span=spans[facts[0].id]),),
        id="disputed-00000001",
    )
    inside = attrs.evolve(
        both, level=Level.ERROR, headline="within", facts=(facts[1].id,), labels=(), id="disputed-00000002"
    )
    loose = attrs.evolve(both, headline="about no fact", facts=(), labels=(), id="disputed-00000003")
    kept = attrs.evolve(both, accepted=f"for a reason{hostile}", id="disputed-00000004")
    credible = Credible((), (Doubt(facts[0].id, facts[0].confidence.weight, "flat", (facts[5].id,)),))
    sources = {
        market: Source(market, title=f"Market{hostile}", path="market.txt"),
        letter: Source(letter),
        "unused": Source("unused", path="unused.txt"),
    }
    return Report(
        attrs.evolve(FACT_BASE, facts=facts, sources=sources),
        findings=(inside, both, loose),
        accepted=(kept,),
        citations=citations,
        source_texts={market: text},
        find_credible=lambda: credible,
    )


COVERAGE = (SourceCoverage("market", (SectionCoverage(0, None, 4, 6, 0, ()),), 20, 100),)


def _files(report: Report, name: str = "report.html") -> dict[str, str]:
    """The pages of one report."""
    return dict(render_files([report], "html", Options(coverage=[COVERAGE]), name))


def test_a_source_has_a_page_and_a_long_one_several() -> None:
    """Pages are numbered in the order of sources; one that nothing cites and that is not at hand has none."""
    files = list(_files(_report()))

    expected = ["001-market-1", "002-market-2", "003-letter", "004-source"]
    assert ["report.html", *(f"report-pages/{name}.html" for name in expected)] == files


@pytest.mark.parametrize("name", ["report.html", "a b#c?.html", "ä%20.html", "page"])
def test_every_link_leads_to_a_place_on_a_page(name: str) -> None:
    """Links are relative, and where they lead there is an element with that id; ids are unique."""
    files = _files(_report(), name)
    pages = {path: _Page(text) for path, text in files.items()}
    for path, page in pages.items():
        assert len(set(page.ids)) == len(page.ids)
        for link in page.links:
            there, _, anchor = link.partition("#")
            folder = path.rpartition("/")[0]
            target = (Path(folder) / unquote(there)).as_posix() if there else path
            found = pages[target.replace(f"{folder}/../", "") if folder else target]

            assert not anchor or anchor in found.ids


def test_a_finding_stands_in_full_on_the_page_of_its_first_fact() -> None:
    """Other pages with facts of it name it, and lead there; the index names all, and has those on no fact."""
    files = {path.rpartition("/")[2]: text for path, text in _files(_report()).items()}

    assert 'id="finding-2"' in files["001-market-1.html"]
    assert 'href="001-market-1.html#finding-2">finding 2</a>: ' in files["003-letter.html"]
    assert 'href="001-market-1.html#finding-a1">finding a1</a>' in files["003-letter.html"]
    assert "elsewhere" not in files["001-market-1.html"]
    assert 'href="report-pages/001-market-1.html#finding-2"' in files["report.html"]
    assert 'href="report-pages/001-market-1.html#finding-a1"' in files["report.html"]
    assert "3. note [disputed]</span> about no fact" in files["report.html"]
    assert [1, 0] == [files[name].count("about no fact") for name in ("report.html", "003-letter.html")]


def test_a_text_is_cut_where_a_line_begins() -> None:
    """Each page has the lines of its facts, in their order; a line of both pages is on both."""
    files = _files(_report())
    first, second = (files[f"report-pages/00{n}-market-{n}.html"] for n in (1, 2))

    assert "Stall 0" in first
    assert "Stall 3" in second
    assert "Stall 3" not in first
    assert "The end." in second
    one_line = attrs.evolve(_report(), source_texts={"market": "x " * 100})
    assert 2 == sum("x x" in text for text in _files(one_line).values())


def test_facts_without_a_passage_stand_last() -> None:
    """A fact whose quote was not found has no place in the text, and is on the last page of its source."""
    report = _report()
    facts = tuple(attrs.evolve(one, id=one.id) for one in reversed(report.fact_base.facts))
    files = _files(attrs.evolve(report, fact_base=attrs.evolve(report.fact_base, facts=facts), citations={}))

    assert "Stall 4" in files["report-pages/001-market-1.html"]
    assert 'id="fact-market-4"' in files["report-pages/002-market-2.html"]


def test_the_index_counts_what_each_page_has() -> None:
    """A row for each page: its facts, its findings by level, and how much of the source is cited."""
    index = _files(_report())["report.html"]

    def row(*words: str) -> str:
        return "".join(f'<td class="number">{word}</td>' for word in words)

    assert f'001-market-1.html">Market (1 of 2)</a></th>{row("3", "1", "0", "1", "4 of 6")}' in index
    assert f'003-letter.html">letter</a></th>{row("2", "0", "0", "0", "–")}' in index
    assert "No source</a>" in index
    assert 'href="report-pages/001-market-1.html#fact-market-0">market-0</a>: “10”' in index


def test_pages_lead_to_each_other() -> None:
    """A page has links to the index and its neighbours, and says what else there is."""
    files = _files(_report())
    page = files["report-pages/002-market-2.html"]

    for words, there in (
        ("Index of all sources", "../report.html"),
        ("Previous page", "001-market-1.html"),
        ("Next page", "003-letter.html"),
    ):
        assert f'<a href="{there}">{words}</a>' in page
    assert "On this page: 2 facts; 0 findings in full, 2 more on other pages." in page
    assert "Previous page" not in files["report-pages/001-market-1.html"]
    assert "<p>None in full on this page.</p>" in page
    assert "Next page" not in files["report-pages/004-source.html"]


def test_a_plot_has_some_rows_of_other_pages() -> None:
    """A property that several pages give is drawn on each, its own rows first; the rest is counted."""
    many = tuple(_fact("letter", number) for number in range(20))
    report = _report()
    base = attrs.evolve(report.fact_base, facts=(*report.fact_base.facts[:5], *many))
    report = attrs.evolve(report, fact_base=base, findings=(), accepted=())
    page = _files(report)["report-pages/001-market-1.html"]

    assert "(actual, person); 12 more on other pages" in page
    assert 13 == page.count('class="point"')


def test_a_card_is_capped_with_its_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A card shows some passages, rows of its plot and facts, and says how many more there are."""
    for name in ("_MOST_PASSAGES", "_MOST_ROWS", "_MOST_FACTS"):
        monkeypatch.setattr(cards, name, 1)
    report = _report()
    labels = tuple(Label("", fact=name, source="market", words="Stall") for name in ("market-0", "market-4"))
    finding = attrs.evolve(report.findings[1], labels=labels, conflicts=(report.findings[1].facts,))
    page = _files(attrs.evolve(report, findings=(finding,)))["report-pages/001-market-1.html"]

    assert '<p class="faint">and 1 more passage</p>' in page
    assert "7 more are not drawn." in page
    assert "market-0</a>, and 2 more</dd>" in page


def test_of_many_plots_those_that_differ_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plots are capped, with their number; properties on which all agree come last."""
    monkeypatch.setattr(overview, "_MOST_PLOTS", 1)
    agreed = [attrs.evolve(_fact("letter", 0, "stall"), id=f"same-{n}") for n in range(2)]
    differing = [_fact("letter", n) for n in range(1)]
    other = [attrs.evolve(one, id="other", value=quantity(99, 99, "99")) for one in differing]
    base = attrs.evolve(
        FACT_BASE,
        facts=(*agreed, *differing, *other),
        entities={**FACT_BASE.entities, "stall": Entity("stall", "a stall")},
        sources={"letter": Source("letter")},
    )
    monkeypatch.setattr("averred.reports.html.MOST_FACTS", 4)
    page = render([Report(base)], "html", Options())

    assert "1 of 2 properties are drawn, first those whose values differ." in page
    assert "a stall: visitors (actual" not in page
    assert "Harvest fair of Oldmere: visitors (actual" in page


def test_long_lists_of_the_index_are_capped_with_their_number(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines and cards of the index are capped, counts are not."""
    monkeypatch.setattr(contents, "_MOST_LINES", 1)
    monkeypatch.setattr(contents, "_MOST_CARDS", 0)
    index = _files(_report())["report.html"]

    assert "1 of 2 shown here, the gravest first; the pages of the sources have all." in index
    assert "about no fact" not in index
    assert "0 of 1 shown here, the gravest first" in index


def test_an_index_without_findings_says_so() -> None:
    """Where nothing was found, the index says that, and has no list of what is accepted."""
    index = _files(attrs.evolve(_report(), findings=(), accepted=(), find_credible=None))["report.html"]

    assert "None on a page of a source." in index
    assert 'id="accepted"' not in index
    assert "None: all facts can hold." in index


def test_two_reports_with_the_same_names_are_told_apart() -> None:
    """Facts of several fact bases may have the same ids, on one page or on several."""
    one, two = _report(), _report()
    text = dict(render_files([one, two], "html", Options(), "r.html"))

    assert 9 == len(text)
    assert 'id="fact2-market-0"' in text["r-pages/005-market-1.html"]
    small = attrs.evolve(one.fact_base, facts=one.fact_base.facts[:1])
    both = [Report(small), Report(small)]
    assert {"fact-market-0", "fact2-market-0"} <= set(_Page(render(both, "html", Options())).ids)


def test_too_many_facts_for_the_screen_are_refused() -> None:
    """One text cannot hold several pages: the message says what to write instead."""
    with pytest.raises(ConfigurationError, match="8 facts are too many for one HTML page") as raised:
        render([_report()], "html", Options())

    assert "html=report.html" in str(raised.value)


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_no_hostile_string_acts_on_a_page_or_in_its_name(hostile: str) -> None:
    """Ids of sources become plain file names, and every page has the elements of a harmless one."""
    harmless, found = _files(_report()), _files(_report(hostile=hostile))

    assert len(harmless) == len(found)
    for (name, page), (other, expected) in zip(found.items(), harmless.items(), strict=True):
        assert name.isascii()
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-./")
        assert ".." not in name
        assert len(name) < 80
        in_backticks = {"code"}
        assert _Page(expected).names - in_backticks == _Page(page).names - in_backticks
        assert all(
            link.startswith(("#", "../report.html", "report-pages/0", "0")) for link in _Page(page).links
        )
        del other


def test_addresses_are_relative() -> None:
    """From the index into the folder, back, and from page to page; signs with a meaning are written out."""
    assert "r-pages/1.html" == address("r.html", "r-pages/1.html")
    assert "../r%23.html" == address("r-pages/1.html", "r#.html")
    assert "2.html" == address("r-pages/1.html", "r-pages/2.html")


# ---- to files


def test_pages_are_written_beside_the_index_and_old_ones_removed(tmp_path: Path) -> None:
    """Pages of an earlier report that no longer hold are removed, and no file of somebody else."""
    first = write_report([_report()], "html", Options(), tmp_path / "r.html")
    folder = tmp_path / "r-pages"
    (folder / "mine.html").write_text("<p>mine", encoding="utf-8")
    fewer = attrs.evolve(_report().fact_base, facts=_report().fact_base.facts[:4])
    second = write_report([attrs.evolve(_report(), fact_base=fewer)], "html", Options(), tmp_path / "r.html")

    assert first[0] == second[0] == tmp_path / "r.html"
    assert [5, 3] == [len(first), len(second)]
    assert {"mine.html", *(path.name for path in second[1:])} == {path.name for path in folder.iterdir()}


def test_a_folder_gets_an_index(tmp_path: Path) -> None:
    """A folder in place of a file means index.html in it; other formats need a file."""
    assert tmp_path / "index.html" == write_report([_report()], "html", Options(), tmp_path)[0]
    with pytest.raises(ConfigurationError, match="cannot write"):
        write_report([_report()], "json", Options(), tmp_path)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    """Where a file has the name of the folder, that is one clear error."""
    (tmp_path / "r-pages").write_text("", encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"cannot make .*r-pages: File exists"):
        write_report([_report()], "html", Options(), tmp_path / "r.html")


def test_the_same_bytes_in_every_locale_zone_and_hash_seed(tmp_path: Path) -> None:
    """Locale, time zone and hash seed change no byte of any page, and no name of one."""
    work = tmp_path / "work"
    shutil.copytree(LANTERN, work)
    program = (
        "from averred.reports import html; html.MOST_FACTS = html.sheets.MOST_FACTS = 3; "
        "from averred.commands import run; run(['report', 'facts', '--sources', '.'])"
    )
    found = []
    for seed, zone, locale in (("0", "UTC", "C"), ("1", "Pacific/Kiritimati", "C.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        subprocess.run([sys.executable, "-c", program], cwd=work, env=environment, check=True)
        pages = [work / "report.html", *sorted((work / "report-pages").iterdir())]
        found.append({page.name: page.read_bytes() for page in pages})

    assert 7 == len(found[0])
    assert found[0] == found[1]


def test_the_commands_write_the_same_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`report` and `check --output-format html=…` write the same bytes; on the screen pages are refused."""
    shutil.copytree(LANTERN, tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")

    assert 0 == run(["report", "facts", "--sources", ".", "-o", "one.html"])
    said = capsys.readouterr().out
    assert 1 == run(["check", "facts", "--sources", ".", "--output-format", "html=two.html"])
    assert "one.html: 7 findings, an index, and 6 pages in one-pages; " in said
    ones, twos = (
        [
            path.read_text(encoding="utf-8")
            for path in [Path(f"{name}.html"), *sorted(Path(f"{name}-pages").iterdir())]
        ]
        for name in ("one", "two")
    )
    assert ones == [page.replace("two-pages", "one-pages").replace("../two.", "../one.") for page in twos]
    assert 2 == run(["check", "facts", "--sources", ".", "--output-format", "html"])
    assert "too many for one HTML page" in capsys.readouterr().err


# ---- in a real browser


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_on_any_page(
    chromium: Browser, axe: str, tmp_path: Path, width: int, dark: bool
) -> None:
    """The index and the pages have no violation of accessibility, ask for nothing, and fit the screen."""
    files = write_report([_report()], "html", Options(coverage=[COVERAGE]), tmp_path / "r.html")
    for file in files:
        chromium.resize(width, 900, dark=dark)
        chromium.requests()
        chromium.log("browser")
        chromium.open(file.as_uri())
        chromium.tell("Runtime.evaluate", expression=axe)
        found = chromium.run(
            "return axe.run().then(found => found.violations.map(one => [one.id, one.nodes[0].html]))"
        )

        assert [] == found
        assert [file.as_uri()] == chromium.requests()
        assert [] == chromium.log("browser")
        assert width >= chromium.run("return document.documentElement.scrollWidth")


def test_a_link_of_the_index_is_followed(chromium: Browser, tmp_path: Path) -> None:
    """Whoever clicks a finding on the index comes to its card."""
    files = write_report([_report()], "html", Options(), tmp_path / "r.html")
    chromium.open(files[0].as_uri())
    there = chromium.run("return document.querySelector('#findings ~ ul a').href")
    chromium.open(there)

    assert "within" in chromium.run("return document.querySelector(':target').innerText")
