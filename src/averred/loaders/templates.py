"""What the templates of Wikipedia that only format say; all others are left out by the loader."""

from __future__ import annotations

import re
from typing import Final

from averred.loaders.building import RAISED, shifted

# Templates that say their first parameter, or the one that is named here.
_SAY_FIRST: Final = frozenset(
    [
        "abbr",
        "big",
        "blockquote",
        "center",
        "formatnum",
        "larger",
        "mvar",
        "nobold",
        "nobr",
        "nobreak",
        "noitalic",
        "nowrap",
        "num",
        "quote",
        "small",
        "smaller",
        "tooltip",
        "visible",
        "wrap",
    ]
) | {"as of", "formatted num", "no wrap", "visible anchor"}
_SAY_SECOND: Final = frozenset({"lang", "langx", "transliteration", "font", "color", "colour"})
_SIGNS: Final = {
    "nbsp": "\u00a0",
    "spaces": "\u00a0",
    "thin space": "\u2009",
    "thinsp": "\u2009",
    "hair space": "\u200a",
    "hairsp": "\u200a",
    "minus": "−",
    "snd": " – ",
    "spaced en dash": " – ",
    "spnd": " – ",
    "spaced ndash": " – ",
    "ndash": "–",
    "mdash": "—",
    "!": "|",
    "=": "=",
    "'": "'",
    "-": "—",
    # what shows nothing: keys by which a table is sorted, and where a line may not break
    "dtsh": "",
    "hidden sort key": "",
    "hs": "",
    "nobr begin": "",
    "nobr end": "",
    "nowrap begin": "",
    "nowrap end": "",
    "ntsh": "",
    "number table sorting hidden": "",
}
_BEFORE: Final = {
    "circa": "c. ",
    "c.": "c. ",
    "fl.": "fl. ",
    "floruit": "fl. ",
    "us$": "US$",
    "usd": "US$",
    "gbp": "£",
    "£": "£",
    "€": "€",
    "eur": "€",
    "inr": "₹",
    "₹": "₹",
}
_DATES: Final = ("start date", "end date", "birth date", "death date", "film date", "date")
_JOINERS: Final = {
    "-": "–",
    "–": "–",
    "to": " to ",
    "and": " and ",
    "or": " or ",
    "by": " by ",
    "x": " × ",
    "xx": " × ",
    "+/-": " ± ",
    "±": " ± ",
}


LISTS: Final = frozenset(
    {"bulleted list", "flatlist", "hlist", "plainlist", "ubl", "ublist", "unbulleted list", "cslist"}
)
BREAKS: Final = frozenset({"br", "break", "clear", "crlf", "newline"})
PARTIAL: Final = frozenset({"as of", "convert", "cvt", "film date"} | {f"{date} and age" for date in _DATES})
"""Templates that say more than what is taken from them: a conversion, an age."""

# What stands beside a number on a page and is no part of it: notes, places to link to, small pictures.
_MARKS: Final = re.compile(
    r"(?:anchor|cn|fact|clarify|who|when|which|where|by whom|according to whom|dubious|r|rp|sfn\w*|harvn?b?|"
    r"efn\b.*|refn|ref|note|ref label|note label|notetag|#tag:ref|dead link|disputed.*|vague|specify|cite .*|"
    r"citation|flagicon|flagdeco|flag icon|increase|decrease|steady|0|.*(?: needed|-inline| inline|\?))"
)
_FRACTIONS: Final = ("frac", "fraction", "sfrac")
_SIMPLE: Final = re.compile(r"\d+/\d{1,2}")
_NUMBER: Final = re.compile(r"[+−-]?(?:\d[\d,]*(?:\.\d+)?|\.\d+)")
_MIXED: Final = re.compile(r"(\d+)[+-](\d+/\d{1,2})")
_UNIT: Final = re.compile(r"[^\W\d].*|[°$€£%].*")
_SCALED: Final = re.compile(r"e(3|6|9|12)([^\W\d].*)")
_SCALES: Final = {"3": "thousand", "6": "million", "9": "billion", "12": "trillion"}
_COMPOUND: Final = frozenset({"ch", "feet", "foot", "ft", "lb", "mi", "mile", "st", "yd"})
_VAL_KNOWS: Final = frozenset({"1", "2", "e", "fmt", "p", "u", "ul"})
_SORTED_NUMBER: Final = ("nts", "number table sorting")
_NTS_KNOWS: Final = frozenset({"1", "format", "prefix", "suffix"})
_CIRCA_KNOWS: Final = frozenset({"1", "2", "lk", "sortable"})
_DTS_SHOWS: Final = ("dmy", "iso", "mdy", "ymd")  # all that is known of a day, and not a part of it
_DAY: Final = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ \d{1,2}, \d{4}|\d{4}-\d\d-\d\d")


def is_mark(name: str) -> bool:
    """Whether a template shows a mark or nothing: a number beside it is whole."""
    return _MARKS.fullmatch(name) is not None


def is_fraction(name: str) -> bool:
    """Whether a template shows a fraction, which is part of the number before it."""
    return name in _FRACTIONS or _SIMPLE.fullmatch(name) is not None


def parameters_said(name: str, given: frozenset[str]) -> tuple[str, ...]:
    """The parameters that a template says as they are, one after the other; none of another template.

    Args:
        name: small, with single spaces.
        given: the names of its parameters; "1" is the first without a name.
    """
    if name in _SORTED_NUMBER:
        return tuple(key for key in ("prefix", "1", "suffix") if key in given) if given <= _NTS_KNOWS else ()
    if name in _BEFORE:
        return ("1",) if "1" in given and "2" not in given else ()
    if name in _SAY_SECOND:
        return ("2",) if "2" in given else ()
    if name == "sort":  # by a key, which is shown where nothing else is given
        return next(((key,) for key in ("2", "1") if key in given), ())
    if name in _SAY_FIRST:
        return next(((key,) for key in ("1", "text") if key in given), ())
    return ()


def words_before(name: str) -> str:
    """What a template says before its parameter: `US$`, `c. `."""
    return _BEFORE.get(name, "")


def template_text(name: str, named: dict[str, str]) -> str | None:
    """What a template makes of its parameters; None if that is not known, and it is left out.

    Args:
        name: small, with single spaces.
        named: its parameters as plain text; "1" is the first without a name.
    """
    given = _in_order(named)
    sign = _SIGNS.get(name, None if named else _BEFORE.get(name))  # before what follows the template
    if sign is not None:
        return sign
    if name.startswith("formatnum:"):
        return _number(name.partition(":")[2].strip())
    if _SIMPLE.fullmatch(name):
        return name
    if name in _FRACTIONS:
        return _fraction(given)
    if name in ("convert", "cvt"):
        return _quantity(given, named)
    return _of_number(name, given, named) if given else None


def _in_order(named: dict[str, str]) -> list[str]:
    given: list[str] = []
    while str(len(given) + 1) in named:
        given.append(named[str(len(given) + 1)])
    return given


def _number(words: str) -> str | None:
    """A number as it is written; a whole and a fraction stand apart."""
    mixed = _MIXED.fullmatch(words)
    if mixed:
        return f"{mixed[1]} {mixed[2]}"
    return words if _NUMBER.fullmatch(words) or _SIMPLE.fullmatch(words) else None


def _fraction(given: list[str]) -> str | None:
    """1/2, or with three parameters 12 1/2."""
    parts = ["1", *given] if len(given) == 1 else given
    whole, simple = parts[:-2], "/".join(parts[-2:])
    if len(whole) > 1 or not all(map(str.isdecimal, whole)) or not _SIMPLE.fullmatch(simple):
        return None
    return " ".join([*whole, simple])


def _of_number(name: str, given: list[str], named: dict[str, str]) -> str | None:
    """What a template about a number or a date says."""
    if name in ("sup", "sub"):
        return given[0]
    if name in ("e", "10^", "x10^", "×10^"):
        power = shifted(given[0], RAISED)
        return f"{'' if name == '10^' else '×'}10{power}" if power else None
    if name == "val":
        return _value(given, named)
    if name in ("circa", "c.") and len(given) == 2 and all(given) and named.keys() <= _CIRCA_KNOWS:
        return f"c. {given[0]} – c. {given[1]}"
    if name == "gaps":
        return _number("".join(given)) if len(given) == len(named) else None
    return _date(name, given, named)


def _date(name: str, given: list[str], named: dict[str, str]) -> str | None:
    """A day, a month or a year; by a template for tables also as it is written."""
    is_sorted = name in ("dts", "date table sorting") and named.get("format", "dmy") in _DTS_SHOWS
    if is_sorted and len(given) == 1 and _DAY.fullmatch(given[0]):
        return given[0]
    if (is_sorted or name.removesuffix(" and age") in _DATES) and all(map(str.isdecimal, given)):
        return "-".join(part.zfill(2) for part in given[:3])
    return None


def _value(given: list[str], named: dict[str, str]) -> str | None:
    """A value with its uncertainty, its power of ten and its unit."""
    power = shifted(named.get("e", "0"), RAISED)
    if (
        len(given) > 2
        or not named.keys() <= _VAL_KNOWS
        or not all(map(_NUMBER.fullmatch, given))
        or not power
    ):
        return None
    words = "±".join(given)
    if "e" in named:
        words = f"({words})×10{power}" if len(given) > 1 else f"{words}×10{power}"
    words = named.get("p", "") + words
    unit = named.get("u") or named.get("ul")
    return f"{words} {unit}" if unit else words


def _quantity(given: list[str], named: dict[str, str]) -> str | None:
    """The measured side of a conversion: up to its last measured unit; None if it is not sure."""
    hides = any(word in named.get("disp", "") for word in ("out", "number", "unit"))
    if hides or "spell" in named or named.get("adj", "")[:3] in ("pre", "mid"):
        return None
    words = _number(given[0]) if given else None
    at = 1
    while words and at + 1 < len(given) and given[at] in _JOINERS:
        following = _number(given[at + 1])
        words = following and words + _JOINERS[given[at]] + following
        at += 2
    if words is None or at == len(given):
        return words
    if given[at] not in _COMPOUND and _lesser_units(["ft", *given[at + 1 :]]):
        return None  # as with "to(-)", which is no unit
    unit = _unit(given[at])
    return unit and f"{words} {unit}{_lesser_units(given[at:])}"


def _unit(word: str) -> str | None:
    """A unit; e6km2 is million km2."""
    scaled = _SCALED.fullmatch(word)
    if scaled:
        return f"{_SCALES[scaled[1]]} {scaled[2]}"
    return word if _UNIT.fullmatch(word) and not re.match(r"e\d", word) and word not in _JOINERS else None


def _lesser_units(given: list[str]) -> str:
    """The inches of 5 feet 6 inches: a number after a unit, with a unit of its own."""
    words = ""
    while len(given) > 2 and given[0] in _COMPOUND and _number(given[1]) and _unit(given[2]):
        words += f" {given[1]} {given[2]}"
        given = given[2:]
    return words
