"""Wikitext with mwparserfromhell (the extra `wikitext`): what the page says, and no number lost.

Templates that only format (`nowrap`, `convert`, `formatnum`, …) give their text; every other template, and
every reference, is left out and leaves a cut point. An exponent becomes superscript characters. The
library's own `strip_code` loses `{{nowrap|200,000}}` and turns 10<sup>6</sup> into 106.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from averred.errors import SourceError
from averred.loaders.building import TextBuilder, lowered
from averred.loaders.templates import LISTS, PARTIAL, template_text
from averred.source import SourceText, decode, read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LOADER: Final = ("wikitext", "2")

_LEFT_OUT_TAGS: Final = frozenset(
    [
        "gallery",
        "graph",
        "math",
        "noinclude",
        "ref",
        "references",
        "score",
        "source",
        "syntaxhighlight",
        "templatestyles",
        "timeline",
    ]
)
_NAMESPACES: Final = re.compile(r"\s*(?:file|image|category|media|datei|bild|kategorie)\s*:", re.IGNORECASE)
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
        SourceError: the extra is not installed.
    """
    try:
        import mwparserfromhell
    except ImportError:
        raise SourceError(
            "wikitext needs the package mwparserfromhell", suggestion="pip install 'averred[wikitext]'"
        ) from None
    reader = _Reader()
    reader.nodes(mwparserfromhell.parse(wikitext))
    return reader.built.finish(raw, LOADER)


class _Reader:
    """Walks the nodes of a page and feeds a builder."""

    def __init__(self) -> None:
        self.built = TextBuilder()
        self._on_a_line = False  # in a list item, which ends with its line

    def nodes(self, code: Any) -> None:  # noqa: ANN401 - mwparserfromhell has no types
        """Take nodes of mwparserfromhell one after the other; what is not known is left out."""
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

    def _left_out(self, _node: object) -> None:
        self.built.cut()

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
            self.built.cut()
        else:
            self.nodes(node.title if node.text is None else node.text)

    def _address(self, node: Any) -> None:  # noqa: ANN401
        if node.title is not None:
            self.nodes(node.title)
        elif node.brackets:
            self.built.cut()
        else:
            self.built.add(str(node.url))

    def _tag(self, node: Any) -> None:  # noqa: ANN401
        tag = str(node.tag).strip().lower()
        if tag in _LEFT_OUT_TAGS:
            self.built.cut()
        elif tag in ("sup", "sub"):
            self._script(node.contents, tag)
        elif tag in ("li", "dt", "dd"):
            self.built.start_block("item")
            self._on_a_line = node.wiki_markup is not None
            self.nodes(node.contents)
        elif tag == "br":
            self.built.part(" ")
        elif tag in ("tr", "table", "div", "blockquote", "p", "ul", "ol"):
            self._block(node.contents, "key" if tag == "tr" or node.wiki_markup == "{|" else "paragraph")
        else:
            if tag in ("td", "th"):
                self.built.part("\t")
            self.nodes(node.contents)

    def _script(self, code: Any, tag: str) -> None:  # noqa: ANN401
        words = plain(code)
        if tag == "sup":
            self.built.add_raised(words)
        else:
            self.built.add(lowered(self.built.glued, words))

    def _template(self, node: Any) -> None:  # noqa: ANN401
        name = " ".join(str(node.name).replace("_", " ").lower().split())
        if name.startswith("infobox"):
            for parameter in node.params:
                if parameter.showkey and plain(parameter.value):
                    self.built.start_block("key")
                    self.built.add(f"{parameter.name.strip()}: ")
                    self.nodes(parameter.value)
            self.built.start_block()
            return
        given = [plain(parameter.value) for parameter in node.params if not parameter.showkey]
        named = {str(parameter.name).strip(): plain(parameter.value) for parameter in node.params}
        if name in LISTS:
            for item in given:
                self.built.start_block("item")
                self.built.add(item)
            self.built.start_block()
            return
        words = template_text(name, given, named)
        if words is None or name in PARTIAL:
            self.built.add(words or "")
            self.built.cut()
        else:
            self.built.add(words)


def plain(code: Any) -> str:  # noqa: ANN401
    """The text of nodes, without blocks."""
    reader = _Reader()
    reader.nodes(code)
    return reader.built.text
