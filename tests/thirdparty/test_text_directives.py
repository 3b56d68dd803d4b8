"""The web platform's own cases of text directives: all 41 can be decided by a matcher of text."""

from __future__ import annotations

import json
from pathlib import Path

from averred.directives import anchor_directive
from averred.loaders import load_source


def test_directives_land_as_browsers_must(thirdparty_dir: Path) -> None:
    """Each of the 41 directives is found, in one place, iff a browser has to scroll."""
    page = load_source(thirdparty_dir / "wpt-text-directives-page.html")
    cases = json.loads((thirdparty_dir / "wpt-text-directives.json").read_text(encoding="utf-8"))

    wrong = [
        (case["fragment"], case["description"])
        for case in cases
        if (anchor_directive(case["fragment"], page).verdict == "exact") != case["expect_to_scroll"]
    ]

    assert 41 == len(cases)
    assert [] == wrong
