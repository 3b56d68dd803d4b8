"""Numbers in words, read exactly: "half a million", "twenty-three", "one in five"."""

from __future__ import annotations

from fractions import Fraction

from averred.values.digits import GLYPHS, MOST_DIGITS, SCALES, Numeral, parse_digits, scaled
from averred.values.interval import exact
from averred.values.tokens import Tokens, word_list

SMALL = {
    word: value
    for value, word in enumerate(
        word_list(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
            "sixteen seventeen eighteen nineteen"
        )
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(word_list("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4}
ORDINALS = {
    word: value
    for value, word in enumerate(
        word_list(
            "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
        )
    )
} | {word[:-1] + "ieth": value for word, value in TENS.items()}
for _word, _value in (*ORDINALS.items(), ("hundredth", 100), ("thousandth", 1_000)):
    if _value > 2:
        PARTS[_word], PARTS[_word + "s"] = _value, _value
#: Parts that an article may stand before; "a fourth" and most others are places in a row.
_PART_NAMES = frozenset(("half", "quarter", "third", "fifth", "tenth"))
MINUS = frozenset(("-", "−", "minus", "negative"))


def parse_numeral(
    tokens: Tokens, i: int, *, joins_and: bool = True, decimal_mark: str | None = None
) -> Numeral | None:
    """The number that begins at token `i`; None if none does.

    Args:
        tokens: the text.
        i: where it begins, at its sign if it has one.
        joins_and: "one hundred and two" is one number; False stops before the "and".
        decimal_mark: see `read_digits`.
    """
    word = tokens.word(i)
    if word in MINUS:
        positive = parse_numeral(tokens, i + 1, joins_and=joins_and, decimal_mark=decimal_mark)
        if positive is None or (word in "-−" and not tokens.glued(i + 1)) or tokens.word(i + 1) in MINUS:
            return None
        return positive._replace(value=-positive.value, mantissa=-positive.mantissa)
    if "0" <= word[:1] <= "9" or (
        word == "." and tokens.glued(i + 1) and "0" <= tokens.word(i + 1)[:1] <= "9"
    ):
        return parse_digits(tokens, i, decimal_mark)
    if word in GLYPHS:
        return Numeral(GLYPHS[word], i + 1, None, GLYPHS[word], is_part=True)
    return _words(tokens, i, joins_and=joins_and)


def _words(tokens: Tokens, i: int, *, joins_and: bool) -> Numeral | None:
    """A number in words: "twenty-three", "a hundred and five thousand", "half a million"."""
    word = tokens.word(i)
    if word in ("half", "quarter", "nil", "none"):
        return _bare_part(tokens, i)
    if word in ("a", "an"):
        return _after_article(tokens, i + 1, joins_and=joins_and)
    if word not in SMALL and word not in TENS:
        return None
    is_dashed = tokens.word(i + 1) == "-" and tokens.glued(i + 1) and tokens.glued(i + 2)
    part = tokens.word(i + 1 + is_dashed)
    if part in PARTS and word in SMALL and (word == "one" or part[-1] == "s"):
        return _part(tokens, SMALL[word], i + 1 + is_dashed)
    return _cardinal(tokens, i, None, joins_and=joins_and)


def _after_article(tokens: Tokens, i: int, *, joins_and: bool) -> Numeral | None:
    """Such as "a hundred", "a half", "a third", from the word after the article."""
    word = tokens.word(i)
    if word in SCALES:
        return _cardinal(tokens, i, 1, joins_and=joins_and)
    return _part(tokens, 1, i) if word in _PART_NAMES else None


def _bare_part(tokens: Tokens, i: int) -> Numeral:
    """Such as "half", "half a million", "quarter of a million", "nil"."""
    word = tokens.words[i]
    if word in ("nil", "none"):
        return Numeral(0, i + 1, None, 0)
    return _part(tokens, 1, i)


def _part(tokens: Tokens, count: int, i: int) -> Numeral:
    """So many parts, the part's name standing at `i`: "three quarters (of a million)", "half a dozen"."""
    value = exact(Fraction(count, PARTS[tokens.words[i]]))
    end = i + 1
    after = end + (tokens.word(end) == "of")
    after += tokens.word(after) in ("a", "an", "-")
    if after > end and tokens.word(after) in SCALES and tokens.word(after) != "score":
        scale = SCALES[tokens.words[after]]
        end = after + 1
        while tokens.word(end) in SCALES:
            scale, end = scale * SCALES[tokens.words[end]], end + 1
        return Numeral(exact(value * scale), end, None, value, scale)
    return Numeral(value, end, None, value, is_part=True)


def _cardinal(tokens: Tokens, i: int, start: int | None, *, joins_and: bool) -> Numeral:
    """A whole number in words, perhaps with "and a half"; `start` is 1 after "a" (a hundred)."""
    total, group, scale = 0, start, 10**15
    first_scale = 1
    begin = i
    while i < len(tokens.words):
        word = tokens.words[i]
        if word in SCALES:
            factor = SCALES[word]
            if factor == 100 and (group or 1) < 100:
                group = (1 if group is None else group) * 100
            elif group is None and total:
                total *= factor
                first_scale *= factor
            elif factor < scale:
                total, group, scale = total + (1 if group is None else group) * factor, None, factor
                first_scale = factor
            else:
                break
        elif (value := SMALL.get(word, TENS.get(word))) is not None and _fits(group, value, scale):
            group = (group or 0) + value
        elif word == "and" and joins_and and _and_joins(tokens, i, group, total):
            pass
        elif not (word == "-" and i > begin and _hyphen_joins(tokens, i)):
            break
        i += 1
    value = total + (group or 0)
    if group is not None or not total:
        first_scale = _hundreds(tokens, i, total)
    return _and_a_half(tokens, i, value, first_scale)


def _hundreds(tokens: Tokens, i: int, total: int) -> int:
    """The scale of a number that ends before `i` and has no thousands: 100 for "three hundred"."""
    return 100 if not total and tokens.word(i - 1) == "hundred" else 1


def _fits(group: int | None, value: int, scale: int) -> bool:
    """Whether a small number continues a group: "twenty" + "three", "hundred" + "twelve"."""
    if group is None:
        return value < scale
    rest = group % 100
    return (rest == 0 and group > 0) or (rest >= 20 and rest % 10 == 0 and 0 < value < 10)


def _hyphen_joins(tokens: Tokens, i: int) -> bool:
    """Whether the hyphen at `i` stands inside a number: "twenty-three", "five-hundred"."""
    after = tokens.word(i + 1)
    if not (tokens.glued(i) and tokens.glued(i + 1)):
        return False
    return after in SCALES or (tokens.words[i - 1] in TENS and 0 < SMALL.get(after, 0) < 10)


def _and_joins(tokens: Tokens, i: int, group: int | None, total: int) -> bool:
    """Whether the "and" at `i` stands inside a number: "two hundred and five"."""
    after = tokens.word(i + 1)
    value = SMALL.get(after, TENS.get(after, 0))
    if value == 0 or tokens.word(i + 2) in PARTS:
        return False
    return (group is not None and group >= 100 and group % 100 == 0) or (group is None and total >= 100)


def _and_a_half(tokens: Tokens, i: int, value: int, scale: int) -> Numeral:
    """Such as "two and a half (million)", "a million and a half", after the whole number `value`."""
    extra: Numeral | None = None
    if value and tokens.matches(i, ("-", "and", "-", "a", "-")) and tokens.word(i + 5) in ("half", "quarter"):
        extra = _bare_part(tokens, i + 5)
    elif tokens.word(i) == "and" and value:
        extra = _words(tokens, i + 1, joins_and=False)
    if extra is None or not extra.is_part or not 0 < extra.value < 1:
        return _plain_orscaled(tokens, i, value, scale)
    if scale > 1:
        total = exact(value + extra.value * scale)
        return Numeral(total, extra.end, None, total)
    total = exact(value + extra.value)
    return scaled(tokens, total, None, extra.end)


def _plain_orscaled(tokens: Tokens, i: int, value: int, scale: int) -> Numeral:
    """A whole number in words; also "two point five (million)"."""
    if tokens.word(i) == "point" and tokens.word(i + 1) in SMALL and SMALL[tokens.word(i + 1)] < 10:
        decimals = ""
        i += 1
        while tokens.word(i) in SMALL and SMALL[tokens.words[i]] < 10:
            decimals, i = decimals + str(SMALL[tokens.words[i]]), i + 1
            if len(decimals) > MOST_DIGITS:
                break
        return scaled(tokens, exact(f"{value}.{decimals}"), Fraction(1, 10 ** len(decimals)), i)
    mantissa = exact(Fraction(value, scale)) if scale > 1 else value
    return Numeral(value, i, None if value == 0 else 1, mantissa, scale)


def parse_ratio(tokens: Tokens, numeral: Numeral) -> Numeral:
    """Such as "one in five", "2 out of 5": the share, where the words after a number make it one."""
    i = numeral.end
    after = i + 1 if tokens.word(i) == "in" else i + 2 if tokens.matches(i, ("out", "of")) else 0
    after += after > 0 and tokens.word(after) == "every"
    if not after or not isinstance(numeral.value, int) or not 0 < numeral.value < 1_000:
        return numeral
    whole = parse_numeral(tokens, after)
    if whole is None or not isinstance(whole.value, int) or not numeral.value < whole.value:
        return numeral
    if not _may_be_whole(tokens, whole):
        return numeral
    share = exact(Fraction(numeral.value, whole.value))
    return Numeral(share, whole.end, None, share, is_part=True)


_PERIODS = frozenset(
    [
        "second",
        "seconds",
        "minute",
        "minutes",
        "hour",
        "hours",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "night",
        "nights",
        "season",
        "seasons",
        "%",
        "percent",
        "per",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "million",
    ]
)


def _may_be_whole(tokens: Tokens, whole: Numeral) -> bool:
    """Whether the second number of "2 in 5" is a whole, and no time: not "3 in 2009", not "3 in 10 days"."""
    looks_like_year = 1_000 < whole.value < 2_100 and whole.value % 100 != 0
    return not looks_like_year and tokens.word(whole.end) not in _PERIODS
