"""What is wrong with fact files: collected while reading, told at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from averred.findings import Finding, Level
from averred.reader.ids import is_id
from averred.reader.telling import MOST_SHOWN, Options, Telling, Told, nearest, of_file, one_line
from averred.records import record_repr
from averred.spans import Place
from averred.structuring import Misfit, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from averred.facts import Origin
    from averred.reader.positions import Locator, Path

_HOPELESS: Final = 1_000


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


class Problems:
    """Every problem of a fact base; of a file with very many of them the first are shown, and how many more.

    A fact file is given up after so many: what follows is likely to be no list of facts at all. Each row of
    a file of rows stands for itself, however many others are wrong.
    """

    def __init__(self, within: Callable[[str], str] = str) -> None:
        """Begin; `within` says what a file is called within the folder of the facts."""
        self._within = within
        self._by_file: dict[str, list[Problem]] = {}
        self._rest: dict[str, Problem] = {}
        self._options: dict[int, tuple[str, ...]] = {}
        self._names: dict[str, Iterable[str]] = {}

    def add(self, misfit: Misfit, origin: Origin) -> Problem:
        """Notes what is wrong with the entry at `origin`."""
        path = origin.table
        fact = str(path[1]) if path[:1] == ("fact",) and len(path) > 1 and is_id(str(path[1])) else ""
        return self.note(Problem(misfit, origin.file, path, _name_of(path), fact))

    def add_all(self, misfits: Sequence[Misfit], origin: Origin) -> Problem:
        """Notes everything that is wrong with one entry; the first problem stands for it."""
        unknown = [m for m in misfits if m.rule == "unknown-key" and len(m.key) == 1][:MOST_SHOWN]
        misspelt = {nearest(misfit.word, tuple(misfit.options)) for misfit in unknown}
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

    @property
    def of_fact_files(self) -> bool:
        """Whether anything is wrong with a fact file, or an entry of one."""
        return any(one.path[:1] != ("row",) for some in self._by_file.values() for one in some)

    def note(self, problem: Problem) -> Problem:
        """Notes a problem."""
        problem.misfit.alone()
        self._by_file.setdefault(problem.file, []).append(problem)
        return problem

    def findings(self, locator: Locator, telling: Telling | None = None) -> tuple[Finding, ...]:
        """A finding for each problem, by place.

        Args:
            locator: finds the places.
            telling: here they are put instead, if not None, since other parts may have more to say of them.
        """
        found = Telling() if telling is None else telling
        for file, problems in self._by_file.items():
            for problem in problems:
                found.add(self._told(problem, locator))
            if stopped := self._rest.get(file):
                found.stop(file, stopped.unread)
        return found.findings(self._all_of) if telling is None else ()

    def _told(self, problem: Problem, locator: Locator) -> Told:
        misfit, file = problem.misfit, self._within(problem.file)
        finding = Finding(
            misfit.rule,
            Level.ERROR,
            one_line(_headline(problem)),
            about=_about(problem, file),
            facts=(problem.fact,) if problem.fact else (),
            help=(one_line(misfit.help),) if misfit.help else (),
            place=self._place(problem, locator),
        )
        options = self._options_of(misfit) if misfit.word else ()
        return Told(finding, misfit.word, options, tuple(problem.unread), file)

    @staticmethod
    def _place(problem: Problem, locator: Locator) -> Place:
        is_of_key = problem.misfit.rule == "unknown-key"
        path = (*problem.path, *problem.misfit.key)
        return problem.place or locator.place(problem.file, path, of_key=is_of_key)

    def _options_of(self, misfit: Misfit) -> tuple[str, ...] | str:
        """What a word may have been: the kind of names that rows have, else the words themselves."""
        kind = getattr(misfit.options, "of_rows", "")
        if kind:
            self._names[kind] = misfit.options
            return str(kind)
        key = id(misfit.options)
        if key not in self._options:  # those of a large fact base are sorted once
            self._options[key] = tuple(misfit.options)
        return self._options[key]

    def _all_of(self, kind: str, _: object) -> Options:
        return Options(tuple(self._names[kind]))


def problem_of_file(misfit: Misfit, file: str, line: int = 1, column: int = 1) -> Problem:
    """The problem of a whole file, noted nowhere yet."""
    return Problem(misfit, file, about="the file", place=Place(file, line, column))


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


def _about(problem: Problem, file: str) -> str:
    """What has no id is that of its file."""
    path = problem.path
    if len(path) > 1 and path[0] != "row" and isinstance(path[1], str):
        return problem.about
    return f"{problem.about} of {of_file(file)}" if path else of_file(file)


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
