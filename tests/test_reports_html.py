"""The HTML report: what is in it, and how a real browser shows it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import attrs
import pytest

import averred
from averred.display.markup import Markup, element, identifier, joined, text
from averred.display.plot import Bar
from averred.display.svg import forest_plot, with_caption
from averred.factbase import FactBase
from averred.facts import Citation
from averred.findings import Finding, Level
from averred.report import Report
from averred.reports import html, render
from averred.reports.base import Options
from averred.values import Date, Interval, Ordinal
from tests.browser import Browser
from tests.hostile import HOSTILE, UNSEEN
from tests.report_samples import (
    CITATIONS,
    CONTRADICTION,
    DISPUTE,
    FACT_BASE,
    FACTS,
    LOCKED_REPORT,
    REPORT,
    TEXT,
    fact,
    label,
    quantity,
    span_of,
)
from tests.test_reports_ci import hostile_report

PROJECT = Path(__file__).parent.parent
DAYS = [Interval.point(734559), Interval.point(734559), Interval.point(734611)]
DATED = attrs.evolve(
    REPORT,
    fact_base=attrs.evolve(
        FACT_BASE,
        facts=(
            *FACTS,
            *(fact(f"opened-{n}", Date(day, day, "day", f"day {n}"), "3,500") for n, day in enumerate(DAYS)),
            fact("opened-once", Date(Interval.at_least(5), Interval.at_least(5), "day", "later"), "3,500"),
            attrs.evolve(FACTS[0], id="denied", denied=True, citation=None),
            attrs.evolve(FACTS[0], id="retracted", rank="retracted"),
            attrs.evolve(FACTS[0], id="guests", predicate="opened"),
            attrs.evolve(FACTS[0], id="nth", value=Ordinal(3, "3rd"), part="bakers"),
        ),
    ),
)


class _Reader(HTMLParser):
    """Collects elements, ids and links, and sees that every element is closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        values = dict(attrs)
        self.attributes |= set(values)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if "href" in values else []
        if tag not in {"meta", "link"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()


def page(report: Report) -> str:
    """The HTML report of one report."""
    return render([report], "html", Options())


def read(report: Report) -> _Reader:
    """The page, parsed."""
    reader = _Reader()
    reader.feed(page(report))
    reader.close()
    assert [] == reader.open
    return reader


@pytest.mark.parametrize(
    "report", [REPORT, LOCKED_REPORT, DATED, Report(FactBase())], ids=["text", "locked", "dated", "empty"]
)
def test_the_page_is_well_formed(report: Report) -> None:
    """Elements are closed in their turn, ids are unique, and every link leads to a place on the page."""
    reader = read(report)
    inside = {link.removeprefix("#") for link in reader.links if link.startswith("#")}

    assert len(set(reader.ids)) == len(reader.ids)
    assert inside <= set(reader.ids)
    assert {link for link in reader.links if not link.startswith("#")} == {"data:,"}


def test_the_text_has_its_passages() -> None:
    """A passage is underlined by its gravest finding and followed by the numbers of its findings."""
    html = page(REPORT)

    assert '<span class="passage error" title="visitors-box">Visitors: 3,500</span>' in html
    assert '<a href="#finding-1" class="ref" aria-label="finding 1">\xa01</a>' in html
    assert '<span class="passage note" title="visitors-bakers">' in html
    assert "<h4>Harvest fair of Oldmere</h4>" in html
    assert "= Harvest fair" not in html


def test_findings_and_facts_lead_to_their_passages() -> None:
    """A card's passage and a fact's quote lead to the place in the text; one that was not found to none."""
    html = page(REPORT)

    assert 1 == html.count('<span id="text-visitors-box"></span><span class="passage error"')
    assert '3,500 exactly; <a href="#text-visitors-box">visitors-box</a>; fair.txt:3:13</p>' in html
    assert '<td><a href="#text-visitors-box">Visitors: 3,500</a></td>' in html
    nowhere = attrs.evolve(REPORT, citations={})
    assert "#text-" not in page(nowhere)


def test_passages_that_overlap_are_underlined_together() -> None:
    """Where two passages overlap, each piece is underlined by the gravest finding of those over it."""
    whole = span_of("It drew around 2,000 visitors to the green")
    citations = {**CITATIONS, "visitors-bakers": attrs.evolve(CITATIONS["visitors-bakers"], span=whole)}
    html = page(attrs.evolve(REPORT, citations=citations))

    assert '<span class="passage note" title="visitors-bakers">It </span>' in html
    assert 'title="visitors-bakers, visitors-text">drew around 2,000 visitors</span>' in html
    assert '<span class="passage fine"' in page(attrs.evolve(REPORT, findings=()))


def test_a_source_without_its_text_shows_quotes_and_says_so() -> None:
    """Where the text is not at hand, the page has the quotes alone and says which source it is."""
    html = page(LOCKED_REPORT)

    assert "Not at hand, so that quotes alone are shown: fair.txt." in html
    assert "brass band" not in html


@pytest.mark.parametrize("most", [1, 1_000])
def test_a_page_says_what_it_does_not_show(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each reason once, on every page; of what an engine read it has the facts that were read in full."""
    monkeypatch.setattr(html, "MOST_FACTS", most)
    skipped = ("rows: nobody read <them>",)
    behind = attrs.evolve(REPORT, engine="duckdb", read_in_full=3, skipped=skipped)
    first, *others = [text for _, text in html.pages([behind, behind], Options(), "report.html")]
    plain = [text for _, text in html.pages([attrs.evolve(REPORT, skipped=())], Options(), "report.html")]

    assert {1} == {text.count("Not checked: rows: nobody read &lt;them&gt;.") for text in (first, *others)}
    assert all("Not checked" not in text for text in plain)
    assert all(re.search("<caption>[0-9]+ facts? read in full<", text) for text in others or [first])
    assert any(re.search("<caption>All [0-9]+ facts?<", text) for text in plain)


def test_quotes_without_their_text_stand_in_its_order_marked_and_linked() -> None:
    """The lock knows the order; a quote is underlined, numbered and linked as the passage would be."""
    html = page(LOCKED_REPORT)
    quotes = re.findall(
        r"<blockquote><p>((?:<span id=.text-[^<]*</span>)+)<span class=.([^>]*).>(.*?)</p>", html
    )
    words = ["Visitors: 3,500", "drew around 2,000 visitors", "spoke of 200 to 1,000 guests"]

    assert words == [quote[2].partition("<")[0] for quote in quotes]
    assert 'passage error" title="visitors-box' == quotes[0][1]
    assert quotes[0][2].endswith(
        '</span><a href="#finding-1" class="ref" aria-label="finding 1">\xa01</a>'
        '<a href="#finding-3" class="ref" aria-label="finding 3">\xa03</a>'
    )
    assert '3,500 exactly; <a href="#text-visitors-box">visitors-box</a>; fair.txt, quote</p>' in html
    assert '<td><a href="#text-visitors-box">Visitors: 3,500</a></td>' in html


def test_a_quote_of_several_facts_stands_once() -> None:
    """Facts that cite the same words share their quote; one without a place in the lock stands last."""
    twin = attrs.evolve(FACTS[1], id="visitors-again")
    loose = attrs.evolve(FACTS[1], id="a-loose", citation=Citation("fair-page", "not locked"))
    bare = attrs.evolve(FACTS[1], id="bare", citation=Citation("fair-page", None))
    fact_base = attrs.evolve(FACT_BASE, facts=(loose, *FACTS, twin, bare))
    html = page(attrs.evolve(LOCKED_REPORT, fact_base=fact_base))

    assert 'title="visitors-box, visitors-again">Visitors: 3,500<' in html or (
        'title="visitors-again, visitors-box">Visitors: 3,500<' in html
    )
    assert html.index(">not locked</span>") > html.index(">spoke of 200 to 1,000 guests</span>")
    assert "#text-bare" not in html


def test_a_line_with_several_passages_is_shown_once() -> None:
    """A card shows a line once, with all its passages marked, and says of each what it is."""
    passage = span_of("The fair opened at noon")
    third = attrs.evolve(CONTRADICTION.labels[1], span=passage, words=None, message="", fact=None)
    labels = (third, CONTRADICTION.labels[1], label(FACTS[0], ""))
    html = page(attrs.evolve(REPORT, findings=(attrs.evolve(CONTRADICTION, labels=labels),), accepted=()))
    card = html[html.index("<article") : html.index("</article>")]

    assert 1 == card.count("<blockquote>")
    assert ["The fair opened at noon", "around 2,000", "200 to 1,000"] == re.findall(
        "<mark>(.*?)</mark>", card
    )
    assert "</mark> guests, and went home before the fire was lit …</p>" in card
    assert '<p class="facts-of">“200 to 1,000”; ' in card
    last = attrs.evolve(third, span=span_of("lit at nine"))
    ends = attrs.evolve(CONTRADICTION, labels=(third, last))
    html = page(attrs.evolve(REPORT, findings=(ends,), accepted=()))

    assert re.search(r"noon</mark> under [^<…]* … [^<…]* <mark>lit at nine</mark>\.</p>", html)
    overlapping = attrs.evolve(third, span=span_of("It drew around 2,000 visitors"))
    both = attrs.evolve(CONTRADICTION, labels=(CONTRADICTION.labels[1], overlapping))
    html = page(attrs.evolve(REPORT, findings=(both,), accepted=()))

    assert 1 == html[html.index("<article") : html.index("</article>")].count("<mark>")


def test_keys_of_fact_files_are_code() -> None:
    """A key that is named in backticks is shown as code."""
    finding = attrs.evolve(CONTRADICTION, help=("remove `part` or `as-of`, or `all of it`",))

    assert "<p>remove <code>part</code> or <code>as-of</code>, or `all of it`</p>" in page(
        attrs.evolve(REPORT, findings=(finding,))
    )


@pytest.mark.parametrize(
    "findings, expected",
    [
        ((CONTRADICTION, DISPUTE), "The facts do not all agree: 1 error."),
        ((DISPUTE,), "Nothing contradicts itself; there are warnings or notes."),
        ((), "Nothing was found. That says that the facts agree with each other, not that they are true."),
    ],
)
def test_the_verdict_speaks_of_agreement(findings: tuple[Finding, ...], expected: str) -> None:
    """The verdict line says whether the facts agree, and never that anything is true or false."""
    assert f'<p class="verdict">{expected}</p>' in page(attrs.evolve(REPORT, findings=findings))


def test_events_stand_in_order_with_gaps() -> None:
    """Dated facts are in the order of their days, with the gaps in words."""
    html = page(DATED)
    order = [html.index(f"“day {n}”") for n in range(3)]

    assert sorted(order) == order
    assert 1 == html.count("52 days later")
    assert "No dates." in page(REPORT)


def test_only_properties_given_twice_are_plotted() -> None:
    """Claims on one property share an axis; denied and retracted ones, and single ones, have none."""
    plots = re.search('<h2 id="quantities">.*?</section>', page(DATED))

    assert plots
    assert 1 == plots[0].count("<svg")
    assert "number of visitors" not in plots[0]
    assert "Harvest fair of Oldmere: visitors (actual, person)" in plots[0]
    assert "retracted" not in plots[0]


def test_the_policy_allows_this_style_and_script_alone() -> None:
    """The content security policy names the digests of the page's own style and script."""
    from base64 import b64encode
    from hashlib import sha256

    html = page(REPORT)
    style = re.search("<style>(.*?)</style>", html, re.DOTALL)
    script = re.search("<script>(.*?)</script>", html, re.DOTALL)
    assert style
    assert script
    for block in (style[1], script[1]):
        assert f"sha256-{b64encode(sha256(block.encode()).digest()).decode()}" in html
    assert "default-src &#x27;none&#x27;" in html


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_no_hostile_string_makes_an_element(hostile: str) -> None:
    """Whatever facts, names, files and sources say, the page has the elements of a harmless one."""
    harmless, report = read(hostile_report("x")), hostile_report(hostile)
    reader = read(report)

    assert set(harmless.names) == set(reader.names) - {"code"}  # what stands in backticks
    assert not {
        name for name in reader.attributes if name.startswith("on") or name in {"style", "src", "action"}
    }
    assert all(link.startswith("#") or link == "data:," for link in reader.links)
    assert not UNSEEN.search(page(report))


def test_markup_is_escaped_unless_it_is_ours() -> None:
    """Children and attributes are escaped; markup is not escaped twice."""
    assert '<p class="a&quot;b">&lt;i&gt;<b>x</b></p>' == element("p", "<i>", element("b", "x"), class_='a"b')
    assert "<hr hidden>" == element("hr", hidden=True, title=None, lang=False)
    assert "a&lt;br&gt;b" == joined("a", "b", between="<br>")
    assert "a<br>b" == joined("a", "b", between=Markup("<br>"))
    assert "⟨U+202E⟩&amp;" == text("\u202e&")
    assert "fact-a_20__22_b" == identifier("fact", 'a "b')


def test_an_interval_is_drawn_with_its_ends() -> None:
    """A drawing has a mark for a value, closed and open ends, missing ends, and another stroke for others."""
    bars = [
        Bar("point", 5, 5, words="w" * 40),
        Bar("closed", 1, 2, centre=1),
        Bar("open", 1, 2, lo_open=True, hi_open=True, attributed=True),
        Bar("unbounded", 3, None),
        Bar("below", None, 4),
        Bar("nothing", None, None),
    ]
    drawing = forest_plot(bars, "what <b> allows")

    assert "<title>what &lt;b&gt; allows</title>" in drawing
    assert [1, 2, 4] == [drawing.count(f'class="{mark}"') for mark in ("point", "open", "end")]
    assert 2 == drawing.count('class="arrow"')
    assert 1 == drawing.count('class="bar attributed"')
    assert f"{'w' * 27}…" in drawing
    assert "nothing" not in drawing
    assert "" == with_caption(forest_plot([bars[-1]], "x"), "x")


def test_long_numbers_have_one_tick() -> None:
    """Labels of an axis never run into each other."""
    drawing = forest_plot([Bar("a", 10**30, 3 * 10**30), Bar("b", 10**30, 10**30)], "x")

    assert 1 == drawing.count('class="tick"')


def test_an_axis_has_the_ticks_of_the_terminal_and_crosses_no_words() -> None:
    """From 7 to 14 there are four round numbers; the lines below them leave out the words of each row."""
    drawing = forest_plot([Bar("bands", 7, 14, words="seven to fourteen"), Bar("few", 9, 9)], "x")
    lines = re.findall(r'<line x1="\d+" y1="(\d+)" x2="\d+" y2="(\d+)" class="grid"', drawing)
    rows = [int(y) for y in re.findall(r'y="(\d+)" class="label"', drawing)]

    assert ["8", "10", "12", "14"] == re.findall(r'class="tick">(\d+)<', drawing)
    assert not [y for y in rows for top, bottom in lines if int(top) < y + 4 and int(bottom) > y - 12]


# ---- in a real browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a page with text, dates, plots and accepted findings."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(page(DATED), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(chromium: Browser, address: str, axe: str, width: int, dark: bool) -> None:
    """Narrow and wide, light and dark: no violation of accessibility, and nothing wider than the page."""
    chromium.resize(width, 900, dark=dark)
    chromium.open(address)
    chromium.tell("Runtime.evaluate", expression=axe)
    found = chromium.run(
        "return axe.run().then(found => found.violations.map(one => [one.id, one.nodes[0].html]))"
    )

    assert [] == found
    assert width >= chromium.run("return document.documentElement.scrollWidth")


def test_one_request_and_a_quiet_console(chromium: Browser, address: str) -> None:
    """The page asks for nothing but itself, and says nothing to the console."""
    chromium.requests()
    chromium.log("browser")
    chromium.open(address)

    assert [address] == chromium.requests()
    assert [] == chromium.log("browser")


def test_findings_are_reached_by_keyboard(chromium: Browser, address: str) -> None:
    """J goes to the next finding, k to the one before; the ends are ends."""
    chromium.open(address)
    seen = []
    for key in "jjjjjkkj":
        chromium.press(key)
        seen.append(chromium.run("return document.activeElement.id"))

    assert [f"finding-{n}" for n in ("1", "2", "3", "a1", "a1", "3", "2", "3")] == seen


def test_everything_is_there_without_javascript(chromium: Browser, address: str) -> None:
    """With JavaScript off the page shows the same words, but for the keys, which need it."""
    chromium.open(address)
    words = chromium.run("return document.body.innerText")
    chromium.open("about:blank")
    chromium.tell("Emulation.setScriptExecutionDisabled", value=True)
    chromium.open(address, scripted=False)
    chromium.tell("Emulation.setScriptExecutionDisabled", value=False)

    shown = words.replace("Keys: j and k go to the next and the previous finding.\n\n", "")
    assert words != shown == chromium.run("return document.body.innerText")
    assert "around 2,000" in words


@pytest.mark.parametrize("width, media", [(390, ""), (390, "print"), (1440, "print"), (1440, "")])
def test_findings_come_first(chromium: Browser, address: str, width: int, media: str) -> None:
    """On a narrow page and on paper findings stand above the text; on a wide one to the right of it."""
    chromium.resize(width, 900)
    chromium.open(address)
    chromium.tell("Emulation.setEmulatedMedia", media=media)
    top = "return document.getElementById(arguments[0]).getBoundingClientRect()"
    findings, text = (chromium.run(f"{top}.top", name) for name in ("findings", "text"))
    left = [chromium.run(f"{top}.left", name) for name in ("findings", "text")]
    breaks = chromium.run("return getComputedStyle(document.querySelector('.card')).breakInside")
    chromium.tell("Emulation.setEmulatedMedia", media="")

    assert "auto" == breaks
    assert left[0] > left[1] if (width, media) == (1440, "") else findings < text


def test_printing_cuts_nothing(chromium: Browser, address: str) -> None:
    """On paper nothing is wider than the page, and nothing has to be scrolled."""
    chromium.resize(700, 1000)
    chromium.open(address)
    chromium.tell("Emulation.setEmulatedMedia", media="print")
    wide = chromium.run(
        "return [...document.querySelectorAll('main *')]"
        ".filter(one => one.getBoundingClientRect().right > 701)"
        ".map(one => one.outerHTML.slice(0, 80))"
    )
    chromium.tell("Emulation.setEmulatedMedia", media="")

    assert [] == wide


def test_printing_breaks_no_word(chromium: Browser, tmp_path: Path) -> None:
    """On paper the columns of the table of facts are wide enough for the words of a real article."""
    report = averred.check(averred.load(PROJECT / "facts" / "istanbul-rally-2012"))
    path = tmp_path / "page.html"
    path.write_text(page(report), encoding="utf-8")
    chromium.resize(700, 1000)
    chromium.open(path.as_uri())
    chromium.tell("Emulation.setEmulatedMedia", media="print")
    broken = chromium.run(
        """
        const words = [], cells = document.querySelectorAll(".facts th, .facts td");
        for (const cell of cells) {
          const text = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT).nextNode();
          for (const word of text ? text.data.matchAll(/[^\\s-]+/g) : []) {
            const range = document.createRange();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            if (range.getClientRects().length > 1) words.push(word[0]);
          }
        }
        return [cells.length, words];
        """
    )
    chromium.tell("Emulation.setEmulatedMedia", media="")

    assert [8 * (1 + len(report.fact_base.facts)), []] == broken


@pytest.mark.parametrize(
    "name", ["script", "script end", "style end", "image", "svg", "double quote", "meta", "base"]
)
def test_nothing_acts_in_the_browser(chromium: Browser, tmp_path: Path, name: str) -> None:
    """A page full of hostile strings runs nothing, asks for nothing, and breaks no policy."""
    path = tmp_path / "page.html"
    path.write_text(page(hostile_report(HOSTILE[name])), encoding="utf-8")
    chromium.requests()
    chromium.log("browser")
    chromium.open(path.as_uri())

    assert [path.as_uri()] == chromium.requests()
    assert [] == chromium.log("browser")


def test_nothing_acts_whatever_stands_together(chromium: Browser, tmp_path: Path) -> None:
    """A page with every hostile string in every place: no script, no frame, no request, no broken policy."""
    path = tmp_path / "page.html"
    reports = [hostile_report(hostile) for hostile in HOSTILE.values()]
    path.write_text(render(reports, "html", Options()), encoding="utf-8")
    chromium.requests()
    chromium.log("browser")
    chromium.open(path.as_uri())
    foreign = "script:not(:last-child), iframe, img, object, embed, form, base, body [style], foreignObject"

    assert [path.as_uri()] == chromium.requests()
    assert [] == chromium.log("browser")
    assert 0 == chromium.run("return document.querySelectorAll(arguments[0]).length", foreign)
    assert 2 * len(reports) == chromium.run("return document.querySelectorAll('article.card').length")


def test_the_policy_stops_what_escaping_would_miss(chromium: Browser, tmp_path: Path) -> None:
    """Even if markup got through, the policy lets neither a script nor a handler nor a style run."""
    planted = (
        "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'><p id=p style='color: red'>x</p>"
    )
    path = tmp_path / "page.html"
    path.write_text(page(REPORT).replace("<main>", f"<main>{planted}"), encoding="utf-8")
    chromium.open(path.as_uri())

    assert chromium.run("return window.ran === undefined")
    assert "rgb(255, 0, 0)" != chromium.run("return getComputedStyle(document.getElementById('p')).color")
    assert [] != chromium.log("browser")


def test_a_thousand_facts_are_laid_out(chromium: Browser, tmp_path: Path) -> None:
    """A page of 1,000 facts is under 1 MB and whole; bench_page.py says what it costs the browser."""
    facts = tuple(
        fact(f"visitors-{n:04}", quantity(n, n, f"{n}"), "drew around 2,000 visitors") for n in range(1000)
    )
    citations = {one.id: attrs.evolve(CITATIONS["visitors-text"], fact=one.id) for one in facts}
    findings = tuple(
        attrs.evolve(
            CONTRADICTION, id=f"contradictory-{n:08}", level=Level.NOTE, labels=(), facts=(facts[n].id,)
        )
        for n in range(100)
    )
    report = attrs.evolve(
        REPORT,
        fact_base=attrs.evolve(FACT_BASE, facts=facts),
        citations=citations,
        findings=findings,
        accepted=(),
    )
    path = tmp_path / "page.html"
    path.write_text(page(report), encoding="utf-8")
    chromium.open(path.as_uri())

    assert chromium.run("return document.documentElement.scrollHeight") > 1000  # which needs the whole layout
    assert path.stat().st_size < 1_000_000
    assert 1001 == chromium.run("return document.querySelectorAll('#facts ~ div tr').length")
    assert TEXT.splitlines()[2] in chromium.run("return document.body.innerText")
