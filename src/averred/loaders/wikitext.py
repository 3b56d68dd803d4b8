"""Wikitext with mwparserfromhell (the extra `wikitext`): what the page says, and no number lost.

Templates that only format (`nowrap`, `convert`, `formatnum`, …) give their text; every other template, and
every reference, is left out and leaves a cut point; a number that touches such a template cannot be cited,
unless it is known to be a mark such as `{{citation needed}}`. An exponent becomes superscript characters. The
library's own `strip_code` loses `{{nowrap|200,000}}` and turns 10<sup>6</sup> into 106.

Each node is walked once: what a parameter says is recorded, and played back where its template stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from averred.errors import SourceError
from averred.loaders.building import TextBuilder
from averred.loaders.recording import Recording
from averred.loaders.templates import (
    BREAKS,
    LISTS,
    PARTIAL,
    is_fraction,
    is_mark,
    parameters_said,
    template_text,
    words_before,
)
from averred.source import SourceText, decode, read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LOADER: Final = ("wikitext", "5")

_LEFT_OUT_TAGS: Final = frozenset(
    [
        "gallery",
        "graph",
        "noinclude",
        "references",
        "source",
        "syntaxhighlight",
        "templatestyles",
        "timeline",
    ]
)
_MAX_DEPTH: Final = 30
_MOST_OPEN: Final = 200  # the parser looks through the rest of the page for the end of each
_PAIRS: Final = (
    (r"<!--|-->", "-->"),
    (r"\{\{|\}\}", "}}"),
    (r"\[\[|\]\]", "]]"),
    (r"\{\||\|\}", "|}"),
    (r"\[(?=https?:|//)|(?<!\])\](?!\])", "]"),
    (r"<(?!/|!|br\b|hr\b|li\b|d[dt]\b)[a-z](?:[^<>]*[^<>/])?>|</", "</"),
)
"""What begins and ends a comment, a template, a link, a table, a link to the web, a tag."""
_NAMESPACES: Final = re.compile(r"\s*(?:file|image|category|media|datei|bild|kategorie)\s*:", re.IGNORECASE)
_FORMULAS: Final = ("ce", "chem", "math", "score")
_BLANK_LINE: Final = re.compile(r"\n[^\S\n]*\n")


def load(path: Path) -> SourceText:
    """A source of wikitext in UTF-8.

    Raises:
        SourceError: it cannot be read, is not UTF-8, or the extra is not installed.
    """
    raw = read_bytes(path)
    return derive(decode(raw, path.name), raw)


def derive(wikitext: str, raw: bytes) -> SourceText:
    """The text of a page.

    Raises:
        SourceError: the extra is not installed, the page nests too deeply, or hundreds of its templates,
            links, tables or tags have no end.
    """
    try:
        import mwparserfromhell
    except ImportError:
        raise SourceError(
            "wikitext needs the package mwparserfromhell", suggestion="pip install 'averred[wikitext]'"
        ) from None
    _refuse_unended(wikitext)
    built = TextBuilder()
    _Reader(built, 0).nodes(mwparserfromhell.parse(wikitext))
    return built.finish(raw, LOADER)


def _refuse_unended(wikitext: str) -> None:
    for pair, closing in _PAIRS:
        unended = 0
        for found in re.finditer(pair, wikitext, re.IGNORECASE):
            unended = max(0, unended - 1) if found[0] == closing else unended + 1
        if unended > _MOST_OPEN:
            raise SourceError(
                f"the wikitext has more than {_MOST_OPEN} templates, links, tables or tags that do not end",
                suggestion="save the page as text or HTML and cite that",
            )


class _Reader:
    """Walks the nodes of a page and feeds a builder, or a recording of what a builder is to be told."""

    def __init__(self, built: TextBuilder, depth: int) -> None:
        self.built = built
        self._depth = depth
        self._on_a_line = False  # in a list item, which ends with its line

    def nodes(self, code: Any) -> None:  # noqa: ANN401 - mwparserfromhell has no types
        """Take nodes of mwparserfromhell one after the other; what is not known is left out."""
        if self._depth >= _MAX_DEPTH:
            raise SourceError(
                f"templates, links or tags of the wikitext are nested more than {_MAX_DEPTH} deep",
                suggestion="save the page as text or HTML and cite that",
            )
        self._depth += 1
        known = {
            "Text": self._text,
            "HTMLEntity": self._text,
            "Heading": self._heading,
            "Wikilink": self._link,
            "ExternalLink": self._address,
            "Tag": self._tag,
            "Template": self._template,
            "Comment": lambda _node: None,
        }
        for node in code.nodes:
            take: Callable[[Any], None] = known.get(type(node).__name__, self._left_out)
            take(node)
        self._depth -= 1

    def _said(self, code: Any) -> Recording:  # noqa: ANN401
        """What nodes tell a builder, for later."""
        recording = Recording()
        _Reader(recording, self._depth).nodes(code)
        return recording

    def _left_out(self, _node: object) -> None:
        self.built.leave_out()

    def _text(self, node: Any) -> None:  # noqa: ANN401
        words = node.normalize() if hasattr(node, "normalize") else str(node.value)
        if self._on_a_line and "\n" in words:
            line, _, words = words.partition("\n")
            self.built.add(line)
            self.built.start_block()
            self._on_a_line = False
        for number, paragraph in enumerate(_BLANK_LINE.split(words)):
            if number:
                self.built.start_block()
            self.built.add(paragraph)

    def _heading(self, node: Any) -> None:  # noqa: ANN401
        self._block(node.title, f"heading{node.level}")

    def _block(self, code: Any, kind: str) -> None:  # noqa: ANN401
        self.built.start_block(kind)
        self.nodes(code)
        self.built.start_block()

    def _link(self, node: Any) -> None:  # noqa: ANN401
        if _NAMESPACES.match(str(node.title)):
            self.built.break_off()
        else:
            self.nodes(node.title if node.text is None else node.text)

    def _address(self, node: Any) -> None:  # noqa: ANN401
        if node.title is not None:
            self.nodes(node.title)
        elif node.brackets:
            self.built.break_off()
        else:
            self.built.add(str(node.url))

    def _tag(self, node: Any) -> None:  # noqa: ANN401
        tag = str(node.tag).strip().lower()
        if tag in _LEFT_OUT_TAGS:
            self.built.cut()
        elif tag == "ref":
            self.built.break_off()
        elif tag in _FORMULAS:
            self.built.leave_out()
        elif tag in ("sup", "sub"):
            self._script(node.contents, tag)
        elif tag in ("li", "dt", "dd"):
            self.built.start_block("item")
            self._on_a_line = node.wiki_markup is not None
            self.nodes(node.contents)
        elif tag == "br":
            self.built.break_off(" ")
        elif tag in ("tr", "table", "div", "blockquote", "p", "ul", "ol"):
            self._block(node.contents, "key" if tag == "tr" or node.wiki_markup == "{|" else "paragraph")
        else:
            if tag in ("td", "th"):
                self.built.break_off("\t")
            self.nodes(node.contents)

    def _script(self, code: Any, tag: str) -> None:  # noqa: ANN401
        words = self._said(code).alone().text
        if tag == "sup":
            self.built.add_raised(words)
        else:
            self.built.add_lowered(words)

    def _template(self, node: Any) -> None:  # noqa: ANN401
        name = " ".join(self._name(node).replace("_", " ").lower().split())
        if name.startswith("infobox"):
            self._infobox(node)
        elif name in LISTS:
            self._list(node)
        elif name in BREAKS:
            self.built.break_off(" ")
        elif is_mark(name):
            self.built.break_off()
        else:
            self._format(name, node)

    def _name(self, node: Any) -> str:  # noqa: ANN401
        name = str(node.name)
        return self._said(node.name).alone().text if "{" in name or "[" in name else name

    def _infobox(self, node: Any) -> None:  # noqa: ANN401
        for parameter in node.params:
            value = self._said(parameter.value) if parameter.showkey else None
            if value and value.alone().text:
                self.built.start_block("key")
                self.built.add(f"{parameter.name.strip()}: ")
                value.play(self.built)
        self.built.start_block()

    def _list(self, node: Any) -> None:  # noqa: ANN401
        for parameter in node.params:
            if not parameter.showkey or str(parameter.name).strip().isdigit():
                self.built.start_block("item")
                self._said(parameter.value).play(self.built)
        self.built.start_block()

    def _format(self, name: str, node: Any) -> None:  # noqa: ANN401
        """A template that says some of its parameters, or what it makes of them, or cannot be known."""
        said = {str(parameter.name).strip(): parameter.value for parameter in node.params}
        wanted = parameters_said(name, frozenset(said))
        if wanted:
            self.built.add(words_before(name))
            for key in wanted:
                self._said(said[key]).play(self.built)
            if name in PARTIAL:
                self.built.break_off()
            return
        told = {key: self._said(value).alone() for key, value in said.items()}
        whole = all(built.is_plain for built in told.values())
        words = template_text(name, {key: built.text for key, built in told.items()}) if whole else None
        if words is None:
            self.built.leave_out()
        elif name in ("sup", "sub"):
            (self.built.add_raised if name == "sup" else self.built.add_lowered)(words)
        else:
            self._add(words, name)

    def _add(self, words: str, name: str) -> None:
        if is_fraction(name):
            self.built.stand_off()
        self.built.add(words)
        if name in PARTIAL:
            self.built.break_off()
