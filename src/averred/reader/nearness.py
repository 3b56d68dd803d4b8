"""Names that are nearly one: equal but for case and accents, or but for one letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LEAST_LETTERS: Final = 4  # of a word in which one letter may be a slip: "Witness A" is not "Witness B"


class NearNames:
    """Names by their folded forms, and by halves of these.

    Of two names that differ in one place, the first or the last half is the same: so no name is compared
    with all others.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._ids: dict[str, str] = {}
        for name, entity in names:
            self._ids.setdefault(folded(name), entity)
        self._halves: dict[tuple[int, str, str], list[str]] = {}
        for name in self._ids:
            for length in (len(name) - 1, len(name), len(name) + 1):
                for half in _halves(name, length):
                    self._halves.setdefault(half, []).append(name)

    def of(self, words: str) -> str:
        """The id of what words nearly name; empty where they name nothing."""
        name = folded(words)
        if name in self._ids:
            return self._ids[name]
        near = {other for half in _halves(name, len(name)) for other in self._halves.get(half, ())}
        return next((self._ids[other] for other in sorted(near) if is_slip(name, other)), "")


def _halves(name: str, length: int) -> Iterator[tuple[int, str, str]]:
    """The two halves of a name, as long as those of words of some length are."""
    half = (length - 1) // 2
    if half > 0:
        yield length, name[:half], ""
        yield length, "", name[-half:]


def folded(words: str) -> str:
    """A name without case, accents, and the hyphens and spaces by which an id differs from it."""
    from averred.normalise import normalise_words

    return " ".join(normalise_words(words, "n2").replace("-", " ").split())


def is_slip(a: str, b: str) -> bool:
    """Whether two names differ by one letter, left out, added, exchanged or swapped with the next one.

    Never by a digit, and never in a short word: such names are numbered or initialled on purpose.
    """
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    left, right = a[start : len(a) - end], b[start : len(b) - end]
    swapped = len(left) == 2 and left == right[::-1]
    if not (swapped or (len(left) <= 1 and len(right) <= 1)) or not f"{left}{right}".isalpha():
        return False
    return max(len(_word_at(name, start)) for name in (a, b)) >= _LEAST_LETTERS


def _word_at(name: str, place: int) -> str:
    """The word of a name in which a place is, or after which it is."""
    begin = name.rfind(" ", 0, place) + 1
    return name[begin:].split(" ", maxsplit=1)[0]
