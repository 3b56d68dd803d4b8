"""Whether a word of a running text that may begin a quantity does so there."""

from __future__ import annotations

from averred.values.context import is_name
from averred.values.hedge_words import HEDGE_ENDS
from averred.values.parsed import Parsed
from averred.values.tokens import Tokens, word_list
from averred.values.unit_words import currency_before, named_unit

DIGITS = frozenset("0123456789")
#: Verbs after which "from 5 to 7" is two values, and no range.
_CHANGES = frozenset(
    word_list(
        """
    raise raised raises raising rise rose rises risen rising fall fell falls fallen falling grow
    grew grows grown growing increase increased increases increasing decrease decreased decreases
    decline declined declines drop dropped drops cut cuts cutting widen widened widens narrowed
    reduce reduced reduces lower lowered lowers jump jumped jumps climb climbed climbs slip slipped
    slide slid shrank shrunk shrink went go goes gone moved move extended expand expanded improved
    improve surged plunged tumbled soared doubled tripled upgraded downgraded changed up down
    """
    )
)


def is_hedged(tokens: Tokens, i: int) -> bool:
    """Whether the word before `i` may end a hedge or begin a range."""
    return tokens.word(i - 1) in HEDGE_ENDS or tokens.word(i - 1) == "between"


def is_one_of_a_unit(tokens: Tokens, i: int) -> bool:
    """Whether the article at `i` counts: "nearly a month", "within a week", "an hour and a half"."""
    unit, end = named_unit(tokens, i + 1)
    if unit is None:
        return False
    return (
        is_hedged(tokens, i)
        or tokens.word(i - 1) == "within"
        or tokens.word(end) in ("later", "ago", "earlier")
        or (tokens.matches(end, ("and", "a")) and tokens.word(end + 2) in ("half", "quarter"))
    )


def stands_alone(tokens: Tokens, i: int, *, is_vague: bool) -> bool:
    """Whether a word such as "half", "tens" or "scores" is a number here without an "a" before it."""
    word, after = tokens.words[i], tokens.word(i + 1)
    if is_vague:
        return word in ("several", "dozens") or (
            word not in ("few", "couple", "handful") and _is_many(tokens, i)
        )
    if word == "half":
        return after in ("of", "a", "an", "the") or (after != "past" and is_hedged(tokens, i))
    return False


def _is_many(tokens: Tokens, i: int) -> bool:
    """Whether "thousands", "scores", "tens" count things here."""
    word, after = tokens.words[i], tokens.word(i + 1)
    if word == "scores" and after in ("were", "are", "have", "more") and tokens.word(i - 1) in ("", "."):
        return True
    return after == "of" or (
        word not in ("scores", "tens") and tokens.word(i - 1) not in ("the", "their", "his", "her")
    )


def is_change(tokens: Tokens, start: int) -> bool:
    """Whether a verb of change stands before "from 5 to 7", or right before "$5 to $7"."""
    if tokens.word(start - 1) != "from":
        return tokens.word(start - 1) in _CHANGES and currency_before(tokens, start)[0] is not None
    return any(word in _CHANGES for word in tokens.words[max(0, start - 8) : start - 1])


def is_no_quantity(tokens: Tokens, i: int, start: int, one: Parsed) -> bool:
    """Whether a number that was read is a name, a pronoun, or part of something else."""
    word = tokens.words[i]
    if word == "one" and one.end == i + 1:
        return one.hedge is None or tokens.word(i + 1) == "of"
    if word == "one" and (
        tokens.word(i - 1) in ("no", "every", "any", "this", "that") or tokens.word(i + 1) == "day"
    ):
        return True
    if word in ("couple", "handful") and tokens.word(i + 1) != "of" and one.unit is None and one.end == i + 1:
        return True
    if word[0] in DIGITS:
        return start == i and one.hedge in (None, "range") and is_name(tokens, i, one)
    return start == i and one.hedge is None and one.unit is None and _is_title(tokens, i)


def _is_title(tokens: Tokens, i: int) -> bool:
    """Whether a number in words is capitalised inside a sentence: "the Group of Seven"."""
    return tokens.raw(i)[:1].isupper() and tokens.word(i - 1).isalpha()
