"""The words that widen or bound a number, and what each makes of it."""

from __future__ import annotations

from fractions import Fraction

from averred.values.conventions import Conventions
from averred.values.interval import Interval, Number, exact, number_text
from averred.values.tokens import phrase_list, word_list

_MORE = word_list("more greater larger bigger higher longer taller older heavier deeper better")
_LESS = word_list("less fewer smaller lower shorter younger lighter cheaper")


def _comparisons() -> dict[str, str]:
    """Phrases such as "greater than or equal to", with what they mean."""
    phrases = {}
    for words, strict, weak in ((_MORE, "more-than", "at-least"), (_LESS, "less-than", "at-most")):
        for word in words:
            phrases[f"{word} than"] = strict
            for negation in ("no", "not"):
                phrases[f"{negation} {word} than"] = "at-most" if strict == "more-than" else "at-least"
            for equal in ("or equal to", "or equal than"):
                phrases[f"{word} than {equal}"] = weak
                phrases[f"{word} {equal}"] = weak
            phrases[f"equal to or {word} than"] = weak
    return phrases


#: What stands before the number → canonical hedge.
_BEFORE = {
    "about": """about; around; some; roughly; approximately; approx; approx .; circa; c .; ca .; ca; ~; ≈;
        an estimated; estimated; in the region of; in the order of; on the order of; something like;
        more or less; give or take; an average of; an approximate; in the neighbourhood of;
        in the neighborhood of; at about; at around""",
    "nearly": """nearly; almost; just under; close to; just below; just short of; approaching; not quite;
        little less than; slightly less than; slightly under; a little under; slightly below;
        a little less than; just less than; near; nearing; shy of; just shy of""",
    "slightly-more-than": """just over; slightly more than; slightly over; a little over;
        a little more than; just more than; just above; slightly above; a bit more than; a bit over;
        little more than""",
    "more-than": """over; above; in excess of; upwards of; upward of; well over; much more than;
        far more than; exceeding; exceed; exceeds; exceeded; surpass; surpasses; surpassed; surpassing;
        beyond; north of; well above; >; well more than; topping; significantly more than;
        substantially more than""",
    "at-least": """at least; a minimum of; minimum of; minimum; ≥; > =; > or =; at a minimum;
        at the very least; at least or equal to; from at least; no under; not under; not below;
        not less than; starting at; as few as; as little as""",
    "less-than": """under; below; well under; far less than; much less than; well below; <; short of;
        south of; far fewer than; well short of""",
    "at-most": """at most; up to; a maximum of; maximum of; maximum; as many as; as much as; ≤; < =;
        < or =; at the most; not over; no over; as high as; not above; not exceeding; at the very most;
        as long as; as far as""",
    "exactly": """exactly; precisely; a total of; total of; equal to; equals; equals to; equal;
        equaling to; equalling; =; only; just; exact""",
}
BEFORE = _comparisons() | {phrase: hedge for hedge, text in _BEFORE.items() for phrase in phrase_list(text)}

#: What stands after the number → canonical hedge.
_AFTER = {
    "about": "or so; or thereabouts; approximately; - odd; - something; - ish; odd",
    "at-least": """+; - plus; at least; at minimum; or above; or over; or upwards; or up; and above;
        and over; and upwards; and up""",
    "at-most": "at most; at the most; at maximum; max; or below; or under",
    "exactly": "exactly",
}
AFTER = {
    **{phrase: "at-least" for word in _MORE for phrase in (f"or {word}", f"and {word}", f"or {word} than")},
    **{phrase: "at-most" for word in _LESS for phrase in (f"or {word}", f"or {word} than")},
    **{phrase: hedge for hedge, text in _AFTER.items() for phrase in phrase_list(text)},
}
OR_EQUAL = ("or equal to it", "or equal to", "or equal")


def by_first(phrases: dict[str, str]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The phrases as tokens, by their first word, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        words = tuple(phrase.split())
        table.setdefault(words[0], []).append((words, phrases[phrase]))
    return table


def by_last_two(phrases: dict[str, str]) -> dict[tuple[str, str], list[tuple[tuple[str, ...], str]]]:
    """The phrases as tokens, by their last two words (empty before a single one), the longest first."""
    table: dict[tuple[str, str], list[tuple[tuple[str, ...], str]]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        words = tuple(phrase.split())
        table.setdefault((words[-2] if len(words) > 1 else "", words[-1]), []).append(
            (words, phrases[phrase])
        )
    return table


def percent_text(share: Fraction) -> str:
    """A share as a percentage: "10 %"."""
    return f"{number_text(exact(share * 100))} %"


def hedged(base: Interval, hedge: str | None, conventions: Conventions) -> tuple[Interval, str | None]:
    """What a hedge makes of a number (or of a range), and the convention that this rests on."""
    low, high = base.lo, base.hi
    if low is None or high is None or hedge in (None, "exactly", "range", "tolerance", "vague"):
        return base, None
    if hedge == "more-than":
        return Interval.more_than(low), None
    if hedge == "at-least":
        return Interval.at_least(low), None
    if hedge == "less-than":
        return Interval.less_than(high), None
    if hedge == "at-most":
        return Interval.at_most(high), None
    return _loosely(low, high, str(hedge), conventions)


def _loosely(low: Number, high: Number, hedge: str, conventions: Conventions) -> tuple[Interval, str]:
    """Such as "about", "nearly" and "just over" reach as far as the tolerance says."""
    share = conventions.tolerance
    below, above = abs(low * share), abs(high * share)
    if hedge == "about":
        return Interval(exact(low - below), exact(high + above)), f"about = ±{percent_text(share)}"
    if hedge == "nearly":
        return _strip(exact(low - below), low, hi_open=True), f"nearly = at most {percent_text(share)} below"
    return _strip(high, exact(high + above), lo_open=True), f"just over = at most {percent_text(share)} above"


def _strip(low: Number, high: Number, *, lo_open: bool = False, hi_open: bool = False) -> Interval:
    """An interval that leaves out one end; the point itself where both ends are one (nearly 0)."""
    return Interval(low, high, lo_open, hi_open) if low < high else Interval.point(low)
