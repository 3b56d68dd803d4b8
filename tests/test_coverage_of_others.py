"""The page that compares the catalogue with Wikidata's constraints and SHACL Core says what there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from averred.rules import RULES_BY_NAME
from averred.testing import read_cases

PROJECT: Final = Path(__file__).parent.parent
PAGE: Final = (PROJECT / "docs" / "reference" / "coverage-of-wikidata-and-shacl.md").read_text(
    encoding="utf-8"
)
CASES: Final = {
    name for path in (PROJECT / "tests" / "rules").glob("*.md") for name in read_cases(path)[0].rules
}
ROWS: Final = [line for line in PAGE.splitlines() if line.startswith("| ") and "averred |" not in line]


def _section(title: str) -> list[str]:
    """The rows of the table right below a heading."""
    body = PAGE.partition(f"## {title}\n")[2].partition("\n#")[0]
    return [line for line in body.splitlines() if line in ROWS]


#: What rules.md lists as decided otherwise, each with the case that shows it.
DIFFERENCES: Final = [
    row
    for row in ROWS
    if row in PAGE.partition("### Where the verdicts differ, on purpose\n")[2].partition("\n#")[0]
    and not row.startswith("| case |")
]


@pytest.mark.parametrize("row", ROWS)
def test_a_row_names_rules_that_have_cases(row: str) -> None:
    """Every row has a rule, or says that it is out of scope, and every rule that it names has cases."""
    named = re.findall(r"\[([a-z-]+)\]\(rules/([a-z-]+)\.md\)", row)

    assert named or "out of scope" in row
    assert all(name == page and name in RULES_BY_NAME and name in CASES for name, page in named)


AGREEMENTS: Final = _section("Where they agree")


@pytest.mark.parametrize("row", DIFFERENCES + AGREEMENTS)
def test_a_difference_from_wikidata_or_a_likeness_has_a_case_of_its_own(row: str) -> None:
    """The row names the rule and the title of the case that shows it."""
    rule, title = re.findall(r"\[([a-z-]+)\]\(rules/[a-z-]+\.md\): (.+) \|$", row)[0]

    assert title in {case.title for case in read_cases(PROJECT / "tests" / "rules" / f"{rule}.md")}


def test_all_eight_differences_are_there() -> None:
    """As many as were decided."""
    assert 8 == len(DIFFERENCES)


def test_all_of_wikidatas_types_are_there() -> None:
    """There are 31, lexeme language included."""
    types = [row.split(" | ")[0] for row in _section("Wikidata's constraint types")]

    assert 31 == len(set(types)) == len(types)


def test_every_component_of_shacl_core_is_there() -> None:
    """By the list of the recommendation of 2017, section 4."""
    components = [
        "class",
        "datatype",
        "nodeKind",
        "minCount",
        "maxCount",
        "minExclusive",
        "minInclusive",
        "maxExclusive",
        "maxInclusive",
        "minLength",
        "maxLength",
        "pattern",
        "languageIn",
        "uniqueLang",
        "equals",
        "disjoint",
        "lessThan",
        "lessThanOrEquals",
        "not",
        "and",
        "or",
        "xone",
        "node",
        "property",
        "qualifiedValueShape",
        "closed",
        "hasValue",
        "in",
    ]
    table = "\n".join(_section("SHACL Core"))

    assert [] == [name for name in components if f"`sh:{name}`" not in table]
