"""The kit for authors of rules: cases cannot pass by mistake, assertions say what differs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings

from averred.facts import Fact
from averred.findings import Finding, Level
from averred.rules import RULES, rule
from averred.rules.base import fact_finding
from averred.testing import (
    Case,
    assert_finds,
    assert_whole,
    finding_line,
    outcome,
    read_cases,
    run,
)
from averred.testing.strategies import WORLD, fact_bases, facts, scopes
from averred.values import NoValue, OneOf, Unknown
from tests.strategies import judged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from averred.context import Context
    from averred.factbase import FactBase

# Looks for an example, and does not make it smaller.
HARD = settings(
    max_examples=20_000,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
    derandomize=True,
)
BASE = """
[source.gazette]
path = "gazette.txt"
[entity.march]
name = "Lantern March"
[predicate.participants]
value = "quantity"
[fact.count]
source = "gazette"
subject = "march"
predicate = "participants"
value = "3000"
quote = "3000 marchers"
"""


@rule("no-round-number", Level.NOTE)
def no_round_number(context: Context) -> Iterable[Finding]:
    """A count that ends in three zeros."""
    for fact in context.active:
        if fact.written.endswith("000"):
            yield fact_finding(context, fact, "no-round-number", Level.NOTE, "a round number")


def _case_file(folder: Path, text: str, name: str = "no-round-number") -> Path:
    path = folder / f"{name}.md"
    path.write_text(text, encoding="utf-8")
    return path


def _case(expected: str, files: tuple[str, ...] = (BASE,)) -> Case:
    return Case("a case", files, (), tuple(expected.splitlines()), ("no-round-number",))


def test_a_case_of_an_own_rule_comes_out() -> None:
    """Own rules are run by the same runner as those of averred."""
    case = _case("note[no-round-number] count\n  a round number")

    assert case.expected == outcome(case, (*RULES, no_round_number))


def test_words_that_a_finding_does_not_say_are_not_in_its_outcome() -> None:
    """An indented line is kept only where the finding above it holds the words."""
    case = _case("note[no-round-number] count\n  a square number\n  a round number")

    assert ("note[no-round-number] count", "  a round number") == outcome(case, (*RULES, no_round_number))


def test_what_is_expected_of_another_finding_is_not_in_the_outcome() -> None:
    """Words below a finding that does not come are not taken for those of one that does."""
    case = _case("error[contradictory] count\n  a round number\nnote[no-round-number] count")

    assert ("note[no-round-number] count",) == outcome(case, (*RULES, no_round_number))


def test_a_mistake_in_a_case_is_among_its_findings() -> None:
    """What the reader cannot take is told, whatever rules the case names."""
    case = _case("nothing", (BASE.replace('value = "3000"', 'valeu = "3000"'),))

    assert ("error[unknown-key] count",) == outcome(case, (*RULES, no_round_number))


def test_a_case_file_is_read_with_its_preface(tmp_path: Path) -> None:
    """What stands before the first heading belongs to every case: rules, day, files, texts."""
    text = (
        "# t\n\nrules: one, two\ntoday: 2031-05-01\n\n```toml\nA = 1\n```\n```text a.txt\nWords.\n```\n"
        "## First\n```expect\nnothing\n```\n## Second\n```toml\nB = 2\n```\n```expect\nnote[one] x\n```\n"
    )
    expected = [
        Case("First", ("A = 1\n",), (("a.txt", "Words.\n"),), ("nothing",), ("one", "two"), "2031-05-01"),
        Case(
            "Second",
            ("A = 1\n", "B = 2\n"),
            (("a.txt", "Words.\n"),),
            ("note[one] x",),
            ("one", "two"),
            "2031-05-01",
        ),
    ]

    assert expected == read_cases(_case_file(tmp_path, text))


def test_a_file_without_a_line_of_rules_is_about_its_own_rule(tmp_path: Path) -> None:
    """The rule that a file is named after runs; the day is a day in 2031."""
    [case] = read_cases(_case_file(tmp_path, "# t\n## One\n```expect\nnothing\n```\n"))

    assert (("no-round-number",), "2031-01-01", None) == (case.rules, case.today, case.past)


@pytest.mark.parametrize("blocks", ["", "```expect\nnothing\n```\n```expect\nnothing\n```\n"])
def test_a_case_says_once_what_is_expected(blocks: str, tmp_path: Path) -> None:
    """A case without an expectation would be one that cannot fail; one with two means neither."""
    with pytest.raises(ValueError, match="case “One” needs one expect block"):
        read_cases(_case_file(tmp_path, f"# t\n## One\n{blocks}"))


def test_an_edit_of_the_lock_that_changes_nothing_is_a_mistake(tmp_path: Path) -> None:
    """A case about a lock that was changed by hand would pass if the change did not happen."""
    text = (
        f"# t\n## One\n```toml\n{BASE}```\n```locked-text gazette.txt\n3000 marchers.\n```\n"
        "```lock-edit\nno such words => others\n```\n```expect\nnothing\n```\n"
    )
    [case] = read_cases(_case_file(tmp_path, text, "lock-corrupt"))

    with pytest.raises(ValueError, match="the lock does not hold 'no such words'"):
        run(case)


def test_assert_finds_passes_on_the_same_findings_in_any_order() -> None:
    """The order in which findings are named does not matter."""
    findings = [Finding("two", Level.NOTE, "", facts=("a", "b")), Finding("one", Level.ERROR, "", about="x")]

    assert ["note[two] a, b", "error[one] x"] == [finding_line(finding) for finding in findings]
    assert_finds(findings, "error[one] x", "note[two] a, b")
    assert_finds([])


def test_assert_finds_says_what_is_missing_and_what_nobody_expected() -> None:
    """Each line counts once, also where two findings look alike."""
    findings = [Finding("one", Level.ERROR, "", about="x")] * 2

    with pytest.raises(AssertionError) as raised:
        assert_finds(findings, "error[one] x", "note[two] a")

    assert "the findings differ:\n  missing: note[two] a\n  not expected: error[one] x" == str(raised.value)


def test_a_rule_of_averred_is_whole() -> None:
    """A built-in rule passes what own rules are asked."""
    rules = {rule.name: rule for rule in RULES}
    cases = read_cases(Path(__file__).parent / "rules" / "contradictory.md")

    assert_whole(rules["contradictory"], cases)


def test_what_a_rule_lacks_is_said_at_once() -> None:
    """Headings, sentence, cases: everything that is missing, in one message."""
    with pytest.raises(AssertionError) as raised:
        assert_whole(no_round_number, [])

    message = str(raised.value)

    assert message.startswith("rule “no-round-number” lacks the heading “What it reports”, the heading “Why")
    assert message.endswith("two cases in which it finds something, two cases in which it finds nothing")


@given(fact_bases())
def test_generated_fact_bases_are_whole(base: FactBase) -> None:
    """Every name that a generated fact uses is declared, and its ids are unique."""
    for fact in base:
        assert {fact.subject, fact.part or fact.subject, fact.of or fact.subject} <= base.entities.keys()
        assert fact.predicate in base.predicates
        assert fact.source in base.sources
    assert len(base) == len(base.by_id)


@pytest.mark.parametrize(
    "wanted",
    [
        lambda fact: isinstance(fact.value, OneOf),
        lambda fact: isinstance(fact.value, Unknown),
        lambda fact: isinstance(fact.value, NoValue),
        lambda fact: fact.denied,
        lambda fact: not fact.is_active,
        lambda fact: fact.part is not None,
        lambda fact: fact.of is not None,
        lambda fact: fact.attribution.via != (),
        lambda fact: fact.scope.during is not None and fact.scope.during.is_period,
        lambda fact: fact.scope.as_of is not None,
        lambda fact: fact.scope.keys != (),
    ],
)
def test_every_sort_of_fact_is_generated(wanted: Callable[[Fact], bool]) -> None:
    """The strategies reach lists, unknown values, denials, parts, relays, periods, scopes."""
    assert isinstance(find(facts(), wanted, settings=HARD), Fact)


@pytest.mark.parametrize("name", ["contradictory", "disputed", "sources-conflict"])
def test_generated_fact_bases_hold_conflicts(name: str) -> None:
    """The facts of a generated base have to do with each other, so that rules find something in them."""
    base = find(fact_bases(), lambda base: any(one.rule == name for one in judged(base)), settings=HARD)

    assert len(base) > 1


@given(facts(WORLD, subjects=["hill"], predicates=["motto"]))
def test_facts_of_certain_things(fact: Fact) -> None:
    """Subjects and predicates can be narrowed."""
    assert ("hill", "motto") == (fact.subject, fact.predicate)


@given(fact_bases(min_facts=2, max_facts=3, made=facts(predicates=["permitted"])))
def test_fact_bases_of_certain_facts(base: FactBase) -> None:
    """A strategy for facts of one's own, and how many, can be given."""
    assert {"permitted"} == {fact.predicate for fact in base}
    assert len(base) in {2, 3}


@given(scopes(["method"]))
def test_a_scope_names_only_the_keys_that_it_may(scope: object) -> None:
    """Only declared keys are drawn."""
    assert {"method"} >= {name for name, _ in scope.keys}  # type: ignore[attr-defined]  # a Scope
