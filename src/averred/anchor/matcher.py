"""The frozen matcher: exactly one admissible place, or it is not found.

In n1 first; in n2 only where n1 has no place at all, and then the verdict is `folded`, never `exact`.
"""

from __future__ import annotations

from typing import Final

from averred.anchor.boundaries import is_whole
from averred.anchor.places import places, terms_of
from averred.anchor.quote import parse_quote
from averred.anchor.verdict import Anchor, Verdict
from averred.errors import QuoteError
from averred.normalise import Form, normalise_words
from averred.source import SourceText
from averred.spans import Span

_ATTEMPTS: Final[tuple[tuple[Form, Verdict], ...]] = (("n1", "exact"), ("n2", "folded"))


def anchor(
    quote: str,
    source: SourceText,
    *,
    prefix: str | None = None,
    suffix: str | None = None,
    section: str | None = None,
) -> Anchor:
    """Find a quote in a source; a bad quote is a verdict, never an exception.

    Args:
        quote: as written: words, or first and last words joined by " … ".
        source: the text to look in.
        prefix: words right before the passage.
        suffix: words right after it.
        section: the heading of the section in which it starts.
    """
    try:
        parsed = parse_quote(quote)
    except QuoteError as error:
        return Anchor("invalid", None, error.message, error.suggestion)
    sections = None if section is None else source.sections_titled(section)
    if sections == ():
        return _no_section(str(section), source)
    for form, verdict in _ATTEMPTS:
        terms = terms_of(parsed, prefix, suffix, form)
        found = list(places(terms, source, form, sections))
        if len(found) == 1:
            span = source.normalised(form).raw_span(*found[0])
            return Anchor("exact", span) if verdict == "exact" else _folded(source, span)
        if found:
            from averred.anchor.ambiguity import ambiguous

            return ambiguous(source.normalised(form), found)
    from averred.anchor.missing import missing

    return missing(parsed, prefix, suffix, source, sections)


def _folded(source: SourceText, span: Span) -> Anchor:
    written = source.text[span.start : span.end]
    message = "the quote is in the source only if accents, case and ligatures are ignored"
    return Anchor("folded", span, message, f"the source writes “{written}”")


def _no_section(section: str, source: SourceText) -> Anchor:
    titles = [section.title for section in source.sections()[1:]]
    known = (
        "its headings are " + ", ".join(f"“{title}”" for title in titles[:20])
        if titles
        else "it has no headings"
    )
    return Anchor("missing", None, f"no section of the source has the heading “{section}”", known)


def quote_occurs_in(words: str, passage: str, form: Form = "n1") -> bool:
    """Whether words stand in a passage, bounded as a quote is, in form n1 or n2."""
    wanted, text = normalise_words(words, form), normalise_words(passage, form)
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        if is_whole(text, at, at + len(wanted)):
            return True
        at = text.find(wanted, at + 1)
    return False
