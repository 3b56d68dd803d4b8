"""Numbers in digits, read exactly: `200,000`, `2½`, `1/2`, `1.5 × 10⁶`, `2.5m`."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from averred.values.interval import Number, exact
from averred.values.tokens import Tokens

SCALES = {
    "hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12,
    "mln": 10**6, "bln": 10**9, "lakh": 10**5, "crore": 10**7, "mn": 10**6, "mio": 10**6, "bn": 10**9,
    "mrd": 10**9, "tn": 10**12, "trn": 10**12,
}  # fmt: skip
#: Letters that stand right after digits, in the letters' own case where it matters.
SUFFIXES = {
    "k": 1_000, "m": 10**6, "mn": 10**6, "mln": 10**6, "mio": 10**6, "bn": 10**9, "bln": 10**9, "b": 10**9,
    "tn": 10**12, "trn": 10**12,
}  # fmt: skip
GLYPHS = {
    "½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4), "¾": Fraction(3, 4),
    "⅕": Fraction(1, 5), "⅖": Fraction(2, 5), "⅗": Fraction(3, 5), "⅘": Fraction(4, 5), "⅙": Fraction(1, 6),
    "⅚": Fraction(5, 6), "⅛": Fraction(1, 8), "⅜": Fraction(3, 8), "⅝": Fraction(5, 8), "⅞": Fraction(7, 8),
}  # fmt: skip
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
MOST_DIGITS = 200


class Numeral(NamedTuple):
    """A number in a text.

    Attributes:
        value: the number.
        end: the index of the token after it.
        step: one in its last written digit (100 for "2.1 thousand"); None where nothing was rounded.
        mantissa: the number before its scale (3 in "3 billion"), for "2 to 3 billion".
        scale: 10**9 in "3 billion".
        is_part: it is written as a fraction, "two thirds" or "1/2".
    """

    value: Number
    end: int
    step: Number | None
    mantissa: Number
    scale: int = 1
    is_part: bool = False


def read_digits(written: str, decimal_mark: str | None = None) -> Number | None:
    """The number of one token of digits; None if it is ambiguous ("1.234") or no number ("1.2.3").

    Args:
        written: the token.
        decimal_mark: "." or ",", where the text's language says which; None reads what is clear.
    """
    if len(written) > MOST_DIGITS:
        return None
    if written.isdigit():
        return int(written)
    groups = written.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2009", " ").replace("’", "'")
    marks = [mark for mark in groups if not mark.isdigit()]
    *before, last = groups.replace(".", " ").replace(",", " ").replace("'", " ").split(" ")
    point = _ends_in_decimals(marks, before, last, decimal_mark)
    whole, decimals = (before, last) if point else ([*before, last], "")
    separators = set(marks[:-1] if point else marks)
    clear = bool(point) or decimal_mark is not None
    if (
        len(separators) > 1
        or (point and marks[-1] in separators)
        or not _is_grouped(whole, separators, clear=clear)
    ):
        return None
    return exact("".join(whole) + ("." + decimals if decimals else ""))


def _ends_in_decimals(marks: list[str], before: list[str], last: str, decimal_mark: str | None) -> bool:
    """Whether the last mark is a decimal point, as far as the digits show it."""
    mark = marks[-1]
    if mark not in ".,":
        return False
    if decimal_mark is not None:
        return mark == decimal_mark
    if len(marks) > 1 and marks[-2] != mark:
        return True
    return len(last) != 3 or (len(before) == 1 and (len(before[0]) > 3 or before[0].startswith("0")))


def _is_grouped(whole: list[str], separators: set[str], *, clear: bool) -> bool:
    """Whether digits are grouped in threes, and not in a way that could be a decimal point instead."""
    if not separators:
        return len(whole) == 1
    if separators == {"."} and len(whole) == 2 and not clear:
        return False
    return (
        1 <= len(whole[0]) <= 3
        and not whole[0].startswith("0")
        and all(len(group) == 3 for group in whole[1:])
    )


def last_digit(written: str, value: Number) -> Number:
    """One in the last written digit: 1/10 for "3.1", 1 for "200"."""
    if isinstance(value, int) and "." not in written and "," not in written:
        return 1
    decimals = len(written) - 1 - max(written.rfind("."), written.rfind(","))
    return (
        1
        if exact(value) == value and _is_plain_group(written, decimals, value)
        else Fraction(1, 10**decimals)
    )


def _is_plain_group(written: str, decimals: int, value: Number) -> bool:
    """Whether the last mark of a whole number only groups its digits ("200,000")."""
    return isinstance(value, int) and decimals == 3 and len(str(abs(value))) > len(written) - 1 - decimals


def parse_digits(tokens: Tokens, i: int, decimal_mark: str | None) -> Numeral | None:
    """A number that begins with digits."""
    written = tokens.words[i]
    end = i + 1
    if written == ".":
        written, end = "0." + tokens.words[end], end + 1
    value = read_digits(written, decimal_mark)
    is_scaled = end < len(tokens.words) and tokens.words[end] in SCALES
    if value is None and is_scaled and decimal_mark is None:
        value = read_digits(written, ".")
    if value is None:
        return None
    step = 1 if written.isdigit() else last_digit(written, value)
    if end >= len(tokens.words):
        return Numeral(value, end, step, value)
    return (
        _fraction(tokens, value, end) or _power(tokens, value, step, end) or scaled(tokens, value, step, end)
    )


def _fraction(tokens: Tokens, value: Number, end: int) -> Numeral | None:
    """`1/2`, `3 1/2`, `2½` after the first digits; None if it is no fraction."""
    word = tokens.words[end]
    if word in GLYPHS and (tokens.glued(end) or tokens.starts[end] == tokens.ends[end - 1] + 1):
        total = exact(value + GLYPHS[word])
        return scaled(tokens, total, None, end + 1)
    if word in "/⁄" and tokens.glued(end) and tokens.glued(end + 1) and tokens.word(end + 2) != "/":
        below = tokens.word(end + 1)
        if below.isdecimal() and len(below) <= MOST_DIGITS and int(below) > 0 and isinstance(value, int):
            share = exact(Fraction(value, int(below)))
            return Numeral(share, end + 2, None, share, is_part=True)
    if word.isdecimal() and len(word) < 3 and tokens.word(end + 1) in ("/", "⁄") and tokens.glued(end + 1):
        part = _fraction(tokens, int(word), end + 1)
        if part is not None and 0 < part.value < 1:
            total = exact(value + part.value)
            return Numeral(total, part.end, None, total)
    return None


def _power(tokens: Tokens, value: Number, step: Number, end: int) -> Numeral | None:
    """`1.5e6`, `10^6`, `10⁶`, `1.5 × 10^6`; None if it is no power."""
    word = tokens.words[end]
    if word[0] == "e" and word[1:].isdecimal() and tokens.glued(end):
        return _times_ten(value, step, word[1:], end + 1)
    if (
        word == "e"
        and tokens.glued(end)
        and tokens.word(end + 1) in ("-", "−", "+")
        and tokens.glued(end + 2)
    ):
        sign = "-" if tokens.word(end + 1) != "+" else ""
        return _times_ten(value, step, sign + tokens.word(end + 2), end + 3)
    if word in ("×", "x", "*", "·") and tokens.word(end + 1) == "10":
        exponent, after = _exponent(tokens, end + 2)
        return _times_ten(value, step, exponent, after) if exponent else None
    if value == 10:
        exponent, after = _exponent(tokens, end)
        return _times_ten(1, 1, exponent, after) if exponent else None
    return None


def _exponent(tokens: Tokens, i: int) -> tuple[str, int]:
    """The exponent that stands at `i`, as digits, and the token after it; empty if there is none."""
    if not tokens.glued(i):
        return "", i
    if tokens.words[i] == "^":
        sign = "-" if tokens.word(i + 1) in ("-", "−") else ""
        after = i + 1 + len(sign)
        return (sign + tokens.word(after), after + 1) if tokens.word(after).isdecimal() else ("", i)
    raised = ""
    while tokens.glued(i) and tokens.words[i] in "⁰¹²³⁴⁵⁶⁷⁸⁹⁻":
        raised, i = raised + tokens.words[i], i + 1
    digits = raised.translate(_SUPERSCRIPTS)
    return (digits, i) if digits.lstrip("-").isdecimal() else ("", i)


def _times_ten(value: Number, step: Number, exponent: str, end: int) -> Numeral | None:
    """A number times a power of ten; None if the exponent is absurd."""
    if not exponent.lstrip("-").isdecimal() or len(exponent.lstrip("-")) > 2:
        return None
    factor = Fraction(10) ** int(exponent)
    return Numeral(exact(value * factor), end, exact(step * factor), value)


def scaled(tokens: Tokens, value: Number, step: Number | None, end: int) -> Numeral:
    """Digits with the scale words that follow: "2.5 million", "2 hundred thousand", "5k", "2.5m"."""
    mantissa, scale = value, 1
    word = tokens.word(end)
    if word in SUFFIXES and tokens.glued(end) and _is_suffix(tokens, end):
        scale, end = SUFFIXES[word], end + 1
    else:
        if word == "-" and tokens.word(end + 1) in SCALES and tokens.glued(end + 1):
            end += 1
        while tokens.word(end) in SCALES:
            scale, end = scale * SCALES[tokens.words[end]], end + 1
    if scale == 1:
        return Numeral(value, end, step, value)
    step = None if step is None else exact(step * scale)
    return Numeral(exact(mantissa * scale), end, step, mantissa, scale)


#: What is measured in metres, after a number such as "10m".
_METRE_WORDS = frozenset(
    [
        "high",
        "tall",
        "long",
        "wide",
        "deep",
        "away",
        "above",
        "below",
        "sprint",
        "race",
        "hurdles",
        "freestyle",
        "from",
        "north",
        "south",
        "east",
        "west",
        "underwater",
    ]
)


def _is_suffix(tokens: Tokens, i: int) -> bool:
    """Whether a letter right after digits multiplies them, and is no unit: "10m tall" is in metres."""
    if tokens.words[i] == "m":
        return (
            not tokens.metres
            and tokens.word(i + 1) not in _METRE_WORDS
            and tokens.word(i + 1) not in ("/", "²", "³", "°")
        )
    return tokens.raw(i) != "b" or tokens.word(i + 1) != "/"
