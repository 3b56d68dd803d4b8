"""PDF with pypdfium2 (the extra `pdf`): its text in the order of the file, line by line joined into blocks.

A block starts with a page, where a line stands higher than the one before (another column), after a gap,
where the size of the letters changes, and after a wide gap within a line. A hyphen at the end of a line
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
from averred.source import SourceText, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOADER: Final = ("pdf", "2")
_RAISED: Final = re.compile(r"([⁰¹²³⁴⁵⁶⁷⁸⁹]+)")

SOFT_HYPHEN: Final = "\u00ad"
# The library writes U+FFFE for a hyphen at the end of a line.
_JOINED: Final = re.compile("([^\\W_]*)\ufffe([^\\W_]*)")
_LINE: Final = re.compile(r"[^\r\n]+")
_PARTED_NUMBER: Final = re.compile(r"\d-\s*$")
_WIDE: Final = 2  # times the size of the letters, within a line
_HIGH: Final = 1.8  # times the size of the letters, from line to line
_LIFTED: Final = 0.15  # of the size of the letters
_RESIZED: Final = 0.1  # of the size of the letters


def load(path: Path) -> SourceText:
    """A source of PDF.

    Raises:
        SourceError: it cannot be read, or the extra is not installed.
    """
    raw = read_bytes(path)
    try:
        import pypdfium2
    except ImportError:
        raise SourceError(
            "PDF needs the package pypdfium2", suggestion="pip install 'averred[pdf]'"
        ) from None
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
        follows: whether they stand on the line of the words before, after a wide gap.
    """

    words: str
    size: float
    bottom: float
    foot: float
    follows: bool

    def starts_block_after(self, before: _Line) -> bool:
        """Whether it does not run on from the line before."""
        fall = before.foot - self.bottom
        resized = abs(self.size - before.size) > _RESIZED * before.size
        return self.follows or resized or fall < 0 or fall > _HIGH * self.size


def _lines(page: Any) -> Iterator[_Line]:  # noqa: ANN401 - pypdfium2 has no types
    """The lines of a page, parted at wide gaps."""
    letters = _Letters(page)
    for found in _LINE.finditer(letters.text):
        start = found.start()
        for end in [*letters.gaps(start, found.end()), found.end()]:
            last = start + len(letters.text[start:end].rstrip(" ")) - 1
            if last >= start:
                bottom, foot = letters.box(start)[1], letters.box(last)[1]
                words = letters.words(start, end)
                yield _Line(words, letters.size(start), bottom, foot, start != found.start())
            start = end


class _Letters:
    """The characters of a page with their places."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401
        self._page = page
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
        built.start_block()
        before: _Line | None = None
        for line in page:
            if before and line.starts_block_after(before):
                built.start_block()
            _add(built, _JOINED.sub(lambda found: _hyphen(found, whole), line.words))
            if not _PARTED_NUMBER.search(line.words):
                built.part(" ")
            before = line
    return built.finish(raw, LOADER)


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
