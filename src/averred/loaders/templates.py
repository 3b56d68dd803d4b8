"""What the templates of Wikipedia that only format say; all others are left out by the loader."""

from __future__ import annotations

from typing import Final

from averred.loaders.building import LOWERED, RAISED, shifted

# Templates that say their first parameter, or the one that is named here.
_SAY_FIRST: Final = frozenset(
    [
        "abbr",
        "anchor",
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
    "snd": " – ",
    "spnd": " – ",
    "spaced ndash": " – ",
    "ndash": "–",
    "mdash": "—",
    "!": "|",
    "=": "=",
    "'": "'",
    "-": "—",
}
_BEFORE: Final = {
    "circa": "c. ",
    "c.": "c. ",
    "us$": "US$",
    "usd": "US$",
    "gbp": "£",
    "£": "£",
    "€": "€",
    "eur": "€",
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
    "+/-": " ± ",
}

LISTS: Final = frozenset(
    {"bulleted list", "flatlist", "hlist", "plainlist", "ubl", "ublist", "unbulleted list", "cslist"}
)
PARTIAL: Final = frozenset({"convert", "cvt", "start date and age", "birth date and age"})
"""Templates that say more than what is taken from them: a conversion, an age."""


def template_text(name: str, given: list[str], named: dict[str, str]) -> str | None:
    """What a template says; None if that is not known, and it is left out.

    Args:
        name: small, with single spaces.
        given: its parameters without a name, as plain text.
        named: all of its parameters by name.
    """
    if name in _SIGNS:
        return _SIGNS[name]
    if name in ("convert", "cvt"):
        return _quantity(given)
    if name.startswith("formatnum:"):
        return name.partition(":")[2].strip()
    if not given:
        return named.get("text")
    return _number(name, given[0], named) or _words(name, given)


def _number(name: str, first: str, named: dict[str, str]) -> str | None:
    """What a template about a number says: raised, lowered, a power of ten, with a unit."""
    if name in ("sup", "sub"):
        return shifted(first, RAISED if name == "sup" else LOWERED) or first
    if name in ("e", "10^"):
        return ("×10" if name == "e" else "10") + (shifted(first, RAISED) or f"^{first}")
    if name == "val":
        unit = named.get("u") or named.get("ul")
        return f"{first} {unit}" if unit else first
    return None


def _words(name: str, given: list[str]) -> str | None:
    if name in _BEFORE:
        return _BEFORE[name] + given[0]
    if name.removesuffix(" and age") in _DATES:
        return "-".join(part.zfill(2) for part in given[:3] if part.isdigit())
    if name in _SAY_SECOND and len(given) > 1:
        return given[1]
    return given[0] if name in _SAY_FIRST else None


def _quantity(given: list[str]) -> str:
    """The measured side of a conversion: everything up to its first unit."""
    words = ""
    for part in given:
        if part in _JOINERS:
            words += _JOINERS[part]
        elif part[:1].isdigit() or part[:1] in "+-−.":
            words += part
        else:
            return f"{words} {part}"
    return words
