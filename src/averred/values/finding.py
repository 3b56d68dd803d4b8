"""Finds every quantity, date and ordinal of a running text in one pass.

The text is cut into tokens; a token that may begin a number or a date is looked up in one table, and
only there do the grammars run, looking a few words to the left and to the right. So the time is
linear in the length of the text.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from averred.values import calendar
from averred.values.candidates import (
    DIGITS,
    is_change,
    is_hedged,
    is_no_quantity,
    is_one_of_a_unit,
    stands_alone,
)
from averred.values.context import (
    is_date_year,
    is_time,
    leads_to_date,
    number_start,
    skip_chain,
    slashed,
)
from averred.values.conventions import Conventions
from averred.values.date_phrases import parse_date
from averred.values.date_words import MONTHS, SEASONS, ordinal_at
from averred.values.dates import Date
from averred.values.digits import GLYPHS, SCALES
from averred.values.numerals import ORDINALS, SMALL, TENS
from averred.values.parsed import Parsed
from averred.values.quantity_phrases import phrase_at, quantity, says_again
from averred.values.tokens import Tokens, word_list
from averred.values.unit_words import NOBODY
from averred.values.vague import PLURALS
from averred.values.value import Ordinal, Quantity

#: A piece of text that is looked at on its own; phrases do not cross its end.
_PIECE = 20_000
_NUMBER, _VAGUE, _PART, _ARTICLE, _ORDINAL, _MONTH, _NONE = range(7)
_CORES = {
    **dict.fromkeys(ORDINALS, _ORDINAL), **dict.fromkeys((*SMALL, *TENS, *GLYPHS, "nil"), _NUMBER),
    **dict.fromkeys((*PLURALS, "tens", "several", "few", "couple", "handful"), _VAGUE),
    **dict.fromkeys((*SCALES, "half", "quarter"), _PART), "a": _ARTICLE, "an": _ARTICLE, "no": _NONE,
    **dict.fromkeys((*MONTHS, *SEASONS), _MONTH),
}  # fmt: skip
Found = tuple[int, int, Quantity | Date | Ordinal, tuple[int, int] | None]


def find(text: str, conventions: Conventions) -> list[Found]:
    """Start, end, value, and the span that it only says again, of everything in a text."""
    found: list[Found] = []
    for begin, end in _pieces(text):
        _find_in(Tokens(text, begin, end), conventions, found)
    return _with_conversions(text, found)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The lines of a text; a long one is cut after a sentence, or else at a space."""
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin, begin + _PIECE)
        if end < 0:
            end = min(len(text), begin + _PIECE)
        if end == begin + _PIECE:
            cut = (
                max(text.rfind(". ", begin + _PIECE // 2, end), text.rfind("! ", begin + _PIECE // 2, end))
                + 1
            )
            end = cut or text.rfind(" ", begin + 1, end) + 1 or end
        yield begin, end + 1
        begin = end + 1 if text[end : end + 1] == "\n" else end
        if end >= len(text):
            return


def _find_in(tokens: Tokens, conventions: Conventions, found: list[Found]) -> None:
    """Adds what stands in one piece of text."""
    words, count = tokens.words, len(tokens.words)
    i = done = 0
    while i < count:
        word = words[i]
        core = _NUMBER if word[0] in DIGITS else _CORES.get(word)
        if core is None:
            i += 1
            continue
        after = _at(tokens, i, core, done, conventions, found)
        done = after if after > i + 1 or (found and found[-1][1] == tokens.ends[i]) else done
        i = max(after, i + 1)


def _at(tokens: Tokens, i: int, core: int, done: int, conventions: Conventions, found: list[Found]) -> int:
    """Adds what has its core at `i`; returns the token to go on with."""
    if core == _NUMBER:
        chain = skip_chain(tokens, i)
        if chain > i:
            return chain
        if is_time(tokens, i):
            return i + 1
    if core in (_NUMBER, _ORDINAL, _MONTH):
        after = _date(tokens, i, core, done, conventions, found)
        if after:
            return after
    if core == _MONTH:
        return i + 1
    if core == _ORDINAL or (core == _NUMBER and ordinal_at(tokens, i)[0]):
        return _place(tokens, i, done, conventions, found)
    return _quantity(tokens, i, core, done, conventions, found)


def _date(tokens: Tokens, i: int, core: int, done: int, conventions: Conventions, found: list[Found]) -> int:
    """Adds the date that holds the token at `i`; returns the token after it, 0 if there is none."""
    if not leads_to_date(tokens, i, is_month=core == _MONTH):
        return 0
    begin = i
    while begin > done and tokens.words[begin - 1] in _DATE_LEADS and i - begin < 7:
        begin -= 1
    for start in range(begin, i + 1):
        if tokens.words[start] in _PREPOSITIONS or (tokens.words[start] == "the" and start == i - 1):
            continue
        parsed = parse_date(tokens, start, conventions)
        if parsed is None or parsed[1] <= i or not _is_dated(tokens, i, parsed):
            continue
        date, end = parsed
        span = (tokens.starts[start], tokens.ends[end - 1])
        found.append((*span, date, None))
        found.extend((*span, one, span) for one in _ends_of(date))
        _with_preposition(tokens, start, end, conventions, found, span)
        return end
    return 0


#: The years 1500 to 2100: "1939-45" is a period, "1000-5000" is a range.
_YEARS = calendar.days_between((1500, 1, 1), (2100, 12, 31))
_PREPOSITIONS = frozenset(word_list("on in during at of from since until till by , ."))
_DATE_LEADS = frozenset(
    word_list(
        """
    on in during at of the from since until till by between early mid late middle beginning start
    end first second half latter - circa c ca . about around approximately roughly before after
    prior to no not later earlier than or year monday tuesday wednesday thursday friday saturday
    sunday , ad spring summer autumn winter
    """
    )
)


def _is_dated(tokens: Tokens, i: int, parsed: tuple[Date, int]) -> bool:
    """Whether a date was meant: a lone year only where it is no number of things, a month only with more."""
    date, end = parsed
    if date.missing_year:
        return date.month_day is not None and date.month_day[1] > 0
    if not tokens.words[i].isdecimal():
        return True
    if date.precision == "year" and date.is_period and _YEARS.encloses(date.interval):
        return True
    if date.precision == "year":
        return is_date_year(tokens, i, end)
    return True


def _ends_of(date: Date) -> Iterator[Date]:
    """The first and the last day of a period, each as a date of its own."""
    if date.is_period:
        for days, month_day in ((date.start, date.month_day), (date.end, date.last_month_day)):
            yield attrs.evolve(
                date, start=days, end=days, month_day=month_day, last_month_day=None, is_period=False
            )


def _with_preposition(
    tokens: Tokens, start: int, end: int, conventions: Conventions, found: list[Found], span: tuple[int, int]
) -> None:
    """Adds "since 1889" beside its "1889": both are ways to write down what the words say."""
    if start == 0 or tokens.words[start - 1] not in ("from", "since", "until", "till", "by"):
        return
    outer = parse_date(tokens, start - 1, conventions)
    if outer is not None and outer[1] == end:
        found.append((tokens.starts[start - 1], span[1], outer[0], span))


def _place(tokens: Tokens, i: int, done: int, conventions: Conventions, found: list[Found]) -> int:
    """Adds an ordinal, or the quantity that it is part of ("a third of", "higher than the tenth")."""
    before = tokens.word(i - 1)
    if before in ("a", "the") and i - 1 >= done:
        parsed = phrase_at(tokens, i - 1, conventions)
        is_share = before == "a" and (tokens.word(i + 1) in ("of", "off") or is_hedged(tokens, i - 1))
        if parsed is not None and (is_share or (before == "the" and is_hedged(tokens, i - 1))):
            return _add(tokens, parsed, done, conventions, found)
    number, end = ordinal_at(tokens, i)
    if number and before not in ("per", "split") and tokens.word(end) != "-":
        found.append((tokens.starts[i], tokens.ends[end - 1], Ordinal(number, tokens.between(i, end)), None))
    return max(end, i + 1)


def _quantity(
    tokens: Tokens, i: int, core: int, done: int, conventions: Conventions, found: list[Found]
) -> int:
    """Adds the quantity whose number stands at `i`; returns the token to go on with."""
    start = number_start(tokens, i, done)
    after = slashed(tokens, i) if core == _NUMBER else i
    if after > i or not _may_count(tokens, i, core, start):
        return max(after, i + 1)
    parsed = phrase_at(tokens, start, conventions)
    if parsed is None or parsed[0].end <= i:
        return i + 1
    if parsed[0].hedge == "range" and is_change(tokens, start):
        parsed = phrase_at(tokens, start, conventions, ranges=False) or parsed
    if is_no_quantity(tokens, i, start, parsed[0]):
        return max(i + 1, parsed[0].end if core == _NUMBER and tokens.words[i] != "one" else i + 1)
    return _add(tokens, parsed, done, conventions, found)


def _may_count(tokens: Tokens, i: int, core: int, start: int) -> bool:
    """Whether a word that is no number by itself ("half", "tens", "a", "no") may be one here."""
    if core == _ARTICLE:
        return is_one_of_a_unit(tokens, i)
    if core == _NONE:
        return tokens.word(i + 1) in NOBODY
    return core == _NUMBER or start < i or stands_alone(tokens, i, is_vague=core == _VAGUE)


def _add(
    tokens: Tokens, parsed: tuple[Parsed, int], done: int, conventions: Conventions, found: list[Found]
) -> int:
    """Adds a quantity; returns the token after it."""
    one, begin = parsed
    begin = max(begin, done)
    text = tokens.between(begin, one.end)
    found.append(
        (tokens.starts[begin], tokens.ends[one.end - 1], quantity(one, text, None, conventions), None)
    )
    return one.end


def _with_conversions(text: str, found: list[Found]) -> list[Found]:
    """Marks "(3.3 lb)" after "1.5 kg" as saying the same again."""
    result: list[Found] = []
    for entry in found:
        start, end, value, restated = entry
        if result and restated is None and isinstance(value, Quantity) and text[end : end + 1] == ")":
            before = result[-1]
            if text[before[1] : start].strip() in ("(", "(or", "(about", "(approximately"):
                first = before[2]
                restated = before[:2] if isinstance(first, Quantity) and says_again(first, value) else None
        result.append((start, end, value, restated))
    return result
