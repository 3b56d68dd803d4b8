"""Several things that may each go wrong, tried one after the other, so that all of it is said at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from averred.structuring import Misfit, Misfits

if TYPE_CHECKING:
    from averred.reader.problems import Problem

T = TypeVar("T")


class UnreadError(Exception):
    """A name whose entry is there but could not be read; its problem has been said already."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.misfit.message)
        self.problem = problem


class Attempts:
    """What went wrong so far.

    Attributes:
        misfits: what is wrong with the entry itself.
        unread: an entry that it needs and that could not be read.
    """

    def __init__(self) -> None:
        self.misfits: list[Misfit] = []
        self.unread: UnreadError | None = None

    def result(self, part: Callable[[], T]) -> T | None:
        """What a part gives; None where it cannot."""
        try:
            return part()
        except Misfit as misfit:
            self.misfits.append(misfit.alone())
        except Misfits as several:
            self.misfits += several.misfits
        except UnreadError as unread:
            self.unread = unread.with_traceback(None)
        return None

    @property
    def failed(self) -> bool:
        """Whether anything went wrong."""
        return bool(self.misfits) or self.unread is not None

    def failure(self) -> Misfits | UnreadError:
        """What went wrong; that another entry could not be read is said only where nothing else is."""
        return Misfits(self.misfits) if self.misfits or self.unread is None else self.unread


def all_of(*parts: Callable[[], object]) -> None:
    """Does several things and raises everything that went wrong.

    Raises:
        Misfits, UnreadError: see `Attempts.failure`.
    """
    attempts = Attempts()
    for part in parts:
        attempts.result(part)
    if attempts.failed:
        raise attempts.failure()
