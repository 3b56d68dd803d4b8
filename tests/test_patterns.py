"""Patterns: what they mean, what is refused, and that no text makes them slow."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.errors import ConfigurationError
from averred.patterns import Pattern


@pytest.mark.parametrize(
    "pattern,fits,other",
    [
        ("", "", "a"),
        ("abc", "abc", "ab"),
        ("a.c", "abc", "a\nc"),
        (r"\d{2,3}", "123", "1234"),
        (r"\d{2,}", "12345", "1"),
        (r"\d{2}", "12", "123"),
        ("a{0,2}b", "aab", "aaab"),
        ("a?b+c*", "bb", "aab"),
        ("a+?b*?", "aa", "b"),
        ("(ab|cd)*", "abcdab", "abc"),
        ("(?:ab)+", "abab", "aba"),
        ("(a|)b", "b", "aab"),
        ("^abc$", "abc", "abcd"),
        ("[a-c]x", "bx", "dx"),
        ("[^a-c]x", "dx", "bx"),
        ("[]a]", "]", "b"),
        ("[a-]", "-", "b"),
        (r"[\d.]+", "1.2", "1,2"),
        (r"[\]\n-\\]", "\n", "]]"),
        (r"[+\--9]", "5", ","),
        (r"\w\W\s\S\D", "a- bc", "a- b1"),
        (r"\.\(\)\$", ".()$", ".()"),
        (r"\n\t\r", "\n\t\r", "\n\t"),
        (r"a\$", "a$", "a"),
        ("(a*)*b", "aab", "aac"),
    ],
)
def test_a_pattern_describes_the_whole_text(pattern: str, fits: str, other: str) -> None:
    """It matches what it describes, and nothing more or less."""
    compiled = Pattern(pattern)

    assert compiled.matches(fits)
    assert not compiled.matches(other)


@pytest.mark.parametrize(
    "pattern",
    [
        "(a", "a)", "[a", "a{2", "a{x}", "a{3,2}", "*a", "a**", "a+{2}", "(?=a)", r"(a)\1", r"\b", "a^b",
        "a$b",
        "[b-a]", r"[\b]", "a\\", "{2}", r"[a-\b]", "(" * 60 + "a" + ")" * 60, "(a{999}){999}", "a]",
    ],
)  # fmt: skip
def test_what_is_not_in_the_language_is_refused(pattern: str) -> None:
    """Look-around, back references, repetitions of repetitions and mistakes say where they stand."""
    with pytest.raises(ConfigurationError, match=r"^cannot be read: “"):
        Pattern(pattern)


def test_a_pattern_that_is_slow_elsewhere_is_not_slow_here() -> None:
    """A text of 2,000 letters against nested repetitions ends; in a backtracking engine it never would."""
    assert not Pattern("(a|a)*(a|a)*b").matches("a" * 2000)


_PIECES = st.sampled_from(["a", "b", ".", r"\d", "[ab]", "[^a]", r"\.", "1"])
_PATTERNS = st.recursive(
    _PIECES,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"(?:{pair[0]}|{pair[1]})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,2}", "{1,}"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=6,
)


@given(_PATTERNS, st.text(alphabet="ab1.\n", max_size=6))
def test_patterns_mean_what_they_mean_to_python(pattern: str, text: str) -> None:
    """On the common language the verdict is that of `re.fullmatch`."""
    assert (re.fullmatch(pattern, text) is not None) == Pattern(pattern).matches(text)
