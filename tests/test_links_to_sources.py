"""Links from reports to the passages of sources that are on the web."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.anchor import anchor, cite
from averred.anchor.cite import Cited
from averred.directives import anchor_directive, deep_link, web_address
from averred.entities import Source
from averred.facts import Citation
from averred.report import Report
from averred.reports import markdown, render
from averred.reports.base import Options
from averred.source import make_source
from averred.spans import Span
from tests.report_samples import CITATIONS, CONTRADICTION, FACT_BASE, FACTS, LOCKED_REPORT, REPORT, TEXT

URL = "https://example.org/fair?a=1&copy;=(2)#top"
WORDS = "https://example.org/fair?a=1&copy;=(2)#top:~:text=Visitors%3A%203%2C500"


def linked(url: str, report: Report = REPORT) -> Report:
    """The sample, its source at this address."""
    sources = {"fair-page": Source("fair-page", title="Harvest fair", path="fair.txt", url=url)}
    base = attrs.evolve(FACT_BASE, sources=sources)
    return attrs.evolve(report, fact_base=base, sources={"fair-page": make_source(TEXT)})


def hrefs(page: str) -> list[str]:
    """Where the links of a page lead that lead out of it."""
    found: list[str] = []

    class Links(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            values = dict(attrs)
            if tag == "a" and not (values["href"] or "").startswith("#"):
                assert "noopener noreferrer" == values["rel"]
                found.append(values["href"] or "")

    Links().feed(page)
    return found


def test_every_passage_of_a_page_has_its_link() -> None:
    """On the cards and in the table of facts, where the source has an address."""
    found = hrefs(render([linked(URL)], "html", Options()))

    assert WORDS in found
    assert {fact.id for fact in FACTS} == {
        fact.id for fact in FACTS if linked(URL).link(fact.id) in found[-len(FACTS) :]
    }
    assert len(found) > len(FACTS)


@pytest.mark.parametrize("name", ["json", "json-lines"])
def test_facts_in_json_have_their_link(name: str) -> None:
    """Null where there is none."""

    def links(report: Report) -> object:
        first = json.loads(render([report], name, Options()).split("\n{")[0])
        return [fact["link"] for fact in (first["findings"][0] if name == "json" else first)["facts"]]

    assert links(linked(URL)) == [linked(URL).link(name) for name in CONTRADICTION.facts]
    assert WORDS == links(linked(URL))[0]  # type: ignore[index]
    assert [None, None] == links(REPORT)
    assert WORDS == linked(URL).to_data()["findings"][0]["facts"][0]["link"]  # type: ignore[index]


def test_rows_in_markdown_have_their_links() -> None:
    """Nothing in an address is read as a name of a character or as a formula."""
    row = render([linked(f"{URL}$x$")], "markdown", Options()).splitlines()[4]

    address = WORDS.replace("#top", "#top%24x%24").replace("&", "&amp;")
    assert row.split(", [")[1] == rf"visitors\-box](<{address}>)"
    assert row.endswith(">) |")
    assert "](<" not in render([REPORT], "markdown", Options())


def test_links_never_make_a_summary_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first passages of the gravest findings have links, as long as there is room."""
    report = linked(URL)
    both = attrs.evolve(report, findings=(CONTRADICTION, CONTRADICTION))
    whole = render([both], "markdown", Options())
    size = len(whole.splitlines()[4]) - len(render([REPORT], "markdown", Options()).splitlines()[4])

    assert 4 == whole.count("](<")
    monkeypatch.setattr(markdown, "_MOST_OF_LINKS", 2 * size - 1)
    assert 2 == render([both], "markdown", Options()).count("](<")
    monkeypatch.setattr(markdown, "_LINKS_OF_A_ROW", 1)
    assert 2 == render([both], "markdown", Options()).count("](<")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)//https://example.org",
        "data:text/html,<b>x",
        "file:///etc/passwd",
        "//example.org",
        "https://",
        "https:///x",
        "https://example.org/\nx",
        "https://example.org/a b",
        "https://example.org/\u202emoc",
        "fair.txt",
        "",
    ],
)
def test_what_is_no_address_of_the_web_is_never_a_link(url: str) -> None:
    """Nothing else leads out of a report."""
    report = linked(url)

    assert None is web_address(url)
    assert None is report.link("visitors-box")
    assert [] == hrefs(render([report], "html", Options()))
    assert "](<" not in render([report], "markdown", Options())


@pytest.mark.parametrize(
    "url, expected",
    [
        ("HTTPS://example.org", "HTTPS://example.org"),
        ('https://example.org/ë?q=|\\`<">', "https://example.org/%C3%AB?q=%7C%5C%60%3C%22%3E"),
        ("http://example.org/%20a", "http://example.org/%20a"),
    ],
)
def test_addresses_are_ascii(url: str, expected: str) -> None:
    """Whatever could end a link in some format is written out."""
    assert expected == web_address(url)


def test_without_a_text_at_hand_nothing_is_linked() -> None:
    """A lock says where a passage was, not that it is unique in the text that is there."""
    locked = attrs.evolve(linked(URL, LOCKED_REPORT), sources={})
    lost = attrs.evolve(
        linked(URL),
        citations={**CITATIONS, "visitors-box": attrs.evolve(CITATIONS["visitors-box"], span=None)},
    )

    assert [None, None, None, None] == [
        locked.link("visitors-box"),
        lost.link("visitors-box"),
        linked(URL).link("nothing"),
        attrs.evolve(linked(URL), citations={}).link("visitors-box"),
    ]


def test_words_of_a_link_are_those_of_the_source() -> None:
    """A browser does not take straight quotation marks for curly ones, as averred does."""
    text = "The “old”\u00a0mill, 5–6 miles off, and the “new” mill."
    source = make_source(text)
    found = anchor('"old" mill, 5-6', source, prefix="The")
    assert found.span is not None

    link = deep_link("https://a.example", found.span, source, cited=Cited('"old" mill, 5-6', "The"))

    assert "https://a.example#:~:text=The-,%E2%80%9Cold%E2%80%9D%20mill%2C%205%E2%80%936" == link


@pytest.mark.parametrize(
    "quote, words", [("late .", "late%20%E2%80%A6"), (".she left", "%E2%80%A6she%20left")]
)
def test_a_quote_that_ends_within_a_character_is_linked_whole(quote: str, words: str) -> None:
    """Three dots are one character of the source; half of it cannot be asked for in its own words."""
    source = make_source("It was late …she left")
    found = anchor(quote, source)
    assert found.span is not None

    link = deep_link("https://a.example", found.span, source, cited=Cited(quote))

    assert f"https://a.example#:~:text={words}" == link


@pytest.mark.parametrize(
    "quote, fragment",
    [("350", "Tents%20Visitors-,350"), ("Visitors … 350", None), ("350 more", "350%20more")],
)
def test_a_quote_of_one_section_is_linked_by_what_is_beside_it(quote: str, fragment: str | None) -> None:
    """A browser knows nothing of sections; no words are taken for one piece that cells of a table part."""
    text = "Fair\nVisitors\t350\nTents\nVisitors\t350 more\n"
    blocks = ((0, "heading1"), (5, "paragraph"), (18, "heading1"), (24, "paragraph"))
    source = make_source(text, blocks=blocks, cuts=(13, 32))
    span = anchor(quote, source, section="Tents").span
    fact = attrs.evolve(FACTS[0], citation=Citation("fair-page", quote, section="Tents"))
    base = attrs.evolve(linked(URL).fact_base, facts=(fact,))
    citations = {fact.id: attrs.evolve(CITATIONS[fact.id], span=span)}
    report = attrs.evolve(linked(URL), fact_base=base, citations=citations, sources={"fair-page": source})

    assert span is not None
    assert (fragment and f"{URL}:~:text={fragment}") == report.link(fact.id)


def test_a_long_quote_is_linked_by_its_first_and_last_words() -> None:
    """An address stays short; first and last words of a fact are kept as they are."""
    text = "Around noon the fair opened. " + "It was long. " * 40 + "The lamps were lit at nine."
    source, span = make_source(text), Span(0, len(text))

    whole = deep_link("https://a.example", span, source, cited=Cited(text))
    ends = deep_link("https://a.example", span, source, cited=Cited("Around noon … at nine."))

    assert "https://a.example#:~:text=Around%20noon%20the,lit%20at%20nine." == whole
    assert "https://a.example#:~:text=Around%20noon,at%20nine." == ends


pieces = st.sampled_from(
    ["“a”", '"a"', "b", "ﬁ", "e\u0301", "…", "...", "1,0", "so–so", "\u00ad", " ", "\n\n", ", "]
)


@given(st.lists(pieces, min_size=1, max_size=25).map("".join), st.data())
def test_links_lead_where_the_citation_leads(text: str, data: st.DataObject) -> None:
    """Nothing is searched for, and by averred's own rules the directive has exactly this place."""
    source = make_source(text)
    start, end = sorted(data.draw(st.tuples(*(st.integers(0, len(text)),) * 2)))
    cited = cite(source, Span(start, end))
    found = anchor(cited.quote, source, prefix=cited.prefix, suffix=cited.suffix) if cited else None
    if cited is None or found is None or found.span is None:
        return
    link = deep_link("https://a.example", found.span, source, cited=cited)

    assert link is not None
    assert ("exact", found.span) == attrs.astuple(anchor_directive(link, source), recurse=False)[:2]
