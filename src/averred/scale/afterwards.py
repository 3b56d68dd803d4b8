"""What is judged last, once it is known which facts can be taken: unit by unit, whatever a unit is.

Things of which something may be missing, values that several things have, clusters of days that relations
link, names that nothing uses, and what queries ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from averred.engine.absences import ANY, JUDGED, absences, ask, resting_on
from averred.engine.clusters import CLUSTERED, clusters
from averred.engine.mentions import witnesses
from averred.engine.sharing import sharing
from averred.exclusion import options_of
from averred.rules import RULES
from averred.rules.base import By
from averred.scale.large import judging
from averred.scale.outcomes import Outcome
from averred.scale.parts import Part
from averred.screening import Asked, Chained, Compared, Same, Unused
from averred.values import EntityRef, OneOf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.scale.parts import Loader, Rows
    from averred.screening import Screen

_EVERY_RULE: Final = frozenset(rule.name for rule in RULES)


class Known:
    """What judging single facts told.

    Attributes:
        refused: the ids of facts that could not be taken.
        has_problems: whether any entry could not be read.
        resting: the ids of facts that rest on these, and that nobody read.
        mentions: a fact for each name that is found in no column of the table `facts`.
    """

    def __init__(self) -> None:
        self.refused: set[str] = set()
        self.resting: set[str] = set()
        self.has_problems = False
        self.mentions: dict[str, Fact] = {}

    def note(self, outcome: Outcome) -> Outcome:
        """Remember what an outcome tells; it is given back."""
        self.refused |= outcome.refused
        self.has_problems = self.has_problems or outcome.has_problems
        self.mentions = {**outcome.mentions, **self.mentions}
        return outcome

    def rest(self, loader: Loader) -> Outcome:
        """Once all single facts are judged: those that nobody read and that cannot be taken."""
        self.resting = resting_on(loader.engine, self.refused, loader.later)
        return Outcome((), {}, untaken=len(self.resting))


def last_parts(loader: Loader, known: Known) -> Iterator[Part]:
    """Everything that is judged last."""
    wanted = list(dict.fromkeys(loader.large.screens))
    yield from _absent(loader, known, wanted)
    for one in wanted:
        if isinstance(one, Same):
            query = sharing(loader.engine, one.predicate)
            yield from _units(loader, query, By.VALUE)
        elif isinstance(one, Chained):
            compared = [found for found in loader.large.every_screen if isinstance(found, Compared)]
            if clusters(loader.engine, one, compared, loader.large.vocabulary.predicates):
                yield from _units(loader, CLUSTERED, By.CLUSTER)
    if not known.has_problems and any(isinstance(one, Unused) for one in wanted):
        yield _unused(loader, known, wanted)
    asked = [one.query for one in wanted if isinstance(one, Asked)]
    if asked:
        from averred.scale.queried import queried  # SQLite is for those who ask

        yield from queried(loader, asked)


def _absent(loader: Loader, known: Known, wanted: Iterable[Screen]) -> Iterator[Part]:
    """Things of which something may be missing."""
    asked = absences(wanted)
    if asked.queries:
        later = [(name, *row) for name, row in loader.twins if row in loader.later]
        lost = sorted(known.refused | known.resting)
        ask(loader.engine, asked, [*((name, ANY, ANY) for name in lost), *later])
        yield from _units(loader, JUDGED, By.THING, focused=True)


def _units(loader: Loader, query: str, by: By, *, focused: bool = False) -> Iterator[Part]:
    """The facts of a query (unit, file, line, id), some units at a time.

    Args:
        loader: reads them.
        query: gives them in the order of their units; a unit without facts has one empty row.
        by: which rules judge them.
        focused: whether units are things, about which alone everything was read.
    """
    loader.say(f"judging {by.value}")
    units: set[str] = set()
    names: set[str] = set()
    rows: Rows = set()
    for unit, file, line, name in loader.engine.rows(query):
        if len(rows) >= loader.large.most_read and str(unit) not in units:
            yield _part(loader, rows, names, by, units if focused else None)
            units, names, rows = set(), set(), set()
        units.add(str(unit))
        if file is not None:
            names.add(str(name))
            rows.add((int(str(file)), int(str(line))))
    if units:
        yield _part(loader, rows, names, by, units if focused else None)


def _part(loader: Loader, rows: Rows, names: set[str], by: By, focus: set[str] | None) -> Part:
    fact_base = loader.load(rows - loader.later)
    facts = tuple(fact for fact in fact_base.facts if fact.id in names)
    return _judged(loader, attrs.evolve(fact_base, facts=facts, acceptances=(), focus=focus), by)


def _judged(loader: Loader, fact_base: FactBase, by: By) -> Part:
    settings = loader.large.settings
    ignore = settings.ignore | (_EVERY_RULE - judging(by))
    return Part(fact_base, attrs.evolve(settings, ignore=ignore))


def _unused(loader: Loader, known: Known, wanted: Iterable[Screen]) -> Part:
    """The fact files, and for each declared name that other facts use one of these."""
    loader.say(f"judging {By.NAME.value}")
    fact_base = loader.load({row for row in witnesses(loader.engine, wanted) if row[0] >= 0})
    facts = {fact.id: fact for fact in (*known.mentions.values(), *fact_base.facts)}
    return _judged(loader, attrs.evolve(fact_base, facts=tuple(facts.values()), acceptances=()), By.NAME)


def listed_names(fact: Fact) -> Iterator[str]:
    """The names in a fact that no column of the table `facts` has: in lists and denials, and as keys."""
    yield from fact.attribution.via
    yield from (key for key, _ in fact.scope.keys)
    if fact.denied or isinstance(fact.value, OneOf):
        yield from (one.entity for one in options_of(fact.value) if isinstance(one, EntityRef))
