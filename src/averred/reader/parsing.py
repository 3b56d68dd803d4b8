"""The bytes of a fact file → tables; or what is wrong, in plain words, with line and column."""

from __future__ import annotations

import codecs
import re
from decimal import Decimal
from typing import Any, Final

import tomli

from averred.reader.syntax import explained
from averred.spans import line_and_column
from averred.structuring import LARGEST_DIGITS, Misfit

LARGEST_FILE: Final = 8 * 1024 * 1024
_MOST_KEY_PARTS: Final = 100
_WORTH_A_LOOK: Final = 16_384
"""Below this size even a key of dots alone costs tomli, which is quadratic in them, no time."""


class BrokenFileError(Exception):
    """A file that is no TOML.

    Attributes:
        misfit: what is wrong and what can be done.
        line, column: where, counted from 1.
    """

    def __init__(self, message: str, hint: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.misfit = Misfit(message, hint, rule="malformed-file")
        self.line = line
        self.column = column


def parse(data: bytes) -> tuple[dict[str, Any], str]:
    """The tables of a fact file and its text, without carriage returns and byte order mark.

    Raises:
        BrokenFileError: for anything that is not TOML, too large, too deep.
    """
    if len(data) > LARGEST_FILE:
        raise BrokenFileError("the file is larger than 8 MB", "split it: a folder may hold many fact files")
    text = text_of(data)
    if "\0" in text:
        raise BrokenFileError(
            "the file holds a NUL byte", "save it as plain text", *line_and_column(text, text.index("\0"))
        )
    if len(text) > _WORTH_A_LOOK:
        _refuse_endless_keys(text)
    try:
        return tomli.loads(text, parse_float=Decimal), text
    except RecursionError:
        from averred.reader.nesting import deepest

        raise BrokenFileError(
            "lists or tables are nested too deeply", "a fact needs no more than three levels", *deepest(text)
        ) from None
    except tomli.TOMLDecodeError as error:
        raise BrokenFileError(*explained(str(error), text)) from None
    except ValueError:
        raise _long_number(text) from None


def text_of(data: bytes) -> str:
    """The text of a fact file, without carriage returns and byte order mark.

    Raises:
        BrokenFileError: if it is not UTF-8.
    """
    return _decode(data).replace("\r\n", "\n")


def _decode(data: bytes) -> str:
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").replace("\r\n", "\n")
        utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        message = "the file is UTF-16, not UTF-8" if utf16 else f"byte {data[error.start]:#04x} is not UTF-8"
        where = line_and_column(before, len(before))
        raise BrokenFileError(message, "save the file as UTF-8", *where) from None


def _refuse_endless_keys(text: str) -> None:
    part = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+"""
    match = re.search(rf"(?<![A-Za-z0-9_.-])(?:{part}\.[ \t]*+){{{_MOST_KEY_PARTS}}}", text)
    if match:
        raise BrokenFileError(
            f"a key has more than {_MOST_KEY_PARTS} parts",
            "write fact.some-id.key at most",
            *line_and_column(text, match.start()),
        )


def _long_number(text: str) -> BrokenFileError:
    """Python refuses to read a whole number of some thousand digits, and does not say where it stands."""
    match = re.search(rf"[0-9_]{{{LARGEST_DIGITS},}}", text)
    where = line_and_column(text, match.start()) if match else (1, 1)
    return BrokenFileError(
        "a number has too many digits", "put it in quotation marks if it is meant as words", *where
    )
