"""Finds the unit or the currency that stands before or after a number."""

from __future__ import annotations

from functools import cache

from averred.values import units
from averred.values.tokens import Tokens, word_list
from averred.values.unit_tables import PERSON_NOUNS


@cache
def _by_first() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Names of units and money as tokens, by their first word, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    names = {**units.unit_names(), **units.money_names()}
    names.update(dict.fromkeys(("cent", "cents"), "cent"))
    for name in sorted(names, key=len, reverse=True):
        words = tuple(name.replace(".", " . ").split())
        table.setdefault(words[0], []).append((words, names[name]))
    return table


#: Currency signs of more than one token, such as "US" "$".
_SIGNED = {
    sign[:-1]: code
    for sign, code in units.money_symbols().items()
    if len(sign) > 1 and not sign[-1].isalnum()
}
_SIGNS = {sign: code for sign, code in units.money_symbols().items() if len(sign) == 1}
_CODES = {code: code for code in units.currencies()} | {"RMB": "CNY"}
_CURRENCY_STARTS = frozenset(sign.lower() for sign in (*_SIGNS, *_SIGNED, *_CODES, "Rs", "U"))
#: What may stand right before the number of a currency.
CURRENCY_ENDS = frozenset((*_SIGNS, *(code.lower() for code in (*_CODES, "Rs"))))


def currency_before(tokens: Tokens, i: int) -> tuple[str | None, int]:
    """The currency whose sign or code stands at `i`, and the token of the number after it."""
    if tokens.word(i) not in _CURRENCY_STARTS:
        return None, i
    raw = tokens.raw(i)
    if raw in _SIGNS:
        return _SIGNS[raw], i + 1
    sign = tokens.raw(i + 1)
    if raw in _SIGNED and sign in _SIGNS and tokens.glued(i + 1):
        return units.money_symbols().get(raw + sign), i + 2
    if raw == "U" and tokens.matches(i, ("u", ".", "s", ".", "$")):
        return "USD", i + 5
    if raw in _CODES or raw == "Rs":
        return _CODES.get(raw, "INR"), i + 1
    return None, i


def currency_at(tokens: Tokens, i: int) -> tuple[str | None, int]:
    """The currency whose sign, code or name stands at `i`, after a number."""
    money, end = currency_before(tokens, i)
    if money is not None:
        return money, end
    unit, end = named_unit(tokens, i)
    return (unit, end) if unit in units.currencies() else (None, i)


def named_unit(tokens: Tokens, i: int) -> tuple[str | None, int]:
    """The unit or currency whose name begins at `i`, and the token after it."""
    for words, name in _by_first().get(tokens.word(i), ()):
        if tokens.matches(i, words):
            return name, i + len(words)
    return None, i


def unit_at(tokens: Tokens, i: int) -> tuple[str | None, int]:
    """The unit that stands at `i`, after a number, and the token after it; None and `i` if there is none.

    It may be joined by a hyphen ("10-year") and followed by "per" or "/" and another unit.
    """
    word = tokens.word(i)
    if not word:
        return None, i
    dashed = word == "-" and tokens.glued(i) and tokens.glued(i + 1)
    unit, end = _single(tokens, i + dashed)
    if unit is None and not dashed:
        unit, end = _counted(tokens, i)
    return (None, i) if unit is None else _per(tokens, unit, end)


def _single(tokens: Tokens, i: int) -> tuple[str | None, int]:
    """One unit, by its symbol or its name."""
    raw = tokens.raw(i)
    if raw == "°" and tokens.raw(i + 1) in ("C", "F"):
        return ("degree Celsius" if tokens.raw(i + 1) == "C" else "degree Fahrenheit"), i + 2
    if raw in units.unit_symbols() and _is_symbol(tokens, i, raw):
        return _slashed(tokens, i) or (units.unit_symbols()[raw], i + 1)
    unit, end = named_unit(tokens, i)
    if unit is not None:
        return unit, end
    money, end = currency_before(tokens, i)
    if money is not None and not _is_amount(tokens, end):
        return money, end
    return None, i


def _slashed(tokens: Tokens, i: int) -> tuple[str, int] | None:
    """Such as "m/s" and the like, which are units of their own; None if the symbol stands alone."""
    whole = tokens.between(i, i + 3) if len(tokens) >= i + 3 else ""
    return (units.unit_symbols()[whole], i + 3) if whole in units.unit_symbols() else None


def _is_amount(tokens: Tokens, i: int) -> bool:
    """Whether digits follow, so that a currency sign belongs to them and not to the number before."""
    return tokens.word(i)[:1].isdigit()


#: Symbols that are also words, names or initials: a unit only right after digits, or before a stop.
_DOUBTFUL = frozenset(
    (
        "a",
        "in",
        "A",
        "B",
        "C",
        "F",
        "K",
        "N",
        "V",
        "W",
        "t",
        "d",
        "h",
        "s",
        "J",
        "l",
        "L",
        "b",
        "pp",
        "bar",
        "at",
        "mo",
        "ha",
    )
)


def _is_symbol(tokens: Tokens, i: int, raw: str) -> bool:
    """Whether a unit's symbol is meant as one here."""
    if raw == "in":
        return tokens.glued(i) or i + 1 == len(tokens)
    if raw in _DOUBTFUL:
        return (
            tokens.glued(i)
            or i + 1 == len(tokens)
            or tokens.word(i + 1) in (".", ",", ")", "(", ";", "and", "per", "/")
        )
    return True


def _per(tokens: Tokens, unit: str, end: int) -> tuple[str, int]:
    """A unit with the "per hour", "/s" or "an hour" that follows it."""
    word = tokens.word(end)
    if word == "per" or (word == "/" and tokens.glued(end) and tokens.glued(end + 1)):
        below, after = _single(tokens, end + 1)
        if below is not None and below in units.definitions() and unit != units.PERCENT:
            return _compound(unit, below), after
    return unit, end


def _compound(unit: str, below: str) -> str:
    """The name of "so many of this per that"."""
    return f"{unit} per {below}"


#: Words after a number that are no plural noun, though they end in "s".
NO_NOUNS = frozenset(
    word_list(
        """
    as is was has this its his hers us yes always perhaps sometimes across plus minus less thus
    towards besides years ago's does goes says vs versus others ours theirs yours whereas unless
    afterwards upwards downwards overseas news politics series its's ss twice times is's
    """
    )
)


def _counted(tokens: Tokens, i: int) -> tuple[str | None, int]:
    """The thing that is counted: people of some kind, or a plural noun right after the number."""
    word = tokens.word(i)
    if word in PERSON_NOUNS and word not in ("crew", "staff", "personnel"):
        return "person", i + 1
    second = tokens.word(i + 1)
    if second in PERSON_NOUNS and second[-1] in "sne" and word.isalpha() and word not in LINKS:
        return "person", i + 2
    if word in ("crew", "staff", "personnel"):
        return "person", i + 1
    if (
        len(word) > 3
        and word.endswith("s")
        and word.isalpha()
        and tokens.raw(i) == word
        and word not in NO_NOUNS
        and not word.endswith("ss")
    ):
        return units.singular(word), i + 1
    return None, i


#: Nouns of which "no" says that there were none: "no survivors". Of other things it mostly says less.
NOBODY = frozenset(
    (
        *(noun for noun in PERSON_NOUNS if noun.endswith(("s", "people", "men", "women", "children"))),
        *word_list("injuries casualties deaths fatalities arrests"),
    )
)
#: Words between a number and a noun of people that end the quantity before it.
LINKS = frozenset(
    word_list(
        """
    and or but of in on at by to for from with as the a an were was is are be been had has have who
    that which when while where than after before during if so because since until till per between
    among against about into their his her its our your my this these those all some any no not
    """
    )
)
