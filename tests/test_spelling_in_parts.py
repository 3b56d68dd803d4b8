"""A name that is written in two ways, where the facts that show it are read part by part."""

from __future__ import annotations

from pathlib import Path

import pytest

from averred.scale import large
from tests.property.test_screening import _seen
from tests.scale_bases import SETTINGS, WAYS, judge_everything, write_base

WORDS = """
[source.log]
path = "log.txt"
[entity.mayor]
name = "Ilse Vörland"
[predicate.motto]
value = "text"
"""
QUOTES = (
    "Ilse Vorland sang",
    "Ilse Vörland",
    "Vörland and Vorland",
    "a Vörlond",
    "Vörland sang",
    "another song",
)


@pytest.mark.parametrize("is_at_hand", [True, False])
@pytest.mark.parametrize("most_read", [1, 3, 1_000])
@pytest.mark.parametrize("way", WAYS)
def test_a_name_is_one_finding(way: str, most_read: int, is_at_hand: bool, tmp_path: Path) -> None:
    """However few facts are judged at once, with the text of the source or without.

    Without it, a fact that has the declared form alone is named beside others of its part, and in no other.
    """
    row = {"subject": "mayor", "predicate": "motto", "source": "log"}
    rows = [{"id": f"r{n}", "value": "x", "quote": quote, **row} for n, quote in enumerate(QUOTES)]
    write_base(tmp_path, WORDS, rows)
    if is_at_hand:
        (tmp_path / "log.txt").write_text(". ".join(QUOTES), encoding="utf-8")
    everything = judge_everything(tmp_path)
    screened = WAYS[way](large.open_large(tmp_path, SETTINGS, most_read=most_read))

    expected, found = (
        [one.headline for one in report.findings if one.rule == "spelling-variant"]
        for report in (everything, screened)
    )
    assert expected == found
    if is_at_hand or most_read > 1:
        assert _seen(everything.findings) == _seen(screened.findings)
