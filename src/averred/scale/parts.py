"""The facts of a large fact base that have to be read in full, part by part."""

from __future__ import annotations

from functools import partial
from heapq import merge
from operator import itemgetter
from typing import TYPE_CHECKING, Final, NamedTuple

import attrs

from averred.engine import session, sql
from averred.reader import Telling
from averred.rules import RULES
from averred.scale.fetching import entries_at, name_in, places_of, with_what_they_rest_on
from averred.scale.large import GROUPED, LATER
from averred.scale.together import gathered
from averred.undisturbed import undisturbed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from averred.config import Settings
    from averred.engine.protocol import Engine, Keys
    from averred.engine.session import Suspects, Tell
    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.findings import Acceptance
    from averred.query_rules import Tables
    from averred.scale.fetching import Place, Row
    from averred.scale.large import Large

    Rows = set[tuple[int, int]]
    #: Subject, predicate, file and line.
    Told = tuple[str, str, int, int]

#: The facts of groups that are judged at once; a subject that has more is judged as a whole.
MOST_JUDGED: Final = 50_000
_NOT_SCREENED: Final = frozenset(rule.name for rule in RULES) - GROUPED
_OF_KEYS: Final = (
    "SELECT f.subject, f.predicate, f.file, f.line FROM facts f, keys k "
    "WHERE f.subject = k.x AND f.predicate = k.y AND k.name = 'key' ORDER BY f.subject"
)


class Part(NamedTuple):
    """Facts that are judged together, and with which rules.

    Attributes:
        fact_base: the facts.
        settings: which rules.
        names: the ids of the facts that had to be read.
        asked: how many these are.
        wrong: what is wrong with them, and what needs others that are wrong.
        tables: what queries read, where that is more than these facts.
    """

    fact_base: FactBase
    settings: Settings
    names: frozenset[str] = frozenset()
    asked: int = 0
    wrong: Telling | None = None
    tables: Tables | None = None


class Loader:
    """Reads rows in full, with what they rest on.

    Attributes:
        large: the fact base.
        engine: has the table `facts`.
        acceptances: those that are about facts that are there, once `looked_at` began.
        later: the rows whose id an earlier row has already: they are in no group.
        doing: what is being done, in words.
        twins: the ids that several rows have, with each of these rows.
        sifted: queries for the rows that rules about single facts have to look at.
    """

    def __init__(self, large: Large, engine: Engine, tell: Tell | None = None) -> None:
        self.large = large
        self.engine = engine
        self.doing = "screening"
        self._tell = tell
        self.acceptances: tuple[Acceptance, ...] = ()
        self.sifted: Sequence[str] = ()
        firsts: dict[str, tuple[int, int]] = {}
        self._twins: Rows = set()
        engine.make("repeated", engine.repeated_ids())  # mostly none, and then nobody looks for these
        found = self._found(sql.twins("SELECT id FROM repeated"))
        self.twins = [(name, (file, line)) for file, line, name in found]
        for name, row in self.twins:
            self._twins.add(row)
            firsts[name] = min(firsts.get(name, row), row)
        self.later = self._twins - set(firsts.values())

    def suspects(self, suspects: Suspects) -> Iterator[Part]:
        """The groups that screens let through: those that belong together first, then subject by subject."""
        done, total = len(suspects.linked), len(suspects.linked) + len(suspects.alone)
        self.say("judging groups that may be in conflict", 0, total)
        yield self.groups(suspects.linked, self._rows_of(suspects.linked))
        self.say(self.doing, done, total)
        keys: Keys = set()
        rows: Rows = set()
        for subject, predicate, file, line in self._in_turn(suspects):
            if len(rows) >= self.large.most_read and (subject, predicate) not in keys:
                new_subject = all(subject != name for name, _ in keys)
                if new_subject:
                    yield from _by_subject(self.groups(keys, rows))
                    done += len(keys)
                    self.say(self.doing, done, total)
                    keys, rows = set(), set()
            keys.add((subject, predicate))
            rows.add((file, line))
        yield from _by_subject(self.groups(keys, rows))

    def looked_at(self) -> Iterator[Part]:
        """Rows of which one alone may give a finding, and the fact files, of which that is so as well."""
        parts = self.rows_looked_at()
        yield self.first_looked_at(next(parts))
        for rows in parts:
            yield self.more_looked_at(rows)

    def rows_looked_at(self) -> Iterator[Rows]:
        """The rows of `looked_at`, part by part; the first has those that rest on each other."""
        session.link(self.engine)
        first = self._rows((sql.LOOSE, sql.CHAINED)) | self._twins | self._accepted()
        rest = sorted(self._rows((sql.LOOKED_AT, *self.sifted)) - first)
        room = max(self.large.most_read - len(first), 0)
        self.doing = "reading facts in full"
        most, done, total = self.large.most_read, 0, len(first) + len(rest)
        parts = [rest[:room], *(rest[start : start + most] for start in range(room, len(rest), most))]
        for rows in gathered(self.engine, self.large.screens, first, parts, most):
            self.say(self.doing, done, total)
            yield rows
            done += len(rows)

    def first_looked_at(self, rows: Rows) -> Part:
        """The fact files, the acceptances, and the first rows."""
        telling = Telling(partial(self.large.tells, rows, of_files=True))
        whole = self.load(rows, telling)
        self.acceptances = whole.acceptances
        return self._single(whole, set(self.large.vocabulary.by_id), telling)

    def more_looked_at(self, rows: Rows) -> Part:
        """Further rows, each of which is judged alone."""
        telling = Telling(partial(self.large.tells, rows))
        return self._single(self.load(rows, telling), set(), telling)

    def not_taken(self, names: Iterable[str]) -> Iterator[Telling]:
        """What is wrong with facts of which one alone gives no finding, and which rest on what is wrong."""
        rows = sorted(self._named(set(names)) - self.later)
        for start in range(0, len(rows), self.large.most_read):
            some = set(rows[start : start + self.large.most_read])
            telling = Telling(partial(self.large.tells, some))
            self.load(some, telling)
            yield telling

    def say(self, doing: str, done: int = 0, of: int = 0) -> None:
        """Tell what is being done, and how much of it."""
        self.doing = doing
        if self._tell:
            self._tell(doing, done, of)

    def _accepted(self) -> Rows:
        """The rows that acceptances are about: whether these are there is for the reader to say."""
        return self._named({name for one in self.large.vocabulary.acceptances for name in one.facts})

    def _found(self, query: str) -> Iterator[tuple[int, int, str]]:
        for file, line, name in self.engine.rows(query):
            yield int(str(file)), int(str(line)), str(name)

    def _rows(self, queries: Iterable[str]) -> Rows:
        return {(file, line) for query in queries for file, line, _ in self._found(query)}

    def _in_turn(self, suspects: Suspects) -> Iterator[Told]:
        """The facts that are judged subject by subject: all of some keys, and those told of others."""
        some = sorted((*key, *row) for key, rows in suspects.some.items() for row in rows)
        return merge(self._of_keys(suspects.alone), some, key=itemgetter(0))

    def _of_keys(self, keys: Keys) -> Iterator[Told]:
        if not keys:
            return
        self.engine.fill("keys", [("key", subject, "", predicate, "") for subject, predicate in sorted(keys)])
        for subject, predicate, file, line in self.engine.rows(_OF_KEYS):
            yield str(subject), str(predicate), int(str(file)), int(str(line))

    def _rows_of(self, keys: Keys) -> Rows:
        return {(file, line) for *_, file, line in self._of_keys(keys)}

    def groups(self, keys: Keys, rows: Rows) -> Part:
        """Groups of facts, all of each; nothing else, or a part of a group would be taken for the whole."""
        fact_base = self.load(rows - self.later)
        facts = tuple(fact for fact in fact_base.facts if (fact.subject, fact.predicate) in keys)
        ignore = self.large.settings.ignore | _NOT_SCREENED
        return Part(
            attrs.evolve(fact_base, facts=facts, acceptances=()),
            attrs.evolve(self.large.settings, ignore=ignore),
        )

    def _single(self, fact_base: FactBase, names: set[str], wrong: Telling) -> Part:
        """Single facts, without those that were read because these rest on them."""
        wanted = names | {name_in(self.large.row_ids, *one) for one in self._own.items()}
        facts = tuple(fact for fact in fact_base.facts if fact.id in wanted)
        ignore = self.large.settings.ignore | GROUPED | LATER
        return Part(
            attrs.evolve(fact_base, facts=facts, acceptances=()),
            attrs.evolve(self.large.settings, ignore=ignore),
            frozenset(wanted),
            len(names) + self._asked,
            wrong,
        )

    @undisturbed()
    def load(self, rows: Rows, telling: Telling | None = None) -> FactBase:
        """Some rows in full, with those that they rest on and those that these rest on.

        Args:
            rows: the rows.
            telling: here goes what is wrong; None where it is told elsewhere.
        """
        waiting = {row for row in rows if row[0] >= 0}
        self._asked = len(waiting)
        name_of = partial(name_in, self.large.row_ids)
        known = self.large.known
        rounds = list(with_what_they_rest_on(waiting, known, self._entries, self._named, name_of))
        self._own = rounds[0] if rounds else {}
        told = Telling(lambda _: False) if telling is None else telling
        return self.large.read((one for found in rounds for one in found.items()), told)

    def _entries(self, rows: Rows) -> Iterable[tuple[Place, Row]]:
        return entries_at(self.large.files, rows)

    def _named(self, names: set[str]) -> Rows:
        """The rows of facts with these ids."""
        return {place for place, _ in places_of(self.engine, names)}


def _by_subject(part: Part) -> Iterator[Part]:
    """Groups of facts in pieces, so that not all of their findings are held at once.

    What is about one subject stays together; nothing here is judged with another subject.
    """
    waiting: dict[str, list[Fact]] = {}
    for fact in part.fact_base.facts:
        waiting.setdefault(fact.subject, []).append(fact)
    piece: list[Fact] = []
    for facts in waiting.values():
        piece += facts
        if len(piece) >= MOST_JUDGED:
            yield part._replace(fact_base=attrs.evolve(part.fact_base, facts=tuple(piece)))
            piece = []
    yield part._replace(fact_base=attrs.evolve(part.fact_base, facts=tuple(piece)))
