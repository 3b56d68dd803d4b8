"""Which modules are mutated, and which tests are run for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tests.mutation.reach import PROJECT
from tests.mutation.trying import Target

PARTS = ("rules", "conflicts", "interval")
RULES = "src/averred/rules"
CONFLICTS = "src/averred/conflicts"
#: What holds the modules of each part and ends soon. Which of them are run for a mutant is found out.
TESTS = {
    "rules": (
        "test_rules",
        "test_rule_catalogue",
        "test_checker",
        "test_cards_of_citations",
        "test_citation_cases",
        "test_contemporary",
        "test_contradictory_of_many",
        "test_evidence",
        "test_hidden_characters",
        "test_mistakes_in_declarations",
        "test_names_and_quotes",
        "test_parameters",
        "test_part_exceeds_whole",
        "test_patterns",
        "test_plugins",
        "test_query_rules",
        "test_refuting",
        "test_rows_left_alone",
        "test_rules_base",
        "test_screened_anniversaries",
        "test_verification",
        "property/test_joint_conflicts",
        "property/test_joint_verdicts",
        "property/test_laws_of_the_catalogue",
        "property/test_names_nearly_one",
        "property/test_sums_of_parts",
        "property/test_words_of_long_texts",
        "test_joint_search",
    ),
    "conflicts": (
        "test_rules",
        "test_arithmetic",
        "test_choices",
        "test_competing",
        "test_conflicts",
        "test_credible",
        "test_exclusion",
        "test_joint_search",
        "test_minimal_conflicts",
        "test_pairs",
        "test_refuting",
        "test_search",
        "property/test_choices",
        "property/test_differences",
        "property/test_hitting_sets",
        "property/test_joint_conflicts",
        "property/test_joint_verdicts",
        "property/test_laws_of_findings",
        "property/test_pairs",
        "property/test_years_between_days",
    ),
    "interval": ("test_values_interval", "property/test_values_laws"),
}
#: Tests that take long, of what others hold as well.
SLOW = "not left_aside and not duckdb and not spark"
#: Laws of the catalogue that run every case; the cases are run before.
SLOW_LAWS = ("left_aside", "agree", "about_the_world")
CATALOGUE = ("tests/test_rules_base.py", "tests/test_rule_catalogue.py")
JUDGING = tuple(
    f"tests/test_{name}.py" for name in ("pairs", "minimal_conflicts", "choices", "competing", "conflicts")
)
#: The modules of `conflicts` that judge few facts; the others search among many.
JUDGES = frozenset({"choices", "competing", "minimal", "pairs"})
SEARCHING = (
    *(f"tests/test_{name}.py" for name in ("arithmetic", "credible", "joint_search", "refuting")),
    "tests/property/test_hitting_sets.py",
)
CASES_OF_SEARCHING = ("joint-conflict", "difference-out-of-range", "contradictory", "part-exceeds-whole")
CASES_OF_JUDGING = ("contradictory", "wrong-order", "part-exceeds-whole", "out-of-range", "too-many")
INTERVAL = ("tests/test_values_interval.py", "tests/property/test_values_laws.py")


def test_files(parts: Iterable[str]) -> list[str]:
    """The files of the tests for some parts, each once."""
    names = dict.fromkeys(name for part in parts for name in TESTS[part])
    return [str(PROJECT / "tests" / f"{name}.py") for name in names]


def targets(part: str, only: Sequence[str] = ()) -> Iterator[Target]:
    """The modules of a part, or those of the given names."""
    for target in _of_part(part):
        if not only or Path(target.path).stem in only:
            yield target


def _of_part(part: str) -> Iterator[Target]:
    if part == "conflicts":
        for path in sorted((PROJECT / CONFLICTS).glob("[!_]*.py")):
            place = str(path.relative_to(PROJECT))
            if path.stem in JUDGES:
                yield Target(place, JUDGING, _files(CASES_OF_JUDGING))
            else:
                yield Target(place, SEARCHING, _files(CASES_OF_SEARCHING))
    elif part == "interval":
        yield Target("src/averred/values/interval.py", INTERVAL)
    else:
        for path in sorted((PROJECT / RULES).glob("*.py")):
            yield _rule(path)


def _rule(path: Path) -> Target:
    place = str(path.relative_to(PROJECT))
    if path.stem in {"__init__", "base"}:
        quick = " and ".join(f"not {law}" for law in SLOW_LAWS)
        return Target(place, CATALOGUE, chosen=quick, makes_others=True)
    return Target(place)


def _files(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"tests/rules/{name}.md" for name in names)
