"""One run of the screens on an engine: the same steps and the same SQL on each."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

from averred.engine import quantities, sql
from averred.engine import screens as declared
from averred.engine.protocol import Engine, Keys
from averred.engine.times import timed
from averred.undisturbed import undisturbed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from averred.engine.screens import Screens

    Rows = set[tuple[int, int]]

#: Takes what is being done, how much of it is done, and of how much (0: nobody knows).
Tell: TypeAlias = "Callable[[str, int, int], None]"


class Suspects:
    """What the screens let through.

    Attributes:
        alone: pairs of subject and predicate that are judged without looking at other subjects.
        linked: those that are judged together.
        some: others, with the files and lines of those of their facts that can be in a conflict.
    """

    def __init__(
        self, alone: Keys, linked: Keys, some: Mapping[tuple[str, str], Rows] = MappingProxyType({})
    ) -> None:
        self.alone = alone
        self.linked = linked
        self.some = some


def link(engine: Engine) -> None:
    """Make the tables that tell what facts rest on: `links`, `rested_on`, `missing`."""
    engine.make("links", sql.LINKS)
    engine.make("rested_on", sql.RESTED_ON)
    engine.make("missing", sql.MISSING)


@undisturbed()
def run(engine: Engine, screens: Screens, tell: Tell | None = None) -> Suspects:
    """Run all screens.

    Args:
        engine: has the table `facts` (`sql.COLUMNS`).
        screens: what to ask.
        tell: is told how many screens have run.
    """
    queries = [*screens.linked, *screens.queries]

    def asked(some: Sequence[str], before: int) -> Iterator[str]:
        for number, query in enumerate(some, before):
            if tell:
                tell("screening", number, len(queries))
            yield query

    engine.make("touched", quantities.TOUCHED)
    if screens.counted:
        engine.make("kinds", quantities.kinds(screens.counted))
    same, counted = engine.uniform(), bool(screens.counted)
    engine.make("quantities", quantities.quantities(screens.measures, screens.wanted, same, counted=counted))
    engine.fill("declared", screens.relations)
    engine.fill("named", screens.named)
    engine.make("relations", " UNION ALL ".join([*declared.RELATIONS, *screens.related]))
    linked = _keys(engine, asked(screens.linked, 0))
    alone = _keys(engine, asked(screens.queries, len(screens.linked)))
    found = timed(engine, screens.timed, screens.conventions, same)
    alone |= found.whole
    together = {subject for subject, _ in linked}  # what is about one subject is never parted
    linked |= {key for key in alone if key[0] in together}
    alone -= linked
    rest = {key: rows for key, rows in found.some.items() if key not in alone and key not in linked}
    return Suspects(alone, linked, rest)


def _keys(engine: Engine, queries: Iterable[str]) -> Keys:
    """All pairs of subject and predicate in the rows of some queries; a row may have several."""
    found: Keys = set()
    for query in queries:
        for row in engine.rows(query):
            names = map(str, row)
            found.update(zip(names, names, strict=True))
    return found
