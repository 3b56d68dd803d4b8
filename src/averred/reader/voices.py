"""Who says it and how sure that is: attribution, and confidence by a printed convention."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from averred.facts import UNNAMED_SPEAKER, Attribution, Confidence
from averred.reader.attempts import Attempts
from averred.structuring import Misfit
from averred.values import Date, Quantity

if TYPE_CHECKING:
    from averred.reader.names import EntityNames
    from averred.structuring import FactEntry
    from averred.values import Value

_WORDS: Final = {"certain": 95, "likely": 80, "possible": 50, "doubtful": 20}
# STANAG 2022 names the grades; the weights are ours. F and 6 mean "cannot be judged".
_SOURCE_GRADES: Final = {
    "A": ("completely reliable", 100),
    "B": ("usually reliable", 90),
    "C": ("fairly reliable", 70),
    "D": ("not usually reliable", 50),
    "E": ("unreliable", 30),
    "F": ("reliability cannot be judged", 50),
}
_CLAIM_GRADES: Final = {
    "1": ("confirmed", 99),
    "2": ("probably true", 80),
    "3": ("possibly true", 60),
    "4": ("doubtful", 40),
    "5": ("improbable", 20),
    "6": ("truth cannot be judged", 50),
}
_LEAST: Final = Fraction(1, 100)
_MOST: Final = Fraction(99, 100)
_DOUBTING: Final = frozenset({"claimed", "alleged", "allegedly", "reportedly"})
_NO_HEDGES: Final = frozenset({None, "exactly", "range"})


def attribution(entry: FactEntry, entities: EntityNames, *, typed: bool = True) -> Attribution:
    """To whom a fact is attributed.

    Args:
        entry: what is written.
        entities: the entities, by id and name.
        typed: somebody typed it, so that words that are nearly a name are taken for a slip.

    Raises:
        Misfit: if words that look like an id name no entity, or a chain has no speaker.
        UnreadError: if the speaker's own entry could not be read.
    """
    if entry.said_by is None:
        for key in ("via", "said_in"):
            if getattr(entry, key):
                name = key.replace("_", "-")
                raise Misfit(
                    f"{name} without said-by",
                    'say who, or said-by = "?" for a speaker who is not named',
                    key=(name,),
                )
        return _OWN_VOICE
    attempts = Attempts()
    named = [(entry.said_by, ("said-by",)), *((name, ("via", index)) for index, name in enumerate(entry.via))]
    found = [attempts.result(partial(_speaker, entities, *each, typed=typed)) for each in named]
    if attempts.failed:
        raise attempts.failure()
    speaker, *via = map(str, found)
    return Attribution(speaker, tuple(via))


def _speaker(entities: EntityNames, words: str, key: tuple[str | int, ...], *, typed: bool) -> str:
    if words == UNNAMED_SPEAKER:
        return words
    if typed:
        entities.refuse_slip(words, key)
    return entities.speaker(words, key)


_OWN_VOICE: Final = Attribution()


def confidence(entry: FactEntry, value: Value, quote: str | None) -> Confidence:
    """How much a fact weighs: what its author wrote, else what a convention says.

    Raises:
        Misfit: if the author gives a confidence and no reason.
    """
    if entry.confidence is None:
        return _by_convention(_manner(entry, value, quote))
    if entry.note is None:
        raise Misfit(
            "a confidence needs its reason", "say why in note", rule="missing-key", key=("confidence",)
        )
    return _given(entry.confidence)


def _given(mark: str) -> Confidence:
    if mark in _WORDS:
        weight = Fraction(_WORDS[mark], 100)
        return Confidence(weight, mark, f"the author says {mark}, which counts as {_decimal(weight)}")
    if mark[0] in _SOURCE_GRADES:
        source, share = _SOURCE_GRADES[mark[0]]
        claim, weight_of_claim = _CLAIM_GRADES[mark[1]]
        weight = _clipped(Fraction(share, 100) * Fraction(weight_of_claim, 100))
        factors = _decimal(Fraction(share, 100)), _decimal(Fraction(weight_of_claim, 100))
        how = f"{mark[0]} ({source}) {factors[0]} × {mark[1]} ({claim}) {factors[1]}"
        return Confidence(weight, mark, f"Admiralty {mark}: {how} = {_decimal(weight)}")
    weight = _clipped(Fraction(Decimal(mark)))
    return Confidence(weight, mark, f"the author says {mark}")


def _clipped(weight: Fraction) -> Fraction:
    return min(max(weight, _LEAST), _MOST)


def _decimal(weight: Fraction) -> str:
    return format(Decimal(weight.numerator) / weight.denominator, "f")


def _manner(entry: FactEntry, value: Value, quote: str | None) -> str:
    """How the source says it."""
    if entry.said_by is not None:
        words = f"{entry.said_in or ''} {quote or ''}".lower().split()
        doubted = any(word.strip(".,;:!?\"'()“”‘’") in _DOUBTING for word in words)
        return "doubted" if doubted else "attributed"
    hedged = isinstance(value, Quantity | Date) and value.hedge not in _NO_HEDGES
    return "hedged" if hedged else "flat"


@cache
def _by_convention(manner: str) -> Confidence:
    weight, because = {
        "flat": (80, "said flatly in the source's own voice"),
        "hedged": (70, "said with a hedge in the source's own voice"),
        "attributed": (60, "attributed to a speaker"),
        "doubted": (40, "attributed, with claimed, alleged or reportedly"),
    }[manner]
    share = Fraction(weight, 100)
    return Confidence(share, None, f"convention: {because} counts as {_decimal(share)}")
