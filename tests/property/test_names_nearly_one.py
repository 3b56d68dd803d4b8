"""Laws of `possible-duplicate`: which two names are nearly one."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

import averred
from averred.config import Settings
from averred.entities import Entity

ONLY = Settings(select=frozenset({"possible-duplicate"}), today="2031-01-01")
LETTERS = "ab1 É"


@st.composite
def two_names(draw: st.DrawFn) -> tuple[str, str]:
    """A name, and one with up to two letters changed, added or left out."""
    name = draw(st.text(LETTERS, min_size=6, max_size=10))
    other = name
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(other)))
        width = draw(st.integers(0, 1))
        other = other[:at] + draw(st.sampled_from(["", *LETTERS])) + other[at + width :]
    return name, other


def _words(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(sorted(plain.split()))


def _is_letter(character: str) -> bool:
    return not character.isdigit() and character != " "


def _nearly_one(one: str, other: str) -> bool:
    """The definition, by trying every place: equal, or of eight letters or more and one letter apart."""
    short, long = sorted((_words(one), _words(other)), key=len)
    if short == long:
        return True
    if len(short) < 8:
        return False
    if len(short) == len(long):
        apart = [(a, b) for a, b in zip(short, long, strict=True) if a != b]
        return len(apart) == 1 and all(map(_is_letter, apart[0]))
    return any(long[:i] + long[i + 1 :] == short and _is_letter(long[i]) for i in range(len(long)))


@given(two_names())
@example(("abababab", "abababaa"))
@example(("abababab", "bbababab"))
@example(("abababab", "abababab1"))
@example(("abababab", "ababababab"))
@example(("aabbaabb", "aabbaabbb"))
@example(("abababa", "abababab"))
@example(("ab ab abab", "abab abab"))
def test_names_are_nearly_one_by_their_definition(names: tuple[str, str]) -> None:
    """Capitals, accents and the order of words aside, at most one letter differs: decided by trying all."""
    one, other = names
    entities = {"a": Entity("a", one), "b": Entity("b", "unlike", aliases=(other,))}

    report = averred.check(averred.FactBase(entities=entities), settings=ONLY)

    assert _nearly_one(one, other) is bool(report.findings)
