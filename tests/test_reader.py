"""What the reader makes of entries: values, voices, citations, confidence, links between facts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import attrs
import pytest

from averred.errors import ConfigurationError
from averred.factbase import FactBase
from averred.facts import Attribution, Check, Citation, Fact, Origin, Scope
from averred.reader import read
from averred.reader.bounds import in_unit
from averred.reader.positions import Locator
from averred.reader.syntax import explained
from averred.spans import Place
from averred.values import (
    DEFAULT_CONVENTIONS,
    Boolean,
    Date,
    EntityRef,
    Interval,
    NoValue,
    OneOf,
    Ordinal,
    Quantity,
    Quotation,
    Text,
    Unknown,
)
from tests.made import quantity

DECLARATIONS = """\
[defaults]
source = "gazette"

[source.gazette]
title = "The Orvale Gazette"

[source.almanac]
reliability = "B"

[entity.march]
name = "Lantern March"
aliases = "March of Lanterns"

[entity.organisers]
name = "the organisers"

[entity.bridge]
name = "Old Bridge"
part-of = ["march"]
named = false

[predicate]
walkers = { value = "quantity", unit = "person", scope = ["method"], about = "50 %", min = 0, max = 1e4 }
length = { value = "quantity", unit = "kilometre", additive = false }
lamps = { value = "quantity" }
date = { value = "date", functional = true }
edition = { value = "ordinal" }
start = { value = "entity", label = "starting point" }
motto = { value = "text", exact = true }
chant = { value = "quotation", opinion = true }
permitted = { value = "boolean" }
"""
ReadFact = Callable[..., Fact]


def toml(key: str, value: str) -> str:
    """A line of an entry: values are TOML already where they do not begin with a letter or a digit."""
    return f"{key.rstrip('_').replace('_', '-')} = {value}\n"


@pytest.fixture
def base_of(tmp_path: Path) -> Callable[..., FactBase]:
    """Reads the declarations above with some more text."""

    def read_text(text: str, **options: object) -> FactBase:
        (tmp_path / "facts.toml").write_text(DECLARATIONS + text, encoding="utf-8")
        return read(tmp_path, **options)  # type: ignore[arg-type]  # options are those of read()

    return read_text


@pytest.fixture
def fact_of(base_of: Callable[..., FactBase]) -> ReadFact:
    """Reads one fact about the march; keys and values as TOML."""

    def read_fact(predicate: str, value: str, more: str = "", **keys: str) -> Fact:
        lines = "".join(toml(key, written) for key, written in keys.items())
        text = f'[fact.it]\nsubject = "march"\npredicate = "{predicate}"\nvalue = {value}\n{lines}\n{more}'
        base = base_of(text)

        assert () == base.problems
        return base["it"]

    return read_fact


@pytest.mark.parametrize(
    "predicate, value, expected",
    [
        ("walkers", '"400"', Quantity(Interval.point(400), "person", "400", centre=400)),
        ("walkers", "400", Quantity(Interval.point(400), "person", "400", centre=400)),
        ("lamps", "2.50", Quantity(Interval.point(Fraction(5, 2)), None, "2.50", centre=Fraction(5, 2))),
        ("edition", '"third"', Ordinal(3, "third")),
        ("edition", "12", Ordinal(12, "12")),
        ("edition", '"12"', Ordinal(12, "12")),
        ("start", '"bridge"', EntityRef("bridge", "bridge")),
        ("start", '"Old Bridge"', EntityRef("bridge", "Old Bridge")),
        ("start", '"March of Lanterns"', EntityRef("march", "March of Lanterns")),
        ("motto", '"Light for all"', Text("Light for all")),
        ("chant", '"We walk!"', Quotation("We walk!", "march")),
        ("permitted", "true", Boolean(value=True, text="true")),
        ("permitted", "{ unknown = true }", Unknown("")),
        ("walkers", '{ none = true, text = "nobody" }', NoValue("nobody")),
        (
            "start",
            '{ one-of = ["bridge", "march"] }',
            OneOf((EntityRef("bridge", "bridge"), EntityRef("march", "march")), ""),
        ),
        ("walkers", '{ min = 5, text = "a few" }', Quantity(Interval.at_least(5), "person", "a few")),
        (
            "walkers",
            '{ max = 9.5, max-open = true, text = "x" }',
            Quantity(Interval.less_than(Fraction(19, 2)), "person", "x"),
        ),
        (
            "length",
            '{ min = 1, max = 1, unit = "mile", text = "x" }',
            Quantity(Interval.point(Fraction(1609344, 1000000)), "kilometre", "x"),
        ),
        ("lamps", '{ min = 1, unit = "dozen", text = "x" }', Quantity(Interval.at_least(1), "dozen", "x")),
    ],
)
def test_values(fact_of: ReadFact, predicate: str, value: str, expected: object) -> None:
    """Words, numbers and tables become the typed value of the predicate's kind."""
    assert expected == fact_of(predicate, value, implied='"it follows"').value


@pytest.mark.parametrize(
    "value, first, last",
    [
        ("2031-05-04", date(2031, 5, 4), date(2031, 5, 4)),
        ('"4 May 2031"', date(2031, 5, 4), date(2031, 5, 4)),
        ('{ min = 2031-05-04, max = "May 2031", text = "x" }', date(2031, 5, 4), date(2031, 5, 31)),
        (
            '{ min = "May 2031", min-open = true, max = 2031-06-02, max-open = true, text = "x" }',
            date(2031, 6, 1),
            date(2031, 6, 1),
        ),
    ],
)
def test_dates(fact_of: ReadFact, value: str, first: date, last: date) -> None:
    """Dates are words, TOML dates, or one unknown day between two; an open end leaves out all its days."""
    read_value = fact_of("date", value).value

    assert isinstance(read_value, Date)
    assert Interval(first.toordinal(), last.toordinal()) == read_value.interval


def test_dates_of_a_scope_that_have_no_reading(base_of: Callable[..., FactBase]) -> None:
    """Both times of a scope are looked at, and each that has no reading is said."""
    times = 'during = "whenever"\nas-of = "some day"\n'
    base = base_of(f'[fact.it]\nsubject = "march"\npredicate = "lamps"\nvalue = 3\n{times}')

    assert ["during", "as-of"] == [problem.headline.split(" ")[0] for problem in base.problems]


def test_numbers_without_end(base_of: Callable[..., FactBase]) -> None:
    """A whole number of more digits than any source has is refused."""
    base = base_of(f'[fact.it]\nsubject = "march"\npredicate = "lamps"\nvalue = {"9" * 500}\n')

    assert ["value of fact 'it': the number has more than 400 digits"] == [p.headline for p in base.problems]


@pytest.mark.parametrize("line", ['cite = "text={0}-{0}"', 'value = "{0}"', 'said-by = "a"\nvia = "{1}"'])
def test_messages_stay_on_one_line(base_of: Callable[..., FactBase], line: str) -> None:
    """Whatever words of the file a message quotes, it is one printable line of a sane length."""
    text = '[fact.it]\nsubject = "march"\npredicate = "lamps"\n' + line.format(
        "\\n\\u202e x" * 2_000, "y" * 9_000
    )
    problems = base_of(text + ("\nvalue = 3\n" if "value" not in line else "\n")).problems

    assert problems
    assert all(problem.headline.isprintable() and len(problem.headline) < 600 for problem in problems)


def test_value_that_could_not_be_read(base_of: Callable[..., FactBase]) -> None:
    """A value that is an entity whose own entry is faulty is no second fault."""
    text = '[entity.lost]\nname = 3\n[fact.it]\nsubject = "march"\npredicate = "start"\nvalue = "lost"\n'
    base = base_of(text)

    assert [("entity 'lost'", "1 entry that needs it was not read: it")] == [
        (problem.about, problem.help[-1]) for problem in base.problems
    ]


def test_no_day_between_two_open_days(base_of: Callable[..., FactBase]) -> None:
    """Between two neighbouring days that are both left out lies no day."""
    value = '{ min = 2031-05-04, min-open = true, max = 2031-05-05, max-open = true, text = "x" }'
    base = base_of(f'[fact.it]\nsubject = "march"\npredicate = "date"\nvalue = {value}\n')

    assert ["value of fact 'it': no day lies between min and max"] == [p.headline for p in base.problems]


def test_words_and_override(fact_of: ReadFact) -> None:
    """The words as written are kept, and whether the author gave the reading instead."""
    plain, given = fact_of("walkers", '"around 400"'), fact_of("walkers", '{ min = 5, text = "a few" }')

    assert ("around 400", False) == (plain.written, plain.overridden)
    assert ("a few", True) == (given.written, given.overridden)


def test_conventions_of_a_predicate(fact_of: ReadFact) -> None:
    """A predicate's own tolerance of "around" is used instead of the convention."""
    about = [fact_of(predicate, '"around 400"').value for predicate in ("walkers", "walkers", "lamps")]

    assert [Interval.closed(200, 600)] * 2 + [Interval.closed(360, 440)] == [
        value.interval for value in about if isinstance(value, Quantity)
    ]


def test_conventions_of_a_run(base_of: Callable[..., FactBase]) -> None:
    """The conventions that the caller gives are used."""
    text = '[fact.it]\nsubject = "march"\npredicate = "lamps"\nvalue = "around 400"\n'
    value = base_of(text, conventions=DEFAULT_CONVENTIONS.with_tolerance(Fraction(1, 4)))["it"].value

    assert isinstance(value, Quantity)
    assert Interval.closed(300, 500) == value.interval


@pytest.mark.parametrize(
    "predicate, unit, expected",
    [
        ("length", "mile", ("kilometre", Fraction("4.82803200"))),
        ("length", "kilometre", ("kilometre", 3)),
        ("lamps", "lamp", ("lamp", 3)),
    ],
)
def test_unit_of_a_fact(fact_of: ReadFact, predicate: str, unit: str, expected: tuple[str, object]) -> None:
    """A unit that the words lack is given beside them, and converted to the predicate's."""
    fact = fact_of(predicate, '"3"', unit=f'"{unit}"')
    value = fact.value

    assert isinstance(value, Quantity)
    assert value.interval.lo is not None
    assert value.interval.hi is not None
    assert expected == (value.unit, Fraction(value.interval.lo + value.interval.hi) / 2)
    assert unit == fact.unit


def test_spread(fact_of: ReadFact) -> None:
    """Several estimates given as a range are kept as such, in words and in numbers."""
    values = [
        fact_of("walkers", value, kind='"spread"').value
        for value in ('"20 to 100"', '{ min = 20, text = "x" }')
    ]

    assert [True, True] == [isinstance(value, Quantity) and value.spread for value in values]


def test_other_keys(fact_of: ReadFact) -> None:
    """Every further key arrives in its attribute."""
    fact = fact_of(
        "walkers", '"400"', '[fact.other]\nsubject = "march"\npredicate = "lamps"\nvalue = "9"\n',
        part='"bridge"', of='"organisers"', share="3", polarity='"denied"', rank='"preferred"',
        implied='"why"',
        derived_from='["other"]', because='"other"', note='"a note"', tags='["a", "b"]', locator='"page 3"',
        checked='{ by = "R. Quill", on = 2031-06-01, method = "phone" }',
    )  # fmt: skip

    assert ("bridge", "organisers", "3", True, "preferred") == (
        fact.part,
        fact.of,
        fact.share,
        fact.denied,
        fact.rank,
    )
    assert ("why", ("other",), "other", "a note") == (
        fact.implied,
        fact.derived_from,
        fact.because,
        fact.note,
    )
    assert (("a", "b"), "page 3", Check("R. Quill", "2031-06-01", "phone")) == (
        fact.tags,
        fact.locator,
        fact.checked,
    )


def test_scope(fact_of: ReadFact) -> None:
    """Status, time and declared keys make the scope."""
    scope = fact_of(
        "walkers",
        "3",
        status='"expected"',
        during='"May 2031"',
        as_of="2031-05-04",
        scope='{ method = "count" }',
    ).scope

    assert ("expected", (("method", "count"),), "count", None) == (
        scope.status,
        scope.keys,
        scope.get("method"),
        scope.get("x"),
    )
    assert ("May 2031", "2031-05-04") == (
        scope.during and scope.during.text,
        scope.as_of and scope.as_of.text,
    )
    assert Scope() == fact_of("walkers", "3").scope


def test_the_words_of_a_time_are_read_once(base_of: Callable[..., FactBase]) -> None:
    """Many facts are of one year: its words are one date for all of them, and no other words are."""
    times = {"a": "2031", "b": "2032", "c": "2031"}
    base = base_of(
        "".join(
            f'[fact.{name}]\nsubject = "march"\npredicate = "walkers"\nvalue = 3\nduring = "{words}"\n'
            for name, words in times.items()
        )
    )
    dates = {name: base[name].scope.during for name in times}

    assert times == {name: date and date.text for name, date in dates.items()}
    assert dates["a"] is dates["c"]


@pytest.mark.parametrize(
    "keys, expected",
    [
        ({}, Attribution()),
        ({"said_by": '"organisers"'}, Attribution("organisers")),
        ({"said_by": '"the organisers"'}, Attribution("organisers")),
        ({"said_by": '"a baker"'}, Attribution("a baker")),
        ({"said_by": '"?"'}, Attribution("?")),
        (
            {"said_by": '"?"', "via": '["organisers", "the Gazette"]'},
            Attribution("?", ("organisers", "the Gazette")),
        ),
    ],
)
def test_attribution(fact_of: ReadFact, keys: dict[str, str], expected: Attribution) -> None:
    """A speaker is an entity where an id or an exact name says so, else the words; relays likewise."""
    assert expected == fact_of("walkers", "3", **keys).attribution


@pytest.mark.parametrize(
    "keys, expected",
    [
        ({}, Citation("gazette")),
        ({"source": '"almanac"', "quote": '"a … b"'}, Citation("almanac", "a … b")),
        (
            {
                "quote": '"a"',
                "prefix": '"b"',
                "suffix": '"c"',
                "section": '"d"',
                "said_by": '"?"',
                "said_in": '"e"',
            },
            Citation("gazette", "a", "b", "c", "d", "e"),
        ),
        ({"cite": '"text=one%20word"'}, Citation("gazette", "one word")),
        (
            {"cite": '"https://gazette.example/1#:~:text=a-,b%2C,c,-d"'},
            Citation("gazette", "b, … c", "a", "d"),
        ),
        (
            {"cite": '"#:~:text=so%20%E2%80%A6%20what"', "section": '"s"'},
            Citation("gazette", "so \\… what", section="s"),
        ),
    ],
)
def test_citation(fact_of: ReadFact, keys: dict[str, str], expected: Citation) -> None:
    """Quotes are kept as written; a browser's text directive becomes a quote with prefix and suffix."""
    assert expected == fact_of("walkers", "3", **keys).citation


def test_no_source(tmp_path: Path) -> None:
    """A fact without a quote may be without a source."""
    declared = '[entity.a]\nname = "A"\n[predicate.p]\nvalue = "text"\n'
    text = declared + '[fact.f]\nsubject = "a"\npredicate = "p"\nvalue = "x"\n'
    (tmp_path / "one.toml").write_text(text, encoding="utf-8")

    assert None is read(tmp_path / "one.toml")["f"].citation


@pytest.mark.parametrize(
    "value, keys, weight, because",
    [
        ('"400"', {}, 80, "convention: said flatly in the source's own voice counts as 0.8"),
        ('"exactly 400"', {}, 80, "convention: said flatly in the source's own voice counts as 0.8"),
        ('"around 400"', {}, 70, "convention: said with a hedge in the source's own voice counts as 0.7"),
        ('"around 400"', {"said_by": '"?"'}, 60, "convention: attributed to a speaker counts as 0.6"),
        (
            '"4"',
            {"said_by": '"?"', "said_in": '"she claimed,"'},
            40,
            "convention: attributed, with claimed, alleged or reportedly counts as 0.4",
        ),
        (
            '"4"',
            {"said_by": '"?"', "quote": '"Reportedly 4"'},
            40,
            "convention: attributed, with claimed, alleged or reportedly counts as 0.4",
        ),
        (
            '"4"',
            {"quote": '"reportedly"'},
            80,
            "convention: said flatly in the source's own voice counts as 0.8",
        ),
        ('"4"', {"confidence": '"certain"'}, 95, "the author says certain, which counts as 0.95"),
        ('"4"', {"confidence": '"doubtful"'}, 20, "the author says doubtful, which counts as 0.2"),
        ('"4"', {"confidence": "0.83"}, 83, "the author says 0.83"),
        ('"4"', {"confidence": "1"}, 99, "the author says 1"),
        ('"4"', {"confidence": "0"}, 1, "the author says 0"),
        (
            '"4"',
            {"confidence": '"C3"'},
            42,
            "Admiralty C3: C (fairly reliable) 0.7 × 3 (possibly true) 0.6 = 0.42",
        ),
        (
            '"4"',
            {"confidence": '"A1"'},
            99,
            "Admiralty A1: A (completely reliable) 1 × 1 (confirmed) 0.99 = 0.99",
        ),
    ],
)
def test_confidence(fact_of: ReadFact, value: str, keys: dict[str, str], weight: int, because: str) -> None:
    """Confidence is what the author says, else what a printed convention says."""
    note = {"note": '"said why"'} if "confidence" in keys else {}
    confidence = fact_of("walkers", value, **keys, **note).confidence

    assert (Fraction(weight, 100), because) == (confidence.weight, confidence.because)
    assert keys.get("confidence", "None").strip('"') == str(confidence.written)


DATED = """
[fact.other]
subject = "march"
predicate = "date"
value = "4 May 2031"

[fact.third]
subject = "march"
predicate = "date"
value = "the same evening"
same-as = "it"
because = "it"
"""


def test_year_from(fact_of: ReadFact) -> None:
    """A date without its year takes that of another fact, and says so; a third may rest on it in turn."""
    fact = fact_of("date", '"6 May"', DATED, year_from='"other"')

    assert isinstance(fact.value, Date)
    assert Interval.point(date(2031, 5, 6).toordinal()) == fact.value.interval
    assert "“6 May” is in 2031, the year of other (“4 May 2031”)" == fact.inferred
    assert "other" == fact.year_from


def test_same_as(fact_of: ReadFact) -> None:
    """Words that point at a day are read as the day of another fact, and the words stay."""
    fact = fact_of("date", '"Simultaneously"', DATED, same_as='"other"')

    assert isinstance(fact.value, Date)
    assert (Interval.point(date(2031, 5, 4).toordinal()), "Simultaneously") == (
        fact.value.interval,
        fact.value.text,
    )
    assert ("Simultaneously", "“Simultaneously” is the day of other (“4 May 2031”)") == (
        fact.written,
        fact.inferred,
    )


def test_what_needs_an_unread_fact_is_not_read(base_of: Callable[..., FactBase]) -> None:
    """Facts that rest on one that fails are left out with it, and that one's finding names them."""
    text = '[fact.it]\nsubject = "march"\npredicate = "date"\nvalue = "29 February"\nyear-from = "other"\n'
    base = base_of(text + DATED)

    assert ["other"] == [fact.id for fact in base]
    assert ["1 entry that needs it was not read: third"] == [problem.help[-1] for problem in base.problems]


def test_because_of_an_unread_fact(base_of: Callable[..., FactBase]) -> None:
    """That holds for a reason as well, which is looked at last."""
    text = '[fact.it]\nsubject = "march"\npredicate = "date"\nvalue = "29 February"\nyear-from = "other"\n'
    base = base_of(text + DATED.replace('same-as = "it"\n', "").replace("the same evening", "5 May 2031"))

    assert ["other"] == [fact.id for fact in base]


def test_many_that_need_one(base_of: Callable[..., FactBase]) -> None:
    """Of many entries that could not be read the first are named and the others counted."""
    fact = '[fact.f{}]\nsubject = "lost"\npredicate = "lamps"\nvalue = 3\n'
    base = base_of("[entity.lost]\nname = 3\n" + "".join(fact.format(number) for number in range(10, 20)))

    assert ["10 entries that need it were not read: f10, f11, f12, f13 and 6 more"] == [
        p.help[-1] for p in base.problems
    ]


def test_declarations(base_of: Callable[..., FactBase]) -> None:
    """Sources, entities and predicates arrive with all their keys, sorted by id."""
    base = base_of("")

    assert ["almanac", "gazette"] == list(base.sources)
    assert ("B", "The Orvale Gazette") == (base.sources["almanac"].reliability, base.sources["gazette"].title)
    assert (("March of Lanterns",), ("march",), False) == (
        base.entities["march"].aliases, base.entities["bridge"].part_of, base.entities["bridge"].named
    )  # fmt: skip
    walkers = base.predicates["walkers"]
    assert ("person", ("method",), Fraction(1, 2), 0, 10_000) == (
        walkers.unit, walkers.scope, walkers.about, walkers.min, walkers.max
    )  # fmt: skip
    assert ("starting point", "motto") == (base.predicates["start"].title, base.predicates["motto"].title)


def test_rules_of_predicates(base_of: Callable[..., FactBase]) -> None:
    """Keys that name a rule are kept as plain frozen data; where no such rule is told they are unknown."""
    text = '[predicate.colour]\nvalue = "text"\nvalue-not-allowed = ["red", { a = 1 }]\n'
    predicate = base_of(text, rule_keys=frozenset({"value-not-allowed"})).predicates["colour"]

    assert {"value-not-allowed": ("red", {"a": 1})} == dict(predicate.rules)
    assert ["unknown-key"] == [problem.rule for problem in base_of(text).problems]


def test_lists(base_of: Callable[..., FactBase]) -> None:
    """Partitions, constraints, acceptances and passages that claim nothing arrive with all their keys."""
    base = base_of(
        """
[fact.b]
subject = "march"
predicate = "lamps"
value = 3
[entity.lamps]
name = "the lamps"
part-of = "march"
[[partition]]
of = "march"
parts = ["bridge", "lamps"]
exhaustive = true
[[constraint]]
rule = "wrong-order"
before = "march"
level = "note"
except = "bridge"
within = []
[[accept]]
rule = "disputed"
facts = "b"
reason = "on purpose"
until = 2032-01-01
[[leave-out]]
quote = "Weather"
reason = "a heading"
"""
    )

    assert () == base.problems
    assert [("march", ("bridge", "lamps"), True)] == [(p.of, p.parts, p.exhaustive) for p in base.partitions]
    assert [("wrong-order", {"before": "march"}, "note", ("bridge",), ())] == [
        (c.rule, dict(c.parameters), c.level, c.exceptions, c.within) for c in base.constraints
    ]
    assert [("disputed", ("b",), "2032-01-01")] == [(a.rule, a.facts, a.until) for a in base.acceptances]
    assert [("gazette", "Weather", "a heading")] == [(o.source, o.quote, o.reason) for o in base.leave_outs]


def test_order(base_of: Callable[..., FactBase]) -> None:
    """Facts are sorted by source, then by id."""
    fact = '[fact.{}]\nsubject = "march"\npredicate = "lamps"\nvalue = 3\nsource = "{}"\n'
    base = base_of(fact.format("a", "gazette") + fact.format("z", "almanac") + fact.format("b", "almanac"))

    assert ["b", "z", "a"] == [fact.id for fact in base]


def test_places(base_of: Callable[..., FactBase], tmp_path: Path) -> None:
    """The fact base says where a record and each of its keys stands, relative to a folder."""
    text = '\n[fact.it]\nsubject = "march"\nvia = ["a b"]\nsaid-by = "?"\npredicate = "lamps"\nvalue    = 3\n'
    base = base_of(text, display_root=tmp_path.parent)
    origin = base["it"].origin
    line = DECLARATIONS.count("\n") + 2
    file = f"{tmp_path.name}/facts.toml"

    assert Origin(file, ("fact", "it")) == origin
    assert Place(file, line, 1) == base.place(origin)
    assert Place(file, line + 5, 12) == base.place(origin, "value")
    assert Place(file, line, 1) == base.place(origin, "source")
    assert Place("elsewhere.toml") == base.locate(attrs.evolve(origin, file="elsewhere.toml"), "value")
    assert Place(file, 17) == base.locate(Origin(file, ("row", 17)), None)


def test_places_of_a_text_that_is_too_deep() -> None:
    """Where the scanner runs out of stack, the place is the file."""
    deep = Locator({"x.toml": "a = " + "[" * 100_000 + "]" * 100_000})

    assert Place("x.toml") == deep.place("x.toml", ("a",))


def test_display_of_a_folder_elsewhere(tmp_path: Path) -> None:
    """A fact base outside of the folder that places are relative to is called as it was given."""
    (tmp_path / "facts").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "facts" / "x.toml").write_text("a = 1\n", encoding="utf-8")
    problem = read(tmp_path / "facts", display_root=tmp_path / "other").problems[0]

    assert f"{tmp_path.as_posix()}/facts/x.toml:1:1" == str(problem.place)


def test_one_file(tmp_path: Path) -> None:
    """One file alone is a fact base; its neighbours are not looked at."""
    (tmp_path / "one.toml").write_text('[entity.a]\nname = "A"\n', encoding="utf-8")
    (tmp_path / "two.toml").write_text("broken", encoding="utf-8")
    base = read(tmp_path / "one.toml", display_root=tmp_path)

    assert (["a"], (), tmp_path) == (list(base.entities), base.problems, base.root)


def test_no_such_folder(tmp_path: Path) -> None:
    """A path that does not exist is a mistake of the caller."""
    with pytest.raises(ConfigurationError, match="there is no file or folder"):
        read(tmp_path / "nowhere")


def test_source_that_is_a_link_outside(tmp_path: Path) -> None:
    """A source's path that is a link out of the folder is refused; one within is not."""
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "in.txt").write_text("in", encoding="utf-8")
    (folder / "out.txt").symlink_to("../secret.txt")
    (folder / "link.txt").symlink_to("in.txt")
    (folder / "circle.txt").symlink_to("circle.txt")
    text = '[source.a]\npath = "out.txt"\n[source.b]\npath = "link.txt"\n[source.c]\ntitle = "C"\n'
    (folder / "x.toml").write_text(text + '[source.d]\npath = "circle.txt"\n', encoding="utf-8")
    base = read(folder)

    assert (["path-outside"] * 2, ["b", "c"]) == (
        [problem.rule for problem in base.problems],
        list(base.sources),
    )


def test_hopeless_files(tmp_path: Path) -> None:
    """A file with more problems than anybody looks at is given up: counted, and the rest not read."""
    for name, line in {"lists": "[[accept]]\n", "facts": "[fact.f{}]\n", "keys": "k{} = 1\n"}.items():
        folder = tmp_path / name
        folder.mkdir()
        text = "".join(line.format(number) for number in range(2_000))
        (folder / "x.toml").write_text(
            text + '[entity.last]\nname = "Last"\n[extra]\n[fact.last]\n', encoding="utf-8"
        )
        problems = read(folder, display_root=folder).problems

        assert 201 == len(problems)
        assert "more problems in this file; what follows them was not read" in problems[-1].headline


def test_too_many_names_for_a_suggestion(tmp_path: Path) -> None:
    """Among very many names none is suggested, since that would cost too much."""
    names = "".join(f'e{number} = {{ name = "E{number}" }}\n' for number in range(20_001))
    (tmp_path / "x.toml").write_text(
        f'[entity]\n{names}last = {{ name = "Last", part-of = "e99xyz" }}\n', encoding="utf-8"
    )
    problems = read(tmp_path).problems

    assert ["part-of of entity 'last': there is no entity 'e99xyz'"] == [
        problem.headline.replace(".1", "") for problem in problems
    ]


def test_messages_that_are_new() -> None:
    """An unknown message of tomli is passed on as it is, at its place."""
    assert ("something new", "toml.io says how TOML is written", 2, 3) == explained(
        "Something new (at line 2, column 3)", "a = 1\nb = 2\n"
    )
    assert 1 == explained("Something without a place", "a = 1")[2]


def test_one_file_of_a_folder_alone(tmp_path: Path) -> None:
    """What the files beside it declare is said once, and not to be unknown, if anything needs it."""
    declared, facts = DECLARATIONS.split("[predicate]")
    (tmp_path / "a.toml").write_text(f"[predicate]{facts}", encoding="utf-8")
    (tmp_path / "b.toml").write_text(declared, encoding="utf-8")
    (tmp_path / "c.toml").mkdir()
    (tmp_path / "c2.toml").write_text("[", encoding="utf-8")
    (tmp_path / "c3.toml").write_text("entity = 3", encoding="utf-8")
    fact = 'subject = "march"\npredicate = "walkers"\nvalue = "400"\nsource = "gazette"\nquote = "400"\n'
    (tmp_path / "d.toml").write_text(f"[fact.a]\n{fact}[fact.b]\n{fact}", encoding="utf-8")
    (tmp_path / "e.toml").write_text('[[leave-out]]\nsource = "gazette"\nquote = "x"\nreason = "y"\n')
    alone = {name: read(tmp_path / f"{name}.toml", display_root=tmp_path).problems for name in "abde"}

    assert () == alone["a"] == alone["b"]
    (problem,) = alone["d"]
    assert ("unknown-name", "other files of its folder declare what it names") == (
        problem.rule,
        problem.headline,
    )
    assert (
        "check the whole folder: averred check .",
        "2 entries that need it were not read: a, b",
    ) == problem.help
    assert ["1 entry that needs it was not read: [[leave-out]] number 1"] == [
        problem.help[-1] for problem in alone["e"]
    ]


def test_a_default_source_that_could_not_be_read(tmp_path: Path) -> None:
    """Facts that rely on it are not read, which is said at the source."""
    text = DECLARATIONS.replace('title = "The Orvale Gazette"', "title = 3")
    fact = '[fact.a]\nsubject = "march"\npredicate = "walkers"\nvalue = "400"\nquote = "400"\n'
    (tmp_path / "x.toml").write_text(text + fact, encoding="utf-8")
    (problem,) = read(tmp_path, display_root=tmp_path).problems

    assert ("source 'gazette'", ("a",)) == (problem.about, tuple(problem.help[-1].split(": ")[1:]))


@pytest.mark.parametrize(
    "unit,expected", [(None, "[5, 5]"), ("kilometre", "[5, 5]"), ("metre", "[0.005, 0.005]")]
)
def test_a_quantity_is_taken_into_the_unit_of_its_predicate(unit: str | None, expected: str) -> None:
    """A bare number has that unit already; another unit is converted exactly."""
    taken = in_unit(quantity(5, 5, unit), "kilometre")

    assert ("kilometre", expected) == (taken.unit, str(taken.interval))
