"""Why a quote is not found, and the nearest passage: shown, never taken."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from averred.anchor import meant
from averred.anchor.alignment import Alignment, align, changed
from averred.anchor.boundaries import is_boundary
from averred.anchor.places import SPAN_CAP, Terms, ground_of, places, terms_of
from averred.anchor.quote import Quote, format_quote
from averred.anchor.tokens import token_offsets, tokens
from averred.anchor.verdict import Anchor
from averred.normalise import normalise_words
from averred.source import Section, SourceText, on_one_line
from averred.spans import Span

# The cost of a near miss is capped: so many rare words are looked for, at so many places, in so much text.
_RARE_WORDS: Final = 6
_PLACES_A_WORD: Final = 12
_TEXT_AT_MOST: Final = 20_000_000
_WINDOWS: Final = 24
_LONGEST: Final = 120  # tokens of the quote that are compared
_NEAR: Final = Fraction(1, 2)


def missing(
    quote: Quote,
    prefix: str | None,
    suffix: str | None,
    source: SourceText,
    sections: Iterable[Section] | None,
) -> Anchor:
    """The verdict on a quote that has no admissible place, with the reason and the nearest passage."""
    terms = terms_of(quote, prefix, suffix, "n1")
    mixed = next(mixed_script_words(" ".join(filter(None, (quote.start, quote.end)))), None)
    reason = (
        _mixed(mixed)
        if mixed
        else _context(terms, source, sections) or _placement(terms, source) or _halves(terms, source)
    )
    dots = None if reason else meant.as_range(quote, prefix, suffix, source, sections)
    if dots:
        return Anchor("missing", None, "the dots in the quote are not read as “ … ”", f"write {dots}")
    comma = meant.with_comma(quote, prefix, suffix, source, sections)
    if comma:
        return Anchor("missing", None, reason or "the quote is not in the source", comma)
    parts = meant.across(terms, source, sections) if reason else None
    if parts:
        return Anchor("missing", None, reason or "", f"write {parts[0]}", (parts[1],))
    return _by_likeness(terms, source, sections, reason, is_mixed=mixed is not None)


def _by_likeness(
    terms: Terms,
    source: SourceText,
    sections: Iterable[Section] | None,
    reason: str | None,
    *,
    is_mixed: bool,
) -> Anchor:
    """The verdict with the passage that is most like the quote."""
    near = nearest(terms, source) if reason is None or is_mixed else None
    if near is None and (regrouped := None if reason else meant.regrouped(terms, source, sections)):
        return Anchor("missing", None, "the source groups the digits of a number in another way", regrouped)
    if near is None:
        return Anchor("missing", None, reason or "the quote is not in the source, nor anything like it")
    span, difference = near
    message = reason or f"the quote is not in the source: {difference}"
    nearby = Quote(on_one_line(source.text[span.start : span.end]))
    if not _may_be_quoted(nearby, span, source):
        return Anchor("missing", None, message)
    return Anchor("missing", None, message, f"the nearest passage is “{format_quote(nearby)}”", (span,))


def _may_be_quoted(quote: Quote, span: Span, source: SourceText) -> bool:
    """Whether a passage is found by its own words, by the rules that every quote is held to."""
    normalised = source.normalised("n1")
    found = places(terms_of(quote, None, None, "n1"), source, "n1")
    return any(normalised.raw_span(*place) == span for place in found)


def _mixed(word_and_scripts: tuple[str, str]) -> str:
    word, scripts = word_and_scripts
    return f"the quote is not in the source: its word “{word}” mixes {scripts} letters"


def mixed_script_words(words: str) -> Iterator[tuple[str, str]]:
    """Each word that mixes Latin, Cyrillic or Greek letters, with the names of its scripts."""
    for word in re.findall(r"\w+", words):
        if not word.isascii():
            names = {unicodedata.name(letter, "").partition(" ")[0] for letter in word if letter.isalpha()}
            scripts = sorted(names & {"LATIN", "CYRILLIC", "GREEK"})
            if len(scripts) > 1:
                yield word, " and ".join(map(str.capitalize, scripts))


def _context(terms: Terms, source: SourceText, sections: Iterable[Section] | None) -> str | None:
    """The reason where the words are found without their context."""
    bare = Terms(terms.start, terms.end, "", "")
    if sections is not None and any(places(terms, source, "n1")):
        return "the quote is in the source, but not in the section that is named"
    asked = [
        f"{name} “{words}”" for name, words in (("prefix", terms.prefix), ("suffix", terms.suffix)) if words
    ]
    if asked and any(places(bare, source, "n1", sections)):
        return f"the quote is in the source, but not with the {' and the '.join(asked)}"
    return None


def _placement(terms: Terms, source: SourceText) -> str | None:
    """The reason where the characters are there but not as words that may be cited."""
    ground = ground_of(source, "n1")
    normalised = ground.normalised
    for term in filter(None, (terms.start, terms.end)):
        at = normalised.text.find(term)
        if at < 0:
            return None
        end = at + len(term)
        if any(_bounded(normalised.text, term)):
            if terms.end is None and ground.crosses(at, end):
                return "the quote runs across a heading, a paragraph, or a place where something was left out"
            continue
        around = _whole(normalised.text, at, end)
        return f"“{term}” stands only inside a longer word or number: “{around}”"
    return None


def _bounded(text: str, term: str) -> Iterator[bool]:
    at = text.find(term)
    while at >= 0:
        if is_boundary(text, at) and is_boundary(text, at + len(term)):
            yield True
        at = text.find(term, at + 1)


def _whole(text: str, start: int, end: int) -> str:
    while not is_boundary(text, start):
        start -= 1
    while not is_boundary(text, end):
        end += 1
    return text[start:end]


def _halves(terms: Terms, source: SourceText) -> str | None:
    """The reason where both ends of a range are there but make none."""
    if terms.end is None:
        return None
    first, last = Terms(terms.start, None, "", ""), Terms(terms.end, None, "", "")
    starts = [end for _, end in places(first, source, "n1")]
    ends = [start for start, _ in places(last, source, "n1")]
    if not starts or not ends:
        absent = terms.start if not starts else terms.end
        return None if not starts and not ends else f"“{absent}” is not in the source"
    if min(starts) > max(ends):
        return f"“{terms.end}” stands before “{terms.start}”, not after it"
    return f"“{terms.end}” is not within {SPAN_CAP} characters after “{terms.start}”"


def nearest(terms: Terms, source: SourceText) -> tuple[Span, str] | None:
    """The passage that is most like the quote, and how it differs; None if nothing is like it.

    One word alone is not like a quote, but for a quote of a word and a number, with another number.
    """
    normalised = source.normalised("n2")
    text = normalised.text
    wanted = tokens(normalise_words(" ".join(filter(None, (terms.start, terms.end))), "n2"))[:_LONGEST]
    if len(text) > _TEXT_AT_MOST or not wanted:
        return None
    best: tuple[Fraction, int, int] | None = None
    for low, high in _windows(text, wanted):
        offsets = [(low + start, low + end) for start, end in token_offsets(text[low:high])]
        window = [text[start:end] for start, end in offsets]
        aligned = align(wanted, window)
        if aligned is None or not _is_like(wanted, aligned, window):
            continue
        if best is None or aligned.score > best[0]:
            best = _place(aligned, offsets)
    if best is None or best[0] < _NEAR:
        return None
    span = normalised.raw_span(best[1], best[2])
    return span, _difference(terms, source.text[span.start : span.end])


def _is_like(wanted: list[str], aligned: Alignment, window: list[str]) -> bool:
    """Whether enough of the quote is there to be shown: half of its words, and two of them."""
    if 2 * aligned.common < len(wanted):
        return False
    here = window[aligned.start : aligned.end]
    others = [word for word in (*wanted, *here) if word not in wanted or word not in here]
    return aligned.common > 1 or len(wanted) == 1 or all(word[:1].isdigit() for word in others)


def _place(aligned: Alignment, offsets: list[tuple[int, int]]) -> tuple[Fraction, int, int]:
    return aligned.score, offsets[aligned.start][0], offsets[aligned.end - 1][1]


def _windows(text: str, wanted: list[str]) -> list[tuple[int, int]]:
    """Stretches around the rarest words of the quote, ascending, each with room on both sides."""
    counted = sorted((text.count(word), word) for word in set(wanted))
    rare = [word for count, word in counted if count][:_RARE_WORDS]
    reach = 2 * sum(len(word) + 1 for word in wanted) + 40
    found: set[int] = set()
    for word in rare:
        at = text.find(word)
        for _ in range(_PLACES_A_WORD):
            if at < 0:
                break
            found.add(at)
            at = text.find(word, at + len(word))
    windows: list[tuple[int, int]] = []
    for at in sorted(found):
        low, high = max(0, text.rfind(" ", 0, max(0, at - reach)) + 1), at + reach
        if windows and at < windows[-1][1] - reach // 2:
            windows[-1] = windows[-1][0], max(high, windows[-1][1])
        else:
            windows.append((low, high))
    return windows[:_WINDOWS]


def _difference(terms: Terms, passage: str) -> str:
    """In words: what the quote has, and what the passage has there."""
    quoted = " ".join(filter(None, (terms.start, terms.end)))
    pairs = changed(tokens(quoted), tokens(normalise_words(passage)))
    told = [_told(old, new) for old, new in pairs[:3]]
    return "; ".join(told) if told else "the punctuation differs"


def _told(old: str, new: str) -> str:
    if not old:
        return f"the source also has “{new}”"
    if not new:
        return f"the source does not have “{old}”"
    return f"the quote has “{old}” where the source has “{new}”"
