"""What the checker adds to the rules: what is always said, levels, ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import averred
from averred.checker import check
from averred.config import Settings
from averred.findings import Level
from averred.reader import read

if TYPE_CHECKING:
    from pathlib import Path


def test_choosing_rules_hides_no_entry_that_cannot_be_read(tmp_path: Path) -> None:
    """A file that is broken is said to be so, whichever rules are selected."""
    (tmp_path / "facts.toml").write_text('[fact.a]\nvalue = "9\n', encoding="utf-8")
    report = check(read(tmp_path), settings=Settings(select=frozenset({"contradictory"})))

    assert [finding.rule for finding in report] == ["malformed-file"]


def test_what_is_unlocked_is_an_error_where_locks_are_asked_for(tmp_path: Path) -> None:
    """With `locked`, a citation that nobody verified is an error."""
    (tmp_path / "facts.toml").write_text(
        '[source.almanac]\n[entity.fair]\nname = "Fair"\n[predicate.motto]\nvalue = "text"\n'
        '[fact.a]\nsource = "almanac"\nsubject = "fair"\npredicate = "motto"\nvalue = "Light"\n'
        'quote = "Light"\n',
        encoding="utf-8",
    )
    (tmp_path / "averred.lock").write_text('{"averred-lock": 1}\n', encoding="utf-8")
    levels = {finding.level for finding in check(read(tmp_path), settings=Settings(locked=True))}

    assert Level.ERROR in levels


def test_the_package_knows_what_it_exports() -> None:
    """dir() lists the public names, and a name that is none is refused as everywhere."""
    assert dir(averred) == sorted(averred.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = averred.nothing
