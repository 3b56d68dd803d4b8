"""Selectors of the W3C Web Annotation Data Model: TextQuote, TextPosition and Fragment, in and out.

What a selector says is a claim that is verified: its words are looked for by averred's own matcher, its
prefix and suffix only choose between several places, and its offsets are compared with what was found, never
trusted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs

from averred.anchor import Anchor, Quote, anchor, format_quote
from averred.anchor.places import places, terms_of
from averred.directives import MARK, anchor_directive, deep_link
from averred.normalise import normalise_words
from averred.spans import Span

if TYPE_CHECKING:
    from averred.source import SourceText

NO_WORDS: Final = "the target has no words: offsets alone verify nothing"
_AROUND: Final = 32  # characters of prefix and suffix that are written, as most tools do


@attrs.frozen
class Selected:
    """What came of what a program says of a passage.

    Attributes:
        anchor: the verdict on its words, or on its text directive where it has no words.
        agrees: whether the offsets that it claims are those of the passage; None where it claims none. False
            where what it claims cannot be, or leads to different passages.
    """

    anchor: Anchor
    agrees: bool | None


def matches(text: str, selector: Mapping[str, Any]) -> Iterator[Span]:
    """Every place of a TextQuoteSelector in a text, letter by letter, as the standard has it.

    Overlapping places count, and so do places within words: this says what others mean by a selector. Whether
    a fact may rest on it is for `select` to say.
    """
    exact, prefix, suffix = (str(selector.get(key) or "") for key in ("exact", "prefix", "suffix"))
    at = text.find(prefix + exact + suffix)
    while at >= 0:
        yield Span(at + len(prefix), at + len(prefix) + len(exact))
        at = text.find(prefix + exact + suffix, at + 1)


def select(selectors: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None, source: SourceText) -> Selected:
    """Verify the selectors of one target against a source.

    Args:
        selectors: one selector, or several that claim the same passage; kinds that are not known, and what is
            no selector, are passed over.
        source: the text.
    """
    given = selectors_in(selectors)
    found = [*_by_kind(given, "TextQuoteSelector", source), *_by_kind(given, "FragmentSelector", source)]
    anchored = found[0] if found else Anchor("invalid", None, NO_WORDS)
    claimed = [
        (one.get("start"), one.get("end")) for one in given if one.get("type") == "TextPositionSelector"
    ]
    agrees = None
    if claimed:
        span = anchored.span
        agrees = span is not None and all(offsets == (span.start, span.end) for offsets in claimed)
    if any(other.span is not None and other.span != anchored.span for other in found[1:]):
        agrees = False
    return Selected(anchored, agrees)


def selectors_in(given: object) -> list[Mapping[str, Any]]:
    """The selectors of whatever JSON holds there; what is none is passed over."""
    several = given if isinstance(given, list | tuple) else [given]
    return [one for one in several if isinstance(one, Mapping)]


def _by_kind(given: Sequence[Mapping[str, Any]], kind: str, source: SourceText) -> Iterator[Anchor]:
    """Where each selector of a kind leads by its words; fragments without a text directive have none."""
    for one in given:
        if one.get("type") == kind == "TextQuoteSelector":
            yield _by_words(one, source)
        elif one.get("type") == kind and MARK in str(one.get("value")):
            yield anchor_directive(str(one.get("value")), source)


def _by_words(selector: Mapping[str, Any], source: SourceText) -> Anchor:
    quote = format_quote(Quote(str(selector.get("exact") or "")))
    found = anchor(quote, source)
    if found.verdict != "ambiguous":
        return found
    context = [_bare(str(selector.get(key) or "")) for key in ("prefix", "suffix")]
    normalised = source.normalised()
    terms = terms_of(Quote(str(selector.get("exact"))), None, None, "n1")
    fitting = [
        normalised.raw_span(*place)
        for place in places(terms, source, "n1")
        if _bare(normalised.text[: place[0]][-_reach(context[0]) :]).endswith(context[0])
        and _bare(normalised.text[place[1] :][: _reach(context[1])]).startswith(context[1])
    ]
    return Anchor("exact", fitting[0]) if len(fitting) == 1 else found


def _reach(context: str) -> int:
    """How many characters surely hold a context whose white space is not counted."""
    return 4 * len(context) + 40


def _bare(words: str) -> str:
    """Without white space, of which tools keep more or less."""
    return normalise_words(words).replace(" ", "")


def selectors_of(span: Span, source: SourceText, url: str | None = None) -> list[dict[str, Any]]:
    """The selectors of a passage, for others to find it by.

    Args:
        span: the passage.
        source: the text.
        url: where it can be read; a text directive is only written if it leads to this very passage.
    """
    text = source.text
    written: list[dict[str, Any]] = [
        {
            "type": "TextQuoteSelector",
            "exact": text[span.start : span.end],
            "prefix": text[max(0, span.start - _AROUND) : span.start],
            "suffix": text[span.end : span.end + _AROUND],
        },
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
    ]
    link = deep_link(url or "", span, source)
    if link is not None:
        directive = link.partition("#")[2]
        written.append(
            {
                "type": "FragmentSelector",
                "conformsTo": "https://wicg.github.io/scroll-to-text-fragment/",
                "value": directive,
            }
        )
    return written
