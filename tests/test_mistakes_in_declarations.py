"""What is wrong with declarations of rules is said at once; a rule that is not there gets the nearest one."""

from __future__ import annotations

from pathlib import Path

import pytest

from averred.commands import run, shared
from averred.errors import ConfigurationError, SeveralError, raise_all

FACTS = """\
[source.gazette]
title = "The Orvale Gazette"

[entity.march]
name = "Lantern March"

[entity.arrests]
name = "the arrests"

[predicate.date]
value = "date"
too-many = { mots = 2 }

[[constraint]]
rule = "wrongorder"
before = "march"

[[constraint]]
rule = "wrong-order"
before = "marsh"
after = "arrests"

[[constraint]]
rule = "wrong-order"
befor = "march"

[[constraint]]
rule = "citation-needed"
"""

EXPECTED = [
    "facts.toml:12:12: rule “too-many” knows no parameter “mots” (did you mean most?)",
    "facts.toml:14:1: no rule “wrongorder” takes a [[constraint]] (did you mean wrong-order?)",
    "facts.toml:18:1: parameter “before” of rule “wrong-order” names “marsh”, which is not declared",
    "facts.toml:23:1: rule “wrong-order” knows no parameter “befor” (did you mean before?)",
    "facts.toml:27:1: no rule “citation-needed” takes a [[constraint]] (these do: ",
]


def test_every_mistake_is_said_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each wrong declaration has its line with its place, and the exit code is 2."""
    monkeypatch.chdir(tmp_path)
    Path("facts.toml").write_text(FACTS, encoding="utf-8")
    code = run(["check", "facts.toml"])
    lines = sorted(line.removeprefix("averred: error: ") for line in capsys.readouterr().err.splitlines())

    assert 2 == code
    assert EXPECTED == [
        line.partition("bounds-not")[0].removesuffix(" (did you mean march?)") for line in lines
    ]


def test_one_error_stays_as_it_is() -> None:
    """Nothing is raised for no error, and one alone is raised itself."""
    error = ConfigurationError("wrong", suggestion="right")
    raise_all([])
    with pytest.raises(ConfigurationError) as one:
        raise_all([error])
    with pytest.raises(SeveralError) as several:
        raise_all([SeveralError([error, error]), error])

    assert error is one.value
    assert ((error, error, error), "; ".join(["wrong (right)"] * 3)) == (
        several.value.errors,
        str(several.value),
    )


@pytest.mark.parametrize(
    "name, reads",
    [
        ("wrongorder", False),
        ("wrong-order-", True),
        ("wrong", True),
        ("wrng-order-12345678", True),
        ("x-1", False),
    ],
)
def test_facts_are_read_only_for_what_may_be_a_finding(
    name: str,
    reads: bool,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A misspelt rule is said to be one without a look at facts; for the beginning of an id they are read."""
    asked: list[object] = []

    def no_fact_bases(paths: object) -> list[Path]:
        asked.append(paths)
        return []

    monkeypatch.setattr(shared, "fact_base_paths", no_fact_bases)

    assert 2 == run(["explain", name])
    assert reads == bool(asked)
    assert f"there is no finding or rule “{name}” here" in capsys.readouterr().err


def test_an_acceptance_of_a_rule_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is an error at the rule's name, with the nearest name, and not only unused."""
    monkeypatch.chdir(tmp_path)
    fact = '[fact.a]\nsubject = "march"\npredicate = "date"\nvalue = "2031"\nsource = "gazette"\n'
    accept = '[[accept]]\nrule = "{}"\nfacts = ["a"]\nreason = "known"\n'
    Path("facts.toml").write_text(
        FACTS[: FACTS.index("too-many")]
        + fact
        + accept.format("citation-neded")
        + accept.format("citation-needed"),
        encoding="utf-8",
    )
    code = run(["check", "facts.toml", "--output-format", "concise"])
    found = [line for line in capsys.readouterr().out.splitlines() if "acceptance" in line]

    assert 1 == code
    assert ["facts.toml:18:8: error[unknown-name] acceptance for a: there is no rule “citation-neded”"] == [
        line.partition("; did you mean citation-needed?")[0] for line in found
    ]


ROW = '{"id": "%s", "subject": "march", "predicate": "date", "value": "2031", "source": "gazette", %s}\n'
ROWS = (
    ROW % ("a", '"status": "plannd", "derived-from": "sound"')
    + ROW % ("b", '"during": "2031", "as-of": "2032", "derived-from": "sound"')
    + ROW % ("sound", '"status": "planned", "quote": "2031"')
)


@pytest.mark.parametrize("engine", ["python", "duckdb"])
def test_mistakes_in_rows_are_seen_behind_an_engine(
    engine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A status that nobody knows, a day outside of its time, and an acceptance of no rule."""
    if engine == "duckdb":
        pytest.importorskip("duckdb", reason="needs duckdb")
    monkeypatch.chdir(tmp_path)
    accept = '[[accept]]\nrule = "disputd"\nfacts = ["sound"]\nreason = "known"\n'
    Path("facts.toml").write_text(FACTS[: FACTS.index("too-many")] + accept, encoding="utf-8")
    Path("rows.ndjson").write_text(ROWS, encoding="utf-8")
    code = run(["check", ".", "--engine", engine, "--output-format", "concise"])
    lines = [line for line in capsys.readouterr().out.splitlines() if "error[" in line]
    errors = [line.partition("' ")[0].partition("”; ")[0] for line in lines if "source-missing" not in line]

    assert 1 == code
    assert IN_ROWS == sorted(errors)


IN_ROWS = [
    "facts.toml:13:8: error[unknown-name] acceptance for sound: there is no rule “disputd",
    "rows.ndjson:1:1: error[malformed-entry] status of row 1: 'plannd",
    "rows.ndjson:2:1: error[malformed-entry] as-of of row 2: the day '2032",
]
