"""Settings come from the nearest file, and what means nothing in them is refused."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from averred.config import Settings, load_settings, settings_from
from averred.errors import ConfigurationError
from averred.findings import Level

if TYPE_CHECKING:
    from pathlib import Path

RULES = ("contradictory", "disputed", "unlocked")


def test_the_own_file_wins_over_the_project(tmp_path: Path) -> None:
    """The nearest averred.toml is read, else the table of the nearest pyproject.toml that has one."""
    inner = tmp_path / "facts"
    inner.mkdir()
    (tmp_path / "pyproject.toml").write_text('[tool.averred]\nignore = ["disputed"]\n', encoding="utf-8")
    above = load_settings(inner, RULES)
    (inner / "averred.toml").write_text('select = ["disputed"]\n', encoding="utf-8")
    own = load_settings(inner, RULES)

    assert [sorted(names) for names in (above.ignore, own.ignore, own.select)] == [
        ["disputed"],
        [],
        ["disputed"],
    ]


def test_a_project_without_a_table_says_nothing(tmp_path: Path) -> None:
    """A pyproject.toml without [tool.averred] is passed over."""
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")

    assert load_settings(tmp_path, RULES).select == Settings().select


@pytest.mark.parametrize(
    "text,message",
    [
        ("select = [", "averred.toml cannot be read"),
        ('selct = ["disputed"]', "unknown setting “selct” (did you mean select?)"),
        ("zzz = 1", "unknown setting “zzz” (there are"),
        ('select = "disputed"', "has to be a list of names of rules"),
        ('ignore = ["dispute"]', "there is no rule “dispute” (did you mean disputed?)"),
        ('ignore = ["zzz"]', "there is no rule “zzz” (averred rules lists them)"),
        ("levels = 1", "has to be a table of rule = level"),
        ('levels = { disputed = "fatal" }', "has to be error, warning or note"),
        ('levels = { disputed = "warn" }', "error, warning or note (did you mean warning?)"),
        ("sources = 1", "setting “sources” has to be text"),
        ("locked = 1", "setting “locked” has to be true or false"),
        ('about = "much"', "has to be a share"),
        ('ranges = "open"', "has to be closed or half-open"),
    ],
)
def test_what_means_nothing_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """A wrong setting is one error that names it."""
    (tmp_path / "averred.toml").write_text(text, encoding="utf-8")

    with pytest.raises(ConfigurationError) as caught:
        load_settings(tmp_path, RULES)
    assert message in str(caught.value)


def test_the_table_of_a_project_has_to_be_a_table(tmp_path: Path) -> None:
    """[tool] averred = 1 is refused; the file is recognised by its table of another tool."""
    (tmp_path / "pyproject.toml").write_text("[[tool.averred]]\n", encoding="utf-8")

    with pytest.raises(ConfigurationError, match="has to be a table"):
        load_settings(tmp_path, RULES)


def test_every_setting_is_taken(tmp_path: Path) -> None:
    """Levels, conventions, sources and the lock's demand arrive with where they came from."""
    table = {
        "levels": {"disputed": "error"},
        "about": "20 %",
        "ranges": "half-open",
        "measured": False,
        "whole-counts": False,
        "locked": True,
        "sources": "texts",
    }
    settings = settings_from(table, RULES, "averred.toml", tmp_path)
    conventions = settings.conventions

    assert settings.levels["disputed"] is Level.ERROR
    assert (conventions.tolerance, conventions.ranges) == (Fraction(1, 5), "half-open")
    assert (conventions.measured, conventions.whole_counts) == (False, False)
    assert (settings.locked, settings.sources) == (True, tmp_path / "texts")
    assert settings.origins["about"] == "averred.toml"


def test_a_share_may_be_a_fraction_of_one(tmp_path: Path) -> None:
    """A tolerance of 0.25 is a quarter."""
    (tmp_path / "averred.toml").write_text("about = 0.25\n", encoding="utf-8")

    assert load_settings(tmp_path, RULES).conventions.tolerance == Fraction(1, 4)
