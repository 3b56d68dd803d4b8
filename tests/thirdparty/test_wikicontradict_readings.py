"""Numbers and dates of contradictions that editors of an encyclopaedia tagged."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from averred.values import Date, Quantity, find_readings, units

#: Item → the two answers, each as far as it is a literal.
LITERALS = {
    2: ("between 1.5% and 3.8%", "between 0.2% and 0.3%"),
    4: ("1972", "15 January 1971"),
    5: ("6 ft 8 in", "6 ft 9 in"),
    8: ("1894", "1892 or before"),
    9: ("February 1855", "January 1855"),
    11: ("four", "three"),
    13: ("73 years", "At least 110 years"),
    14: ("40.4%", "around 57-58 %"),
    15: ("1983", "March 13, 1985"),
    20: ("Three", "Two"),
    22: ("One inch", "26.5 mm"),
    24: ("1213", "1211"),
    41: ("1,333 km", "1,342 km"),
    43: ("43 miles", "80 km"),
}
#: One inch is [0.5, 1.5) inches, in which 26.5 mm lies: two ways to say one length, and no contradiction.
NO_CONFLICT = {22}


@pytest.fixture(scope="module")
def items(thirdparty_dir: Path) -> list[dict[str, Any]]:
    """The tagged contradictions."""
    loaded: list[dict[str, Any]] = json.loads(
        (thirdparty_dir / "wikicontradict-dev.json").read_text(encoding="utf-8")
    )
    return loaded


def _answers(item: dict[str, Any]) -> tuple[str, str]:
    """The two answers to an item's question."""
    result = item["annotationResult"]
    return result["question1_answer1"], result["question1_answer2"]


def _readings(text: str) -> list[Quantity | Date]:
    """Numbers and dates of a text, without those that are only said again."""
    values = [found.value for found in find_readings(text) if found.restates is None]
    return [value for value in values if isinstance(value, Quantity | Date)]


def _exclude(one: Quantity | Date, other: Quantity | Date) -> bool:
    """Whether two readings of a kind share nothing."""
    if isinstance(one, Date) and isinstance(other, Date):
        return not one.interval.intersects(other.interval)
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        if one.unit == other.unit or None in (one.unit, other.unit):
            return not one.interval.intersects(other.interval)
        return not one.interval.intersects(units.convert(other.interval, str(other.unit), str(one.unit)))
    return False


@pytest.mark.parametrize("index", sorted(LITERALS))
def test_both_answers_are_read(items: list[dict[str, Any]], index: int) -> None:
    """The literals of both answers are found in them, whole, and exclude each other where they contradict."""
    found = []
    for answer, literal in zip(_answers(items[index]), LITERALS[index], strict=True):
        matching = [value for value in _readings(answer) if value.text == literal]
        assert matching, (answer, literal)
        found.append(matching[0])

    assert (index not in NO_CONFLICT) is _exclude(found[0], found[1])


def test_conversions_in_brackets_are_never_a_conflict(items: list[dict[str, Any]]) -> None:
    """In all passages a quantity and its conversion in brackets agree."""
    conversions = 0
    for item in items:
        for side in ("paragraphA_information", "paragraphB_information"):
            text = item["annotationResult"][side] or ""
            for found in find_readings(text):
                value = found.value
                if not isinstance(value, Quantity) or not re.match(r"\)", text[found.span.end :]):
                    continue
                before = text[: found.span.start].rstrip()
                if before.endswith("(") and _measures(text, found.span.start, value):
                    conversions += 1
                    assert found.restates is not None, text[found.span.start - 30 : found.span.end + 1]

    assert conversions >= 3


def _measures(text: str, start: int, value: Quantity) -> bool:
    """Whether a quantity in brackets and the one before it are measures of one dimension."""
    before = [found for found in find_readings(text[:start]) if isinstance(found.value, Quantity)]
    if not before or value.unit is None or text[before[-1].span.end : start].strip() != "(":
        return False
    unit = before[-1].value.unit if isinstance(before[-1].value, Quantity) else None
    one, other = units.find_unit(value.unit), units.find_unit(unit or "")
    return one is not None and other is not None and one.dimension == other.dimension
