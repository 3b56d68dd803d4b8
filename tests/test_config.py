"""Settings come from the nearest file, and what means nothing in them is refused."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from averred.config import Settings, load_settings, settings_from
from averred.errors import ConfigurationError, SeveralError
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
        ("select = [", "1:11: the value is neither text nor a number (put quotation marks"),
        ('locked = true\nselct = ["disputed"]', "2:1: unknown setting “selct” (did you mean select?)"),
        ("zzz = 1", "1:1: unknown setting “zzz” (there are select, extend-select, ignore, levels"),
        (
            'select = "disputed"',
            '1:10: setting “select” has to be a list of names of rules (such as select = ["',
        ),
        ('ignore = ["unlocked", "dispute"]', "1:23: there is no rule “dispute” (did you mean disputed?)"),
        ('ignore = ["zzz"]', "1:11: there is no rule “zzz” (averred rules lists them)"),
        ("levels = 1", "1:10: setting “levels” has to be a table of rule = level (such as levels = {"),
        ('[levels]\ndispute = "note"', "2:1: there is no rule “dispute” (did you mean disputed?)"),
        (
            'levels = { disputed = "fatal" }',
            "1:23: level of “disputed” has to be error, warning or note (such",
        ),
        ('levels = { disputed = "warn" }', "1:23: level of “disputed” has to be error, warning or note (did"),
        ("sources = 1", "1:11: setting “sources” has to be text (such as sources = "),
        ("locked = 1", "1:10: setting “locked” has to be true or false (without quotes)"),
        ('about = "much"', '1:9: setting “about” has to be a share (such as "20 %")'),
        ("about = 20", '1:9: setting “about” has to be a share from 0 to 1 (did you mean "20 %"?)'),
        ('about = "-5 %"', '1:9: setting “about” has to be a share from 0 to 1 (such as "20 %")'),
        ('about = "120 %"', '1:9: setting “about” has to be a share from 0 to 1 (such as "20 %")'),
        (
            'ranges = "wide"',
            '1:10: setting “ranges” has to be closed or half-open (such as ranges = "half-open")',
        ),
        (
            'ranges = "half open"',
            "1:10: setting “ranges” has to be closed or half-open (did you mean half-open?)",
        ),
        (
            "predicates = 3",
            "1:14: setting “predicates” has to hold a table for each predicate (write [predicates.",
        ),
        ("[predicates]\nvisitors = 3", "2:12: setting “predicates” has to hold a table for each predicate"),
        ("[predicates.visitors]\nignor = []", "2:1: unknown setting “ignor” (did you mean ignore?)"),
        ('[predicates.visitors]\nignore = ["disputd"]', "2:11: there is no rule “disputd” (did you mean"),
        ('[predicates.visitors.levels]\ndisputed = "grave"', "2:12: level of “disputed” has to be error,"),
    ],
)
def test_what_means_nothing_is_refused(
    tmp_path: Path, text: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong setting is one error that names it, with its line and column and what was meant."""
    (tmp_path / "averred.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ConfigurationError) as caught:
        load_settings(tmp_path, RULES)
    assert f"averred.toml:{message}" in str(caught.value)


def test_every_wrong_setting_is_said(tmp_path: Path) -> None:
    """Nobody mends settings one run at a time, and a file elsewhere is named in full."""
    file = tmp_path / "pyproject.toml"
    file.write_text('[tool.averred]\nselect = ["a", "disputed", "b"]\nlocked = 1\n', encoding="utf-8")

    with pytest.raises(SeveralError) as caught:
        load_settings(tmp_path, RULES)
    assert [str(one).removeprefix(f"{file}:").partition(" (")[0] for one in caught.value.errors] == [
        "2:11: there is no rule “a”",
        "2:28: there is no rule “b”",
        "3:10: setting “locked” has to be true or false",
    ]


def test_settings_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system says is said of the file."""
    (tmp_path / "averred.toml").write_text("", encoding="utf-8")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(type(tmp_path), "read_bytes", refuse)

    with pytest.raises(ConfigurationError, match=r"averred\.toml cannot be read: Permission denied"):
        load_settings(tmp_path, RULES)


def test_the_table_of_a_project_has_to_be_a_table(tmp_path: Path) -> None:
    """[tool] averred = 1 is refused; the file is recognised by its table of another tool."""
    (tmp_path / "pyproject.toml").write_text("[[tool.averred]]\n", encoding="utf-8")

    with pytest.raises(ConfigurationError, match=r"pyproject\.toml:1:1: tool\.averred has to be a table"):
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


def test_settings_made_in_memory_have_no_place() -> None:
    """What is wrong with them is said all the same."""
    with pytest.raises(ConfigurationError, match=r"^unknown setting “selct” \(did you mean select\?\)$"):
        settings_from({"selct": []}, RULES, "somewhere")
