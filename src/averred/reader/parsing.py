"""The bytes of a fact file → tables; or what is wrong, in plain words, with line and column."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from typing import Any, Final

from averred.spans import line_and_column
from averred.structuring import LARGEST_DIGITS, shown

LARGEST_FILE: Final = 8 * 1024 * 1024
_MOST_KEY_PARTS: Final = 100
_WORTH_A_LOOK: Final = 16_384
"""Below this size even a key of dots alone costs tomllib, which is quadratic in them, no time."""


class BrokenFileError(Exception):
    """A file that is no TOML.

    Attributes:
        message: what is wrong.
        help: what can be done.
        line, column: where, counted from 1.
    """

    def __init__(self, message: str, help: str, line: int = 1, column: int = 1) -> None:  # noqa: A002 - as findings call it
        super().__init__(message)
        self.message = message
        self.help = help
        self.line = line
        self.column = column


def parse(data: bytes) -> tuple[dict[str, Any], str]:
    """The tables of a fact file and its text (newlines as `\\n`, no byte order mark).

    Raises:
        BrokenFileError: for anything that is not TOML, too large, too deep.
    """
    if len(data) > LARGEST_FILE:
        raise BrokenFileError("the file is larger than 8 MB", "split it: a folder may hold many fact files")
    text = _decode(data).replace("\r\n", "\n")
    if "\0" in text:
        raise BrokenFileError("the file holds a NUL byte", "save it as plain text", *line_and_column(text, text.index("\0")))
    if len(text) > _WORTH_A_LOOK:
        _refuse_endless_keys(text)
    try:
        return tomllib.loads(text, parse_float=_exact_decimal), text
    except RecursionError:
        raise BrokenFileError("lists or tables are nested too deeply", "no key of a fact file needs more than three levels") from None
    except tomllib.TOMLDecodeError as error:
        raise _explained(str(error), text) from None
    except ValueError:
        raise _long_number(text) from None


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").replace("\r\n", "\n")
        utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
        message = "the file is UTF-16, not UTF-8" if utf16 else f"byte {data[error.start]:#04x} is not UTF-8"
        where = line_and_column(before, len(before))
        raise BrokenFileError(message, "save the file as UTF-8", *where) from None


def _exact_decimal(digits: str) -> Decimal:
    """A TOML float as it is written. A million digits cost `Decimal` no time, so its length is judged later."""
    return Decimal(digits)


def _refuse_endless_keys(text: str) -> None:
    part = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+"""
    match = re.search(rf"(?:{part}\.[ \t]*+){{{_MOST_KEY_PARTS}}}", text)
    if match:
        raise BrokenFileError(
            f"a key has more than {_MOST_KEY_PARTS} parts", "write fact.some-id.key at most", *line_and_column(text, match.start())
        )


def _long_number(text: str) -> BrokenFileError:
    """Python refuses to read a whole number of some thousand digits, and does not say where it stands."""
    match = re.search(rf"[0-9_]{{{LARGEST_DIGITS},}}", text)
    where = line_and_column(text, match.start()) if match else (1, 1)
    return BrokenFileError("a number has too many digits", "put it in quotation marks if it is meant as words", *where)


def _explained(message: str, text: str) -> BrokenFileError:
    """tomllib's error in our words, at its place."""
    found = re.search(r" \((?:at line (\d+), column (\d+)|at end of document)\)$", message)
    what = message[: found.start()] if found else message
    if found and found[1]:
        line, column = int(found[1]), int(found[2])
    else:
        line, column = line_and_column(text, len(text.rstrip("\n")))
    lines = text.split("\n")
    content = lines[line - 1] if line <= len(lines) else ""
    says, hint = _in_plain_words(what, content, content[column - 1 : column])
    return BrokenFileError(says, hint, line, column)


_PLAIN: Final = (
    ("Cannot overwrite a value", "a key stands twice in one table", "rename or remove one of the two"),
    ("Cannot mutate immutable", "a table is written in two places", "keep it in one place"),
    ("Cannot redefine namespace", "a table is written in two places", "keep it in one place"),
    ("Unterminated string", "a text has no closing quotation mark", 'close it with "'),
    ("Expected '\"", "a text has no closing quotation mark", 'close it with "'),
    ('Expected "\'', "a text has no closing quotation mark", "close it with '"),
    ("Illegal character", "a character that may not stand here", "write it as an escape, such as \\t or \\u0007"),
    ("Unescaped '\\'", "a backslash that begins no escape", "write \\\\ for a backslash"),
    ("Invalid hex value", "a \\u escape without four hexadecimal digits", "write \\\\ for a backslash"),
    ("Escaped character is not", "an escape that stands for no character", "write the character itself"),
    ("Expected '=' after a key", "no = after a key", 'write key = "value"'),
    ("Invalid initial character for a key", "a key is missing here", 'write key = "value"; after the last one stands no comma'),
    ("Invalid statement", "this is neither a key nor a [table]", 'write key = "value", or begin a remark with #'),
    ("Unclosed array", "a list is not closed", "separate its items by commas and close it with ]"),
    ("Unclosed inline table", "a table in braces is not closed", "keep it on one line and close it with }"),
    ("Expected ']'", "a table's name is not closed", "write [fact.some-id]"),
    ("Expected ']]'", "a table's name is not closed", "write [[accept]]"),
    ("Invalid date", "there is no such day or time", "write the day as 2012-02-26, or the source's words in quotes"),
    ("Invalid value", "the value is neither text nor a number", "put quotation marks around words"),
    ("Expected newline", "something follows after the end of the value", 'write words in quotes, " inside them as \\"'),
)  # fmt: skip


def _in_plain_words(message: str, line: str, character: str) -> tuple[str, str]:
    """What is wrong and what to do, for one of tomllib's messages."""
    if character and character in "“”„‟«»‘’‚":
        return f"the curly quotation mark {character} begins no text", 'write straight quotation marks: "…"'
    if message.startswith("Illegal character '\\n'"):
        return "a text has no closing quotation mark on its line", 'close it with "'
    if message.startswith("Cannot declare"):
        name = line.strip().strip("[]").strip()
        return f"the table {shown(name)} is declared twice", "give one of the two another id, or join them"
    for start, says, hint in _PLAIN:
        if message.startswith(start):
            return says, hint
    return message[:1].lower() + message[1:], "see toml.io for how TOML is written"
