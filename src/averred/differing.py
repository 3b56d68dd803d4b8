"""Who is at odds with whom, and in which words: the headline of a card about one property."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from averred.conflicts.minimal import Round, by_voice
from averred.describe import canonical_reading, listing, said, voice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from averred.factbase import FactBase
    from averred.facts import Fact


_TWICE: Final = 2


def who_differs(
    turn: Round, facts: Sequence[Fact], words: Mapping[str, str], title: str, fact_base: FactBase
) -> str:
    """Who is at odds on a property, and what they say.

    Args:
        turn: the round in which the facts exclude each other.
        facts: those of all conflicts of the card.
        words: what each says, by fact id (`one_wording`).
        title: the property, such as "the size of “Orvale”".
        fact_base: names sources and speakers.
    """
    if turn is Round.ONE_VOICE:
        return _with_themselves(facts, words, title, fact_base)
    if turn is Round.OWN_VOICES:
        return f"sources differ on {title}: {_values(facts, words)}"
    speakers = listing([voice(fact, fact_base) for fact in facts])
    return f"voices differ on {title}: {_values(facts, words)}, as said by {speakers}"


def _with_themselves(facts: Sequence[Fact], words: Mapping[str, str], title: str, fact_base: FactBase) -> str:
    """Nobody is said to have said what another did: each of several voices has its own values.

    A speaker may be a person or many people: the words fit both.
    """
    voices = by_voice(facts)
    first = voices[0]
    if len(voices) > 1:
        values = "; ".join(_values(some, words) for some in voices)
        who = listing([_name(some[0], fact_base) for some in voices])
        return f"{who} each contradict themselves on {title}: {values}"
    name, values = _name(first[0], fact_base), _values(first, words)
    if first[0].attribution.is_own_voice:
        return f"{name} contradicts itself on {title}: {values}"
    return f"contradictory words of {name} on {title}: {values}"


def _name(fact: Fact, fact_base: FactBase) -> str:
    """A source by its title where there are several, or a speaker."""
    if not fact.attribution.is_own_voice:
        return voice(fact, fact_base)
    sources = fact_base.sources
    if len(sources) < 2:
        return "the source"
    return f"“{sources[fact.source].title or fact.source}”" if fact.source in sources else "the author"


def one_wording(facts: Sequence[Fact], fact_base: FactBase) -> dict[str, str]:
    """The words of each fact, those of the first with the same reading ("around" and "Around")."""
    first: dict[tuple[str, bool], str] = {}
    words: dict[str, str] = {}
    for fact in facts:
        meant = canonical_reading(fact.value), fact.denied
        words[fact.id] = first.setdefault(meant, said(fact, fact_base))
    return words


def _values(facts: Sequence[Fact], words: Mapping[str, str]) -> str:
    """What they say, each value once, with how often it is said."""
    counts: dict[str, int] = {}
    for fact in facts:
        word = words[fact.id]
        counts[word] = counts.get(word, 0) + 1
    return listing([word + _times(count) for word, count in counts.items()])


def _times(count: int) -> str:
    if count == 1:
        return ""
    return " (twice)" if count == _TWICE else f" ({count} times)"
