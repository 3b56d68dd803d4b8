"""Declarations of rules: three ways to write one, and what is refused before any fact is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

import averred
from averred.errors import ConfigurationError
from averred.facts import Scope
from averred.rules import RULES_BY_NAME
from averred.vocabulary import Constraint
from tests.made import made_base, made_fact

PREFACE = """
[source.gazette]
[entity.march]
name = "Lantern March"
kind = "event"
[entity.other]
name = "Other March"
[predicate.motto]
value = "text"
[predicate.marchers]
value = "quantity"
[predicate.beside]
value = "entity"
[predicate.date]
value = "date"
[predicate.grade]
value = "ordinal"
[predicate.open]
value = "boolean"
"""


def _check(folder: Path, text: str, preface: str = PREFACE) -> averred.Report:
    (folder / "facts.toml").write_text(preface + text, encoding="utf-8")
    return averred.check(averred.load(folder))


def _table(rule: str, **given: str) -> str:
    rows = "".join(f"{key.replace('_', '-')} = {value}\n" for key, value in given.items())
    return f'[[constraint]]\nrule = "{rule}"\n{rows}'


@pytest.mark.parametrize(
    "text,message",
    [
        (_table("too-many", most="1"), "needs the parameter “predicate”"),
        (_table("too-many", predicate='"motto"'), "needs the parameter “most”"),
        (_table("too-many", predicate='"motto"', most="-1"), "a whole number, 0 or more"),
        (_table("too-many", predicate='"moto"', most="1"), "did you mean motto"),
        (_table("too-many", predicate='"zzz"', most="1"), "names “zzz”, which is not declared"),
        (_table("too-many", predicate="3", most="1"), "has to be text"),
        (_table("too-many", predicate='"motto"', mots="1"), "did you mean most"),
        (_table("too-many", predicate='"motto"', most="1", subject='"nobody"'), "“nobody”, which is not"),
        (_table("too-many", predicate='"motto"', most="1", kind="[]"), "a name or a list of names"),
        (
            _table("too-many", predicate='"motto"', most="1", **{"except": '["marhc"]'}),
            "“except” of rule “too-many” names “marhc”, which is not declared .did you mean march",
        ),
        (
            '[predicate.x]\nvalue = "text"\ntoo-many = { most = 1, except = ["marhc"] }\n',
            "“except” of rule “too-many” names “marhc”",
        ),
        (
            '[predicate.x]\nvalue = "date"\ndifference-out-of-range = { from = "date", min = 2, max = 1 }\n',
            "min of rule “difference-out-of-range” is greater than max",
        ),
        (
            _table("pattern-mismatch", predicate='"motto"', pattern="'(a'"),
            "“pattern-mismatch” cannot be read:",
        ),
        (
            _table("pattern-mismatch", predicate='"motto"', pattern="'(a{999}){999}'"),
            "be read: “.a.999...999.” repeats",
        ),
        (_table("not-an-integer", predicate='"motto"'), "about values of kind quantity"),
        (_table("pattern-mismatch", predicate='"motto"', pattern='"(a"'), "a group is not closed"),
        (_table("value-not-allowed", predicate='"motto"', values="[]"), "at least one value"),
        (_table("value-not-allowed", predicate='"motto"', values="[[1]]"), "a number, or the words"),
        (_table("value-not-allowed", predicate='"open"', values='"perhaps"'), "neither true nor false"),
        (_table("value-not-allowed", predicate='"marchers"', values='"xyz"'), "parameter “values” of rule"),
        (_table("value-not-allowed", predicate='"beside"', values='"nowhere"'), "“nowhere” is no entity"),
        (_table("out-of-range", predicate='"marchers"'), "rule “out-of-range” needs .* “min”, “max” or both"),
        (
            _table("out-of-range", predicate='"marchers"', min="3", max="2"),
            "min of rule “out-of-range” is greater than max",
        ),
        (_table("out-of-range", predicate='"marchers"', min='"xyz"'), "parameter “min”"),
        (_table("out-of-range", predicate='"marchers"', max='"more than 3"'), "has no end"),
        (_table("missing-statement", requires='"date"'), "has to say whom it is about"),
        (_table("misplaced-predicate", predicate='"motto"', places='"middle"'), "of fact, part, scope"),
        (_table("outdated", predicate='"motto"', after='"soon"'), "a span of time"),
        (_table("outdated", predicate='"motto"', after='"3 km"'), "has to be a span of days"),
        (_table("outdated", predicate='"motto"', after="true"), "a number, or the words"),
        (
            _table("wrong-order", before='"march"', after='"march"'),
            r"declared in a circle: “Lantern March” before “Lantern March” \(remove",
        ),
        (
            _table("wrong-order", before='"march"', after='"other"')
            + _table("wrong-order", before='"other"', after='"march"'),
            "circle: “(Lantern|Other) March” before “(Lantern|Other) March” before",
        ),
        (
            _table("impossible-anniversary", ordinal='"grade"', same_day='"yes"'),
            "“same-day” .* has to be true or false",
        ),
        (_table("difference-out-of-range", predicate='"date"'), "needs the parameter “from”"),
        (
            _table(
                "difference-out-of-range",
                **{"predicate": '"marchers"', "from": '"marchers"', "from_subject": '"other"', "min": "1"},
                unit='"day"',
            ),
            "leave “unit” out",
        ),
        (
            _table("difference-out-of-range", **{"predicate": '"date"', "from": '"date"'}, min='"x"'),
            "has to be a number",
        ),
        (
            _table("difference-out-of-range", **{"predicate": '"date"', "from": '"date"'}, unit='"week"'),
            "has to be one of day, year",
        ),
        (
            _table("no-overlap", first='"march"', period='"date"'),
            "rule “no-overlap” needs a predicate, or “first” and “second”",
        ),
        (
            _table("no-overlap", predicate='"beside"', start='"date"'),
            "rule “no-overlap” needs “period”, or “start” and “end”",
        ),
        (_table("no-overlap", first='"march"', second='"other"'), "rule “no-overlap” needs “period”"),
        (
            _table("no-overlap", predicate='"date"', period='"date"'),
            "rule “no-overlap” is about values of kind entity",
        ),
        (_table("wrong-order", before='"march"', after='"marhc"'), "did you mean march"),
        (
            _table("unwanted-row", name='"x"', query='"DELETE FROM facts"'),
            "of rule “unwanted-row” cannot be asked: ",
        ),
        (_table("excluded-value", predicate='"beside"', values='["gone"]'), "“gone” is no entity"),
        (
            _table("mutually-exclusive", predicate='"open"', values='["gone"]', **{"with": '["beside"]'}),
            "“gone” is",
        ),
        (
            _table("missing-statement", predicate='"open"', requires='"beside"', values='["gone"]'),
            "“gone” is no",
        ),
        (_table("label-missing", scripts='["Greek"]'), "has to say whom it is about"),
        (
            _table("missing-object-statement", predicate='"beside"', requires='"beside"', values='["gone"]'),
            "parameter “values” of rule “missing-object-statement”: “gone” is no entity",
        ),
        (
            _table("difference-out-of-range", predicate='"date"', **{"from": '"date"'}),
            "rule “difference-out-of-range” needs the parameter “min”, “max” or both",
        ),
        (
            _table("difference-out-of-range", predicate='"date"', **{"from": '"date"'}, min="1"),
            "rule “difference-out-of-range” needs two predicates, or from-subject",
        ),
        (
            _table("difference-out-of-range", predicate='"date"', **{"from": '"marchers"'}, min="1"),
            "rule “difference-out-of-range” is about two dates or two quantities",
        ),
        (
            _table("difference-out-of-range", predicate='"motto"', **{"from": '"motto"'}, min="1"),
            "rule “difference-out-of-range” needs two predicates",
        ),
        (_table("contradictory"), "no rule “contradictory” takes a"),
        ('[predicate.x]\nvalue = "text"\nnot-unique = "yes"\n', "takes no bare value"),
        ('[predicate.x]\nvalue = "text"\nnot-unique = { level = "grave" }\n', "level of rule “not-unique”"),
        ('[predicate.x]\nvalue = "text"\nnot-unique = { within = 3 }\n', "“within” of rule “not-unique”"),
        (
            '[predicate.x]\nvalue = "text"\nscope = ["country"]\nnot-unique = { within = ["contry"] }\n',
            r"names “contry”, a scope key that no predicate declares \(did you mean country\?\)",
        ),
        (
            '[predicate.x]\nvalue = "text"\nnot-unique = { within = "era" }\n',
            r'that no predicate declares \(declare it: scope = \["era"\] on the predicate\)',
        ),
        (
            '[predicate.x]\nvalue = "text"\nscope = ["era"]\nnot-unique = { within = ["era", "part"] }\n',
            r"names “part”, which always has to agree \(leave it out\)",
        ),
        (
            '[predicate.x]\nvalue = "text"\nscope = ["era"]\ntoo-few = { least = 2, within = ["era"] }\n',
            r"rule “too-few” takes no “within”: no facts compete under it \(leave it out\)",
        ),
        (
            _table("wrong-order", before='"march"', after='"other"', level='"fatal"'),
            r"level of rule “wrong-order” has to be one of error, warning, note, mandatory, normal, sugg",
        ),
        (
            _table("joint-conflict", date='"date"', duration='"marchers"', level='"note"'),
            r"“joint-conflict” has no level of its own \(set it under \[levels\] of the settings\)",
        ),
        (
            '[predicate.x]\nvalue = "text"\nnot-unique = { level = "warnin" }\n',
            r"has to be one of error, warning, .* \(did you mean warning\?\)",
        ),
        ('[predicate.x]\nvalue = "text"\ntoo-many = true\n', "a whole number"),
        ('[entity.x]\nname = "X"\nwrong-value-type = "person"\n', "needs the parameter “predicate”"),
    ],
)
def test_a_declaration_that_means_nothing_is_refused_without_facts(
    text: str, message: str, tmp_path: Path
) -> None:
    """It is a mistake in the configuration with its place, and never a finding."""
    with pytest.raises(ConfigurationError, match=message) as caught:
        _check(tmp_path, text)

    assert "facts.toml:" in str(caught.value)


def test_orders_that_lead_on_are_no_circle(tmp_path: Path) -> None:
    """Nor is an order of two dates of one thing, nor one that an exception takes away."""
    text = (
        '[predicate.opened]\nvalue = "date"\n'
        + _table("wrong-order", before='"march"', after='"other"')
        + _table("wrong-order", before='"march"', after='"march"', before_predicate='"opened"')
        + _table("wrong-order", before='"other"', after='"march"', **{"except": '["other"]'})
    )
    report = _check(tmp_path, text)

    assert [] == [finding for finding in report if finding.rule == "wrong-order"]


def test_what_others_are_counted_from_is_not_judged_against_itself(tmp_path: Path) -> None:
    """Of two things with a date, one is judged."""
    text = _table(
        "difference-out-of-range", predicate='"date"', from_subject='"march"', min="2", **{"from": '"date"'}
    )
    text += "".join(
        f'[fact.{name}]\nsource = "gazette"\nsubject = "{name}"\n'
        f'predicate = "date"\nvalue = "2031-03-{day}"\n'
        for name, day in (("march", "01"), ("other", "03"))
    )
    report = _check(tmp_path, text)

    assert [("march", "other")] == [
        tuple(sorted(one.facts)) for one in report.judgements if one.rule == "difference-out-of-range"
    ]


def test_false_declares_nothing(tmp_path: Path) -> None:
    """`not-unique = false` is as good as no line."""
    report = _check(tmp_path, '[predicate.x]\nvalue = "text"\nnot-unique = false\n')

    assert not [finding for finding in report if finding.rule == "not-unique"]


def test_a_base_made_in_memory_has_no_place_to_name() -> None:
    """The message then stands alone."""
    base = averred.FactBase(constraints=(averred.vocabulary.Constraint("too-many", {"most": 1}),))

    with pytest.raises(ConfigurationError, match=r"^rule “too-many” needs the parameter “predicate”"):
        averred.check(base)


def test_a_scope_key_of_a_fact_made_in_memory_is_known() -> None:
    """Nothing declares it, and still facts have it."""
    text, scope = averred.values.Text("4711"), Scope(keys=(("country", "Karsk"),))
    facts = [made_fact(name, text, predicate="saying", subject=name, scope=scope) for name in ("one", "two")]
    rule = Constraint("not-unique", {"predicate": "saying"}, within=("country",))
    base = made_base(
        *facts, predicates={"saying": averred.vocabulary.Predicate("saying", "text")}, constraints=(rule,)
    )

    assert ["not-unique"] == [finding.rule for finding in averred.check(base) if finding.conflicts]


def test_where_an_entry_could_not_be_read_its_scope_keys_may_be_missing(tmp_path: Path) -> None:
    """What is wrong with the entry is said; the declaration may be right."""
    broken = '[predicate.lost]\nvalue = "nonsense"\nscope = ["era"]\n'
    report = _check(tmp_path, broken + '[predicate.x]\nvalue = "text"\nnot-unique = { within = ["era"] }\n')

    assert "malformed-entry" in {finding.rule for finding in report}


def test_a_declaration_that_names_an_unread_entry_is_left_out(tmp_path: Path) -> None:
    """One bad entry hides nothing else: the rest is checked."""
    broken = '[predicate.lost]\nvalue = "nonsense"\n' + _table(
        "too-many", predicate='"lost"', most="1"
    ) + _table("value-not-allowed", predicate='"beside"', values='["march", "gone"]') + (
        '[fact.a]\nsource = "gazette"\nsubject = "march"\npredicate = "beside"\nvalue = "other"\n'
    )  # fmt: skip

    report = _check(tmp_path, broken)

    assert "malformed-entry" in {finding.rule for finding in report}


#: What a declaration of a rule must name, beside a predicate or instead of it.
NEEDED = {
    "difference-out-of-range": ("predicate", "from"),
    "excluded-value": ("predicate", "values"),
    "externally-refused": ("predicate", "checker"),
    "impossible-anniversary": ("ordinal",),
    "joint-conflict": ("date", "duration"),
    "label-missing": ("scripts",),
    "misplaced-predicate": ("predicate", "places"),
    "missing-inverse": ("predicate", "inverse"),
    "missing-object-statement": ("predicate", "requires"),
    "missing-scope": ("predicate", "keys"),
    "missing-statement": ("requires",),
    "mutually-exclusive": ("predicate", "with"),
    "no-overlap": (),
    "outdated": ("predicate", "after"),
    "part-elsewhere": ("place",),
    "pattern-mismatch": ("predicate", "pattern"),
    "scope-not-allowed": ("predicate", "keys"),
    "too-few": ("predicate", "least"),
    "too-many": ("predicate", "most"),
    "unit-not-allowed": ("predicate", "units"),
    "unwanted-row": ("name", "query"),
    "value-not-allowed": ("predicate", "values"),
    "wrong-order": ("before", "after"),
    "wrong-subject-type": ("predicate", "kinds"),
    "wrong-value-type": ("predicate", "kinds"),
}
#: Rules of which a declaration on a predicate or an entity is always a table.
WITHOUT_SHORT = {"impossible-anniversary", "joint-conflict", "part-elsewhere", "unwanted-row", "wrong-order"}
#: Rules about values of some kinds only.
ABOUT = {
    "bounds-not-allowed": ("quantity",),
    "missing-inverse": ("entity",),
    "missing-object-statement": ("entity",),
    "missing-symmetric": ("entity",),
    "not-an-integer": ("quantity",),
    "out-of-range": ("quantity", "date", "ordinal"),
    "unit-not-allowed": ("quantity",),
    "wrong-value-type": ("entity",),
}


def test_what_the_declaration_of_a_rule_needs() -> None:
    """What it must name, which parameter a bare value gives, and of which values it may be."""
    declared = {rule.name: rule.parameters for rule in RULES_BY_NAME.values() if rule.parameters}

    assert NEEDED == {
        name: some.required for name, some in declared.items() if some.required != ("predicate",)
    }
    short = {name: some.short for name, some in declared.items() if some.short}
    last = {name: some[-1] for name, some in NEEDED.items() if some and name not in WITHOUT_SHORT}
    assert {**last, "no-overlap": "period"} == short
    assert ABOUT == {name: some.about for name, some in declared.items() if some.about}


def test_every_parameter_is_documented() -> None:
    """What a rule takes stands under its options, by name."""
    missing = {
        (rule.name, key)
        for rule in RULES_BY_NAME.values()
        if rule.is_declared and rule.parameters
        for key in rule.parameters.kinds
        if key != "predicate" and f"`{key}`" not in rule.sections["Options"]
    }

    assert missing == set()
