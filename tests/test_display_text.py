"""Text as a terminal shows it: widths, windows, wrapping, and nothing hidden."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from averred.display import cells
from averred.display.cells import Window
from averred.display.numbers import grouped, round_steps
from averred.display.terminal import Terminal

HOSTILE = {
    "colour": "\x1b[31mred",
    "title": "\x1b]0;owned\x07",
    "link": "\x1b]8;;https://example.org\x1b\\x",
    "c1-csi": "\x9b31m",
    "bell": "a\x07b",
    "backspace": "350\x08\x08\x08999",
    "carriage return": "safe\rforged",
    "right-to-left override": "\u202e000,053",
    "isolate": "a\u2066b\u2069",
    "mark": "a\u200fb",
    "zero-width space": "3\u200b50",
    "byte order mark": "\ufeffa",
    "line separator": "a\u2028error: forged",
    "paragraph separator": "a\u2029b",
    "tag": "a\U000e0041b",
    "soft hyphen": "a\u00adb",
    "grapheme joiner": "a\u034fb",
    "hangul fillers": "\u3164\u115f\u1160\uffa0",
    "khmer vowels": "\u17b4\u17b5",
    "unassigned ignorables": "\u2065\ufff0\U000e0000\U000e0fff",
    "selectors of a letter": "a\ufe0f\U000e0100",
    "selector of nothing": "\ufe0f",
    "selectors in a row": "❤\ufe0f\ufe0e",
    "joiner of letters": "pass\u200dword",
    "null": "a\x00b",
    "delete": "a\x7fb",
    "noncharacter": "a\ufffeb",
    "arabic noncharacter": "a\ufdd0b",
    "lone surrogate": "a\udc80b",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_nothing_invisible_reaches_a_terminal(text: str) -> None:
    """Every hidden or acting character of a hostile text is written out by its number."""
    shown = cells.visible(text)

    assert "⟨U+" in shown
    assert all(character.isprintable() for character in shown)
    assert not {"\u034f", "\u3164", "\u115f", "\u1160", "\uffa0", "\u17b4", "\U000e0100", "\ufe0e"} & set(
        shown
    )


@pytest.mark.parametrize(
    "text, expected",
    [
        ("plain", "plain"),
        ("two\nlines\tand\r\ntab", "two lines and tab"),
        ("a\u00a0b\u3000c", "a\u00a0b\u3000c"),
        ("نامه\u200cها", "نامه\u200cها"),
        ("\ue000\U0001faff", "\ue000\U0001faff"),
        ("❤\ufe0f\u200d🔥 1\ufe0f\u20e3", "❤\ufe0f\u200d🔥 1\ufe0f\u20e3"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("ه\u200c\u200cا", "ه\u200c⟨U+200C⟩ا"),
        ("\u202e1", "⟨U+202E⟩1"),
    ],
)
def test_what_shows_stays(text: str, expected: str) -> None:
    """Spaces, private and unassigned characters stay, joiners and selectors where they belong."""
    assert expected == cells.visible(text)


@given(st.text())
def test_visible_text_is_one_line_and_stays_visible(text: str) -> None:
    """Whatever the text is, what is shown is one line, and showing it again changes nothing."""
    shown = cells.visible(text)

    assert len(shown.splitlines()) <= 1
    assert shown == cells.visible(shown)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("abc", 3),
        ("Şahin", 5),
        ("S\u0327ahin", 5),
        ("集会", 4),
        ("ＡＢ", 4),
        ("a\u200db", 2),
        ("\u20dd", 0),
        ("🎉", 2),
    ],
)
def test_width_is_counted_in_cells(text: str, expected: int) -> None:
    """Wide characters take two cells, combining marks and joiners none."""
    assert expected == cells.width(text)


def test_text_is_cut_where_it_no_longer_fits() -> None:
    """A clipped text never takes more cells than there are, and says that it was cut."""
    assert "abc" == cells.clip("abc", 3)
    assert "ab…" == cells.clip("abcd", 3)
    assert "集…" == cells.clip("集会集", 4)
    assert "…" == cells.clip("abcd", 1)
    assert "" == cells.clip("abcd", 0)
    assert "a.." == cells.clip("abcdef", 3, "..")


def test_an_end_never_begins_with_a_mark_of_what_was_cut() -> None:
    """The tail of a text begins with a whole character."""
    assert "ahin" == cells.tail("S\u0327ahin", 4)
    assert "S\u0327ahin" == cells.tail("S\u0327ahin", 5)
    assert "会" == cells.tail("集会", 3)
    assert "" == cells.tail("会\u0327\u0327", 1)


def test_wrapping_indents_and_breaks_long_words() -> None:
    """Lines are broken at spaces, begin as told, and a word wider than a line is broken too."""
    assert ["* one", "  two", "  three"] == cells.wrap("one two three", 7, first="* ", rest="  ")
    assert ["- abcd", "  efgh", "  ij"] == cells.wrap("abcdefghij", 6, first="- ", rest="  ")
    assert ["    a", "b"] == cells.wrap("ab", 2, first="    ")
    assert ["集", "会"] == cells.wrap("集会", 1)
    assert [""] == cells.wrap("", 10)
    assert ["it is", "±71.4 %", "x % y"] == cells.wrap("it is ±71.4 % x % y", 8)


@given(st.text(alphabet="ab 集\u0301", max_size=40), st.integers(6, 20))
def test_wrapped_lines_fit_and_lose_nothing(text: str, room: int) -> None:
    """No wrapped line is wider than the room, and all characters but spaces are kept in their order."""
    lines = cells.wrap(text, room, first="> ", rest="  ")

    assert all(cells.width(line) <= room for line in lines)
    assert text.replace(" ", "") == "".join(line[2:] for line in lines).replace(" ", "")


def test_a_window_shows_the_passage_and_words_around_it() -> None:
    """A long line is cut at words on both sides of its passage, with an ellipsis where it was cut."""
    line = Window("one two three four five ", "PASSAGE", " six seven eight nine ten")

    assert line == cells.window(line, 80)
    assert Window("… four five ", "PASSAGE", " six …") == cells.window(line, 26)
    assert Window("… five ", "PASSAGE", " six seven …") == cells.window(line, 26, beside=12)
    assert Window("", "PASSAGE", " six seven …") == cells.window(Window("", *line[1:]), 20)
    assert Window("… three four five ", "PASSAGE", "") == cells.window(Window(*line[:2], ""), 26)
    assert cells.window(line, 26) == cells.window(line, 26, beside=26)
    assert Window("x ", "PASSAGE", " six …") == cells.window(Window("x ", *line[1:]), 16)
    assert Window("… bbbbbb", "PASSAGE", "ccc …") == cells.window(Window("b" * 30, "PASSAGE", "c" * 30), 20)


def test_a_passage_wider_than_the_room_keeps_its_ends() -> None:
    """A passage that does not fit is shown by its first and last characters."""
    assert Window("", "abcd … uvwx", "") == cells.window(Window("x ", "abcdefghijklmnopqrstuvwx", " y"), 11)
    assert Window("", "abcdefgh", "") == cells.window(Window("xxxx ", "abcdefgh", " yyyy"), 9)


@given(st.text("ab 集", max_size=60), st.text("ab集", min_size=1, max_size=30), st.text("ab 集", max_size=60))
def test_a_window_fits_its_room(before: str, marked: str, after: str) -> None:
    """A window is never wider than its room and never loses the passage."""
    shown = cells.window(Window(before, marked, after), 24)

    assert cells.width("".join(shown)) <= 24
    assert shown.marked[:1] == marked[:1]


@pytest.mark.parametrize(
    "number, expected",
    [
        (200000, "200,000"),
        (-1234, "-1,234"),
        (Fraction(7, 2), "3.5"),
        (Fraction(-7, 2), "-3.5"),
        (Fraction(12345678, 100), "123,456.78"),
        (Fraction(1, 20), "0.05"),
        (Fraction(1, 3), "1/3"),
        (Fraction(1, 2**13), "1/8,192"),
        (Fraction(4), "4"),
    ],
)
def test_numbers_are_grouped_and_never_rounded(number: int | Fraction, expected: str) -> None:
    """Thousands are set apart; a number without an end in decimals stays a fraction."""
    assert expected == grouped(number)


def test_an_axis_has_round_numbers() -> None:
    """The steps of an axis are 1, 2 or 5 times a power of ten."""
    assert [0, 100_000, 200_000, 300_000, 400_000] == round_steps(0, 400_000)
    assert [0, Fraction(1, 2), 1] == round_steps(0, 1, 3)
    assert [0, 5] == round_steps(-3, 9)
    assert [Fraction(1, 100), Fraction(1, 50)] == round_steps(Fraction(9, 1000), Fraction(21, 1000), 2)
    assert [0, 20, 40] == round_steps(-1, 41, 3)


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**9), st.integers(1, 8))
def test_steps_lie_between_the_ends(lo: int, size: int, about: int) -> None:
    """Round steps lie within the ends, are evenly spaced, and are not many more than wanted."""
    steps = round_steps(lo, lo + size, about)

    assert all(lo <= step <= lo + size for step in steps)
    assert len({b - a for a, b in pairwise(steps)}) <= 1
    assert len(steps) <= about + 1


def test_a_terminal_without_unicode_gets_ascii_alone() -> None:
    """In ASCII every sign has a plain form and every other letter its number."""
    plain = Terminal(ascii=True)

    assert 'H\\xfcseyin - "+/-10 %" ... <U+202E>' == plain.show("Hüseyin – “±10 %” … \u202e")
    assert "plain" == plain.show("plain")
    assert "Hüseyin" == Terminal().show("Hüseyin")
    assert "-->" == plain.glyph("corner")


def test_colour_is_only_where_it_is_wanted() -> None:
    """A style is an escape where colours are on, and nothing elsewhere or around nothing."""
    assert "\x1b[1;31mx\x1b[0m" == Terminal(color=True).paint("x", "error")
    assert "" == Terminal(color=True).paint("", "error")
    assert "x" == Terminal().paint("x", "error")


def test_a_terminal_wraps_and_clips_at_its_width() -> None:
    """What a terminal is given is made visible first and cut afterwards."""
    assert ["a⟨U+0007⟩", "b"] == Terminal(width=10).wrap("a\x07 b")
    assert "ab..." == Terminal(ascii=True).clip("abcdefgh", 5)
