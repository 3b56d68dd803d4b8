"""Reads whole phrases: nothing of the words may be left over."""

from __future__ import annotations

import re

import attrs

from averred.errors import ReadingError
from averred.values import units
from averred.values.conventions import Conventions
from averred.values.date_phrases import parse_date
from averred.values.date_words import ordinal_at
from averred.values.dates import Date
from averred.values.digits import last_digit, read_digits
from averred.values.interval import Interval, exact
from averred.values.numerals import parse_numeral
from averred.values.parsed import Parsed
from averred.values.quantity_phrases import phrase_at, quantity, says_again
from averred.values.tokens import Tokens, word_list
from averred.values.unit_tables import PERSON_NOUNS
from averred.values.unit_words import LINKS, NO_NOUNS
from averred.values.value import Ordinal, Quantity

_MOST_CHARACTERS = 1_000
_DIGITS = re.compile(r"[0-9]+(?:[.,'’][0-9]+)*")  # as `averred.values.tokens` cuts them
#: Words that say nothing about how many, before and after a quantity.
_BEFORE = frozenset(
    word_list(
        """
    on in at by for of with the a an from between is was were are ranged ranging range ranges number
    numbers estimates estimate attendance total to there number's it record
    """
    )
)
_AFTER = frozenset(
    word_list(
        """
    - strong of them in total altogether overall online each old ago long wide high tall deep away apiece all
    . the worldwide per cent cents
    """
    )
)


def _tokens(text: str, kind: str) -> Tokens:
    """The tokens of a phrase.

    Raises:
        ReadingError: if the phrase is empty or absurdly long.
    """
    tokens = Tokens(text) if len(text) <= _MOST_CHARACTERS else None
    if not tokens:
        said = "the value is empty" if tokens is not None else f"{text[:40]!r}… is too long to be a phrase"
        raise ReadingError(
            said, suggestion=f"write the source's own words for the {kind}, without the rest of the sentence"
        )
    return tokens


def read_quantity(text: str, unit: str | None, conventions: Conventions, *, spread: bool = False) -> Quantity:
    """See `averred.values.wording.read_quantity`."""
    try:
        return _in_our_units(text, unit, conventions, spread=spread)
    except ReadingError as error:
        try:
            found = (
                None if unit is None or len(text) > _MOST_CHARACTERS else _by_pint(text, unit, conventions)
            )
        except ImportError:
            advice = (error.suggestion, "pip install 'averred[units]' knows more units")
            raise ReadingError(error.message, suggestion="; ".join(filter(None, advice))) from None
        if found is None:
            raise
        return attrs.evolve(found, spread=spread)


def _by_pint(text: str, unit: str, conventions: Conventions) -> Quantity | None:
    """A quantity whose unit only pint knows, in one of ours ("32 psi" in pascals); None if there is none.

    Raises:
        ReadingError: if its factor is not exact.
        ImportError: if pint is not installed.
    """
    target = units.canonical(unit)
    if units.find_unit(target) is None:
        return None
    from averred.values import other_units

    for number, name in other_units.splits(text):
        try:
            found = _in_our_units(number, target, conventions)
        except ReadingError:
            continue
        factor = other_units.factor(name, target)
        if factor is not None:
            centre = None if found.centre is None else exact(found.centre * factor)
            return attrs.evolve(found, interval=found.interval.scale(factor), centre=centre, text=text)
    return None


def _in_our_units(text: str, unit: str | None, conventions: Conventions, *, spread: bool = False) -> Quantity:
    """A quantity in units of our own tables.

    Raises:
        ReadingError: if it is none.
    """
    number = _number_alone(text, conventions)
    if number is not None:
        return quantity(number, text, unit, conventions, spread=spread)
    return _in_words(text, unit, conventions, spread=spread)


def _number_alone(text: str, conventions: Conventions) -> Parsed | None:
    """The number of a text that is one token of digits; None for anything else, and where it is ambiguous.

    The grammar reads the same in it; most values of rows are such.
    """
    if not _DIGITS.fullmatch(text):
        return None
    value = read_digits(text, conventions.decimal_mark)
    if value is None:
        return None
    step = 1 if text.isdigit() else last_digit(text, value)
    return Parsed(Interval.point(value), None, 1, None, value, step)


def _in_words(text: str, unit: str | None, conventions: Conventions, *, spread: bool = False) -> Quantity:
    """A quantity by its grammar.

    Raises:
        ReadingError: if it is none.
    """
    tokens = _tokens(text, "number")
    wanted = None if unit is None else units.find_unit(units.canonical(unit))
    tokens.metres = wanted is not None and wanted.dimension == "length"
    for i in range(len(tokens)):
        found = phrase_at(tokens, i, conventions)
        if found is None or not _only(tokens, 0, found[1], _BEFORE):
            continue
        one, __ = found
        if _only(tokens, one.end, len(tokens), _AFTER) or _is_restated(tokens, one, conventions):
            return quantity(one, text, unit, conventions, spread=spread)
        named = _with_noun(tokens, one, unit)
        if named is not None:
            return quantity(named, text, unit, conventions, spread=spread)
        break
    raise ReadingError(f"{text!r} is not a quantity that can be read", suggestion=_advice(text))


def _is_restated(tokens: Tokens, one: Parsed, conventions: Conventions) -> bool:
    """Whether the rest only says the quantity again in another unit: "1.5 kg (3.3 lb)"."""
    if tokens.word(one.end) != "(" or tokens.word(len(tokens) - 1) != ")":
        return False
    for i in range(one.end + 1, len(tokens) - 1):
        again = phrase_at(tokens, i, conventions)
        if again is not None and again[1] == one.end + 1 and again[0].end == len(tokens) - 1:
            first, second = (quantity(each, "", None, conventions) for each in (one, again[0]))
            return says_again(first, second)
    return False


def _only(tokens: Tokens, begin: int, end: int, words: frozenset[str]) -> bool:
    """Whether nothing but such words stands there."""
    return all(word in words for word in tokens.words[begin:end])


def _with_noun(tokens: Tokens, one: Parsed, unit: str | None) -> Parsed | None:
    """A quantity of things whose name has other words before it: "nine brown cows"."""
    rest = tokens.words[one.end :]
    if len(rest) > 4 or len(rest[-1]) < 4 or one.unit is not None or not all(word.isalpha() for word in rest):
        return None
    if rest[0] == "of":
        return one._replace(end=len(tokens)) if _is_share(one) else None
    numbers = any(parse_numeral(tokens, i) is not None for i in range(one.end, len(tokens)))
    if numbers or not (NO_NOUNS | LINKS).isdisjoint(rest):
        return None
    noun = rest[-1]
    name = "person" if noun in PERSON_NOUNS else units.singular(noun)
    if unit in (name, noun) or (unit is None and noun.endswith("s")):
        return one._replace(unit=unit or name, end=len(tokens))
    return None


def _is_share(one: Parsed) -> bool:
    """Whether it is a part of something: "two thirds of the members"."""
    return one.step is None and one.centre is not None and 0 < one.centre < 1


def _advice(text: str) -> str:
    """What to write instead of a phrase that was not read."""
    if any(
        part.count(".") == 1 and len(part.split(".")[1]) == 3 for part in text.split() if part[:1].isdigit()
    ):
        return "1.234 may be a decimal or thousands: write 1,234 or 1.2340, or set decimal-mark"
    return 'write the number and its unit as the source does ("around 200,000"), or { min, max, text }'


def read_date(text: str, conventions: Conventions) -> Date:
    """See `averred.values.wording.read_date`."""
    stripped = text.strip()
    tokens = _tokens(stripped, "date")
    date = _edtf_date(stripped, conventions) if _may_be_edtf(stripped) else None
    if date is not None:
        return attrs.evolve(date, text=text)
    found = parse_date(tokens, 0, conventions)
    if found is None or found[1] != len(tokens):
        raise ReadingError(
            f"{text[:80]!r} is not a date that can be read",
            suggestion='write "8 May 2008", "May 2008", "early 1970s", or ISO 8601-2 such as 2008-05-08',
        )
    return attrs.evolve(found[0], text=text)


def _may_be_edtf(text: str) -> bool:
    """Whether a date may be EDTF and nothing else; a plain day or year is the same in both grammars.

    The grammar of EDTF takes longer to load than most dates to read.
    """
    is_plain = len(text) in (4, 10) and text.replace("-", "").isdecimal() and text[0] not in "-0"
    is_day = len(text) == 10 and text[4] == text[7] == "-"
    return not (is_plain and (len(text) == 4 or is_day)) and not any(letter.islower() for letter in text)


def _edtf_date(text: str, conventions: Conventions) -> Date | None:
    """The date of a text of EDTF; None if it is none."""
    from averred.values import edtf

    try:
        return edtf.read(text, conventions)
    except ReadingError:
        return None


def read_ordinal(text: str) -> Ordinal:
    """See `averred.values.wording.read_ordinal`."""
    tokens = _tokens(text, "place in a row")
    begin = int(tokens.word(0) == "the")
    number, end = ordinal_at(tokens, begin)
    if not number or end != len(tokens):
        raise ReadingError(
            f"{text[:80]!r} is not an ordinal that can be read", suggestion='write "twentieth" or "20th"'
        )
    return Ordinal(number, text)


def read_any(text: str, unit: str | None, conventions: Conventions) -> Quantity | Date | Ordinal:
    """A date, else an ordinal, else a quantity; a bare number is a year only from 1000 to 2100."""
    stripped = text.strip()
    digits = stripped.rstrip("%")
    is_year = len(digits) == 4 and digits.isdecimal() and 1000 <= int(digits) <= 2100
    # "25%" is no century of which little is known, though ISO 8601-2 writes one so.
    if digits.isdecimal() and not is_year:
        return read_quantity(text, unit, conventions)
    try:
        return read_date(text, conventions)
    except ReadingError:
        pass
    try:
        return read_ordinal(text)
    except ReadingError:
        return read_quantity(text, unit, conventions)
