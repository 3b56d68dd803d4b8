"""PDF with pypdfium2 (the extra `pdf`): its text in the order of the file, line by line joined into blocks.

A block starts with a page, where a line stands higher than the one before or beside it (another column),
after a gap, where the size of the letters changes, and after a wide gap within a line. The lines of columns
are gathered column by column, also where the file goes across them; what stands so narrow beside other words
that it may be a cell of a table is a block of its own. A hyphen at the end of a line
becomes a soft hyphen, unless the word is written with a hyphen elsewhere or a number is parted. A raised
digit becomes a superscript (10⁶ is not 106) or is left out as the mark of a footnote. The kinds of blocks are
not known: all are paragraphs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import attrs

from averred.errors import SourceError
from averred.loaders.building import RAISED, UNRAISED, TextBuilder
from averred.loaders.unpacking import refuse_bombs
from averred.source import SourceText, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOADER: Final = ("pdf", "4")
_RAISED: Final = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]+)")

SOFT_HYPHEN: Final = "\u00ad"
# The library writes U+FFFE for a hyphen at the end of a line.
_JOINED: Final = re.compile("([^\\W_]*)\ufffe([^\\W_]*)")
_LINE: Final = re.compile(r"[^\r\n]+")
_PARTED_WORD: Final = re.compile(r"[^\W\d_]-$")
_BEGINS_NUMBER: Final = re.compile(r"[.,+−-]?\d")
_PARTED_NUMBER: Final = re.compile(r"\d-$")
_WIDE: Final = 1.2  # times the size of the letters, within a line; gutters of columns are seldom narrower
_HIGH: Final = 1.8  # times the size of the letters, from line to line
_LIFTED: Final = 0.15  # of the size of the letters
_RESIZED: Final = 0.1  # of the size of the letters
_OPEN: Final = 12  # blocks that a line may still run on from
_MOST_ON_A_PAGE: Final = 500_000  # characters: a page of a newspaper has 50,000
_COLUMN: Final = 12  # times the size of the letters: a narrower piece of a row may be a cell of a table


def load(path: Path) -> SourceText:
    """A source of PDF.

    Raises:
        SourceError: it cannot be read, it unpacks to far too much, or the extra is not installed.
    """
    raw = read_bytes(path)
    try:
        import pypdfium2
    except ImportError:
        raise SourceError(
            "PDF needs the package pypdfium2", suggestion="pip install 'averred[pdf]'"
        ) from None
    refuse_bombs(raw)
    try:
        document = pypdfium2.PdfDocument(raw)
        pages = [list(_lines(page.get_textpage())) for page in document]
    except pypdfium2.PdfiumError as error:
        raise SourceError(f"{path.name} cannot be read as PDF: {error}") from None
    return _derive(pages, raw)


@attrs.frozen
class _Line:
    """Some words in a row.

    Attributes:
        words: their text; a raised digit is a superscript.
        size: of the first letter, in points.
        bottom: where the first letter stands, in points from the foot of the page.
        foot: where the last letter stands, which may be a line lower after a hyphen.
        left: where they begin, in points from the left of the page.
        right: where they end.
        beside: whether other words stand on the same line, beyond a wide gap.
    """

    words: str
    size: float
    bottom: float
    foot: float
    left: float
    right: float
    beside: bool

    def overlaps(self, other: _Line) -> bool:
        """Whether some of it stands below or above the other."""
        return self.left < other.right and other.left < self.right

    def goes_on(self, before: _Line) -> bool:
        """Whether it stands on the same line as the other, right after it."""
        same = abs(before.bottom - self.bottom) < self.size / 2
        return same and 0 <= self.left - before.right + self.size / 2 < _WIDE * self.size

    def stands_under(self, before: _Line) -> bool:
        """Whether it is the next line under some of the other."""
        fall = before.foot - self.bottom
        resized = abs(self.size - before.size) > _RESIZED * before.size
        near = not resized and 0 <= fall <= _HIGH * self.size
        return near and (self.overlaps(before) or self.goes_on(before))

    def runs_on_from(self, before: _Line) -> bool:
        """Whether its words follow those of the line that it stands under, which then is no cell."""
        is_wide = before.right - before.left >= _COLUMN * before.size
        return is_wide or not before.beside or self.goes_on(before)


def _lines(page: Any) -> Iterator[_Line]:  # noqa: ANN401 - pypdfium2 has no types
    """The lines of a page, parted at wide gaps."""
    letters = _Letters(page)
    for found in _LINE.finditer(letters.text):
        start = found.start()
        ends = [*letters.gaps(start, found.end()), found.end()]
        for end in ends:
            last = start + len(letters.text[start:end].rstrip(" ")) - 1
            if last >= start:
                bottom, foot = letters.box(start)[1], letters.box(last)[1]
                words, (left, right) = letters.words(start, end), letters.width(start, last)
                yield _Line(words, letters.size(start), bottom, foot, left, right, len(ends) > 1)
            start = end


def _gathered(lines: list[_Line]) -> list[list[_Line]]:
    """The lines of each block, in the order in which blocks begin.

    A line runs on from a block whose last line stands right above it, if there is one such block only.
    """
    blocks: list[list[_Line]] = []
    for line in lines:
        above = [block for block in blocks[-_OPEN:] if line.stands_under(block[-1])]
        if len(above) == 1 and line.runs_on_from(above[0][-1]):
            above[0].append(line)
        else:
            blocks.append([line])
    return blocks


class _Letters:
    """The characters of a page with their places."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401
        self._page = page
        if page.count_chars() > _MOST_ON_A_PAGE:
            raise SourceError(
                f"a page of the PDF has more than {_MOST_ON_A_PAGE:,} characters",
                suggestion="save it as text and cite that",
            )
        self.text: str = "".join(page.get_text_range(at, 1) for at in range(page.count_chars()))

    def box(self, at: int) -> tuple[float, float, float, float]:
        """Left, bottom, right, top of a character, those of its font where it leaves no mark."""
        left, bottom, right, top = self._page.get_charbox(at, loose=True)
        return left, bottom, right, top

    def size(self, at: int) -> float:
        """The size of its letters, in points."""
        from pypdfium2.raw import FPDFText_GetFontSize

        return float(FPDFText_GetFontSize(self._page, at))

    def gaps(self, start: int, end: int) -> Iterator[int]:
        """Where a wide gap ends within a line."""
        for at in range(start + 1, end - 1):
            if self.text[at] == " ":
                wide = self.box(at + 1)[0] - self.box(at - 1)[2]
                if wide > _WIDE * self.size(at + 1):
                    yield at + 1

    def width(self, start: int, last: int) -> tuple[float, float]:
        """Where some characters begin and end, also those that go on after a hyphen on the next line."""
        parted = [at for at in range(start, last) if self.text[at] == "\ufffe"]
        lefts = [self.box(at)[0] for at in (start, *(at + 1 for at in parted))]
        rights = [self.box(at)[2] for at in (last, *(at - 1 for at in parted))]
        return min(lefts), max(rights)

    def words(self, start: int, end: int) -> str:
        """The text of some characters, raised digits as superscripts."""
        told = [self.text[start]]
        base = start  # the last character that is not raised
        for at in range(start + 1, end):
            raised = self.text[at].isdigit() and self._is_raised(at, base)
            told.append(self.text[at].translate(RAISED) if raised else self.text[at])
            base = base if raised or self.text[at] == " " else at
        return "".join(told)

    def _is_raised(self, at: int, base: int) -> bool:
        size = self.size(base)
        small = self.size(at) < size * (1 - _RESIZED)
        return small and self.box(at)[1] - self.box(base)[1] > _LIFTED * size


def _derive(pages: list[list[_Line]], raw: bytes) -> SourceText:
    whole = " ".join(line.words for page in pages for line in page)
    built = TextBuilder()
    for page in pages:
        for block in _gathered(page):
            built.start_block()
            _add_block(built, [line.words for line in block], whole)
    return built.finish(raw, LOADER)


def _add_block(built: TextBuilder, lines: list[str], whole: str) -> None:
    """Add the lines of a block; two lines never join their numbers into one."""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        words = line.strip(" ")
        parted = _PARTED_WORD.search(words) and following[:1].islower()
        _add(built, _JOINED.sub(lambda found: _hyphen(found, whole), words[:-1] if parted else words))
        if parted:
            first, second = words.split()[-1][:-1], following.split()[0]
            built.add("-" if f"{first}-{second}" in whole else SOFT_HYPHEN)
        elif words[-1].isdigit() and _BEGINS_NUMBER.match(following):
            built.break_off(" ")
        elif not _PARTED_NUMBER.search(words):
            built.part(" ")


def _add(built: TextBuilder, words: str) -> None:
    """Add words whose raised digits are exponents or marks of footnotes."""
    for number, piece in enumerate(_RAISED.split(words)):
        if number % 2:
            built.add_raised(piece.translate(UNRAISED))
        else:
            built.add(piece)


def _hyphen(found: re.Match[str], whole: str) -> str:
    """A word that a line parted: with its hyphen only where that surely belongs to it."""
    first, second = found.groups()
    belongs = first[-1:].isdigit() or second[:1].isdigit() or f"{first}-{second}" in whole
    return f"{first}{'-' if belongs else SOFT_HYPHEN}{second}"
