"""What findings are known by: each by something of its own, whatever becomes of the others."""

from __future__ import annotations

from itertools import combinations, permutations
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred import api, checker, identities
from averred.commands import run
from averred.findings import Finding, Level
from averred.spans import Place
from tests.made import made_base, made_fact
from tests.same_report import differences, told
from tests.scale_bases import COUNTED, KEYS, judge_everything, write_base
from tests.test_history import git
from tests.test_same_report_of_files import by_engine

BASE = made_base(made_fact())


def _finding(about: str = "it", headline: str = "wrong", line: int = 1) -> Finding:
    place = Place("facts.toml", line)
    return Finding("x", Level.NOTE, headline, about=about, facts=("one",), place=place)


ABOUT_THE_SAME = tuple(_finding(headline=words, line=line) for line, words in enumerate("abcd"))


def test_two_findings_of_one_rule_about_the_same_facts_have_two_ids() -> None:
    """Ids tell findings apart that have their facts in common."""
    findings = [_finding(about) for about in ("a", "b")]
    ids = {finding.id for finding in identities.identified(findings, BASE)}

    assert 2 == len(ids)


def test_an_id_is_never_the_one_that_another_finding_had() -> None:
    """Of several about the same facts, whichever of them are mended and in whatever order they come."""
    known = {one.headline: one.id for one in identities.identified(ABOUT_THE_SAME, BASE)}

    assert 4 == len(set(known.values()))
    for some in (*combinations(ABOUT_THE_SAME, 3), *combinations(ABOUT_THE_SAME, 2)):
        for order in permutations(some):
            found = {one.headline: one.id for one in identities.identified(order, BASE)}
            assert {one.headline: known[one.headline] for one in some} == found


def test_findings_that_say_the_same_are_told_apart_by_their_number() -> None:
    """As many as there are, by place: some entry may be wrong in one way three times."""
    findings = [_finding(line=line) for line in (3, 1, 2)]
    named = identities.identified(findings, BASE)
    first, *_ = identities.identified([*findings[1:2], _finding(about="other")], BASE)

    assert 3 == len({one.id for one in named})
    assert [1, 2, 3] == [one.place.line for one in named if one.place]
    assert named[0].id == first.id


@given(st.lists(st.sampled_from((*ABOUT_THE_SAME, attrs.evolve(ABOUT_THE_SAME[0], facts=())))), st.data())
def test_parts_give_the_ids_of_the_whole(findings: list[Finding], data: st.DataObject) -> None:
    """However findings are shared out, and whichever of them several parts give."""
    parts: list[list[Finding]] = [[], [], []]
    for finding in findings:
        for number in data.draw(st.sets(st.integers(0, 2), min_size=1)):
            parts[number].append(finding)
    named = [one for part in parts for one in identities.identified([*dict.fromkeys(part)], BASE)]
    joined = identities.joined(named, BASE)

    assert set(identities.identified([*dict.fromkeys(findings)], BASE)) == set(joined)
    assert len(set(findings)) == len(joined)


def test_rows_of_one_number_in_two_files_have_findings_of_their_own(tmp_path: Path) -> None:
    """The same mistake in three files, whoever reads them: to mend one leaves the ids of the others."""
    vocabulary = f'[predicate.size]\nvalue = "quantity"\n{COUNTED}'
    write_base(tmp_path, vocabulary, [{}, {"predicate": "size", "value": "5", **KEYS}])
    rows = (tmp_path / "rows.ndjson").read_text(encoding="utf-8")
    for name in ("more", "others"):
        (tmp_path / f"{name}.ndjson").write_text(rows, encoding="utf-8")
    everything, screened = judge_everything(tmp_path), by_engine(tmp_path)
    (tmp_path / "more.ndjson").unlink()
    later = judge_everything(tmp_path)
    ids = {one.id for one in everything.findings}

    assert [] == differences(told(everything), told(screened))
    assert len(everything.findings) == len(ids)
    assert {one.id for one in later.findings} < ids


def test_the_id_of_what_is_wrong_with_a_file_does_not_say_where_the_folder_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the same from wherever it is checked."""
    (tmp_path / "facts" / "north").mkdir(parents=True)
    (tmp_path / "facts" / "north" / "broken.toml").write_text("x = = 1", encoding="utf-8")
    found: list[Finding] = []
    for place in (tmp_path, tmp_path / "facts", tmp_path / "facts" / "north"):
        monkeypatch.chdir(place)
        found += checker.check(api.load(tmp_path / "facts")).findings

    assert ["file 'north/broken.toml'"] == [*{one.about for one in found}]
    assert 1 == len({one.id for one in found})


def test_a_broken_file_that_was_broken_before_is_not_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A revision lies in another folder, and what is wrong there is the same."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "broken.toml").write_text('[fact.a]\nsubject = = "x"\n', encoding="utf-8")
    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "broken")

    assert 0 == run(["check", "facts", "--since", "HEAD"])
    assert "1 finding of facts that HEAD has as well" in capsys.readouterr().err
