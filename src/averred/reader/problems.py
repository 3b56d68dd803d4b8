"""What is wrong with fact files: collected while reading, turned into findings at the end."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from averred.findings import Finding, Level
from averred.reader.ids import is_id
from averred.records import record_repr
from averred.spans import Place
from averred.structuring import Misfit, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from averred.facts import Origin
    from averred.reader.positions import Locator, Path

#: Problems of one file that are shown.
MOST_SHOWN: Final = 200
_HOPELESS: Final = 1_000
_LONGEST_WORD: Final = 64
_LONGEST_MESSAGE: Final = 500
_SUGGESTED: Final = "; did you mean "
_MOST_OPTIONS: Final = 20_000


@attrs.define(eq=False)
class Problem:
    """One thing that is wrong, before its position and its suggestion have been worked out.

    Attributes:
        misfit: what is wrong.
        file: the name of the file that findings show.
        path: the table in that file.
        about: what the table is, such as "fact 'lede'".
        fact: the id of the fact, where it is one.
        place: the place, where it is known already.
        unread: the entries that could not be read because of it.
    """

    misfit: Misfit
    file: str
    path: Path = ()
    about: str = ""
    fact: str = ""
    place: Place | None = None
    unread: list[str] = attrs.field(factory=list)

    __repr__ = record_repr


class Unshown(NamedTuple):
    """Problems of a file that are not shown: how many, and the entries that need what these are about."""

    number: int
    unread: tuple[str, ...] = ()

    def beside(self, other: Unshown) -> Unshown:
        """Both together."""
        return Unshown(self.number + other.number, self.unread + other.unread)


class Problems:
    """Every problem of a fact base; of a file with very many of them the first are shown, and how many more.

    A fact file is given up after so many: what follows is likely to be no list of facts at all. Each row of
    a file of rows stands for itself, however many others are wrong.
    """

    def __init__(self) -> None:
        self._by_file: dict[str, list[Problem]] = {}
        self._rest: dict[str, Problem] = {}
        self._options: dict[int, tuple[str, ...]] = {}

    def add(self, misfit: Misfit, origin: Origin) -> Problem:
        """Notes what is wrong with the entry at `origin`."""
        path = origin.table
        fact = str(path[1]) if path[:1] == ("fact",) and len(path) > 1 and is_id(str(path[1])) else ""
        return self.note(Problem(misfit, origin.file, path, _name_of(path), fact))

    def add_all(self, misfits: Sequence[Misfit], origin: Origin) -> Problem:
        """Notes everything that is wrong with one entry; the first problem stands for it."""
        unknown = [m for m in misfits if m.rule == "unknown-key" and len(m.key) == 1][:MOST_SHOWN]
        misspelt = {_nearest(misfit.word, tuple(misfit.options)) for misfit in unknown}
        said = [m for m in misfits if m.rule != "missing-key" or not misspelt.intersection(m.options)]
        first, *_ = [self.add(misfit, origin) for misfit in said]
        return first

    def add_file(self, misfit: Misfit, file: str, line: int = 1, column: int = 1) -> Problem:
        """Notes what is wrong with a whole file."""
        return self.note(problem_of_file(misfit, file, line, column))

    def too_many(self, file: str) -> Problem | None:
        """The problem that the rest of a fact file is not read, once it has more than anybody looks at."""
        if len(self._by_file.get(file, ())) < MOST_SHOWN + _HOPELESS:
            return None
        return self._rest.setdefault(file, problem_of_file(Misfit("", rule="malformed-file"), file))

    def note(self, problem: Problem) -> Problem:
        """Notes a problem."""
        problem.misfit.alone()
        self._by_file.setdefault(problem.file, []).append(problem)
        return problem

    def findings(self, locator: Locator, unshown: dict[str, Unshown] | None = None) -> tuple[Finding, ...]:
        """A finding for each problem, by place.

        Args:
            locator: finds the places.
            unshown: here are put, file by file, the problems of rows that are not shown; if None, there is
                a finding that says how many.
        """
        found: list[Finding] = []
        for file, problems in sorted(self._by_file.items()):
            if len(problems) > MOST_SHOWN:
                problems.sort(key=lambda problem: self._place(problem, locator))
            shown = (self._finding(problem, locator) for problem in problems[:MOST_SHOWN])
            found += sorted(shown, key=_order)
            more = problems[MOST_SHOWN:]
            if more:
                stopped = self._rest.get(file)
                names = [*(stopped.unread if stopped else ()), *(one for few in more for one in few.unread)]
                rest = Unshown(len(more), tuple(names))
                if unshown is not None and problems[0].path[:1] == ("row",):
                    unshown[file] = rest
                else:
                    found.append(more_problems(file, rest, is_whole=stopped is None))
        return tuple(found)

    @staticmethod
    def _place(problem: Problem, locator: Locator) -> Place:
        is_of_key = problem.misfit.rule == "unknown-key"
        path = (*problem.path, *problem.misfit.key)
        return problem.place or locator.place(problem.file, path, of_key=is_of_key)

    def _finding(self, problem: Problem, locator: Locator) -> Finding:
        misfit = problem.misfit
        near = self._nearest_to(misfit)
        ways = [] if near and misfit.rule == "unknown-key" else [misfit.help]
        if problem.unread:
            ways.append(_unread(problem.unread))
        return Finding(
            misfit.rule,
            Level.ERROR,
            _one_line(_headline(problem)) + (f"{_SUGGESTED}{shown(near)}?" if near else ""),
            about=problem.about,
            facts=(problem.fact,) if problem.fact else (),
            help=tuple(_one_line(way) for way in ways if way),
            place=self._place(problem, locator),
        )

    def _nearest_to(self, misfit: Misfit) -> str:
        """The suggestion for a misfit; the ids of a large fact base are sorted once."""
        if not misfit.word:
            return ""
        key = id(misfit.options)
        if key not in self._options:
            self._options[key] = tuple(misfit.options)
        return _nearest(misfit.word, self._options[key])


def problem_of_file(misfit: Misfit, file: str, line: int = 1, column: int = 1) -> Problem:
    """The problem of a whole file, noted nowhere yet."""
    return Problem(misfit, file, about=_file(file), place=Place(file, line, column))


def without_suggestion(problem: Finding) -> str:
    """What is wrong, without the name that may have been meant: that depends on what was read beside it."""
    return problem.headline.rpartition(_SUGGESTED)[0] or problem.headline


def more_problems(file: str, unshown: Unshown, *, is_whole: bool = True) -> Finding:
    """The finding that says how many more problems a file has; not whole: what follows was not read."""
    problems = "1 more problem" if unshown.number == 1 else f"{unshown.number:,} more problems"
    end = "" if is_whole else "; what follows them was not read"
    return Finding(
        "malformed-file",
        Level.ERROR,
        f"{problems} in this file{end}",
        about=_file(file),
        help=(_unread(unshown.unread),) if unshown.unread else (),
        place=Place(file),
    )


def _one_line(message: str) -> str:
    """A message on one line of a sane length, since parts of it come from the file."""
    return shown(message, _LONGEST_MESSAGE)[1:-1]


def _file(name: str) -> str:
    return f"file {shown(name)}"


def _order(finding: Finding) -> tuple[object, ...]:
    return finding.place or Place(""), finding.rule, finding.headline


def short_name(path: Path) -> str:
    """An entry in a list of entries: its id, its row, or its table and number."""
    return path[-1] if isinstance(path[-1], str) else _name_of(path)


def _name_of(path: Path) -> str:
    """A table in words: "fact 'lede'", "the 2nd [[accept]]"."""
    if not path:
        return "the file"
    kind = str(path[0])
    if kind == "row":
        return f"row {path[1]:,}"
    if len(path) == 1:
        return f"[{kind}]"
    if isinstance(path[1], int):
        return f"[[{kind}]] number {path[1] + 1}"
    return f"{kind} {shown(str(path[1]))}"


def _headline(problem: Problem) -> str:
    """One line: the key, the entry, what is wrong."""
    misfit, about = problem.misfit, problem.about
    if problem.place:
        return misfit.message
    keys = ".".join(shown(part)[1:-1] if isinstance(part, str) else str(part + 1) for part in misfit.key)
    if misfit.rule == "unknown-key":
        inside = f" of {misfit.key[0]}" if len(misfit.key) > 1 else ""
        return f"{misfit.message}{inside} in {about}"
    if keys == "of":
        keys = "'of'"
    if not keys or f"'{keys}'" in misfit.message:
        return f"{about}: {misfit.message}"
    return f"{keys} of {about}: {misfit.message}"


def _unread(names: Iterable[str]) -> str:
    """What could not be read because of a problem elsewhere."""
    first, *rest = sorted(set(names))
    several = f"{len(rest) + 1} entries that need it were" if rest else "1 entry that needs it was"
    more = f" and {len(rest) - 3:,} more" if len(rest) > 3 else ""
    return f"{several} not read: {', '.join([first, *rest[:3]])}{more}"


def _nearest(word: str, options: tuple[str, ...]) -> str:
    """The option that a word was probably meant to be; empty where none is near."""
    if not word or len(word) > _LONGEST_WORD:
        return ""
    plain = word.strip().lower().replace("_", "-").replace(" ", "-")
    if plain in options:
        return plain
    return "" if len(options) > _MOST_OPTIONS else _likest(plain, word, options)


@lru_cache(maxsize=1_000)
def _likest(plain: str, word: str, options: tuple[str, ...]) -> str:
    """The option that one of two forms is most like. A slip in the name of a column stands in every row."""
    from difflib import get_close_matches

    return next((near for form in (plain, word) for near in get_close_matches(form, options, 1)), "")
