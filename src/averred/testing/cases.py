"""Literate cases: a Markdown file that is test, reference page and record of regressions in one.

A case is a second-level heading with what holds, fact files as ```toml blocks (several are several
files), texts of sources as ```text SOURCE blocks, and an ```expect block with one line a finding:

    error[contradictory] infobox, lede

or `nothing`. Below a finding, indented lines give words that its headline, labels, derivation, needs or help
must hold; `about …` is what it is about, and `at …` the line of the fact file that it points at.
The ```toml and ```text blocks before the first heading belong to every case of the file, a line
`rules: name, name` there names the rules that run (else the one that the file is named after), and a line
`today: 2031-05-01` the day. Whatever the reader cannot take is always among the findings, so that a
mistake in a case cannot make it pass. Cases about checkers outside of averred have one, `even-length`.

A case about the lock says what was locked before: ```locked-text SOURCE blocks are the texts at that time,
```locked-toml blocks the case's own facts (else they are the same), and the lines of a ```lock-edit block,
`old => new`, are what somebody did to the lock since. Only the ```text blocks are at hand when the case runs.
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import attrs

from averred import checker, reader
from averred.config import Settings
from averred.lock import format_lock
from averred.lock.making import make_lock
from averred.rules import RULES, declarable
from averred.testing.lines import finding_line
from averred.texts import load_sources
from averred.verification import LOCK_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.findings import Finding
    from averred.report import Report
    from averred.rules.base import Rule
    from averred.spans import Place

    Block = tuple[str, str, str]

_FENCE = re.compile(r"^```([\w-]+)(?: +(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^## +(.+)$", re.MULTILINE)
_RULES = re.compile(r"^rules: *(.+)$", re.MULTILINE)
_TODAY = re.compile(r"^today: *(.+)$", re.MULTILINE)
_A_DAY = "2031-01-01"
_FILE = "file-{}.toml"


@attrs.frozen
class Past:
    """What was locked before a case runs.

    Attributes:
        files: the fact files at that time.
        sources: the texts at that time, by file name.
        edits: what was replaced in the lock since, as pairs of old and new text.
    """

    files: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    edits: tuple[tuple[str, str], ...] = ()


@attrs.frozen
class Case:
    """One literate case.

    Attributes:
        title: what holds, as a sentence.
        files: the fact files, in order.
        sources: the texts of sources, by file name.
        expected: the lines of the expect block.
        rules: the names of the rules that run.
        today: the day that is used, as ISO 8601.
        past: what was locked before; None for a case without a lock.
    """

    title: str
    files: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    expected: tuple[str, ...]
    rules: tuple[str, ...]
    today: str = _A_DAY
    past: Past | None = None


def read_cases(path: Path) -> list[Case]:
    """The cases of a Markdown file.

    Raises:
        ValueError: for a case without an expect block.
    """
    preface, *parts = _HEADING.split(path.read_text(encoding="utf-8"))
    shared = _FENCE.findall(preface)
    named = _RULES.search(preface)
    rules = tuple(re.split(r", *", named[1].strip())) if named else (path.stem,)
    today = _TODAY.search(preface)
    day = today[1].strip() if today else _A_DAY
    return [
        _case(title.strip(), shared, _FENCE.findall(text), rules, day)
        for title, text in zip(parts[::2], parts[1::2], strict=True)
    ]


def _case(
    title: str, shared: Sequence[Block], own: Sequence[Block], rules: tuple[str, ...], today: str
) -> Case:
    blocks = [*shared, *own]
    expected = _bodies(own, "expect")
    if len(expected) != 1:
        raise ValueError(f"case “{title}” needs one expect block")
    return Case(
        title,
        _bodies(blocks, "toml"),
        _named(blocks, "text"),
        tuple(expected[0].splitlines()),
        rules,
        today,
        _past(shared, own),
    )


def _bodies(blocks: Sequence[Block], kind: str) -> tuple[str, ...]:
    return tuple(body for found, _, body in blocks if found == kind)


def _named(blocks: Sequence[Block], kind: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, body) for found, name, body in blocks if found == kind)


def _past(shared: Sequence[Block], own: Sequence[Block]) -> Past | None:
    sources = _named([*shared, *own], "locked-text")
    if not sources:
        return None
    files = (*_bodies(shared, "toml"), *(_bodies(own, "locked-toml") or _bodies(own, "toml")))
    edits = [line.partition(" => ") for body in _bodies(own, "lock-edit") for line in body.splitlines()]
    return Past(files, sources, tuple((old, new) for old, _, new in edits))


def outcome(case: Case, rules: Sequence[Rule] = RULES) -> tuple[str, ...]:
    """What averred says of a case, in the lines of an expect block.

    The indented lines of the expectation are kept where the finding above holds their words, so that a
    test compares the outcome with `case.expected` as a whole.
    """
    report = run(case, rules)
    findings = sorted(report.findings, key=lambda finding: (-finding.level.rank, finding.rule, finding.facts))
    expected = [line for line in case.expected if line.startswith(" ")]
    lines: list[str] = []
    for finding in findings:
        lines.append(finding_line(finding))
        lines += [line for line in _below(lines[-1], case.expected) if line.strip() in _said(finding, case)]
    if not findings:
        lines.append("nothing")
        lines += [line for line in expected if line.strip() in _undetermined(report)]
    return tuple(lines)


def run(case: Case, rules: Sequence[Rule] = RULES) -> Report:
    """The report about a case."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        if case.past:
            lock = _lock(folder, case.past, case, rules)
            for old, new in case.past.edits:
                if old not in lock:
                    raise ValueError(f"case “{case.title}”: the lock does not hold {old!r}")
                lock = lock.replace(old, new)
            (folder / LOCK_NAME).write_text(lock, encoding="utf-8")
        return _report(folder, case.files, case.sources, case, rules)


def _lock(folder: Path, past: Past, case: Case, rules: Sequence[Rule]) -> str:
    """The text of the lock of what was there before."""
    report = _report(folder, past.files, past.sources, case, rules)
    texts, _ = load_sources(report.fact_base, folder)
    accepted = {(finding.rule, finding.facts): finding.fingerprint for finding in report.accepted}
    for file in folder.iterdir():
        file.unlink()
    return format_lock(make_lock(report.fact_base, texts, report.citations, accepted=accepted))


def _report(
    folder: Path,
    files: Sequence[str],
    sources: Sequence[tuple[str, str]],
    case: Case,
    rules: Sequence[Rule],
) -> Report:
    for number, text in enumerate(files):
        (folder / _FILE.format(number)).write_text(text, encoding="utf-8")
    for name, text in sources:
        (folder / name).write_text(text, encoding="utf-8")
    fact_base = reader.read(folder, rule_keys=declarable(rules), display_root=folder)
    select = {*case.rules, *(problem.rule for problem in fact_base.problems)}
    settings = Settings(select=frozenset(select), today=case.today)
    return checker.check(fact_base, settings=settings, rules=rules, checkers={"even-length": _is_even})


def _is_even(words: str) -> bool:
    """The checker that cases about checkers outside of averred name `even-length`."""
    return len(words) % 2 == 0


def _below(line: str, expected: Sequence[str]) -> list[str]:
    """The indented lines under one line of an expectation."""
    if line not in expected:
        return []
    found = []
    for below in expected[expected.index(line) + 1 :]:
        if not below.startswith(" "):
            break
        found.append(below)
    return found


def _said(finding: Finding, case: Case) -> str:
    where = (f"about {finding.about}", f"at {_line_at(finding.place, case)}" if finding.place else "")
    messages = (label.message for label in finding.labels)
    said = (finding.headline, *where, *messages, *finding.derivation, *finding.needs, *finding.help)
    return "\n".join(said)


def _line_at(place: Place, case: Case) -> str:
    """The line that stands at a place: of a fact file, or of the lock or a source."""
    files = {_FILE.format(number): text for number, text in enumerate(case.files)}
    lines = files.get(place.path, "").splitlines()
    return lines[place.line - 1] if place.line <= len(lines) else str(place)


def _undetermined(report: Report) -> str:
    """The verdicts and what they need, for cases in which nothing is found."""
    return "\n".join(
        line for judgement in report.judgements for line in (judgement.verdict.value, *judgement.needs)
    )
