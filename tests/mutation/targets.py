"""Which modules are mutated, and which tests hold each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tests.mutation.trying import PROJECT, Target

RULES = "src/averred/rules"
CASES = "tests/rules"
#: No rule imports another, and the catalogue imports them when they are used: the rest can stay as it is.
WARM = (
    "averred.api",
    "averred.credible",
    "averred.drift",
    "averred.patterns",
    "averred.query_rules",
    "averred.sums",
    "averred.testing",
    "averred.values.finding",
    "tests.made",
    "tests.strategies",
)
#: Tests beside the cases that are about what rules find.
OF_RULES = (
    "property/test_names_nearly_one",
    "property/test_pairs",
    "property/test_sums_of_parts",
    "test_citation_cases",
    "test_contemporary",
    "test_evidence",
    "test_hidden_characters",
    "test_parameters",
    "test_patterns",
    "test_query_rules",
    "test_screened_anniversaries",
    "test_verification",
)
#: What holds every rule.
CATALOGUE = "tests/test_rule_catalogue.py"
#: Of its laws, those that run every case; the cases of one rule are among that rule's own tests.
SLOW_LAWS = ("left_aside", "agree", "about_the_world")
OF_THE_CATALOGUE = ("tests/test_parameters.py",)
OF_CITATIONS = (
    "value-not-in-quote",
    "stops-short",
    "quote-not-found",
    "quote-moved",
    "unlocked",
    "source-missing",
    "joint-conflict",
    "unwanted-row",
)
JUDGING = (
    "tests/test_conflicts.py",
    "tests/test_exclusion.py",
    "tests/property/test_choices.py",
    "tests/property/test_pairs.py",
    "tests/property/test_laws_of_findings.py",
)
INTERVAL = (
    "tests/test_values_interval.py",
    "tests/property/test_values_laws.py",
)


def targets(part: str, only: Sequence[str] = ()) -> Iterator[Target]:
    """The modules of a part, or those of the given names."""
    for target in _of_part(part):
        if not only or Path(target.path).stem in only:
            yield target


def _of_part(part: str) -> Iterator[Target]:
    if part == "conflicts":
        cases = ("contradictory", "wrong-order", "part-exceeds-whole", "out-of-range", "too-many")
        for name in ("choices", "competing", "conflicts", "pairs"):
            yield Target(f"src/averred/{name}.py", JUDGING, _files(cases))
    elif part == "interval":
        yield Target("src/averred/values/interval.py", INTERVAL)
    else:
        for path in sorted((PROJECT / RULES).glob("*.py")):
            yield _rule(path)


def _rule(path: Path) -> Target:
    place = str(path.relative_to(PROJECT))
    if path.stem in {"__init__", "base"}:
        quick = " and ".join(f"not {law}" for law in SLOW_LAWS)
        return Target(place, (CATALOGUE, *OF_THE_CATALOGUE), _files(OF_CITATIONS), quick)
    name = path.stem.replace("_", "-")
    naming = [test for test in _unit_tests() if name in _text(test) or path.stem in _text(test)]
    tests = tuple(str(test.relative_to(PROJECT)) for test in naming)
    return Target(place, (CATALOGUE, *tests), _cases(name), f"{name}] or not test_rule_catalogue", WARM)


def _files(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{CASES}/{name}.md" for name in names)


def _cases(name: str) -> tuple[str, ...]:
    """The case files in which a rule is named, its own first."""
    own = PROJECT / CASES / f"{name}.md"
    others = sorted(path for path in own.parent.glob("*.md") if path != own and name in _text(path))
    return tuple(str(path.relative_to(PROJECT)) for path in (own, *others) if path.is_file())


def _unit_tests() -> list[Path]:
    found = [PROJECT / "tests" / f"{name}.py" for name in OF_RULES]
    return [path for path in found if path.exists()]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
