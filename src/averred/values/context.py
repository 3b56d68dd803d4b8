"""What the words around a number say about it: part of a name, a time of day, a year, a telephone number."""

from __future__ import annotations

from averred.values.date_words import MONTHS
from averred.values.parsed import Parsed
from averred.values.tokens import Tokens, word_list
from averred.values.unit_words import CURRENCY_ENDS, currency_before, unit_at

_DASHES = frozenset("-–—−")
_ARTICLES = frozenset(("a", "an"))
_SCALED = frozenset(
    word_list(
        """
        hundred thousand million billion trillion dozen half third quarter few couple handful fifth tenth
        """
    )
)
#: Nouns whose number is a name: "Route 66", "page 3".
_NUMBERED = frozenset(
    word_list(
        """
    version chapter page pages route gate highway flight room apartment flat no number nr article
    section figure table platform channel boeing airbus model type act part volume vol issue level
    class grade phase stage round group district ward zone terminal line track bus tram interstate
    windows iphone galaxy psalm verse sonata symphony op opus box suite lane rule resolution
    directive regulation paragraph clause annex appendix item step question lot plot building block
    unit engine formula marker mile exit season episode series game covid mark ps league division
    port figs fig figures nos pp chapters sections verses tables paragraphs articles appendices volumes
    routes mach ph per title catalogue catalog isbn doi tel phone fax telephone call zip postcode
    """
    )
)
_STREETS = frozenset(
    [
        "road",
        "street",
        "avenue",
        "lane",
        "square",
        "drive",
        "boulevard",
        "way",
        "place",
        "court",
        "row",
        "terrace",
        "st",
        "rd",
        "ave",
        "blvd",
    ]
)
_STRONG = frozenset(word_list("in since during until till year circa"))
_JOINTS = frozenset(("to", "and", "-", "–", "—", "of", "through"))
_OPENERS = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "by",
        "of",
        "for",
        "from",
        "with",
        "and",
        "or",
        "but",
        "some",
        "about",
        "over",
        "under",
        "nearly",
        "almost",
        "only",
        "just",
    ]
)


def skip_chain(tokens: Tokens, i: int) -> int:
    """The token after a telephone number, a score or a version at `i`; `i` if there is none."""
    word = tokens.words[i]
    if tokens.word(i - 1) == "+" and tokens.glued(i) and not tokens.glued(i - 1):
        end = _after_digits(tokens, i)
        return end if end > i + 1 else i
    if word[0] == "0" and len(word) > 1 and word.isdecimal() and tokens.word(i + 1)[:1].isdigit():
        return _after_digits(tokens, i)
    end, parts = i + 1, 1
    while (
        tokens.word(end) in _DASHES
        and tokens.glued(end)
        and tokens.glued(end + 1)
        and tokens.word(end + 1).isdecimal()
    ):
        end, parts = end + 2, parts + 1
    if parts == 2 and word.isdecimal() and (_is_score(tokens, i, end) or tokens.word(end - 1)[0] == "0"):
        return end
    return end if parts > 2 and not _is_iso(tokens, i, parts) else i


def _after_digits(tokens: Tokens, i: int) -> int:
    """The token after the groups of digits that begin at `i`, perhaps joined by dashes."""
    while tokens.word(i)[:1].isdigit() or (tokens.word(i) in _DASHES and tokens.word(i + 1)[:1].isdigit()):
        i += 1
    return i


def slashed(tokens: Tokens, i: int) -> int:
    """The token after "24/7", "9/11", "4/2008" or a date that may be two; `i` if none stands there, or "3/4".

    With a slash only a proper fraction of two small numbers is a number in running text.
    """
    end = i + 1
    while tokens.word(end) == "/" and tokens.glued(end) and tokens.word(end + 1)[:1].isdecimal():
        end += 2
    if end == i + 1:
        return i
    above, below = tokens.words[i], tokens.words[i + 2]
    is_share = above.isdecimal() and below.isdecimal() and int(above) < int(below) <= 100
    return i if end == i + 3 and is_share and (above, below) != ("9", "11") else end


def _is_score(tokens: Tokens, i: int, end: int) -> bool:
    """Such as "3-1": two small numbers, the first one not the smaller."""
    return (
        int(tokens.words[i]) >= int(tokens.words[end - 1])
        and len(tokens.words[i]) < 3
        and len(tokens.words[end - 1]) < 3
    )


def _is_iso(tokens: Tokens, i: int, parts: int) -> bool:
    """Whether three groups of digits are a date of ISO 8601."""
    return (
        parts == 3
        and len(tokens.words[i]) == 4
        and len(tokens.words[i + 2]) == 2
        and len(tokens.words[i + 4]) == 2
    )


def is_time(tokens: Tokens, i: int) -> bool:
    """Whether the number at `i` belongs to a time of day, a ratio of the kind 3:1, or a code."""
    before, after = tokens.word(i - 1), tokens.word(i + 1)
    if after == ":" and tokens.glued(i + 1) and tokens.glued(i + 2) and tokens.word(i + 2)[:1].isdigit():
        return True
    if (
        before in (":", "#", "/", "_", "@", "№", "§")
        and tokens.glued(i)
        and not (before == "/" and tokens.word(i - 2)[:1].isdigit())
    ):
        return True
    if before == "[" and after == "]":
        return True
    if after in _CLOCK or (before in ("past", "to") and tokens.word(i - 2) in ("half", "quarter")):
        return True
    return after in ("a", "p") and tokens.matches(i + 1, (after, ".", "m"))


_CLOCK = frozenset(("am", "pm", "o'clock", "o’clock", "gmt", "utc", "noon", "midnight"))
_DATE_NOUNS = frozenset(("century", "millennium", "half"))
_DATE_ENDINGS = frozenset(("st", "nd", "rd", "th", "s"))
_SEASON_NAMES = frozenset(("spring", "summer", "autumn", "winter", "fall"))


def leads_to_date(tokens: Tokens, i: int, *, is_month: bool) -> bool:
    """Whether it is worth to try the grammar of dates on the token at `i`."""
    word, after = tokens.words[i], tokens.word(i + 1)
    if is_month:
        return tokens.raw(i)[:1].isupper() or word in _SEASON_NAMES
    if after in MONTHS or after in _DATE_NOUNS or (after in _DATE_ENDINGS and tokens.glued(i + 1)):
        return True
    if not word.isdecimal():
        return tokens.word(i + 2) in _DATE_NOUNS or (after == "of" and tokens.word(i + 2) in MONTHS)
    if len(word) == 4 or after in _ERAS or after == "/" or tokens.word(i - 1) in ("ad", "/"):
        return True
    ahead = tokens.words[i + 2 : i + 5]
    return after in _JOINTS and (not _ERAS.isdisjoint(ahead) or any(other in MONTHS for other in ahead))


#: After these a number of four digits is a quantity, however much it looks like a year.
_COUNTING = frozenset(
    word_list("than least most some over nearly almost $ € £ above below exceed range exactly total")
)
_SCALE_WORDS = frozenset(("million", "billion", "thousand"))
_ERAS = frozenset(("bc", "bce", "b", "ad", "ce", "a"))


def is_date_year(tokens: Tokens, i: int, end: int) -> bool:
    """Whether a number is a year here, where the grammar of dates has read it as one."""
    before, word = tokens.word(i - 1), tokens.words[i]
    if before in ("ad", "ce", "year", "c") or tokens.word(i - 2) == "c":
        return True
    if not _ERAS.isdisjoint(tokens.words[i + 1 : end]):
        return True
    if before in _STRONG:
        return True
    if before in _COUNTING or before in _NUMBERED or currency_before(tokens, i - 1)[0] is not None:
        return False
    if unit_at(tokens, end)[0] is not None or tokens.word(end) in _SCALE_WORDS:
        return False
    return 1_500 <= int(word) <= 2_100


_ABBREVIATED = frozenset(("no", "nr", "vol", "op", "p", "pp", "art"))


def is_name(tokens: Tokens, i: int, one: Parsed) -> bool:
    """Whether the digits at `i` are part of a name, an address or a code: "Route 66", "221 Orchard Road"."""
    before = tokens.word(i - 1)
    if before in (".", *_DASHES) and tokens.glued(i) and tokens.glued(i - 1):
        return True
    if before in _NUMBERED or (before == "." and tokens.word(i - 2) in _ABBREVIATED):
        return one.unit is None or before == "per"
    if any(tokens.word(j) in _STREETS and tokens.raw(j)[:1].isupper() for j in range(i + 1, one.end + 3)):
        return True
    if one.unit is not None or not tokens.words[i].isdecimal() or one.end != i + 1:
        return False
    return _is_code(tokens, i) or _follows_a_name(tokens, i)


#: Signs that multiply the digits before them, in Chinese and Japanese, from ten up.
_MULTIPLIERS = frozenset("十百千万萬億亿兆")


def _is_code(tokens: Tokens, i: int) -> bool:
    """Whether a letter or two stand right after the digits ("4B"), or what multiplies them ("3万").

    A script without capitals has no such codes: in "300人" the sign is the word for what is counted.
    """
    after = tokens.raw(i + 1)
    if not tokens.glued(i + 1):
        return False
    return after[0] in _MULTIPLIERS or (after.isalpha() and len(after) < 3 and after.upper() != after.lower())


def _follows_a_name(tokens: Tokens, i: int) -> bool:
    """Whether a capitalised word stands before the digits, inside a sentence: "a Boreal 737"."""
    before = tokens.word(i - 1)
    if not tokens.raw(i - 1)[:1].isupper() or not before.isalpha() or before in _OPENERS:
        return False
    return i >= 2 and tokens.word(i - 2) not in (".", "!", "?", ":", '"', "“")


def number_start(tokens: Tokens, i: int, done: int) -> int:
    """The first token of the number at `i`: its sign, its currency, or the "a" of "a hundred"."""
    if i <= done:
        return i
    start = i
    if tokens.words[i] in _SCALED and tokens.words[i - 1] in _ARTICLES:
        start = i - 1
    before = tokens.words[start - 1]
    if before == "." and tokens.glued(start) and not tokens.glued(start - 1) and tokens.words[i][0].isdigit():
        start -= 1
        before = tokens.word(start - 1)
    if before in ("minus", "negative") or (
        before in ("-", "−") and tokens.glued(start) and _is_sign(tokens, start - 1)
    ):
        start -= 1
    for back in (5, 2, 1) if tokens.words[start - 1] in CURRENCY_ENDS else ():
        place = start - back
        if place >= done and currency_before(tokens, place)[0] and currency_before(tokens, place)[1] == start:
            return place
    return start


def _is_sign(tokens: Tokens, i: int) -> bool:
    """Whether the dash at `i` is a minus: nothing but a space, a bracket or a comparison stands before it."""
    return i == 0 or not tokens.glued(i) or tokens.words[i - 1] in ("(", "<", ">", "=", "$", "€", "£")
