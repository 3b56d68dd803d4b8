"""What is wrong with declarations of rules is said at once; a rule that is not there gets the nearest one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from averred import query_rules
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
    "facts.toml:12:14: rule “too-many” knows no parameter “mots” (did you mean most?)",
    "facts.toml:15:8: no rule “wrongorder” takes a [[constraint]] (did you mean wrong-order?)",
    "facts.toml:20:10: parameter “before” of rule “wrong-order” names “marsh”, which is not declared",
    "facts.toml:25:1: rule “wrong-order” knows no parameter “befor” (did you mean before?)",
    "facts.toml:28:8: no rule “citation-needed” takes a [[constraint]] (these do: ",
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


VOCABULARY = """\
[source.gazette]
title = "The Orvale Gazette"
[entity.march]
name = "Lantern March"
[entity.fair]
name = "Spring Fair"
[predicate.date]
value = "date"
[predicate.visitors]
value = "quantity"
[predicate.weight]
value = "quantity"
unit = "kg"
[predicate.host]
value = "entity"
[[constraint]]
rule = """

#: A declaration from its rule on, and what is said of it; the rule stands in line 17.
#: A predicate whose values may be in any unit.
OPEN = '[predicate.load]\nvalue = "quantity"'
WRONG = [
    (
        '"wrong-order"\nbefore = "march"',
        "16:1: rule “wrong-order” needs the parameter “after” (add after = …)",
    ),
    (
        '"too-few"\npredicate = "date"\nleast = 0',
        "19:9: parameter “least” of rule “too-few” has to be 1 or more (0",
    ),
    (
        '"too-few"\npredicate = "date"\nleast = 1.5',
        "19:9: parameter “least” of rule “too-few” has to be a whole",
    ),
    (
        '"too-many"\npredicate = "date"\nmost = -1',
        "19:8: parameter “most” of rule “too-many” has to be a whole",
    ),
    (
        '"too-few"\npredicate = "date"\nleast = 1\nsubject = "fair"\nexcept = ["march", "fair"]',
        "21:10: “except” of rule “too-few” names every subject, so that nothing is left to judge (leave the",
    ),
    (
        '"too-few"\npredicate = "date"\nleast = 1\nexcept = ["mars"]',
        "20:10: “except” of rule “too-few” names “mars”, which is not declared (did you mean march?)",
    ),
    (
        '"too-few"\npredicate = "date"\nleast = 1\nexcept = ["everything else"]',
        "20:10: “except” of rule “too-few” names “everything else”, which is not declared (declare it, or na",
    ),
    (
        '"too-few"\npredicate = "date"\nleast = 1\nwithin = ["day"]',
        "20:10: rule “too-few” takes no “within”: no facts compete under it (leave it out)",
    ),
    (
        '"too-many"\npredicate = "date"\nmost = 1\nwithin = ["status"]',
        "20:10: “within” of rule “too-many” names “status”, which always has to agree (leave it out)",
    ),
    (
        '"too-many"\npredicate = "date"\nmost = 1\nwithin = ["day"]',
        "20:10: “within” of rule “too-many” names “day”, a scope key that no predicate declares (declare it:",
    ),
    (
        '"too-many"\npredicate = "date"\nmost = 1\nlevel = "eror"',
        "20:9: level of rule “too-many” has to be one of error, warning, note, mandatory, normal, suggestion",
    ),
    (
        '"joint-conflict"\ndate = "date"\nduration = "weight"\nlevel = "note"',
        "20:9: a declaration of rule “joint-conflict” has no level of its own (set it under [levels] of the",
    ),
    (
        '"no-overlap"\nfirst = "march"\nsecond = "march"\nperiod = "date"',
        "19:10: rule “no-overlap” names one thing twice, and it overlaps with itself (name another)",
    ),
    (
        '"no-overlap"\nfirst = "march"\nperiod = "date"',
        "16:1: rule “no-overlap” needs a predicate, or “first” and",
    ),
    (
        '"no-overlap"\npredicate = "host"',
        "16:1: rule “no-overlap” needs “period”, or “start” and “end” (give the",
    ),
    (
        '"no-overlap"\npredicate = "date"\nperiod = "date"',
        "18:13: rule “no-overlap” is about values of kind entity (name a predicate with such values)",
    ),
    (
        '"misplaced-predicate"\npredicate = "date"\nplaces = ["fact", "part", "scope"]',
        "19:10: parameter “places” of rule “misplaced-predicate” names every place, so that nothing is mispl",
    ),
    (
        '"misplaced-predicate"\npredicate = "date"\nplaces = ["fact", "scop"]',
        "19:10: parameter “places” of rule “misplaced-predicate” has to be of fact, part, scope (did you mea",
    ),
    (
        '"misplaced-predicate"\npredicate = "date"\nplaces = "nowhere"',
        '19:10: parameter “places” of rule “misplaced-predicate” has to be of fact, part, scope (such as "fa',
    ),
    (
        '"missing-statement"\npredicate = "date"\nrequires = "date"',
        "19:12: rule “missing-statement” requires the predicate beside itself, which it always is (require a",
    ),
    (
        '"mutually-exclusive"\npredicate = "host"\nwith = ["date", "host"]',
        "19:8: rule “mutually-exclusive” excludes the predicate beside itself (name another one in “with”, o",
    ),
    (
        '"missing-object-statement"\npredicate = "date"\nrequires = "host"',
        "18:13: rule “missing-object-statement” is about values of kind entity, and those of predicate “date",
    ),
    (
        '"value-not-allowed"\npredicate = "host"\nvalues = ["marhc"]',
        "19:10: parameter “values” of rule “value-not",
    ),
    (
        '"value-not-allowed"\npredicate = "host"\nvalues = ["everything else"]',
        "19:10: parameter “values” of rule “value-not-allowed”: “everything else” is no entity (declare it,",
    ),
    (
        '"out-of-range"\npredicate = "weight"',
        "16:1: rule “out-of-range” needs the parameter “min”, “max” or both (su",
    ),
    (
        '"out-of-range"\npredicate = "weight"\nmin = 3\nmax = 2',
        "19:7: min of rule “out-of-range” is greater than max (exchange the two)",
    ),
    (
        '"out-of-range"\npredicate = "load"\nmin = "3 kg"\nmax = "2,000 g"\n' + OPEN,
        "19:7: min of rule “out-of-range” is greater than max (exchange the two)",
    ),
    (
        '"out-of-range"\npredicate = "load"\nmin = "3 kg"\nmax = "5 m"\n' + OPEN,
        "20:7: parameter “max” of rule “out-of-range”: metre does not convert to kilogram",
    ),
    (
        '"out-of-range"\npredicate = "load"\nmin = 3\nmax = "5 kg"\n' + OPEN,
        "19:7: parameter “min” of rule “out-of-range”: a number without a unit is not compared with kilog",
    ),
    (
        '"out-of-range"\npredicate = "weight"\nmax = "2 km"',
        "19:7: parameter “max” of rule “out-of-range”: kilometre does not convert to kilogram (give the valu",
    ),
    (
        '"out-of-range"\npredicate = "weight"\nmax = "more than 2"',
        "19:7: parameter “max” of rule “out-of-range” has no end (give one number or day)",
    ),
    (
        '"difference-out-of-range"\npredicate = "weight"\nfrom = "weight"\nmax = 2',
        "19:8: rule “difference-out-of-range” needs two predicates, or from-subject (name another predicate",
    ),
    (
        '"difference-out-of-range"\npredicate = "weight"\nfrom = "date"\nmax = 2',
        "19:8: rule “difference-out-of-range” is about two dates or two quantities (name predicates of one s",
    ),
    (
        '"difference-out-of-range"\npredicate = "weight"\nfrom = "visitors"\nmax = 2',
        "19:8: rule “difference-out-of-range” compares quantities in the one unit of both predicates (declar",
    ),
    (
        (
            '"difference-out-of-range"\npredicate = "weight"\nfrom = "weight"\nunit = "day"\nmin = 1\n'
            'from-subject = "fair"'
        ),
        "20:8: rule “difference-out-of-range” compares quantities in the one unit of both predicates (leave",
    ),
    (
        '"difference-out-of-range"\npredicate = "weight"\nfrom = "weight"\nunit = "days"\nmin = 1',
        "20:8: parameter “unit” of rule “difference-out-of-range” has to be one of day, year (did you mean d",
    ),
    (
        '"difference-out-of-range"\npredicate = "weight"\nfrom = "weight"\nunit = "zzz"\nmin = 1',
        '20:8: parameter “unit” of rule “difference-out-of-range” has to be one of day, year (such as "day")',
    ),
    (
        '"difference-out-of-range"\npredicate = "date"\nfrom = "date"\nmin = "1"',
        "20:7: parameter “min” of rule “difference-out-of-range” has to be a number (without quotation marks",
    ),
    (
        '"difference-out-of-range"\npredicate = "date"\nfrom = "date"\nmin = 3\nmax = 2',
        "20:7: min of rule “difference-out-of-range” is greater than max (exchange the two)",
    ),
    (
        '"impossible-anniversary"\nordinal = "date"\nsame-day = "yes"',
        "19:12: parameter “same-day” of rule “impossible-anniversary” has to be true or false (without quota",
    ),
    (
        '"pattern-mismatch"\npredicate = "date"\npattern = "("',
        "19:11: parameter “pattern” of rule “pattern-mismatch”",
    ),
    (
        '"outdated"\npredicate = "date"\nafter = "2 km"',
        "19:9: parameter “after” of rule “outdated” has to be a span of days, weeks, months or years (such a",
    ),
    (
        '"outdated"\npredicate = "date"\nafter = "later"',
        "19:9: parameter “after” of rule “outdated” has to be a span of time: ",
    ),
]


@pytest.fixture
def refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], str]:
    """What is said of a fact file that a check refuses."""
    monkeypatch.chdir(tmp_path)

    def error_of(text: str) -> str:
        Path("facts.toml").write_text(f"{text}\n", encoding="utf-8")
        assert 2 == run(["check", "facts.toml"])
        return capsys.readouterr().err

    return error_of


@pytest.mark.parametrize(
    "declared,said", WRONG, ids=[said.partition(":")[0] + " " + said[6:70] for _, said in WRONG]
)
def test_a_mistake_is_said_at_the_key_at_fault(
    declared: str, said: str, refused: Callable[[str], str]
) -> None:
    """One line with the line and column of what is wrong, and what to write instead; nothing is judged."""
    error = refused(VOCABULARY + declared)

    assert f"averred: error: facts.toml:{said}" in error
    assert error.endswith(")\n"), "every error suggests something"


@pytest.mark.parametrize(
    "declared,said",
    [
        (
            "too-many = 1.5",
            "7:12: parameter “most” of rule “too-many” has to be a whole number, 0 or more (such as 2)",
        ),
        (
            "too-many = { most = -1 }",
            "7:21: parameter “most” of rule “too-many” has to be a whole number, 0 or more",
        ),
        (
            "too-many = [{ most = 1 }, { mots = 1 }]",
            "7:29: rule “too-many” knows no parameter “mots” (did you mean",
        ),
        (
            'too-many = { most = 1, level = "bad" }',
            "7:32: level of rule “too-many” has to be one of error, warning",
        ),
        (
            "not-an-integer = true",
            "7:18: rule “not-an-integer” is about values of kind quantity, and those of predi",
        ),
        (
            "pattern-mismatch = 3",
            "7:20: parameter “pattern” of rule “pattern-mismatch” has to be text (put it in quot",
        ),
        (
            "missing-scope = []",
            "7:17: parameter “keys” of rule “missing-scope” has to be a name or a list of names (s",
        ),
        (
            "value-not-allowed = []",
            "7:21: parameter “values” of rule “value-not-allowed” has to list at least one",
        ),
        (
            "out-of-range = { max = [] }",
            "7:24: parameter “max” of rule “out-of-range” has to be a number, or the w",
        ),
    ],
)
def test_a_mistake_on_a_predicate_is_said_at_its_key(
    declared: str, said: str, refused: Callable[[str], str]
) -> None:
    """In a table in braces, in a list of them and as a bare value."""
    text = '[source.gazette]\n[entity.march]\nname = "Lantern March"\n\n[predicate.date]\nvalue = "date"\n'

    assert f"averred: error: facts.toml:{said}" in refused(text + declared)


def test_a_query_that_takes_too_long_over_the_facts_is_said_at_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without facts it ends at once, so nobody could refuse it before."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(query_rules, "MOST_STEPS", 10_000)
    things = "".join(f'[entity.e{at}]\nname = "Thing {at}"\n' for at in range(40))
    query = (
        "SELECT COUNT(*) FROM entities AS a, entities AS b, entities AS c WHERE a.id < b.id AND b.id < c.id"
    )
    rule = f'[[constraint]]\nrule = "unwanted-row"\nname = "much"\nquery = "{query}"\n'
    Path("facts.toml").write_text(f"{rule}[source.gazette]\n{things}", encoding="utf-8")

    assert 2 == run(["check", "facts.toml", "--select", "unwanted-row"])
    assert "facts.toml:4:9: the query takes too many steps (write one SELECT" in capsys.readouterr().err
