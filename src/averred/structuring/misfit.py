"""What can be wrong with an entry, and how a message names what it found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final


class Misfit(Exception):  # noqa: N818 - it is not an error of the program but of what it was given
    """What is wrong with one key of an entry.

    Attributes:
        message: what is wrong, and what was expected.
        help: what can be done.
        rule: the name of the finding.
        key: the path of the key below the entry.
        word: the word that is not known, where the nearest of `options` would help.
        options: the words that it could have been; looked at only when a message is made of it.
    """

    def __init__(
        self,
        message: str,
        help: str = "",  # noqa: A002 - the word that findings use
        *,
        rule: str = "malformed-entry",
        key: tuple[str | int, ...] = (),
        word: str = "",
        options: Iterable[str] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
        self.rule = rule
        self.key = key
        self.word = word
        self.options = options

    def alone(self) -> Misfit:
        """Itself, without where it was raised and of what it came.

        Whoever keeps it would else keep everything that was being looked at, and perhaps be in it himself.
        """
        self.__traceback__ = self.__context__ = None
        return self


class Misfits(Exception):  # noqa: N818 - see Misfit
    """Everything that is wrong with one entry.

    Attributes:
        misfits: what is wrong, in the order of the table.
        record: the record without its unknown keys, where these are all that is wrong.
    """

    def __init__(self, misfits: list[Misfit], record: object = None) -> None:
        super().__init__("; ".join(misfit.message for misfit in misfits))
        self.misfits = misfits
        self.record = record


def shown(words: str, most: int = 60) -> str:
    """Words of a file as a message quotes them: one line, not too long, control characters visible."""
    escaped = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in words[: most + 1])
    return "'" + (escaped if len(escaped) <= most else escaped[: most - 1] + "…") + "'"


def described(value: object) -> str:
    """What kind of thing a value of TOML, JSON or Parquet is, in plain words."""
    if isinstance(value, bool):
        return "the truth value " + str(value).lower()
    if value is None:
        return "null"
    if isinstance(value, str):
        return f"the text {shown(value)}" if value.strip() else "an empty text"
    return next((words for kind, words in _KINDS if isinstance(value, kind)), "a time")


_KINDS: Final = (
    ((int, Decimal), "a number"),
    (Mapping, "a table"),
    (list, "a list"),
    (datetime, "a date with a time"),
    (date, "a date"),
    (bytes, "binary data"),
)
