"""Laws of the rule catalogue: every rule is registered, named, documented, and held by cases.

What they let one declare and what their screens let through is compared whole: with AVERRED_UPDATE_GOLDEN=1
the files are written instead.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import attrs
import pytest

from averred import rules
from averred.entities import Entity
from averred.findings import Finding, Judgement, Level, Verdict
from averred.parameters import declared
from averred.rules import RULES, RULES_BY_NAME, Rule
from averred.rules.base import HEADINGS
from averred.testing import Case, read_cases
from averred.testing.cases import run
from averred.vocabulary import Constraint
from tests.catalogue import EMPTY, SHAPES, Shape

CASE_FILES = sorted((Path(__file__).parent / "rules").glob("*.md"))
CASES = [case for path in CASE_FILES for case in read_cases(path)]

#: What was there when somebody last looked at it, a file for each rule.
GOLDEN = Path(__file__).parent / "golden"

all_rules = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def _reports(case: Case, rule: Rule) -> bool:
    return any(f"[{rule.name}]" in line for line in case.expected)


def test_every_rule_of_the_package_is_registered() -> None:
    """A rule that is written but missing in RULES would never run."""
    modules = [import_module(f"averred.rules.{found.name}") for found in iter_modules(rules.__path__)]
    written = {value.name for module in modules for value in vars(module).values() if isinstance(value, Rule)}

    assert {rule.name for rule in RULES} == written


def test_the_files_of_rules_are_imported_when_they_are_used() -> None:
    """To list the catalogue imports no rule; to ask one for what it says imports its file alone."""
    program = (
        "import sys; from averred.rules import RULES\n"
        "files = lambda: [name for name in sys.modules if name.startswith('averred.rules.')]\n"
        "print(*files()); RULES[0].summary; print(*files()); print(hasattr(RULES[1], 'colour'))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    first, second, colour = ended.stdout.splitlines()

    assert "averred.rules.base" == first
    assert "averred.rules.base averred.rules.citation_needed" == second
    assert "False" == colour


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_rule_that_is_left_aside_would_have_found_nothing(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a rule is said to need, it needs: where every rule is asked, they find the same."""
    report = run(case)
    monkeypatch.setattr(Rule, "applies", lambda *_: True)

    asked = run(case)

    assert asked.findings == report.findings
    assert asked.judgements == report.judgements


def test_no_two_rules_have_one_name() -> None:
    """A name in an acceptance or a setting means one rule."""
    names = [rule.name for rule in RULES]

    assert sorted(set(names)) == sorted(names)


@all_rules
def test_a_rule_stands_in_the_file_of_its_name(rule: Rule) -> None:
    """Whoever knows a rule's name, in kebab case and without numbers, finds its file."""
    module = import_module(f"averred.rules.{rule.name.replace('-', '_')}")

    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert rule in vars(module).values()


@all_rules
def test_the_catalogue_lists_what_the_file_of_a_rule_says(rule: Rule) -> None:
    """What a rule needs, whether it runs unasked and who raises it is known without its file."""
    name = rule.name.replace("-", "_")
    written = getattr(import_module(f"averred.rules.{name}"), name)

    assert written.needs is rule.needs
    assert (written.default, written.raised_by) == (rule.default, rule.raised_by)


@all_rules
def test_a_rule_is_documented_under_the_fixed_headings(rule: Rule) -> None:
    """Its documentation has a summary in one line, and something under every heading, in one order."""
    sections = rule.sections

    assert list(HEADINGS) == list(sections)
    assert all(sections.values())
    assert re.fullmatch(r"\S.{10,120}[.?]", rule.summary)


@all_rules
def test_a_rule_has_cases_that_fail_and_cases_that_pass(rule: Rule) -> None:
    """At least two cases show it at work, and at least two show where it must be silent."""
    cases = [case for case in CASES if rule.name in case.rules]

    failing = sum(_reports(case, rule) for case in cases)

    assert min(failing, 2) == 2, f"{failing} cases fail"
    assert min(len(cases) - failing, 2) == 2, f"{len(cases) - failing} cases pass"


def test_every_case_names_rules_that_exist() -> None:
    """A misspelt rule in a case file would make a case that cannot fail."""
    named = {name for case in CASES for name in case.rules}

    assert set() == named - {rule.name for rule in RULES}


@all_rules
def test_the_level_of_a_rule_is_that_of_its_gravest_finding(rule: Rule) -> None:
    """What the catalogue says of a rule's level is what a user sees, where nothing asks for another."""
    plain = [case for case in CASES if "\nlevel =" not in "".join(case.files)]
    lines = [line for case in plain for line in case.expected if f"[{rule.name}]" in line]

    levels = [Level(line.partition("[")[0]) for line in lines]

    assert rule.level is max(levels, key=lambda level: level.rank)


@all_rules
def test_what_conflicts_is_about_the_world(rule: Rule) -> None:
    """Only a logical rule finds conflicts, and no finding of one rests on a retracted fact."""
    cases = [case for case in CASES if _reports(case, rule)]
    found = [one for case in cases for one in run(case).findings if one.rule == rule.name]
    retracted = [run(attrs.evolve(case, files=tuple(map(_retracted, case.files)))) for case in cases]
    rests_on = {
        name for report in retracted for one in report.findings if one.rule == rule.name for name in one.facts
    }

    assert rule.logical or not any(finding.conflicts for finding in found)
    assert not rule.logical or set() == rests_on


#: Rules about the record that ask what still holds: of a retracted fact nobody says that it does.
ABOUT_WHAT_HOLDS = {"outdated", "single-source"}


@pytest.mark.parametrize("rule", [rule for rule in RULES if not rule.logical], ids=lambda rule: rule.name)
def test_what_is_about_the_record_is_found_of_retracted_facts_too(rule: Rule) -> None:
    """Retract all facts of a case: what was said of them is said still."""
    for case in CASES:
        if not _reports(case, rule):
            continue
        of_facts = {one.facts for one in run(case).findings if one.rule == rule.name and one.facts}
        gone = run(attrs.evolve(case, files=tuple(map(_retracted, case.files))))
        still = {one.facts for one in gone.findings if one.rule == rule.name}

        assert not of_facts or (of_facts <= still) == (rule.name not in ABOUT_WHAT_HOLDS)


@all_rules
def test_verdicts_and_findings_agree(rule: Rule) -> None:
    """What is violated has a card, what is not has none, and a card rests on facts that were judged."""
    for case in CASES:
        if rule.name not in case.rules:
            continue
        report = run(case)
        judged = [one for one in report.judgements if one.rule == rule.name]
        cards = [one for one in (*report.findings, *report.accepted) if _judge_of(one) == rule.name]
        violated = {one.about for one in judged if one.verdict is Verdict.VIOLATED}
        assert RULES_BY_NAME.keys() >= {one.rule for one in report.judgements}
        assert rule.logical or not judged, "only what is about the world has verdicts"
        assert violated == {one.about for one in judged if any(_is_about(card, one) for card in cards)}
        for card in cards if rule.logical else ():
            rests_on = {name for one in judged if _is_about(card, one) for name in one.facts}
            assert set(card.facts) <= rests_on, card.about


def _judge_of(finding: Finding) -> str:
    return RULES_BY_NAME[finding.rule].raised_by or finding.rule


def _is_about(card: Finding, judgement: Judgement) -> bool:
    """Whether a card shows what a verdict says; one verdict may cover several values with a card each."""
    of_one_value = card.rule == "not-unique" and card.about.startswith(f"{judgement.about} · ")
    return card.about == judgement.about or of_one_value


def _retracted(file: str) -> str:
    """A fact file all of whose facts are retracted."""
    plain = re.sub("^rank =.*\n", "", file, flags=re.MULTILINE)
    return re.sub(r"^(\[fact\..*\])$", r'\1\nrank = "retracted"', plain, flags=re.MULTILINE)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.screened], ids=lambda rule: rule.name)
def test_the_screen_of_a_rule(rule: Rule) -> None:
    """A line for everything that it may have something to say of, for each of its declarations."""
    shape = SHAPES.get(rule.name, Shape((), (), ()))
    lines = []
    for parameters in shape.declared or ({},):
        own = (Constraint(rule.name, parameters),) if shape.declared else ()
        base = attrs.evolve(
            EMPTY,
            constraints=(*own, *shape.also),
            partitions=shape.partitions,
            entities={**EMPTY.entities, "rite": Entity("rite", "the rite", kind="event")},
        )
        read = declared(rule.name, rule.parameters, base) if rule.parameters else []
        assert rule.screened is not None
        lines += [f"{dict(parameters)}", *(f"  {_plain(one)}" for one in rule.screened(base, read))]
    found = "\n".join([f"judged by {rule.judged_by.name}", *lines, ""])
    _compare(f"screens/{rule.name}.txt", found)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.parameters], ids=lambda rule: rule.name)
def test_what_a_rule_lets_one_declare(rule: Rule) -> None:
    """Its parameters with what reads them, those that have to be there, and what refuses the rest."""
    of = rule.parameters
    assert of is not None
    checks = (of.check, of.check_all)
    refusing = [f"{check.__module__}.{check.__qualname__}" if check else "nothing" for check in checks]
    lines = [f"{key}: {kind.__name__}" for key, kind in of.kinds.items()]
    rest = [
        f"required {of.required}",
        f"short {of.short!r}",
        f"about {of.about}",
        f"competing {of.competing}",
        f"refused by {refusing}",
    ]

    _compare(f"declared/{rule.name}.txt", "\n".join([*lines, *rest, ""]))


def _compare(name: str, found: str) -> None:
    path = GOLDEN / name
    if os.environ.get("AVERRED_UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")

    assert path.read_text(encoding="utf-8") == found


def _plain(value: object) -> str:
    """A screen as Python would write it, sets in order."""
    if isinstance(value, frozenset):
        return "{" + ", ".join(sorted(map(_plain, value))) + "}"
    if isinstance(value, tuple):
        keys = [f"{key}=" for key in getattr(value, "_fields", ())] or [""] * len(value)
        parts = [f"{key}{_plain(part)}" for key, part in zip(keys, value, strict=True)]
        return f"{type(value).__name__}({', '.join(parts)})"
    return repr(value)
