"""Own rules and checkers: from modules that a user names and installed packages, never from fact files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import averred
from averred.config import Settings
from averred.errors import ConfigurationError, RuleError
from averred.plugins import checker, load_plugins
from averred.rules import RULES
from averred.rules.base import Context
from tests.made import made_base

PLUGIN = '''
from averred.findings import Level
from averred.plugins import checker
from averred.rules import rule
from averred.rules.base import fact_finding


@rule("no-round-number", Level.NOTE)
def no_round_number(context):
    """A count that ends in three zeros."""
    for fact in context.active:
        if fact.written.endswith("000"):
            yield fact_finding(context, fact, "no-round-number", Level.NOTE, "a round number")


@checker("even-length")
def even_length(value):
    return len(value) % 2 == 0
'''
FACTS = """
[source.gazette]
[entity.march]
name = "Lantern March"
[predicate.marchers]
value = "quantity"
[predicate.code]
value = "text"
externally-refused = "even-length"
[fact.a]
source = "gazette"
subject = "march"
predicate = "marchers"
value = "3000"
[fact.b]
source = "gazette"
subject = "march"
predicate = "code"
value = "abc"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder from which Python imports."""
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def test_a_module_brings_rules_and_checkers(folder: Path) -> None:
    """A rule is a function of a few lines with the decorator of the built-in ones."""
    (folder / "lantern_rules_a.py").write_text(PLUGIN, encoding="utf-8")
    (folder / "facts").mkdir()
    (folder / "facts" / "facts.toml").write_text(FACTS, encoding="utf-8")
    plugins = load_plugins(["lantern_rules_a", "lantern_rules_a"], installed=False)
    base = averred.load(folder / "facts", rules=plugins.rules)
    settings = Settings(select=frozenset({"no-round-number", "externally-refused"}))

    report = averred.check(base, settings=settings, plugins=plugins)

    assert [("externally-refused", ("b",)), ("no-round-number", ("a",))] == [
        (finding.rule, finding.facts) for finding in report
    ]


def test_an_installed_package_brings_rules_by_an_entry_point(folder: Path) -> None:
    """The group is `averred.rules`, and each entry names a module."""
    (folder / "lantern_rules_b.py").write_text(PLUGIN, encoding="utf-8")
    info = folder / "lantern_rules-1.dist-info"
    info.mkdir()
    metadata = "Metadata-Version: 2.1\nName: lantern-rules\nVersion: 1\n"
    (info / "METADATA").write_text(metadata, encoding="utf-8")
    (info / "entry_points.txt").write_text("[averred.rules]\nlantern = lantern_rules_b\n", encoding="utf-8")

    plugins = load_plugins()

    assert "no-round-number" in {rule.name for rule in plugins.rules}
    assert ["even-length"] == list(plugins.checkers)


def test_without_plugins_the_catalogue_is_that_of_averred() -> None:
    """Nothing is imported for it."""
    assert RULES == load_plugins(installed=False).rules
    assert RULES == load_plugins().rules


def test_a_folder_that_cannot_be_read_brings_nothing(folder: Path) -> None:
    """An entry of the path may be anything, and what looks like a package may be none."""
    (folder / "none-1.dist-info").mkdir()
    sys.path.append(str(folder / "no-folder"))
    try:
        assert RULES == load_plugins().rules
    finally:
        sys.path.pop()


def test_the_working_folder_brings_no_rules(folder: Path) -> None:
    """`python -m` looks for modules where the user stands, and there the facts of others may be."""
    (folder / "hostile.py").write_text("print('runs')", encoding="utf-8")
    info = folder / "hostile-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: hostile\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[averred.rules]\nhostile = hostile\n", encoding="utf-8")
    (folder / "facts.toml").write_text("", encoding="utf-8")
    command = [sys.executable, "-m", "averred", "check", "facts.toml"]

    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)

    assert "runs" not in result.stdout
    assert "0 facts" in result.stdout


@pytest.mark.parametrize(
    "text,message",
    [
        ("raise ValueError('oh')", "cannot be imported: ValueError: oh"),
        (PLUGIN.replace("no-round-number", "contradictory"), "the name “contradictory” is taken"),
        (
            PLUGIN + "\n\n@checker('even-length')\ndef other(value):\n    return True\n",
            "the name “even-length” is taken",
        ),
    ],
)
def test_a_plugin_that_breaks_or_takes_a_name_is_refused(
    text: str, message: str, folder: Path, request: pytest.FixtureRequest
) -> None:
    """One line says which module and why."""
    name = f"lantern_rules_{abs(hash(request.node.name))}"
    (folder / f"{name}.py").write_text(text, encoding="utf-8")

    with pytest.raises(ConfigurationError, match=message):
        load_plugins([name], installed=False)


def test_a_checker_is_its_name_and_its_function() -> None:
    """The decorator keeps both."""
    made = checker("even-length")(lambda words: len(words) % 2 == 0)

    assert "even-length" == made.name
    assert made.accepts("ab")


FAILING = '''
from functools import partial

from averred.errors import ReadingError
from averred.findings import Level
from averred.parameters import for_predicate
from averred.plugins import checker
from averred.rules import Rule, rule


def even(value):
    return str(int(value) // 2)


@rule("share-of-nothing", Level.NOTE)
def share_of_nothing(context):
    """A share of what is not there."""
    for fact in context.active:
        yield 1 / (len(fact.written) - 4)


@rule("no-answer", Level.NOTE)
def no_answer(context):
    """Nothing that is listed."""
    return None


@rule("only-words", Level.NOTE)
def only_words(context):
    """Words in place of a finding."""
    yield "something is wrong"


@rule("unread", Level.NOTE)
def unread(context):
    """An error without words."""
    raise ReadingError("")


@rule("evenly", Level.NOTE, parameters=for_predicate({"by": even}, short="by"))
def evenly(context):
    """A parameter with a reader of its own."""
    return context.declared("evenly", evenly.parameters)


made = Rule("made", Level.NOTE, partial(int, base=10), "", logical=False)


@checker("even-length")
def even_length(value):
    return value.even()
'''


@pytest.mark.parametrize(
    "name, said",
    [
        (
            "share-of-nothing",
            "19:15: rule “share-of-nothing” of {} failed: ZeroDivisionError: division by zero",
        ),
        ("no-answer", "22:1: rule “no-answer” of {} failed: TypeError: 'NoneType' object is not iterable"),
        (
            "only-words",
            "28:1: rule “only-words” of {} failed: TypeError: a rule yields findings and judgements, not",
        ),
        (
            "unread",
            "37:5: rule “unread” of {} failed: ReadingError (mend the rule; --ignore unread leaves it out)",
        ),
        ("externally-refused", "51:12: checker “even-length” of “abc” failed: AttributeError: 'str' object"),
    ],
)
def test_what_fails_is_named(folder: Path, name: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule of somebody else that fails stops the check, which says which rule, where, and how to go on."""
    module = f"lantern_fails_{name.replace('-', '_')}"
    (folder / f"{module}.py").write_text(FAILING, encoding="utf-8")
    (folder / "facts").mkdir()
    (folder / "facts" / "facts.toml").write_text(FACTS, encoding="utf-8")
    monkeypatch.chdir(folder)
    plugins = load_plugins([module], installed=False)
    base = averred.load("facts", rules=plugins.rules)

    with pytest.raises(RuleError) as raised:
        averred.check(base, settings=Settings(select={name}), plugins=plugins)

    assert str(raised.value).startswith(f"{module}.py:{said.format(module)}")
    assert f"--ignore {name} leaves it out" in str(raised.value)
    assert raised.value.__cause__ is not None


def test_what_reads_a_parameter_and_fails_is_named(folder: Path) -> None:
    """A reader of a parameter that raises what is no refusal is a mistake in the rule."""
    (folder / "lantern_fails_evenly.py").write_text(FAILING, encoding="utf-8")
    (folder / "facts").mkdir()
    facts = FACTS.replace('externally-refused = "even-length"', 'evenly = "three"')
    (folder / "facts" / "facts.toml").write_text(facts, encoding="utf-8")
    plugins = load_plugins(["lantern_fails_evenly"], installed=False)
    base = averred.load(folder / "facts", rules=plugins.rules)

    with pytest.raises(
        RuleError, match=r"fails_evenly\.py:12:16: rule “evenly” of .* failed: ValueError: invalid"
    ):
        averred.check(base, plugins=plugins)


def test_what_fails_without_a_file_of_its_own(folder: Path) -> None:
    """Where a rule is no function that somebody wrote, the line is the one that called it."""
    (folder / "lantern_fails_made.py").write_text(FAILING, encoding="utf-8")
    plugins = load_plugins(["lantern_fails_made"], installed=False)

    with pytest.raises(RuleError, match=r"running\.py:\d+:\d+: rule “made” of functools failed: TypeError"):
        averred.check(made_base(), settings=Settings(select={"made"}), plugins=plugins)


def test_a_rule_of_ours_that_fails_asks_for_a_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody can mend it but us; what is left can be checked without it."""

    def fail(*_: object) -> object:
        raise LookupError("no such thing")

    monkeypatch.setattr(Context, "records", property(fail))
    said = r"value\.py:\d+:\d+: rule “vague-value” failed: .* \(please report it; --ignore vague-value leaves"

    with pytest.raises(RuleError, match=said):
        averred.check(made_base(), settings=Settings(select={"vague-value"}))
