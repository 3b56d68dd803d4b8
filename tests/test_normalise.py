"""The two forms of a text and the map back to it."""

from __future__ import annotations

import unicodedata

import pytest

from averred.normalise import is_ignorable, is_joining, normalise, normalise_words
from averred.spans import Span


@pytest.mark.parametrize(
    "raw, strict",
    [
        ("“Justice” ‘for’", "\"Justice\" 'for'"),
        ("2011–2012, −5, non‐stop", "2011-2012, -5, non-stop"),
        ("wait…", "wait..."),
        ("200\u202f000\u00a0\u2009people\r\n came", "200 000 people came"),
        ("par\u00adti\u200bcipants", "participants"),
        ("Hu\u0308seyin", "Hüseyin"),
        ("e\u034f\u0301", "é"),
        ("«so»", "«so»"),
        ("10²", "10²"),
        ("İdris, ISTANBUL", "İdris, ISTANBUL"),
        (" \u200b ", ""),
    ],
)
def test_strict_form_changes_only_what_typography_changes(raw: str, strict: str) -> None:
    """n1 straightens quotes, dashes and spaces, and keeps case, accents and superscripts."""
    assert strict == normalise_words(raw)


@pytest.mark.parametrize(
    "raw, folded",
    [
        ("Atsız", "atsiz"),
        ("İSTİKLAL", "istiklal"),
        ("Hüseyin", "huseyin"),
        ("ﬁne œuvre Æsop", "fine oeuvre aesop"),
        ("Straße", "strasse"),
        ("が", "が"),
        ("10²", "10²"),
        ("Plain ASCII", "plain ascii"),
        ("a \u0301 b", "a b"),
    ],
)
def test_folded_form_ignores_accents_case_and_ligatures(raw: str, folded: str) -> None:
    """n2 is for locating: it leaves letters that a mark makes into other letters, and superscripts."""
    assert folded == normalise_words(raw, "n2")


def test_span_of_raw_text_is_as_small_as_holds_all_of_it() -> None:
    """Dropped characters at the ends are left out; a piece touched in part is taken whole."""
    raw = "a\u00adb  c…d"

    normalised = normalise(raw)

    assert "ab c...d" == normalised.text
    assert Span(0, 1) == normalised.raw_span(0, 1)
    assert Span(2, 3) == normalised.raw_span(1, 2)
    assert Span(0, 3) == normalised.raw_span(0, 2)
    assert Span(6, 7) == normalised.raw_span(5, 6)
    assert Span(7, 8) == normalised.raw_span(7, 8)
    assert Span(2, 2) == normalised.raw_span(1, 1)


def test_offset_inside_a_piece_is_where_the_piece_starts() -> None:
    """Raw offsets map forward: before, inside and after a piece."""
    normalised = normalise("ab  \u200b cd")

    assert [0, 1, 2, 2, 2, 2, 3, 4] == [normalised.normalised_offset(raw) for raw in range(8)]


def test_many_distinct_characters_are_replaced_all_the_same() -> None:
    """A text with more distinct characters than are worth replacing one by one gives the same form."""
    raw = "".join(map(chr, range(0xC0, 0x250))) * 2

    assert normalise_words(raw, "n2") == normalise(raw, "n2").text


def test_joining_starters_are_all_that_composition_knows() -> None:
    """Every character that canonical composition joins to the one before it is known as joining."""
    seconds = set()
    for code in range(0x110000):
        decomposed = unicodedata.decomposition(chr(code)).split()
        if len(decomposed) == 2 and not decomposed[0].startswith("<"):
            first, second = (chr(int(part, 16)) for part in decomposed)
            if unicodedata.normalize("NFC", first + second) == chr(code):
                seconds.add(second)

    assert set() == {second for second in seconds if not is_joining(second)}


def test_format_characters_that_show_nothing_are_ignorable() -> None:
    """Soft hyphens, zero-width and bidirectional marks, variation selectors are dropped; letters are not."""
    shown_nothing = "\u00ad\u034f\u061c\u200b\u200d\u202e\u2066\ufe0f\ufeff\U000e0020"

    assert all(map(is_ignorable, shown_nothing))
    assert not any(map(is_ignorable, "aé ²\u0301€"))


def test_a_space_before_what_shows_nothing_is_one_piece_with_it() -> None:
    """The space and the sign after it give one space, and its range is that of both."""
    result = normalise("a \u200bb")

    assert "a b" == result.text
    assert Span(1, 3) == result.raw_span(1, 2)
