"""What is wrong, as findings: of a file with very many problems the first, and how many more there are.

Rows may be read in parts. Then what is told in each part is put together here, and what was meant by a name
that nothing has is asked in the end, when all names are known.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from averred.findings import Finding, Level
from averred.spans import Place
from averred.structuring import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from averred.spans import Place as Where

    #: What tells one problem from another.
    Key = tuple[str, Where | None, str, str]

#: Problems of one file that are shown.
MOST_SHOWN: Final = 200
_LONGEST_WORD: Final = 64
_LONGEST_MESSAGE: Final = 500
#: Of so many words the nearest one is looked for.
MOST_OPTIONS: Final = 20_000


class Options(NamedTuple):
    """The words that one may have been.

    Attributes:
        known: all of them, or those that were asked for.
        is_all: whether they are all.
    """

    known: Collection[str]
    is_all: bool = True


class Told(NamedTuple):
    """A problem with its place, before it is known what was meant and what needs it.

    Attributes:
        finding: the problem.
        word: a word that is not known.
        options: what it may have been; the kind of names ("fact", "entity", "name"), where rows have some.
        unread: the entries that could not be read because of it.
        file: what its file is called within the folder of the facts.
    """

    finding: Finding
    word: str = ""
    options: tuple[str, ...] | str = ()
    unread: tuple[str, ...] = ()
    file: str = ""

    @property
    def key(self) -> Key:
        """What tells it from others."""
        return self.finding.rule, self.finding.place, self.finding.about, self.finding.headline

    @property
    def plain(self) -> str:
        """The word as an id would be written."""
        return plain_word(self.word)


@attrs.define(eq=False)
class _File:
    """What is wrong with one file.

    Attributes:
        shown: the first problems, and some more.
        more: how many others there are.
        unread: the entries that could not be read because of those.
        is_whole: whether all of it was read.
    """

    shown: list[Told] = attrs.field(factory=list)
    more: int = 0
    unread: set[str] = attrs.field(factory=set)
    is_whole: bool = True

    def cut(self) -> None:
        """Leave the first problems, and count the others."""
        if len(self.shown) > MOST_SHOWN:
            self.shown.sort(key=_place)
            for told in self.shown[MOST_SHOWN:]:
                self.unread.update(told.unread)
            self.more += len(self.shown) - MOST_SHOWN
            del self.shown[MOST_SHOWN:]


class Telling:
    """Problems, some of each file.

    A part of a fact base reads rows that are another part's because its own rest on them. What is wrong with
    these is told there, and what needs them here.
    """

    def __init__(self, is_own: Callable[[Place], bool] | None = None) -> None:
        """Begin.

        Args:
            is_own: whether what stands at a place is told here; None for everything.
        """
        self._is_own = is_own
        self._files: dict[str, _File] = {}
        self._needing: dict[Key, set[str]] = {}

    def __bool__(self) -> bool:
        return bool(self._files)

    def add(self, told: Told) -> None:
        """Take a problem, or what needs it."""
        place = _place(told)
        if self._is_own is not None and not self._is_own(place):
            if told.unread:
                self._needing.setdefault(told.key, set()).update(told.unread)
            return
        file = self._file(place.path)
        file.shown.append(told)
        if len(file.shown) > 2 * MOST_SHOWN:
            file.cut()

    def stop(self, file: str, unread: Iterable[str]) -> None:
        """A file was not read to its end, and so these entries are not there."""
        found = self._file(file)
        found.is_whole = False
        found.unread.update(unread)

    def join(self, other: Telling) -> None:
        """Take what another part tells."""
        for name, more in other._files.items():
            file = self._file(name)
            file.shown += more.shown
            file.more += more.more
            file.unread |= more.unread
            file.is_whole = file.is_whole and more.is_whole
            file.cut()
        for key, unread in other._needing.items():
            self._needing.setdefault(key, set()).update(unread)

    def travelling(self) -> Telling:
        """The same, for another process: it takes nothing more."""
        found = Telling()
        found.join(self)
        return found

    def findings(self, options: Callable[[str, Collection[str]], Options]) -> tuple[Finding, ...]:
        """A finding for each problem that is shown, and one for how many more each file has.

        Args:
            options: the names of a kind that there are, if somebody wants to know of some words.
        """
        for file in self._files.values():
            file.cut()
        known = self._options(options)
        found: list[Finding] = []
        for name, file in sorted(self._files.items()):
            self._spread(name, file)
            of_file = (_finding(told, *known.get(str(told.options), (told.options,))) for told in file.shown)
            found += sorted(of_file, key=_order)
            if file.more:
                found.append(_more_problems(name, file))
        return tuple(found)

    def _file(self, name: str) -> _File:
        return self._files.setdefault(name, _File())

    def _options(self, options: Callable[[str, Collection[str]], Options]) -> dict[str, Options]:
        """The names that rows may have, kind by kind."""
        words: dict[str, set[str]] = {}
        for told in self._shown():
            if isinstance(told.options, str):
                words.setdefault(told.options, set()).add(told.plain)
        return {kind: options(kind, some) for kind, some in sorted(words.items())}

    def _shown(self) -> Iterator[Told]:
        for file in self._files.values():
            yield from file.shown

    def _spread(self, name: str, file: _File) -> None:
        """What needs the problems of a file, and stands in other parts, is put beside them."""
        for at, told in enumerate(file.shown):
            needing = self._needing.pop(told.key, None)
            if needing:
                file.shown[at] = told._replace(unread=(*told.unread, *needing))
        for key, unread in self._needing.items():
            if key[1] is not None and key[1].path == name:
                file.unread |= unread


def plain_word(word: str) -> str:
    """A word as an id would be written."""
    return word.strip().lower().replace("_", "-").replace(" ", "-")


def one_line(message: str) -> str:
    """A message on one line of a sane length, since parts of it come from the file."""
    return shown(message, _LONGEST_MESSAGE)[1:-1]


def of_file(name: str) -> str:
    """What a finding about a whole file is about."""
    return f"file {shown(name)}"


def nearest(word: str, known: Collection[str], is_all: bool = True) -> str:  # noqa: FBT001, FBT002 - `Options`
    """The word that one was probably meant to be; empty where none is near."""
    if not word or len(word) > _LONGEST_WORD:
        return ""
    plain = plain_word(word)
    if plain in known:
        return plain
    return "" if len(known) > MOST_OPTIONS or not is_all else _likest(plain, word, tuple(known))


@lru_cache(maxsize=1_000)
def _likest(plain: str, word: str, options: tuple[str, ...]) -> str:
    """The option that one of two forms is most like. A slip in the name of a column stands in every row."""
    from difflib import get_close_matches

    return next((near for form in (plain, word) for near in get_close_matches(form, options, 1)), "")


def _finding(told: Told, known: Collection[str], is_all: bool = True) -> Finding:  # noqa: FBT001, FBT002
    near = nearest(told.word, known, is_all)
    problem = told.finding
    ways = () if near and problem.rule == "unknown-key" else problem.help
    if told.unread:
        ways = (*ways, one_line(_unread(told.unread)))
    said = f"{problem.headline}; did you mean {shown(near)}?" if near else problem.headline
    return attrs.evolve(problem, headline=said, help=ways)


def _more_problems(name: str, file: _File) -> Finding:
    """The finding that says how many more problems a file has; not whole: what follows was not read."""
    problems = "1 more problem" if file.more == 1 else f"{file.more:,} more problems"
    end = "" if file.is_whole else "; what follows them was not read"
    return Finding(
        "malformed-file",
        Level.ERROR,
        f"{problems} in this file{end}",
        about=of_file(file.shown[0].file),
        help=(_unread(file.unread),) if file.unread else (),
        place=Place(name),
    )


def _place(told: Told) -> Place:
    return told.finding.place or Place("")


def _order(finding: Finding) -> tuple[object, ...]:
    return finding.place or Place(""), finding.rule, finding.headline


def _unread(names: Iterable[str]) -> str:
    """What could not be read because of a problem elsewhere."""
    first, *rest = sorted(set(names))
    several = f"{len(rest) + 1} entries that need it were" if rest else "1 entry that needs it was"
    more = f" and {len(rest) - 3:,} more" if len(rest) > 3 else ""
    return f"{several} not read: {', '.join([first, *rest[:3]])}{more}"
