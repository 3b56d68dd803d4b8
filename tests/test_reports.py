"""The formats for people and programs, on hand-made reports."""

from __future__ import annotations

import json

import attrs
import pytest

from averred.display import cells
from averred.display.terminal import Terminal
from averred.errors import ConfigurationError
from averred.factbase import FactBase
from averred.findings import Finding, Label, Level
from averred.report import CitationResult, Report
from averred.reports import FORMATS, base, render
from averred.reports.base import Options
from averred.spans import Place, Span
from averred.values import Date, Interval, Quantity
from tests.report_samples import (
    CITATIONS,
    CONTRADICTION,
    DISPUTE,
    FACT_BASE,
    FACTS,
    LOCKED_REPORT,
    REPORT,
    TEXT,
    UNKNOWN_KEY,
    fact,
    label,
    quantity,
)

CARD = """\
error[contradictory]: “visitors” of “Harvest fair of Oldmere” has two values in one voice
   ╭─▶ fair.txt:3:13
 3 │ - Visitors: 3,500 including Mayor Ilse Brandt
   │             ^^^^^ 3,500 exactly                                                    visitors-box
 5 │ … until the lamps were lit. It drew around 2,000 visitors to the green, as every year. The …
   │                                     ^^^^^^^^^^^^ 1,800 to 2,200 (about = ±10 %)   visitors-text
   ╵
            0           1,000         2,000        3,000
          ──┼─────────────┼─────────────┼────────────┼────────────
  box       │             │             │            │      ■        3,500
  text      │             │          ├──●─┤          │               around 2,000
  bakers    │  ├┄┄┄┄┄┄┄┄┄┄┤             │            │               200 to 1,000
  why   “visitors” has one value
        3,500 is 1,300 above the nearest end of “around 2,000”
  needs ±75 % instead of ±10 %
  help  one of: correct the one; correct the other; say who counted (said-by)
  facts/fair.toml:9:13 visitors-box · facts/fair.toml:14:13 visitors-text
  id    contradictory-3fa94c1e
"""
SUMMARY = "3 facts; 3 citations: 3 verified from the text; 2 errors, 1 note; 1 accepted; engine python\n"


def full(report: Report, options: Options | None = None) -> str:
    """The format for people."""
    return render([report], "full", options or Options())


def alone(finding: Finding, report: Report = REPORT) -> Report:
    """A report with one finding and nothing else to say."""
    return attrs.evolve(report, findings=(finding,), accepted=(), skipped=())


def test_the_picture_of_a_conflict() -> None:
    """A card has the passages with carets, the plot, why, what it needs, help, places and its id."""
    assert CARD == full(alone(CONTRADICTION), Options(verbose=-1))


def test_a_card_follows_the_width_of_the_terminal() -> None:
    """On terminals of 30 to 200 cells no line is wider, but for places, which cannot be broken."""
    for room in range(30, 200):
        lines = full(REPORT, Options(Terminal(width=room), verbose=1, statistics=True)).splitlines()
        wide = [line for line in lines if cells.width(line) > room]

        assert all(line.startswith(("  facts/", "   ╭─▶")) for line in wide)


def test_the_ascii_twin_is_ascii() -> None:
    """With ASCII alone nothing else is written, and the same sections are there."""
    options = Options(Terminal(ascii=True), verbose=1, show_undetermined=True)
    text = full(REPORT, options)

    assert text.isascii()
    assert " --> fair.txt:3:13\n" in text


def test_without_colour_there_is_no_escape_and_with_it_the_same_words() -> None:
    """Colour never says anything alone: without its escapes the coloured report is the plain one."""
    import re

    plain, coloured = full(REPORT), full(REPORT, Options(Terminal(color=True)))

    assert "\x1b" not in plain
    assert "\x1b[1;31merror[contradictory]\x1b[0m" in coloured
    assert plain == re.sub(r"\x1b\[[0-9;]*m", "", coloured)


def test_a_text_without_the_passage_is_not_said_to_be_absent() -> None:
    """Where a text was read and lacks the words, it is not called absent."""
    gone = Label("gone", source="fair-page", words="x y")
    missing = Finding("quote-not-found", Level.ERROR, "is not there", labels=(gone,))
    text = full(attrs.evolve(REPORT, findings=(missing,)))

    assert "╭─▶ fair.txt (the quotes; it has no such passage)\n   │ x y\n" in text
    assert "not at hand" not in text


def test_where_the_text_is_not_at_hand_the_quotes_are_shown() -> None:
    """A locked source is said to be absent, and each quote stands with carets under its value."""
    text = full(LOCKED_REPORT)

    assert (
        "╭─▶ fair.txt (its text is not at hand; the quotes)\n   │ Visitors: 3,500\n   │           ^^^^^"
        in text
    )
    assert "3 citations: 3 locked" in text


def test_the_report_ends_with_what_was_checked() -> None:
    """The summary counts facts, citations by verdict, findings by level and acceptances."""
    assert full(REPORT).endswith(f"\n{SUMMARY}1 thing could not be checked; -v says which and why\n")
    assert "0 facts; no citations; no findings; engine python\n" == full(Report(FactBase()))
    assert "; day used 2026-11-22\n" in full(attrs.evolve(REPORT, today="2026-11-22"), Options(Terminal(200)))


def test_more_is_shown_where_it_was_asked_for() -> None:
    """Undetermined verdicts, accepted findings, what was skipped, and counts by rule are there on demand."""
    text = full(REPORT, Options(verbose=1, show_undetermined=True, statistics=True))

    assert (
        "\nundetermined[part-exceeds-whole]: visitors of fair (visitors-text)\n  needs at most 2,200\n"
        in text
    )
    assert "accepted[disputed]: the guild of bakers gives another number (disputed-0badcafe); reason:" in text
    assert "\nnot checked: unlocked: there is no lock\n" in text
    assert "     1  contradictory\n" in text


def test_lists_are_capped_and_counts_are_not() -> None:
    """A capped report says how many findings there are, and its summary counts all of them."""
    options = Options(cap=1)
    text = full(REPORT, options)

    assert "\n1 of 3 findings shown, the gravest first; -v shows all\n" in text
    assert "2 errors, 1 note" in text
    assert "1 of 3 findings shown" in render([REPORT], "concise", options)


def test_minimal_sets_are_named_where_there_are_several() -> None:
    """A card with more than one minimal set names each of them, and says how many it leaves out."""
    text = full(REPORT)

    assert "  sets  cannot all hold: visitors-bakers + visitors-box\n" in text
    assert "        and 2 more\n" in text
    assert "and 2 more" not in full(alone(attrs.evolve(DISPUTE, omitted_conflicts=0)))


def test_an_entry_without_a_passage_shows_its_place() -> None:
    """A finding about a fact file points at the line there."""
    assert "   ╭─▶ facts/fair.toml:11:1\n   │ did you mean 'said-by'?\n  help  write said-by\n" in full(
        alone(UNKNOWN_KEY)
    )
    bare = attrs.evolve(UNKNOWN_KEY, labels=(), id="")
    assert full(alone(bare), Options(verbose=-1)).endswith(
        "╭─▶ facts/fair.toml:11:1\n  help  write said-by\n"
    )
    silent = attrs.evolve(UNKNOWN_KEY, labels=(Label(""),))
    assert "   ╭─▶ facts/fair.toml:11:1\n  help" in full(alone(silent))


def test_facts_made_in_memory_and_without_a_quote_are_shown_too() -> None:
    """A fact without an origin has no place below the card; one without a quote is no citation."""
    facts = (attrs.evolve(FACTS[1], origin=None), FACTS[2])
    citations = {**CITATIONS, "visitors-box": CitationResult("visitors-box", "none")}
    report = attrs.evolve(REPORT, fact_base=attrs.evolve(FACT_BASE, facts=facts), citations=citations)
    text = full(alone(CONTRADICTION, report))

    assert "\n  facts/fair.toml:14:13 visitors-text\n" in text
    assert "2 facts; 2 citations: 2 verified from the text" in text


def test_a_finding_always_has_a_place() -> None:
    """Without a place of its own a finding is placed at a label, a fact, or the fact base."""
    nowhere = Finding("contradictory", Level.ERROR, "x")
    labelled = attrs.evolve(nowhere, labels=(label(FACTS[1], ""),))

    assert Place("facts/fair.toml", 9, 13) == base.place_of(labelled, REPORT)
    assert Place("facts/fair.toml", 14, 13) == base.place_of(
        attrs.evolve(nowhere, facts=("visitors-text",)), REPORT
    )
    assert Place("facts") == base.place_of(attrs.evolve(nowhere, facts=("unheard-of",)), REPORT)


def test_many_passages_and_facts_are_capped_with_their_number() -> None:
    """A card shows twelve passages and twelve places, and says how many more there are."""
    facts = tuple(fact(f"visitors-{n:02}", quantity(n, n, str(n)), "3,500") for n in range(20))
    report = attrs.evolve(REPORT, fact_base=attrs.evolve(FACT_BASE, facts=facts))
    finding = attrs.evolve(
        CONTRADICTION, facts=tuple(one.id for one in facts), labels=tuple(label(one, "") for one in facts)
    )
    text = full(alone(finding, report))

    assert "  and 8 more passages\n" in text
    assert "  and 8 more facts\n" in text


def test_long_messages_go_under_the_carets() -> None:
    """A message that has no room beside the carets stands below them, in full."""
    finding = attrs.evolve(CONTRADICTION, labels=(label(FACTS[2], "word " * 30 + "end"),))
    lines = full(alone(finding)).splitlines()

    assert "   │   word word" in lines[4]
    assert any(line.endswith("end · visitors-text") for line in lines)


def test_a_tag_wider_than_the_terminal_is_broken() -> None:
    """A very narrow terminal still gets every word of the headline."""
    assert full(alone(CONTRADICTION), Options(Terminal(width=10, color=True))).startswith("error[cont")


def test_a_passage_over_several_lines_is_marked_on_its_first() -> None:
    """A passage that crosses lines is shown from where it starts to the end of that line."""
    start = TEXT.index("Ilse Brandt")
    wide = attrs.evolve(label(FACTS[1], "here"), fact=None, span=Span(start, len(TEXT)))
    text = full(alone(attrs.evolve(CONTRADICTION, labels=(wide,))))

    assert (
        " 3 │ - Visitors: 3,500 including Mayor Ilse Brandt\n"
        "   │                                   ^^^^^^^^^^^ here\n"
    ) in text


def test_the_words_that_a_message_quotes_are_marked() -> None:
    """Where a message quotes words of the passage, those are marked and not the value."""
    finding = attrs.evolve(CONTRADICTION, labels=(label(FACTS[1], "written “Visitors”, not “Guests”"),))

    assert " 3 │ - Visitors: 3,500 including Mayor Ilse Brandt\n   │   ^^^^^^^^ written" in full(
        alone(finding)
    )


def test_a_passage_on_the_last_line_needs_no_line_break() -> None:
    """A source that ends without a line break is shown to its end."""
    report = attrs.evolve(REPORT, source_texts={"fair-page": TEXT.rstrip("\n")})

    assert " 5 │ … until the lamps" in full(alone(CONTRADICTION, report))


def test_dates_stand_in_their_order_with_the_gap() -> None:
    """Two dates of a finding are a time line with the gap in words; one without an end is left out."""
    day = Interval.point(734559)
    late = Interval.point(734611)
    dates = (
        fact("opened-box", Date(day, day, "day", "26 February 2012"), "3,500"),
        fact("opened-text", Date(late, late, "day", "18 April 2012"), "3,500"),
        fact("opened-never", Date(Interval.at_least(5), Interval.at_least(5), "day", "later"), "3,500"),
    )
    report = attrs.evolve(REPORT, fact_base=attrs.evolve(FACT_BASE, facts=dates))
    finding = attrs.evolve(CONTRADICTION, facts=tuple(one.id for one in dates), labels=())

    assert (
        "  2012-02-26  box   26 February 2012\n"
        "              + 52 days\n"
        "  2012-04-18  text  18 April 2012\n  why"
    ) in full(alone(finding, report))


def test_quantities_of_other_units_are_not_drawn_together() -> None:
    """Only quantities in the unit of the first one share an axis, and denied ones are no bars."""
    money = attrs.evolve(FACTS[2], value=Quantity(Interval(1, 2), "USD", "1 to 2"))
    denied = attrs.evolve(FACTS[0], denied=True)
    report = attrs.evolve(REPORT, fact_base=attrs.evolve(FACT_BASE, facts=(denied, FACTS[1], money)))

    assert ["visitors-box"] == [one.id for one, _ in base.quantities_of(CONTRADICTION, report)]
    assert [] == base.quantities_of(attrs.evolve(CONTRADICTION, facts=("visitors-box",), labels=()), report)


@pytest.mark.parametrize(
    "ids, expected",
    [
        (("visitors-box", "visitors-text"), ["box", "text"]),
        (("a-b-c", "a-b-d-e"), ["c", "d-e"]),
        (("visitors", "visitors-text"), ["visitors", "visitors-text"]),
        (("a-b",), ["a-b"]),
        (("a-b-c", "x-b-c"), ["a-b-c", "x-b-c"]),
        (("a-b", "a-b"), ["b"]),
    ],
)
def test_rows_are_named_by_what_sets_them_apart(ids: tuple[str, ...], expected: list[str]) -> None:
    """The words that all ids begin with are left out, but never the last word of one."""
    facts = [attrs.evolve(FACTS[0], id=identity) for identity in ids]

    assert expected == list(base.short_names(facts).values())


def test_concise_has_one_line_a_finding() -> None:
    """Each line is path:line:column: level[rule] headline (id); the summary is last."""
    lines = render([REPORT], "concise", Options()).splitlines()

    assert (
        "facts/fair.toml:9:13: error[contradictory] “visitors” of “Harvest fair of Oldmere” has two values "
        "in one voice (contradictory-3fa94c1e)"
    ) == lines[0]
    assert 4 == len(lines)
    assert "" == render([Report(FactBase())], "concise", Options(verbose=-1))
    assert render([alone(attrs.evolve(UNKNOWN_KEY, id=""))], "concise", Options(verbose=-1)).endswith(
        "'visitors-box'\n"
    )


def test_json_has_every_key_that_is_promised() -> None:
    """A finding in JSON has its conflicts, derivation and facts with reading, source, offsets and place."""
    data = json.loads(render([REPORT], "json", Options()))
    finding = data["findings"][0]
    text = finding["facts"][1]

    assert 1 == data["version"]
    assert [["visitors-box", "visitors-text"]] == finding["conflicts"]
    assert {"exact": 3} == data["summary"]["citations"]
    assert {"error": 2, "warning": 0, "note": 1} == data["summary"]["findings"]
    assert ("visitors-text", "fair", "visitors", "around 2,000") == tuple(
        text[key] for key in ("id", "subject", "predicate", "value")
    )
    assert (1800, 2200, "person", "about") == tuple(
        text["reading"][key] for key in ("min", "max", "unit", "hedge")
    )
    assert "drew around 2,000 visitors" == TEXT[text["start"] : text["end"]] == text["quote"]
    assert ("facts/fair.toml", 14, 13, None) == tuple(
        text[key] for key in ("file", "line", "column", "said_by")
    )
    assert "The page reports it on purpose." == data["accepted"][0]["accepted"]
    assert "undetermined" not in data


def test_json_is_ascii_and_the_same_each_time() -> None:
    """The document has the same bytes each time, and no letter that a terminal could act on."""
    first = render([REPORT], "json", Options(show_undetermined=True))

    assert first.isascii()
    assert first == render([REPORT], "json", Options(show_undetermined=True))
    assert [("part-exceeds-whole", "undetermined")] == [
        (item["rule"], item["verdict"]) for item in json.loads(first)["undetermined"]
    ]


def test_several_fact_bases_make_one_report() -> None:
    """Findings of several fact bases stand together, gravest first, and are counted together."""
    lines = render([REPORT, REPORT], "concise", Options()).splitlines()

    assert ["error"] * 4 + ["note"] * 2 == [line.split()[1].partition("[")[0] for line in lines[:-1]]
    assert lines[-1].startswith("6 facts; 6 citations")


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    """A format that does not exist raises, naming those that do."""
    with pytest.raises(ConfigurationError, match="there is no format 'xml'"):
        render([REPORT], "xml", Options())


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_renders_every_report(name: str) -> None:
    """Each format takes a full report, a locked one and an empty one, and ends its text with a line break."""
    for report in (REPORT, LOCKED_REPORT, Report(FactBase())):
        assert render([report], name, Options()).endswith("\n")


def test_a_source_that_is_not_at_hand_is_named_within_the_width() -> None:
    """At 40 columns the name of a source goes on in the next line, beside the bar."""
    lines = render([LOCKED_REPORT], "full", Options(Terminal(40))).splitlines()
    first = next(number for number, line in enumerate(lines) if "╭─▶" in line)

    assert ["   ╭─▶ fair.txt (its text is not at", "   │   hand; the quotes)"] == lines[first : first + 2]
    assert all(cells.width(line) <= 40 for line in lines)
