"""What is said about dates: "early 1970s", "before 1800", "18 to 20 April", "between 1640 and 1645"."""

from __future__ import annotations

import attrs

from averred.values.conventions import Conventions
from averred.values.date_periods import day_range, parse_between, with_second
from averred.values.date_said import Said, calendar_after, parse_said, plain_date
from averred.values.dates import Date
from averred.values.interval import Interval
from averred.values.tokens import Tokens, phrase_list, word_list

#: What stands before a date → on which side of it the day lies.
_BOUND_WORDS = {
    "before": "before; prior to",
    "until": """until; till; up to; by; no later than; not later than; on or before; in or before;
        at the latest by""",
    "after": "after",
    "from": "since; no earlier than; not earlier than; on or after; not before; in or after; from",
}
_BOUNDS = {
    tuple(phrase.split()): bound for bound, text in _BOUND_WORDS.items() for phrase in phrase_list(text)
}
_BOUND_STARTS = frozenset(words[0] for words in _BOUNDS)
#: The same after a date.
_AFTERWARD_WORDS = {
    "until": "or before; or earlier; at the latest",
    "from": "or after; or later; onwards; onward; at the earliest",
}
_AFTERWARDS = {
    tuple(phrase.split()): bound for bound, text in _AFTERWARD_WORDS.items() for phrase in phrase_list(text)
}
_AFTERWARD_STARTS = frozenset(words[0] for words in _AFTERWARDS)
_LEADS = frozenset(word_list("on in during at of the"))


def parse_date(tokens: Tokens, i: int, conventions: Conventions) -> tuple[Date, int] | None:
    """The date or period whose words begin at `i`, and the token after it; None if none does."""
    found = _parse(tokens, i, conventions)
    return None if found is None else (attrs.evolve(found[0], text=tokens.between(i, found[1])), found[1])


def _parse(tokens: Tokens, i: int, conventions: Conventions) -> tuple[Date, int] | None:
    """The same, without the date's own words."""
    if tokens.matches(i, ("any", "day")):
        return Date(Interval.everything(), Interval.everything(), "day", ""), i + 2
    if tokens.word(i) == "from" and _has_vague_end(tokens, i):
        exact = _from_to(tokens, i + 1, conventions)
        if exact is not None:
            return exact
    while tokens.word(i) in _LEADS and tokens.word(i + 1) not in ("or", ""):
        i += 1
    if tokens.word(i) in _BOUND_STARTS:
        for words, bound in _BOUNDS.items():
            if tokens.matches(i, words):
                return _bounded(tokens, i, i + len(words), bound, conventions)
    if tokens.word(i) == "between":
        return parse_between(tokens, i, conventions)
    first = parse_said(tokens, i, conventions)
    if first is None:
        return day_range(tokens, i, conventions)
    return with_second(tokens, first, conventions) or _single(tokens, first)


_VAGUE_ENDS = frozenset(("between", "on", "any"))
#: So many tokens the first date of a period has at most.
_LONGEST_DATE = 14


def _has_vague_end(tokens: Tokens, i: int) -> bool:
    """Whether "between", "on or after", "any day" follow a "from" or its "to"."""
    if tokens.word(i + 1) in _VAGUE_ENDS:
        return True
    return any(
        word == "to" and tokens.word(j + 1) in _VAGUE_ENDS
        for j, word in enumerate(tokens.words[i + 1 : i + _LONGEST_DATE], start=i + 1)
    )


def _from_to(tokens: Tokens, i: int, conventions: Conventions) -> tuple[Date, int] | None:
    """Such as "from between 1 May 1801 and 3 May 1801 to 5 June 1801": a period with vague ends."""
    first = _parse(tokens, i, conventions)
    if first is None or tokens.word(first[1]) != "to":
        return None
    last = _parse(tokens, first[1] + 1, conventions)
    if last is None or first[0].is_period or last[0].is_period:
        return None
    start, end = first[0].interval, last[0].interval
    if end.is_below(start):
        return None
    return Date(start, end, last[0].precision, "", is_period=True), last[1]


def _single(tokens: Tokens, said: Said) -> tuple[Date, int]:
    """One date, with "or earlier", "onwards" or its calendar after it."""
    name, end = calendar_after(tokens, said.end)
    for words, bound in _AFTERWARDS.items() if tokens.word(end) in _AFTERWARD_STARTS else ():
        if said.days is not None and tokens.matches(end, words):
            return _bound(said, said.days, bound, name), end + len(words)
    return plain_date(said, name), end


def _bounded(
    tokens: Tokens, begin: int, i: int, bound: str, conventions: Conventions
) -> tuple[Date, int] | None:
    """Such as "before 1800", "since May 1889", "from 1818 to 1825"."""
    first = parse_said(tokens, i, conventions)
    if bound == "from" and tokens.word(begin) == "from":
        ranged = day_range(tokens, i, conventions)
        if ranged is None and first is not None:
            ranged = with_second(tokens, first, conventions)
        if ranged is not None:
            return ranged
    if first is None or first.days is None:
        return None
    name, end = calendar_after(tokens, first.end)
    end += tokens.word(end) in ("onwards", "onward")
    return _bound(first, first.days, bound, name), end


def _bound(said: Said, around: Interval, bound: str, name: str) -> Date:
    """The days on one side of a date."""
    low, high = int(around.lo or 0), int(around.hi or 0)
    days = {
        "before": Interval(None, low - 1),
        "until": Interval(None, high),
        "after": Interval(high + 1, None),
        "from": Interval(low, None),
    }[bound]
    return Date(days, days, said.piece.precision, "", calendar=name, convention=said.convention, hedge=bound)
