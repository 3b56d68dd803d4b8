"""Selectors that others wrote: Apache's text-quote cases, Hypothesis' stored annotations."""

from __future__ import annotations

import json
from pathlib import Path

import attrs

from averred.loaders import load_source
from averred.normalise import normalise_words
from averred.selectors import matches, select


def test_text_quote_selectors_match_where_apache_says(thirdparty_dir: Path) -> None:
    """All 25 cases, empty quotes and overlapping places among them."""
    cases = json.loads((thirdparty_dir / "apache-text-quote-match.json").read_text(encoding="utf-8"))

    wrong = [
        case["name"]
        for case in cases
        if [list(attrs.astuple(span)) for span in matches(case["text"], case["selector"])] != case["expected"]
    ]

    assert 25 == len(cases)
    assert [] == wrong


def test_stored_annotations_are_found_on_their_page(thirdparty_dir: Path) -> None:
    """All 5 quotes of a real page, each in exactly one place."""
    page = load_source(thirdparty_dir / "hypothesis-page.html")
    stored = json.loads((thirdparty_dir / "hypothesis-annotations.json").read_text(encoding="utf-8"))

    found = [select(list(selectors.values()), page).anchor for selectors in stored]

    assert ["exact"] * 5 == [one.verdict for one in found]
    assert [normalise_words(one["TextQuoteSelector"]["exact"]) for one in stored] == [
        normalise_words(page.text[one.span.start : one.span.end]) for one in found if one.span
    ]
