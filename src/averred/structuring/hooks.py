"""What a single key may hold: a function for each, which gives the value or says what is wrong with it.

They have the two arguments that cattrs gives (the value, and a type that they do not need).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from averred.errors import ReadingError
from averred.structuring.misfit import Misfit, described, shown
from averred.values import Number, exact

CONFIDENCE_WORDS: Final = ("certain", "likely", "possible", "doubtful")
LARGEST_DIGITS: Final = 400
"""More digits than any number of a source has; longer ones cost time and are refused."""
_MOST_BITS: Final = LARGEST_DIGITS * 3
_TOO_LONG: Final = f"the number has more than {LARGEST_DIGITS} digits"


def as_it_is(value: object, _: object = None) -> object:
    """Whatever was written; what it means is looked at elsewhere."""
    return value


def or_none(hook: Callable[[object, object], object]) -> Callable[[object, object], object]:
    """Nothing, as a row of a table may have it, or what a hook reads."""
    if hook is words:
        return _words_or_none
    return lambda value, kind: None if value is None else hook(value, kind)


def _words_or_none(value: object, _: object = None) -> str | None:
    """Nothing, or words: nearly everything that a table holds."""
    if isinstance(value, str) and value.strip():
        return value
    return None if value is None else words(value)


def words(value: object, _: object = None) -> str:
    """Text that says something: not empty, not blank."""
    if not isinstance(value, str):
        hint = "put quotation marks around it" if not isinstance(value, list | Mapping) else ""
        raise Misfit(f"expected text, found {described(value)}", hint)
    if not value.strip():
        raise Misfit("the text is empty", "write the words, or leave the key out")
    return value


def one_or_many(value: object, _: object = None) -> tuple[str, ...]:
    """One text, or a list of them."""
    if isinstance(value, str):
        return (words(value),)
    if not isinstance(value, list):
        raise Misfit(f"expected text or a list of texts, found {described(value)}")
    texts = []
    for index, item in enumerate(value):
        try:
            texts.append(words(item))
        except Misfit as misfit:
            raise Misfit(misfit.message, misfit.help, key=(index,)) from None
    return tuple(texts)


def flag(value: object, _: object = None) -> bool:
    """A truth value."""
    if isinstance(value, bool):
        return value
    hint = "write it without quotation marks" if value in ("true", "false") else ""  # a list has no hash
    raise Misfit(f"expected true or false, found {described(value)}", hint)


def number(value: object, _: object = None) -> Number:
    """An exact number: a whole one or a decimal, finite and of a sane length."""
    if type(value) is int and value.bit_length() <= _MOST_BITS:  # most are
        return value
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        hint = "write it without quotation marks" if isinstance(value, str) else ""
        raise Misfit(f"expected a number, found {described(value)}", hint)
    _refuse_absurd(value)
    return exact(value)


def digits(value: int | Decimal) -> str:
    """The plain decimal digits of a number of a file."""
    _refuse_absurd(value)
    return str(value) if isinstance(value, int) else format(value, "f")


def _refuse_absurd(value: int | Decimal) -> None:
    """Refuses a number that is none, or has more digits than any source gives."""
    if isinstance(value, int):
        if value.bit_length() > _MOST_BITS:
            raise Misfit(_TOO_LONG)
        return
    if not value.is_finite():
        raise Misfit(
            f"{str(value).lower()} is not a number of anything", "write { unknown = true } if it is not known"
        )
    if len(value.as_tuple().digits) > LARGEST_DIGITS or abs(value.adjusted()) > LARGEST_DIGITS:
        raise Misfit(_TOO_LONG)


def percentage(value: object, _: object = None) -> Number:
    """A share such as 0.2 or "20 %"."""
    if isinstance(value, str):
        try:
            part = Fraction(exact(value.strip().removesuffix("%").strip())) / 100
        except ReadingError:
            part = None
        if part is None or "%" not in value:
            raise Misfit(f"expected a share, found {described(value)}", 'write "20 %" or 0.2')
    else:
        part = Fraction(number(value))
    if not 0 <= part <= 10:
        raise Misfit("the share is out of range", 'write "20 %" or 0.2')
    return exact(part)


def date_words(value: object, _: object = None) -> str:
    """A date in words, or a TOML date as ISO 8601."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    if not isinstance(value, str):
        raise Misfit(
            f"expected a date, found {described(value)}", "write 2012-02-26, or the source's words in quotes"
        )
    return words(value)


def day(value: object, _: object = None) -> str:
    """A day as ISO 8601."""
    written = date_words(value)
    try:
        iso = date.fromisoformat(written).isoformat()
    except ValueError:
        iso = ""
    if iso != written:
        raise Misfit(f"expected a day, found {shown(written)}", "write the day as 2012-02-26")
    return written


def choice(*options: str) -> Callable[[object, object], str]:
    """One of a few words."""

    def one_of(value: object, _: object = None) -> str:
        word = words(value)
        if word not in options:
            raise Misfit(f"{shown(word)} is none of {', '.join(options)}", word=word, options=options)
        return word

    return one_of


def share(value: object, _: object = None) -> str:
    """What share of a group: words or a whole number."""
    return digits(value) if isinstance(value, int) and not isinstance(value, bool) else words(value)


def mark(value: object, _: object = None) -> str:
    """A confidence as written: a word, a number, an Admiralty grade."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        if not 0 <= number(value) <= 1:
            raise Misfit(
                "a confidence lies between 0 and 1", "write 0.83, or one of " + ", ".join(CONFIDENCE_WORDS)
            )
        return str(value)
    word = words(value)
    if word in CONFIDENCE_WORDS or (len(word) == 2 and word[0] in "ABCDEF" and word[1] in "123456"):
        return word
    raise Misfit(
        f"{shown(word)} is no confidence",
        f"write one of {', '.join(CONFIDENCE_WORDS)}, a number such as 0.83, or an Admiralty grade (B2)",
        word=word,
        options=CONFIDENCE_WORDS,
    )


def scope(value: object, _: object = None) -> tuple[tuple[str, str], ...]:
    """Further scope keys and their words, by key; several words for one key have no order."""
    if not isinstance(value, Mapping):
        raise Misfit(f"expected a table, found {described(value)}", 'write scope = { method = "…" }')
    pairs = []
    for key, content in value.items():
        try:
            pairs.append((key, "; ".join(sorted(one_or_many(content)))))
        except Misfit as misfit:
            raise Misfit(misfit.message, misfit.help, key=(key,)) from None
    return tuple(sorted(pairs))


def plain(value: object, _: object = None) -> object:
    """Data as it is, frozen: tuples, read-only tables. Refuses infinity and NaN."""
    if isinstance(value, list):
        return tuple(plain(item) for item in value)
    if isinstance(value, Mapping):
        return MappingProxyType({key: plain(item) for key, item in value.items()})
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        _refuse_absurd(value)
    return value
