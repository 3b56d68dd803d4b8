"""Every row of the table of verdicts, on the article, through the command line: rule, level, words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from averred.commands import run

pytest.importorskip("sentencex", reason="needs sentencex")

Screen = pytest.CaptureFixture[str]
FACTS = """
[source.article]
path = "article.txt"
[entity.rally]
name = "The rally"
[predicate.participants]
value = "quantity"
[predicate.said]
value = "text"
[fact.it]
subject = "rally"
predicate = "{predicate}"
value = "{value}"
source = "article"
quote = "{quote}"
{more}
"""
LEDE = "with around 200,000 participants"
RANGE = "Attendance estimates ranged … by the organizers"
WORDS = "arrested nine people in connection with the protests"


class Row(NamedTuple):
    """A row of the table.

    Attributes:
        verdict: as the report names it.
        rule: that reports it; None where none does.
        level: of its finding.
        says: words of its finding, or of the summary.
        quote: what the fact cites.
        value: what it gives.
        change: what becomes of the source after it was locked.
    """

    verdict: str
    rule: str | None
    level: str = ""
    says: str = ""
    quote: str = LEDE
    value: str = "around 200,000"
    change: Callable[[str], str] = lambda text: text


def replaced(old: str, new: str) -> Callable[[str], str]:
    """An edit of the source."""
    return lambda text: text.replace(old, new)


AT_HAND = {
    "exact": Row("exact", None),
    "moved": Row("moved", "quote-moved", "note", "", change=lambda text: "Before it.\n\n" + text),
    "folded": Row("folded", "quote-folded", "warning", "the source writes “Atsız Youth”", "Atsiz Youth", ""),
    "drift": Row(
        "drift", "source-drift", "warning", "other words between them", RANGE, "",
        replaced("estimates ranged from", "estimates ranged widely from"),
    ),
    "drift-critical": Row(
        "drift-critical", "passage-changed", "error", "20,000", RANGE, "",
        replaced("ranged from 20,000", "ranged from 30,000"),
    ),
    "a hedge": Row(
        "drift-critical", "passage-changed", "error", "reportedly", RANGE, "",
        replaced("estimates ranged from", "estimates ranged reportedly from"),
    ),
    "reanchor": Row(
        "reanchor", "quote-not-found", "error", "it may now be “", WORDS, "",
        replaced("people in connection with", "people in relation with"),
    ),
    "reanchor-critical": Row(
        "reanchor-critical", "quote-not-found", "error", "nine", WORDS, "",
        replaced("arrested nine people", "arrested seven people"),
    ),
    "orphan": Row("orphan", "quote-not-found", "error", "gone", WORDS, "", replaced(WORDS, "acted")),
    "ambiguous": Row("ambiguous", "quote-ambiguous", "error", "prefix = ", "participants", ""),
    "invalid": Row("invalid", "malformed-quote", "error", "", "one … two … three", ""),
    "missing": Row("missing", "quote-not-found", "error", "", "with around 200", "around 200"),
    "value": Row("exact", "value-not-in-quote", "error", "", "arrested nine people", "around 200,000"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, article_text: str) -> Path:
    """A working folder with the article."""
    (tmp_path / "article.txt").write_text(article_text, encoding="utf-8", newline="")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_facts(row: Row) -> None:
    """The fact of a row."""
    given = {"predicate": "participants", "value": row.value, "more": ""}
    if not row.value:
        given = {"predicate": "said", "value": "as written", "more": 'implied = "for this test"'}
    Path("facts.toml").write_text(FACTS.format(quote=row.quote, **given), encoding="utf-8")


def checked(capsys: Screen, *options: str) -> dict[str, Any]:
    """What a check reports as JSON."""
    capsys.readouterr()
    about = ["attribution-needed", "unused-predicate", "unused-entity", "hidden-characters"]
    run(["check", "facts.toml", *options, "--output-format", "json", "--ignore", ",".join(about)])
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return report


def cited(report: dict[str, Any]) -> dict[str, int]:
    """How many citations have each verdict."""
    counts: dict[str, int] = report["fact_bases"][0]["citations"]
    return counts


def found(report: dict[str, Any], rule: str) -> list[tuple[str, str]]:
    """The findings of a rule: level, and all that is said."""
    return [
        (one["level"], json.dumps(one, ensure_ascii=False))
        for one in report["findings"]
        if one["rule"] == rule
    ]


@pytest.mark.parametrize("name", AT_HAND)
def test_with_the_source_at_hand(here: Path, capsys: Screen, name: str) -> None:
    """The verdict, and the rule that reports it at its level; nothing else about the citation."""
    row = AT_HAND[name]
    write_facts(row)
    run(["lock", "facts.toml"])
    text = (here / "article.txt").read_text(encoding="utf-8")
    (here / "article.txt").write_text(row.change(text), encoding="utf-8", newline="")
    report = checked(capsys)

    assert {row.verdict: 1} == cited(report)
    assert {row.rule} - {None} == {one["rule"] for one in report["findings"]} - {
        "stops-short",
        "hidden-characters",
    }
    for level, words in found(report, row.rule or ""):
        assert row.level == level
        assert row.says in words


def forged(old: str, new: str) -> Callable[[], None]:
    """Somebody edits the lock by hand."""

    def edit() -> None:
        lock = Path("averred.lock")
        text = lock.read_text(encoding="utf-8")
        assert old in text
        lock.write_text(text.replace(old, new), encoding="utf-8")

    return edit


def with_facts(value: str = "around 200,000", quote: str = LEDE) -> Callable[[], None]:
    """The author changes the fact after it was locked."""
    return lambda: write_facts(Row("locked", None, quote=quote, value=value))


def renamed() -> None:
    """The author gives the fact another id, of which the lock knows nothing."""
    text = Path("facts.toml").read_text(encoding="utf-8")
    Path("facts.toml").write_text(text.replace("fact.it", "fact.other"), encoding="utf-8")


@pytest.mark.parametrize(
    "edit, verdict, rule, level",
    [
        (lambda: None, "locked", None, ""),
        (with_facts(value="around 300,000"), "stale-lock", "stale-lock", "error"),
        (with_facts(quote="around 200,000 participants"), "stale-lock", "stale-lock", "error"),
        (forged('"units":[', '"units":[9'), "locked", "lock-corrupt", "error"),
        (lambda: Path("averred.lock").write_text("{"), None, "lock-corrupt", "error"),
        (renamed, "unlocked", "unlocked", "warning"),
        (lambda: Path("averred.lock").unlink(), "source-missing", "source-missing", "error"),
    ],
)
def test_without_the_source(
    here: Path, capsys: Screen, edit: Callable[[], None], verdict: str | None, rule: str | None, level: str
) -> None:
    """Locked is no finding and said in the summary; what the lock does not vouch for is one."""
    write_facts(AT_HAND["exact"])
    run(["lock", "facts.toml"])
    (here / "article.txt").unlink()
    edit()
    report = checked(capsys)

    assert ({verdict: 1} if verdict else {}) == cited(report)
    assert [(rule, level)] * bool(rule) == [(one["rule"], one["level"]) for one in report["findings"]]
    run(["check", "facts.toml"])
    assert (verdict == "locked") == ("1 locked" in capsys.readouterr().out)


def test_unlocked_is_an_error_where_everything_must_be_locked(here: Path, capsys: Screen) -> None:
    """`--locked` lets no citation pass for which nobody vouches."""
    write_facts(AT_HAND["exact"])
    run(["lock", "facts.toml"])
    (here / "article.txt").unlink()
    renamed()

    assert ["error"] == [one["level"] for one in checked(capsys, "--locked")["findings"]]


@pytest.mark.parametrize("edit", [('"span":[', '"span":[1'), ('"passage":"sha256-', '"passage":"sha256-0')])
def test_a_forged_lock_is_found_with_the_source(capsys: Screen, edit: tuple[str, str]) -> None:
    """Other places and digests than those of the unchanged source."""
    write_facts(AT_HAND["exact"])
    run(["lock", "facts.toml"])
    forged(*edit)()

    assert ["lock-corrupt"] == sorted({one["rule"] for one in checked(capsys)["findings"]})


def test_a_passage_that_stops_before_what_weakens_it_is_a_note(capsys: Screen) -> None:
    """Words that follow and take something back."""
    write_facts(Row("exact", None, quote="Attendance estimates ranged … to 100,000", value=""))

    assert ["note"] == [level for level, _ in found(checked(capsys), "stops-short")]
