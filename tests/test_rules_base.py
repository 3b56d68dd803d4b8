"""What a rule is: what the decorator makes of a function, and what is said of citations."""

from __future__ import annotations

import operator
from collections.abc import Sequence

import attrs
import pytest

from averred.context import Context
from averred.facts import Citation, LeaveOut, Origin
from averred.findings import Finding, Level
from averred.kinds import names
from averred.lock.claims import leave_out_key
from averred.parameters import Parameters, for_predicate
from averred.records import Record
from averred.report import CitationResult
from averred.rules.base import FOUND, By, Need, Rule, citation_findings, described, listed, rule
from averred.source import make_source
from averred.spans import Place, Span
from averred.vocabulary import Constraint
from tests.made import made_base, made_fact

FOR_PREDICATE = for_predicate({"kinds": names})
IN_A_TABLE = Parameters({"kinds": names}, ("kinds",))


def _check(_context: Context) -> Sequence[Finding]:
    """Some summary.

    What it reports:
        A thing.
          More of it.

        Another.

    Options:
        None.
    """
    return ()


def test_a_function_becomes_a_rule() -> None:
    """Without more it is about the record, and runs unasked wherever there are facts."""
    made = rule("no-thing", Level.NOTE)(_check)

    assert ("no-thing", Level.NOTE, _check, _check.__doc__) == (
        made.name,
        made.level,
        made.check,
        made.documentation,
    )
    assert (False, None, True, None, Need.FACTS, None, By.GROUP) == (
        made.logical,
        made.parameters,
        made.default,
        made.raised_by,
        made.needs,
        made.screened,
        made.judged_by,
    )


def test_what_a_rule_is_given_it_has() -> None:
    """Each part under its name."""

    def screened(*_: object) -> tuple[()]:
        return ()

    made = rule("no-thing", Level.ERROR, logical=True, default=False, screened=screened, judged_by=By.THING)(
        _check
    )

    assert (Level.ERROR, True, False, screened, By.THING) == (
        made.level,
        made.logical,
        made.default,
        made.screened,
        made.judged_by,
    )


@pytest.mark.parametrize(
    "parameters, asked, needs",
    [
        (None, Need.FACTS, Need.FACTS),
        (None, Need.DOUBT, Need.DOUBT),
        (FOR_PREDICATE, Need.FACTS, Need.DECLARATION),
        (IN_A_TABLE, Need.FACTS, Need.TABLE),
        (IN_A_TABLE, Need.RELATIONS, Need.RELATIONS),
    ],
)
def test_a_rule_with_parameters_needs_its_declaration(
    parameters: Parameters | None, asked: Need, needs: Need
) -> None:
    """On a predicate where it is about one, else in a table, unless the rule says what it needs."""
    made = rule("no-thing", Level.NOTE, parameters=parameters, needs=asked)(_check)

    assert (parameters, needs) == (made.parameters, made.needs)


def test_a_rule_of_which_another_part_raises_the_findings_is_never_asked() -> None:
    """It has its name, level and description, and what it would check is nothing."""
    made = described("no-thing", Level.ERROR, raised_by="the reader", documentation="Words.", logical=True)
    context = Context(made_base(made_fact()))

    assert ("no-thing", Level.ERROR, "Words.", True, "the reader") == (
        made.name,
        made.level,
        made.documentation,
        made.logical,
        made.raised_by,
    )
    assert not described("a", Level.NOTE, raised_by="b", documentation="").logical
    assert not made.applies(context)
    assert () == tuple(made.check(context))


def test_a_listed_rule_knows_so_much_without_its_file() -> None:
    """Its name, what it needs, whether it runs unasked and who raises it; the rest stands in its file."""
    plain = listed("citation-needed")
    other = listed("disputed", Need.TEXT, default=False, raised_by="contradictory")

    assert ("citation-needed", Need.FACTS, True, None) == (
        plain.name,
        plain.needs,
        plain.default,
        plain.raised_by,
    )
    assert ("disputed", Need.TEXT, False, "contradictory") == (
        other.name,
        other.needs,
        other.default,
        other.raised_by,
    )
    assert Level.ERROR is plain.level
    assert not plain.logical
    with pytest.raises(AttributeError, match="colour"):
        operator.attrgetter("colour")(plain)


CONTEXT = Context(made_base(made_fact()))
DECLARED = made_base(constraints=(Constraint("no-thing", {}),))


@pytest.mark.parametrize(
    "needs, context, applies",
    [
        (Need.FACTS, CONTEXT, True),
        (Need.DECLARATION, CONTEXT, False),
        (Need.DECLARATION, Context(DECLARED), True),
        (Need.TABLE, CONTEXT, False),
        (Need.TABLE, Context(DECLARED), True),
        (Need.DOUBT, CONTEXT, False),
        (Need.DOUBT, Context(made_base(), {"a": CitationResult("a", "missing")}), True),
        (Need.TEXT, CONTEXT, False),
        (Need.TEXT, Context(made_base(), sources={"gazette": make_source("Words.")}), True),
        (Need.RELATIONS, CONTEXT, False),
        (Need.RELATIONS, Context(made_base(constraints=(Constraint("joint-conflict", {}),))), True),
    ],
)
def test_a_rule_is_asked_where_what_it_needs_is_there(needs: Need, context: Context, applies: bool) -> None:
    """Else it could yield nothing."""
    assert applies is listed("no-thing", needs).applies(context)


def test_which_rules_are_declared() -> None:
    """Those that hold only for what a declaration says."""
    declared = {needs for needs in Need if listed("no-thing", needs).is_declared}

    assert {Need.DECLARATION, Need.TABLE, Need.RELATIONS} == declared


def test_the_documentation_of_a_rule_has_a_summary_and_sections() -> None:
    """The paragraphs below each heading, without their indent."""
    made = rule("no-thing", Level.NOTE)(_check)

    assert "Some summary." == made.summary
    assert {"What it reports": "A thing.\n  More of it.\n\nAnother.", "Options": "None."} == made.sections


def test_a_rule_is_a_record_like_the_others() -> None:
    """Equal rules are equal, without methods that are written for this class."""
    assert (Record.__eq__, Record.__repr__) == (Rule.__eq__, Rule.__repr__)
    assert rule("a", Level.NOTE)(_check) == rule("a", Level.NOTE)(_check)


def test_the_verdicts_of_a_quote_that_is_in_its_source() -> None:
    """They are the ones of which the passage is known."""
    assert {"exact", "moved", "folded", "drift", "drift-critical"} == FOUND


SUGGESTED = CitationResult("one", "moved", message="it moved", suggestion="lock it")
ORIGIN = Origin("facts.toml", ("fact", "one"))


def _found(citations: dict[str, CitationResult], *, left: LeaveOut | None = None) -> list[Finding]:
    """What is found of a citation that moved or is missing."""
    base = made_base(
        made_fact(origin=ORIGIN),
        leave_outs=(left,) if left else (),
        locate=lambda origin, key, **_: Place(origin.file, {"quote": 4, "said-in": 5}.get(key or "", 1)),
    )
    verdicts, advice = ("moved", "missing"), ("look again",)
    context = Context(base, citations)
    return list(citation_findings(context, "no-thing", Level.WARNING, verdicts, "is elsewhere", advice))


def test_a_citation_with_such_a_verdict_is_found() -> None:
    """At the quote, with what became of it and what would settle it, before the advice of the rule."""
    (found,) = _found({"one": SUGGESTED})

    assert ("no-thing", Level.WARNING, "quote of “one” is elsewhere", "one", ("one",)) == (
        found.rule,
        found.level,
        found.headline,
        found.about,
        found.facts,
    )
    assert ["it moved"] == [label.message for label in found.labels]
    assert ("lock it", "look again") == found.help


def test_a_citation_without_a_suggestion_has_the_advice_alone() -> None:
    """Nothing takes the place of what is not suggested."""
    (found,) = _found({"one": attrs.evolve(SUGGESTED, suggestion=None)})

    assert ("look again",) == found.help


def test_where_a_speaker_is_named_is_cited_too() -> None:
    """The quote of `said-in` is looked at like the other, each by itself."""
    result = CitationResult("one", "missing", message="not there")
    found = _found({"one": SUGGESTED, "one said-in": result})

    assert ["quote of “one” is elsewhere", "said-in of “one” is elsewhere"] == [one.headline for one in found]
    assert ["it moved", "not there"] == [one.labels[0].message for one in found]
    assert [Place("facts.toml", 4), Place("facts.toml", 5)] == [one.place for one in found]
    assert ["said-in of “one” is elsewhere"] == [one.headline for one in _found({"one said-in": result})]


def test_other_verdicts_are_not_found() -> None:
    """They are for other rules."""
    left = LeaveOut("gazette", "Some words.", "an advertisement", ORIGIN)
    exact = CitationResult("one", "exact")

    assert [] == _found({}) == _found({"one": exact}) == _found({leave_out_key(left): exact}, left=left)


def test_a_passage_that_is_left_out_is_found_like_a_quote() -> None:
    """It is about no fact: the words of the entry are shown."""
    left = LeaveOut("gazette", "Some words.", "an advertisement", ORIGIN)
    key = leave_out_key(left)

    (found,) = _found({key: SUGGESTED}, left=left)
    (plain,) = _found({key: attrs.evolve(SUGGESTED, suggestion=None)}, left=left)

    assert ("no-thing", Level.WARNING, "quote of a leave-out is elsewhere", key, ()) == (
        found.rule,
        found.level,
        found.headline,
        found.about,
        found.facts,
    )
    assert [("it moved", "gazette", "Some words.")] == [
        (label.message, label.source, label.words) for label in found.labels
    ]
    assert ("lock it", "correct the quote, or remove the entry") == found.help
    assert ("correct the quote, or remove the entry",) == plain.help
    assert Place("facts.toml", 4) == found.place


def test_the_order_of_passages() -> None:
    """By source, by where the passage stands (what stands nowhere first), by what is written, by id."""
    ordered = [
        ("z", "almanac", 9, "2"),
        ("y", "gazette", None, "2"),
        ("x", "gazette", 2, "2"),
        ("w", "gazette", 10, "1"),
        ("a", "gazette", 10, "2"),
        ("b", "gazette", 10, "2"),
    ]
    facts = [made_fact(name, written=words, citation=Citation(source)) for name, source, _, words in ordered]
    cited = {
        name: CitationResult(name, "exact", Span(at, at + 1) if at is not None else None)
        for name, _, at, _ in ordered
    }
    context = Context(made_base(*facts), citations=cited)

    assert facts == context.in_order(reversed(facts))
    assert facts == context.facts_of([tuple(facts[:2:-1]), tuple(facts[3::-1])])
