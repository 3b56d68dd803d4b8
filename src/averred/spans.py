"""Where something stands: half-open ranges of code points, and places in a file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import attrs

from averred.records import OrderedRecord

if TYPE_CHECKING:
    from pathlib import Path


@attrs.frozen(eq=False, repr=False)
class Span(OrderedRecord):
    """A half-open range of a text, in code points of the decoded text.

    Attributes:
        start: offset of the first code point.
        end: offset after the last one; never before `start`.
    """

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


@attrs.frozen(eq=False, repr=False)
class Place(OrderedRecord):
    """A place in a file, as editors and compilers write it.

    Attributes:
        path: the file, relative to where the user stands, with forward slashes.
        line: counted from 1.
        column: counted from 1, in code points.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """The line and column, both counted from 1, of an offset in a text."""
    line_start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - line_start + 1


def from_here(file: str | Path) -> str:
    """A file as people name it: from the working folder where it is inside, else in full."""
    full, here = os.path.abspath(file), os.path.join(os.getcwd(), "")  # noqa: PTH100, PTH109, PTH118 - the last slash
    return full.removeprefix(here).replace(os.sep, "/")
