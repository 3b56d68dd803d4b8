"""The forms of lines of JSON that surely mean the same to the engine as to Python, as patterns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from averred.engine import sql
from averred.engine.columns import ASIDE, TEXTS
from averred.engine.known import BOUNDS, OPEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Keys with texts, with true or false, and what those of the scope begin with.
WORDS: Final = (*TEXTS, "during", "as-of")
FLAGS: Final = ("truth", "unknown", "none", *OPEN)
SCOPE: Final = "scope."
LISTS: Final = ("one-of", "derived-from")
#: Lines from this many bytes on are odd: few facts are as long, and those that are too long not sound.
_LONG: Final = 65_536


def is_aside(key: str) -> bool:
    """Whether a key changes nothing of what a screen looks at."""
    return key in ASIDE or key.startswith(SCOPE)


def is_key(key: str) -> bool:
    """Whether the engine knows what a key of a row means."""
    return key in {*WORDS, *BOUNDS, *FLAGS, *LISTS} or is_aside(key)


class Forms:
    """The forms of plain lines with some keys.

    Simple is a line of texts and numbers alone, in which each key with a text makes four quotation marks and
    each one with a number two: if there are more, a key stands there twice. Of a line with escapes, lists or
    nulls, or a number for an id, the engine lists the keys, which takes as long as to read the line.

    Attributes:
        types: the keys, with the types of their columns.
        aside: those that change nothing of what a screen looks at.
        query: the values of each line of the table `incoming`, and whether the one of `value` is a number
            (`counted`); of a line that is not plain there are none.
        is_told: that a line has one of the forms, and no key twice.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self.aside = [key for key in keys if is_aside(key)]
        self._numbers = [key for key in keys if key in BOUNDS]
        self._words = [key for key in keys if key in WORDS]
        self._links = [key for key in keys if key == "derived-from"]
        self._flags = [key for key in keys if key in FLAGS]
        self._lists = [key for key in keys if key == "one-of"]
        self.types = {
            **dict.fromkeys([*self._words, *self._links, *self.aside], "VARCHAR"),
            **dict.fromkeys(self._numbers, "DOUBLE"),
            **dict.fromkeys(self._flags, "BOOLEAN"),
            **dict.fromkeys(self._lists, "VARCHAR[]"),
        }
        marks = [
            f"CASE WHEN r.{sql.column(name)} IS NULL THEN 0 ELSE {count} END" for name, count in self._marks()
        ]
        self.is_told = f"CASE WHEN simple THEN marks = {' + '.join(marks)} ELSE once END"
        self.query = self._query()

    def _marks(self) -> Iterable[tuple[str, str]]:
        """How many quotation marks each key makes with its value."""
        for name, kind in self.types.items():
            if kind == "VARCHAR[]":
                yield name, f"2 + 2 * len(r.{sql.column(name)})"
            elif name == "value":
                yield name, "CASE WHEN counted THEN 2 ELSE 4 END"
            else:
                yield name, "4" if kind == "VARCHAR" else "2"

    def _query(self) -> str:
        types = ", ".join(f'"{name}": {_of_json(kind)}' for name, kind in self.types.items())
        parsed = f"CASE WHEN simple OR wide THEN from_json(line, '{{{types}}}') END"
        once = "len(json_keys(line)) = len(list_distinct(json_keys(line)))"
        is_wide = f"CASE WHEN simple THEN false ELSE {_is_of(self._pairs(is_wide=True))} END"
        short = f"SELECT n, marks, CASE WHEN strlen(line) < {_LONG} THEN line END AS line FROM incoming"
        told = f"SELECT *, {_is_of(self._pairs(is_wide=False))} AS simple FROM ({short})"
        told = f"SELECT *, {is_wide} AS wide FROM ({told})"
        return (
            f"SELECT n, marks, simple, CASE WHEN wide THEN {once} END AS once, {_COUNTED} AS counted, "
            f"unnest({parsed}) FROM ({told})"
        )

    def _pairs(self, *, is_wide: bool) -> list[str]:
        """The patterns of a key with its value."""
        text, link = (_LONG_TEXT, _LONG_LINK) if is_wide else (_TEXT, _LINK)
        null = "|null" if is_wide else ""
        pairs = [
            (self._words, f"{text}{null}"),
            (self._numbers, f"{NUMBER}{null}"),
            (["value"], _DIGITS),
            (self._links, f"{link}{null}"),
            ([key for key in self.aside if key != "via"], f"{_ANYTHING}{null}" if is_wide else text),
            ([key for key in self.aside if key == "via"], f"{_ANY_TEXT}{null}" if is_wide else text),
            ([key for key in self.aside if is_wide and key in {"tags", "via"}], TAGS),
            (self._flags, f"true|false{null}"),
            (self._lists, f"{LIST if is_wide else _LIST}{null}"),
            (["id"] * is_wide, _WHOLE),
        ]
        return [
            f'"(?:{"|".join(map(re.escape, keys))})"{_SPACE}:{_SPACE}(?:{value})'
            for keys, value in pairs
            if keys
        ]


_SPACE: Final = r"[ \t]*"
_SIGN: Final = r'[^"\\\x00-\x1f\x7f]'
_FIRST_SIGN: Final = r'[^"\\\x00-\x1f\x7f\[]'
#: Signs that are written with a backslash and are nothing but signs.
_ESCAPE: Final = (
    r'\\["\\/]|\\u(?:[1-9a-cefA-CEF][0-9a-fA-F]{3}|[dD][0-7][0-9a-fA-F]{2}|0[1-9a-fA-F][0-9a-fA-F]{2}'
    r"|00[a-fA-F][0-9a-fA-F])"
)
_TEXT: Final = f'"{_SIGN}*"'
_LONG_TEXT: Final = f'"(?:{_SIGN}|{_ESCAPE})*"'
_LINK: Final = rf'"(?:{_FIRST_SIGN}{_SIGN}*)?"|\[{_SPACE}{_TEXT}{_SPACE}\]'
_LONG_LINK: Final = (
    rf'"(?:(?:{_FIRST_SIGN}|{_ESCAPE})(?:{_SIGN}|{_ESCAPE})*)?"'
    rf"|\[{_SPACE}(?:{_LONG_TEXT}{_SPACE}(?:,{_SPACE}{_LONG_TEXT}{_SPACE})*)?\]"
)
_LIST: Final = rf"\[{_SPACE}{_TEXT}{_SPACE}(?:,{_SPACE}{_TEXT}{_SPACE})*\]"
LIST: Final = rf"\[{_SPACE}{_LONG_TEXT}{_SPACE}(?:,{_SPACE}{_LONG_TEXT}{_SPACE})*\]"
_WHOLE: Final = "0|[1-9][0-9]{0,14}"
#: Numbers of at most 15 digits, which doubles tell apart. Python has no zero with a sign.
NUMBER: Final = rf"{_WHOLE}|-[1-9][0-9]{{0,14}}|(?:0|-?[1-9][0-9]{{0,5}})\.[0-9]{{1,9}}"
#: Numbers whose digits the engine gives as they stand: not 1.50, nor 0.00001, which has an exponent there.
_DIGITS: Final = (
    rf"{_WHOLE}|-[1-9][0-9]{{0,14}}|-?[1-9][0-9]{{0,5}}\.[0-9]{{0,8}}[1-9]"
    r"|-?0\.0{0,3}[1-9](?:[0-9]{0,9}[1-9])?"
)
#: No sign but a colon comes between a key and its value, and within a text is no quotation mark.
_COUNTED: Final = rf"""COALESCE(regexp_matches(line, '"value"{_SPACE}:{_SPACE}[-0-9]'), false)"""
_ANY_TEXT: Final = rf'"(?:{_SIGN}|{_ESCAPE}|\\[bfnrt])*"'
_ANYTHING: Final = rf"{_ANY_TEXT}|true|false|{NUMBER}"
#: Lists of texts, of any signs or of those that need no care.
TAGS: Final = rf"\[{_SPACE}{_ANY_TEXT}{_SPACE}(?:,{_SPACE}{_ANY_TEXT}{_SPACE})*\]"


def _is_of(pairs: Iterable[str]) -> str:
    """Whether a line is one object of such pairs."""
    pair = f"(?:{'|'.join(pairs)})"
    form = rf"{_SPACE}\{{{_SPACE}{pair}{_SPACE}(?:,{_SPACE}{pair}{_SPACE})*\}}[ \t\r]*"
    return f"COALESCE(regexp_full_match(line, {sql.quoted(form)}), false)"


def _of_json(kind: str) -> str:
    """A type as the engine's reader of JSON is told it."""
    return '["VARCHAR"]' if kind == "VARCHAR[]" else f'"{kind}"'
