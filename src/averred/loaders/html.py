"""HTML by the standard library: what a reader sees, block by block.

Scripts, styles, hidden elements, what is embedded, what one fills in and what is struck out are left out. An
exponent becomes superscript characters (10⁶, never 106); the mark of a footnote is left out and leaves a cut
point: `raised` in `averred.loaders.building` says which is which, where the page itself does not.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from averred.errors import SourceError
from averred.loaders.building import TextBuilder
from averred.source import SourceText, decode, read_bytes

if TYPE_CHECKING:
    from pathlib import Path

LOADER: Final = ("html", "4")

_LEFT_OUT: Final = frozenset(
    [
        "annotation",
        "audio",
        "button",
        "canvas",
        "datalist",
        "del",
        "head",
        "iframe",
        "math",
        "meter",
        "noscript",
        "object",
        "progress",
        "rp",
        "rt",
        "s",
        "script",
        "select",
        "strike",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
    ]
)
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "html",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "ul",
    ]
)
_VOID: Final = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_FEW: Final = 3  # tags that do not end, as where a page is cut off
_MOST_LOOKED_THROUGH: Final = 5_000_000  # characters: for each the parser tries the whole rest of the page
_TOO_LARGE: Final = re.compile(r"&#0*[1-9][0-9]{7,};?")
_LEADING_ZEROS: Final = re.compile(r"&#0+(?=[0-9])")
_HEADING: Final = re.compile(r"h[1-6]$")
_HIDING: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NOTE: Final = re.compile(
    r"\b(?:note|footnote|endnote|fn|ref|reference|cite)s?(?:\b|[-_]?ref|\d)|noteref|fnref"
)


def load(path: Path) -> SourceText:
    """A source of HTML in UTF-8.

    Raises:
        SourceError: it cannot be read, or is not UTF-8.
    """
    raw = read_bytes(path)
    return derive(decode(raw, path.name), raw)


def derive(html: str, raw: bytes) -> SourceText:
    """The text of a page.

    Raises:
        SourceError: many of its tags or comments have no end.
    """
    reader = _Reader()
    # A number beyond Unicode is U+FFFD by the standard; Python refuses to read one of thousands of digits.
    reader.feed(_LEADING_ZEROS.sub("&#", _TOO_LARGE.sub("\N{REPLACEMENT CHARACTER}", html)))
    reader.close()
    reader.end_script()
    return reader.built.finish(raw, LOADER)


class _Reader(HTMLParser):
    """Feeds a builder; keeps which hidden element it is in, and what a superscript holds so far."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.built = TextBuilder()
        self._hidden: list[str] = []  # the hidden element and those of its name within it
        self._script = ""  # "sup" or "sub" while one is read
        self._is_reference = False
        self._link = False  # in a link to another place of the page
        self._held: list[str] = []
        self._unended = 0
        self._looked_through = 0

    def parse_starttag(self, i: int) -> int:
        return self._ended(i, super().parse_starttag(i))

    def parse_endtag(self, i: int) -> int:
        return self._ended(i, super().parse_endtag(i))

    def parse_comment(self, i: int, report: bool = True) -> int:  # noqa: FBT001, FBT002 - the parser's own
        return self._ended(i, super().parse_comment(i, report))

    def parse_pi(self, i: int) -> int:
        return self._ended(i, super().parse_pi(i))

    def parse_html_declaration(self, i: int) -> int:
        if self.rawdata.startswith("<![", i):  # a comment by the standard; the parser's own way may raise
            return self._ended(i, self.parse_bogus_comment(i))
        return self._ended(i, super().parse_html_declaration(i))

    def _ended(self, start: int, end: int) -> int:
        """Where a tag or a comment ends; below zero where it does not."""
        if end < 0:
            self._unended += 1
            self._looked_through += len(self.rawdata) - start
            if self._unended > _FEW and self._looked_through > _MOST_LOOKED_THROUGH:
                raise SourceError(
                    "the page has many tags or comments that do not end",
                    suggestion="save the page as text and cite that",
                )
        return end

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden == ["p"] and (tag in _BLOCKS or _HEADING.match(tag)):
            self._hidden.clear()  # a paragraph ends where the next block begins
        if self._hidden:
            if tag == self._hidden[0]:
                self._hidden.append(tag)
            return
        values = {name: value or "" for name, value in attrs}
        if tag in _VOID:
            self._void(tag)
        elif tag in _LEFT_OUT or "hidden" in values or _HIDING.search(values.get("style", "")):
            self._hidden.append(tag)
            if tag == "math":
                self.built.leave_out()
            else:
                self.built.break_off()
        else:
            self._open(tag, values)

    def _void(self, tag: str) -> None:
        if tag == "br" and not self._script:
            self.built.break_off(" ")
        elif tag == "br":
            self.handle_data(" ")
        elif tag in ("img", "input", "embed") and not self._script:
            self.built.break_off()
        elif tag == "hr":
            self.built.start_block()

    def _open(self, tag: str, values: dict[str, str]) -> None:
        if tag == "a":
            self._link = _is_note(values) or values.get("href", "").startswith("#")
            self._is_reference |= bool(self._script and "href" in values)
            return
        if tag in ("sup", "sub"):
            self.end_script()
            self._script = tag
            self._is_reference = self._link or _is_note(values)
            return
        kind = _kind_of(tag)
        if kind:
            self.end_script()
            self.built.start_block(kind)
        elif tag in ("td", "th"):
            self.end_script()
            self.built.break_off("\t")

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if tag == self._hidden[0]:
                self._hidden.pop()
        elif tag in ("sup", "sub"):
            self.end_script()
        elif tag == "a":
            self._link = False
        elif _kind_of(tag):
            self.end_script()
            self.built.start_block()

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if self._script:
            self._held.append(data)
        else:
            self.built.add(data)

    def end_script(self) -> None:
        """Take what a superscript or subscript held: as such characters, as it is, or not at all."""
        script, words = self._script, "".join(self._held)
        self._script = ""
        self._held.clear()
        if script == "sub":
            self.built.add_lowered(words)
        elif script and self._is_reference:
            self.built.break_off()
        elif script:
            self.built.add_raised(words)


def _is_note(values: dict[str, str]) -> bool:
    """Whether an element says that it is a reference: by its class, its id, its role or its type."""
    said = " ".join(values.get(name, "") for name in ("class", "id", "role", "epub:type"))
    return _NOTE.search(said.lower()) is not None


def _kind_of(tag: str) -> str | None:
    """The kind of block that an element is; None for one that runs along in its block."""
    if tag in _BLOCKS:
        return "paragraph"
    if _HEADING.match(tag):
        return f"heading{tag[1]}"
    return {"li": "item", "tr": "key"}.get(tag)
