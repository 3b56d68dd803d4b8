"""Broken fact files: each mistake is said at its place, in plain words; none raises, none is silent.

The messages stand in `tests/golden/broken-facts.txt`, compared whole. Set AVERRED_UPDATE_GOLDEN to write that
file anew, and read the difference before it is committed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from averred.factbase import FactBase
from averred.findings import Finding, Level
from averred.reader import read

BROKEN = Path(__file__).parent / "broken"
GOLDEN = Path(__file__).parent / "golden" / "broken-facts.txt"
FOLDERS = sorted(folder.name for folder in BROKEN.iterdir())

DECLARATIONS = """\
[source.gazette]
path = "gazette.txt"

[entity.march]
name = "Lantern March"

[predicate.walkers]
value = "quantity"
unit = "person"

"""
FACT = """\
[fact.lede]
subject = "march"
predicate = "walkers"
value = "around 400"
said-by = "the mayor"
source = "gazette"
quote = "around 400 people walked"
"""

BYTES: dict[str, bytes] = {
    "nul-byte": (DECLARATIONS + FACT).encode().replace(b"400 people", b"400\0people"),
    "nul-escape": (DECLARATIONS + FACT + '\n[fact."a\\u0000b"]\nvalue = "x"\n').encode(),
    "invalid-utf-8": (DECLARATIONS + "# caf").encode() + b"\xe9\n" + FACT.encode(),
    "invalid-utf-8-after-letters": "# ěščř ".encode() + b"\xff\n",
    "invalid-utf-8-after-a-byte-order-mark": b"\xef\xbb\xbf# \xff\n",
    "utf-16": (DECLARATIONS + FACT).encode("utf-16"),
    "line-of-10-mb": f'{DECLARATIONS}{FACT}note = "{"x" * 10_000_000}"\n'.encode(),
    "deep-list": f"{DECLARATIONS}{FACT}via = {'[' * 100_000}{']' * 100_000}\n".encode(),
    "deep-braces": f"{DECLARATIONS}{FACT}value = {'{ a = ' * 50_000}1{' }' * 50_000}\n".encode(),
    "key-of-a-million-parts": f"{DECLARATIONS}{'a.' * 1_000_000}a = 1\n".encode(),
    "number-of-10000-digits": f"{DECLARATIONS}{FACT}tags = {'9' * 10_000}\n".encode(),
    "hexadecimal-number-of-10000-digits": f"[fact.a]\nvalue = 0x{'f' * 10_000}\nsubject = true\n".encode(),
    "long-words": f'{DECLARATIONS}{FACT}{"k" * 100_000} = "{"x" * 100_000}"\n'.encode(),
    "bidirectional-key": (DECLARATIONS + FACT + '"said\u202e-by" = "the mayor"\n').encode(),
    "a-thousand-problems": (DECLARATIONS + FACT + "".join(f"k{n} = 1\n" for n in range(1_000))).encode(),
}


def lines_of(finding: Finding) -> Iterator[str]:
    """A finding as it stands in the golden file."""
    yield f"{finding.place}: {finding.level.value}[{finding.rule}] {finding.headline}"
    yield f"    about: {finding.about}" + (f" ({', '.join(finding.facts)})" if finding.facts else "")
    yield from (f"    help: {way}" for way in finding.help)


def report_of(name: str, base: FactBase) -> str:
    """Everything that is said about one broken fact base, at most ten findings of it."""
    lines = [line for finding in base.problems[:10] for line in lines_of(finding)]
    if len(base.problems) > 10:
        lines += [f"    … {len(base.problems)} findings, the last of them:", *lines_of(base.problems[-1])]
    return "\n".join([f"## {name}", *lines, f"    read: {len(base)} of its facts", ""])


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said about every broken fact base."""
    made = tmp_path_factory.mktemp("made")
    parts = [report_of(name, read(BROKEN / name, display_root=BROKEN)) for name in FOLDERS]
    for name, data in BYTES.items():
        folder = made / name
        folder.mkdir()
        (folder / "facts.toml").write_bytes(data)
        parts.append(report_of(name, read(folder, display_root=made)))
    return "\n".join(parts)


def test_every_message_is_as_it_was_agreed(reports: str) -> None:
    """The messages of all broken fact bases are those of the golden file, to the letter."""
    if os.environ.get("AVERRED_UPDATE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(reports, encoding="utf-8", newline="\n")

    assert GOLDEN.read_text(encoding="utf-8") == reports


@pytest.mark.parametrize("name", FOLDERS)
def test_every_broken_fact_base_is_seen(name: str) -> None:
    """Each of them has at least one finding, all are errors with a place, a name and one printable line."""
    problems = read(BROKEN / name, display_root=BROKEN).problems

    assert problems
    assert {Level.ERROR} == {problem.level for problem in problems}
    assert all(problem.place and problem.place.path.startswith(name) for problem in problems)
    assert all(problem.headline.isprintable() for problem in problems)


def test_there_are_enough_of_them() -> None:
    """There are at least forty broken fact bases."""
    assert len(FOLDERS) >= 40


TYPING_MISTAKES = {
    "closing quotation mark missing": ('value = "around 400"', 'value = "around 400'),
    "opening quotation mark missing": ('value = "around 400"', 'value = around 400"'),
    "colon for equals sign": ("said-by =", "said-by:"),
    "round bracket": ("[fact.lede]", "[fact.lede)"),
    "bracket missing": ("[fact.lede]", "fact.lede]"),
    "header missing": ("[fact.lede]\n", ""),
    "curly quotation marks": ('"the mayor"', "“the mayor”"),
    "key twice": ('said-by = "the mayor"\n', 'said-by = "the mayor"\nsaid-by = "a baker"\n'),
    "comma at the end of the line": ('said-by = "the mayor"', 'said-by = "the mayor",'),
    "underscore for hyphen": ("said-by", "said_by"),
    "capital letter in a key": ("said-by", "Said-by"),
    "letter missing in a key": ("said-by", "sad-by"),
    "remark sign before a key's value": ('said-by = "the mayor"', 'said-by = # "the mayor"'),
    "two lines joined": ('said-by = "the mayor"\n', 'said-by = "the mayor" '),
    "quotation mark inside": ('"the mayor"', '"the "lord" mayor"'),
    "tab inside a key": ("said-by", "said\tby"),
    "id misspelt": ('"march"\npredicate', '"march "\npredicate'),
}


@pytest.mark.parametrize("mistake", TYPING_MISTAKES)
def test_no_typing_mistake_is_silent(mistake: str, tmp_path: Path) -> None:
    """After a typing mistake the fact is left out and the mistake is said; it never becomes another fact."""
    right, wrong = TYPING_MISTAKES[mistake]
    (tmp_path / "facts.toml").write_text(DECLARATIONS + FACT.replace(right, wrong), encoding="utf-8")
    base = read(tmp_path)

    assert right in FACT
    assert ((), True) == (base.facts, bool(base.problems))


HARMLESS = {
    "tab before a value": ("value = ", "value\t=\t"),
    "tab before a key": ("said-by", "\tsaid-by"),
    "spaces in a header": ("[fact.lede]", "[ fact . lede ]"),
    "remark after a value": ('"the mayor"', '"the mayor" # who was there'),
    "carriage returns": ("\n", "\r\n"),
    "blank lines": ("\n", "\n\n"),
}


@pytest.mark.parametrize("style", HARMLESS)
def test_style_changes_nothing(style: str, tmp_path: Path) -> None:
    """What TOML allows in white space and remarks changes no fact."""
    right, other = HARMLESS[style]
    (tmp_path / "facts.toml").write_bytes((DECLARATIONS + FACT.replace(right, other)).encode())
    base = read(tmp_path)

    assert () == base.problems
    assert ("around 400", "the mayor") == (base["lede"].written, base["lede"].attribution.speaker)


@pytest.mark.parametrize(
    "words", ["bus #7 went # there", "a: b", "[x]", "- y", "no", "1,400", "C:\\\\x", "“ ”"]
)
def test_words_stay_what_they_are(words: str, tmp_path: Path) -> None:
    """Signs that end or change a value in other formats are plain words here."""
    fact = FACT.replace('"around 400 people walked"', f'"{words}"')
    (tmp_path / "facts.toml").write_text(DECLARATIONS + fact, encoding="utf-8")
    citation = read(tmp_path)["lede"].citation

    assert citation is not None
    assert words.replace("\\\\", "\\") == citation.quote
