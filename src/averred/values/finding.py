"""Finds every quantity, date and ordinal of a running text in one pass.

The text is cut into tokens; a token that may begin a number or a date is looked up in one table, and
only there do the grammars run, looking a few words to the left and to the right. So the time is
linear in the length of the text.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from averred.values import calendar
from averred.values.context import is_date_year, is_name, is_time, leads_to_date, number_start, skip_chain
from averred.values.conventions import Conventions
from averred.values.date_phrases import parse_date
from averred.values.date_words import MONTHS, SEASONS, ordinal_at
from averred.values.dates import Date
from averred.values.digits import GLYPHS, SCALES
from averred.values.hedge_words import HEDGE_ENDS
from averred.values.numerals import ORDINALS, SMALL, TENS
from averred.values.quantities import Parsed
from averred.values.quantity_phrases import phrase_at, quantity, says_again
from averred.values.tokens import Tokens, word_list
from averred.values.unit_words import currency_before, named_unit
from averred.values.vague import PLURALS
from averred.values.value import Ordinal, Quantity

#: A piece of text that is looked at on its own; phrases do not cross its end.
_PIECE = 20_000
_DIGITS = frozenset("0123456789")
_NUMBER, _VAGUE, _PART, _ARTICLE, _ORDINAL, _MONTH = range(6)
_CORES = {
    **dict.fromkeys(ORDINALS, _ORDINAL), **dict.fromkeys((*SMALL, *TENS, *GLYPHS, "nil"), _NUMBER),
    **dict.fromkeys((*PLURALS, "tens", "several", "few", "couple", "handful"), _VAGUE),
    **dict.fromkeys((*SCALES, "half", "quarter"), _PART), "a": _ARTICLE, "an": _ARTICLE,
    **dict.fromkeys((*MONTHS, *SEASONS), _MONTH),
}  # fmt: skip
#: Verbs after which "from 5 to 7" is two values, and no range.
_CHANGES = frozenset(
    word_list(
        """
    raise raised raises raising rise rose rises risen rising fall fell falls fallen falling grow
    grew grows grown growing increase increased increases increasing decrease decreased decreases
    decline declined declines drop dropped drops cut cuts cutting widen widened widens narrowed
    reduce reduced reduces lower lowered lowers jump jumped jumps climb climbed climbs slip slipped
    slide slid shrank shrunk shrink went go goes gone moved move extended expand expanded improved
    improve surged plunged tumbled soared doubled tripled upgraded downgraded changed up down
    """
    )
)

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
        core = _NUMBER if word[0] in _DIGITS else _CORES.get(word)
        if core is None:
            i += 1
            continue
        after = _at(tokens, i, core, done, conventions, found)
        done = after if after > i + 1 or (found and found[-1][1] == tokens.ends[i]) else done
        i = max(after, i + 1)


def _at(tokens: Tokens, i: int, core: int, done: int, conventions: Conventions, found: list[Found]) -> int:
    """Adds what has its core at `i`; returns the token to go on with."""
    if core == _NUMBER and tokens.words[i][0] in _DIGITS:
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
        is_share = before == "a" and (tokens.word(i + 1) in ("of", "off") or _is_hedged(tokens, i - 1))
        if parsed is not None and (is_share or (before == "the" and _is_hedged(tokens, i - 1))):
            return _add(tokens, parsed, done, conventions, found)
    number, end = ordinal_at(tokens, i)
    if number and before not in ("per", "split") and tokens.word(end) != "-":
        found.append((tokens.starts[i], tokens.ends[end - 1], Ordinal(number, tokens.between(i, end)), None))
    return max(end, i + 1)


def _is_hedged(tokens: Tokens, i: int) -> bool:
    """Whether the word before `i` may end a hedge or begin a range."""
    return tokens.word(i - 1) in HEDGE_ENDS or tokens.word(i - 1) == "between"


def _quantity(
    tokens: Tokens, i: int, core: int, done: int, conventions: Conventions, found: list[Found]
) -> int:
    """Adds the quantity whose number stands at `i`; returns the token to go on with."""
    start = number_start(tokens, i, done)
    if core in (_PART, _VAGUE) and start == i and not _stands_alone(tokens, i, core):
        return i + 1
    if core == _ARTICLE and not (_is_hedged(tokens, i) and named_unit(tokens, i + 1)[0]):
        return i + 1
    parsed = phrase_at(tokens, start, conventions)
    if parsed is None or parsed[0].end <= i:
        return i + 1
    if parsed[0].hedge == "range" and _is_change(tokens, start):
        parsed = phrase_at(tokens, start, conventions, ranges=False) or parsed
    if _is_no_quantity(tokens, i, start, parsed[0]):
        return max(i + 1, parsed[0].end if core == _NUMBER and tokens.words[i] != "one" else i + 1)
    return _add(tokens, parsed, done, conventions, found)


def _stands_alone(tokens: Tokens, i: int, core: int) -> bool:
    """Whether a word such as "half", "tens" or "scores" is a number here without an "a" before it."""
    word, after = tokens.words[i], tokens.word(i + 1)
    if core == _VAGUE:
        return word in ("several", "dozens") or (
            word not in ("few", "couple", "handful") and _is_many(tokens, i)
        )
    if word == "half":
        return after in ("of", "a", "an", "the") or _is_hedged(tokens, i)
    return False


def _is_many(tokens: Tokens, i: int) -> bool:
    """Whether "thousands", "scores", "tens" count things here."""
    word, after = tokens.words[i], tokens.word(i + 1)
    return after == "of" or (
        word not in ("scores", "tens") and tokens.word(i - 1) not in ("the", "their", "his", "her")
    )


def _is_change(tokens: Tokens, start: int) -> bool:
    """Whether a verb of change stands before "from 5 to 7", or right before "$5 to $7"."""
    if tokens.word(start - 1) != "from":
        return tokens.word(start - 1) in _CHANGES and currency_before(tokens, start)[0] is not None
    return any(word in _CHANGES for word in tokens.words[max(0, start - 8) : start - 1])


def _is_no_quantity(tokens: Tokens, i: int, start: int, one: Parsed) -> bool:
    """Whether a number that was read is a name, a pronoun, or part of something else."""
    word = tokens.words[i]
    if word == "one" and one.end == i + 1:
        return one.hedge is None or tokens.word(i + 1) == "of"
    if word == "one" and (
        tokens.word(i - 1) in ("no", "every", "any", "this", "that") or tokens.word(i + 1) == "day"
    ):
        return True
    if word in ("couple", "handful") and tokens.word(i + 1) != "of" and one.unit is None and one.end == i + 1:
        return True
    return word[0] in _DIGITS and start == i and one.hedge is None and is_name(tokens, i, one)


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
