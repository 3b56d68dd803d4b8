"""A source's text as everything else sees it: digests, blocks, cut points, headings."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, TypeVar

import attrs

from averred.digests import digest_of
from averred.errors import SourceError
from averred.normalise import Form, NormalisedText, normalise, normalise_words
from averred.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_T = TypeVar("_T")

TEXT_LOADER: Final = "text"
TEXT_LOADER_VERSION: Final = "1"

_LINE_ENDS: Final = dict.fromkeys(map(ord, "\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"), " ")
_MARKS: Final = frozenset("=#")
_DEEPEST: Final = 6  # the levels of headings, as in HTML
# What a line of plain text or of wiki text is, by how it begins.
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_ITEM: Final = re.compile(r"[-*•+]{1,6}[^\S\r\n]+\S")
_KEY: Final = re.compile(r"(?:[-*•+][^\S\r\n]+)?[^\W\d_][\w '()/-]{0,40}:[^\S\r\n]+\S")


@attrs.frozen
class Section:
    """A heading and what stands under it.

    Attributes:
        number: counted from 0, which is what stands before the first heading.
        level: 1 to 6; 0 for what stands before the first heading.
        title: the heading's words, without its marks.
        span: from the heading to the next one of its level or above, so subsections are in it.
    """

    number: int
    level: int
    title: str
    span: Span


@attrs.frozen(eq=False)
class SourceText:
    """The text that a loader derived from a source's bytes; all offsets are in its code points.

    Attributes:
        text: the decoded text, its line ends kept as they are.
        digest: "sha256-" and the digest of the raw bytes.
        text_digest: "sha256-" and the digest of the text in UTF-8.
        blocks: where each block (paragraph, heading, list item, line of a table) starts, ascending.
        cuts: where the loader left something out, ascending.
        loader: the loader's name.
        loader_version: its version; another version may derive another text from the same bytes.
        kinds: for each block "paragraph", "item", "key" (a `Key: value` line) or "heading1" to "heading6".
    """

    text: str
    digest: str
    text_digest: str
    blocks: tuple[int, ...] = (0,)
    cuts: tuple[int, ...] = ()
    loader: str = TEXT_LOADER
    loader_version: str = TEXT_LOADER_VERSION
    kinds: tuple[str, ...] = ("paragraph",)
    _known: dict[str, Any] = attrs.field(factory=dict, init=False, repr=False)

    def normalised(self, form: Form = "n1") -> NormalisedText:
        """The text in form n1 or n2 with its map; worked out once."""
        return self.remembered(form, lambda: normalise(self.text, form))

    def words(self, span: Span) -> str:
        """A passage with spaces for the ends of lines within its blocks; as long as it is in the text."""
        words = self.text[span.start : span.end]
        if words.isprintable():
            return words
        starts = self.blocks[bisect_right(self.blocks, span.start) : bisect_left(self.blocks, span.end)]
        blocks = (self.text[low:high] for low, high in pairwise((span.start, *starts, span.end)))
        return "".join(map(_on_one_line, blocks))

    def sections(self) -> tuple[Section, ...]:
        """The text before the first heading, then each heading with what stands under it."""
        return self.remembered("sections", lambda: tuple(_sections(self)))

    def remembered(self, name: str, work_out: Callable[[], _T]) -> _T:
        """Something that follows from the text, worked out once."""
        if name not in self._known:
            self._known[name] = work_out()
        found: _T = self._known[name]
        return found

    def sections_titled(self, title: str) -> tuple[Section, ...]:
        """The sections with this heading, compared in n1."""
        wanted = normalise_words(title)
        return tuple(section for section in self.sections()[1:] if normalise_words(section.title) == wanted)


def _sections(source: SourceText) -> list[Section]:
    blocks = zip(source.blocks, source.kinds, (*source.blocks[1:], len(source.text)), strict=True)
    headings = [(start, int(kind[-1]), end) for start, kind, end in blocks if kind.startswith("heading")]
    length = len(source.text)
    sections = [Section(0, 0, "", Span(0, headings[0][0] if headings else length))]
    for number, (start, level, end) in enumerate(headings, 1):
        following = (headings[other] for other in range(number, len(headings)))  # a slice would copy all
        close = next((at for at, other, _ in following if other <= level), length)
        sections.append(Section(number, level, heading_title(source.text[start:end]), Span(start, close)))
    return sections


def heading_title(line: str) -> str:
    """The words of a heading without the marks that make it one."""
    return _heading(line.strip())[1]


def _heading(line: str) -> tuple[int, str]:
    """The level of a heading (0: it is none) and its words: `== so ==` and `# so`."""
    bare, mark = line.rstrip(), line[:1]
    if mark not in _MARKS:
        return 0, bare
    words = bare.lstrip(mark)
    level = len(bare) - len(words)
    if mark == "=" and level <= _DEEPEST and words.endswith(mark * level) and words.strip("= "):
        return level, words.removesuffix(mark * level).strip()
    if mark == "#" and level <= _DEEPEST and words[:1] == " " and words.strip("# "):
        return level, words.rstrip("#").strip()
    return 0, bare


def _on_one_line(block: str) -> str:
    """A block with spaces for the ends of lines that words follow."""
    body = block.rstrip()
    return body.translate(_LINE_ENDS) + block[len(body) :]


def on_one_line(words: str) -> str:
    """Words of a source as people read them: without ends of lines, and hyphens that only stand at these."""
    return " ".join(words.replace("\u00ad", "").split())


def make_source(
    text: str,
    raw: bytes | None = None,
    *,
    blocks: tuple[tuple[int, str], ...] | None = None,
    cuts: tuple[int, ...] = (),
    loader: tuple[str, str] = (TEXT_LOADER, TEXT_LOADER_VERSION),
) -> SourceText:
    """A source from its text, its bytes (those of the text where they are not given) and what a loader found.

    Args:
        text: the derived text.
        raw: the bytes that it was derived from.
        blocks: offset and kind of each block; found in the text where they are not given.
        cuts: the cut points.
        loader: the loader's name and version.
    """
    encoded = text.encode()
    found = text_blocks(text) if blocks is None else blocks
    text_digest = digest_of(encoded)
    digest = text_digest if raw is None or raw == encoded else digest_of(raw)
    starts, kinds = tuple(start for start, _ in found), tuple(kind for _, kind in found)
    return SourceText(text, digest, text_digest, starts, cuts, *loader, kinds)


def read_bytes(path: Path) -> bytes:
    """A source's bytes.

    Raises:
        SourceError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise SourceError(f"there is no file {path.name}") from None
    except OSError as error:
        raise SourceError(f"{path.name} cannot be read: {error.strerror}") from None


def decode(raw: bytes, name: str) -> str:
    """The text of UTF-8 bytes, a byte order mark left out.

    Raises:
        SourceError: the bytes are not UTF-8; nothing is ever replaced or guessed.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        message = (
            f"{name} is not UTF-8: the byte {raw[error.start]:#04x} at offset {error.start} fits nowhere"
        )
        raise SourceError(message, suggestion="save it as UTF-8") from None
    return text.removeprefix("\ufeff")


def read_text_source(path: Path) -> SourceText:
    """A source of plain text in UTF-8.

    Raises:
        SourceError: it cannot be read, or is not UTF-8.
    """
    raw = read_bytes(path)
    return make_source(decode(raw, path.name), raw)


def text_blocks(text: str) -> tuple[tuple[int, str], ...]:
    """Where the blocks of a plain text start, and of what kind each is.

    A blank line ends a block. A heading (`== so ==`, `# so`) and a list item are blocks of their own, and so
    is a `Key: value` line that begins a block or follows another such line.
    """
    blocks: list[tuple[int, str]] = []
    before = ""  # the kind of the line before; empty after a blank line and after a heading
    for found in _LINE.finditer(text):
        line = found[0].lstrip()
        if not line:
            before = ""
            continue
        kind = _kind(line, before)
        if kind != "paragraph" or not before:
            blocks.append((found.end() - len(line), kind))
        if kind.startswith("heading"):
            before = ""
        elif kind != "paragraph" or not before:
            before = kind
    return tuple(blocks) or ((0, "paragraph"),)


def _kind(line: str, before: str) -> str:
    level = _heading(line)[0] if line[0] in _MARKS else 0
    if level:
        return f"heading{level}"
    is_item = line[0] in "-*•+" and _ITEM.match(line)
    if (is_item or before in ("", "key")) and ":" in line and _KEY.match(line):
        return "key"
    return "item" if is_item else "paragraph"
