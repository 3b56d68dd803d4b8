"""Large fact bases: an engine narrows the facts, the same rules judge what is left.

Screen, then judge. The screens (`averred.engine`) say which groups can be in a conflict at all; only their
facts are read in full and become objects, together with those of which one rule alone may have something
to say. So every size gives the same report.
"""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from typing import TYPE_CHECKING

import attrs

from averred import checker
from averred.engine import session
from averred.engine.screens import screens
from averred.report import Report
from averred.scale.afterwards import Known, last_parts, listed_names
from averred.scale.fetching import named_by_rows, rested_on, speakers
from averred.scale.filling import fill, measurer_of
from averred.scale.large import Large, open_large
from averred.scale.outcomes import Found, Outcome
from averred.scale.parts import Loader, Part
from averred.scale.reporting import reported
from averred.undisturbed import undisturbed
from averred.verification import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from averred.config import Settings
    from averred.engine.protocol import Engine
    from averred.engine.session import Tell


def check_path(  # noqa: PLR0913 - what a check at this size may be told
    path: Path,
    settings: Settings,
    *,
    memory: str = "1GB",
    spill: Path | None = None,
    hand_on: Callable[[Report], None] | None = None,
    tell: Tell | None = None,
    interruptible: bool = False,
) -> Report:
    """Check a large fact base with DuckDB.

    Args:
        path: a folder with fact files and files of rows, or one file of rows with fact files beside it.
        settings: which rules run and how.
        memory: the most memory that the engine may use; what does not fit is spilled to disk.
        spill: the folder for that; None for the system's place for temporary files.
        hand_on: as in `check`.
        tell: as in `check`.
        interruptible: as in `check`.

    Raises:
        ConfigurationError: for a wrong declaration, amount of memory or folder, or where DuckDB is missing.
    """
    from contextlib import closing

    from averred.engine.duck import DuckEngine, enough

    large = open_large(path, settings, spill=spill)
    with closing(DuckEngine(memory, spill)) as engine, enough(memory):
        fill(engine, large, range(len(large.files)), tell)
        return check(large, engine, hand_on=hand_on, tell=tell, interruptible=interruptible)


def judge_here(loader: Loader, suspects: session.Suspects) -> Iterator[Outcome]:
    """Judge what the screens let through, part by part, in this process."""
    for part in loader.suspects(suspects):
        yield judged(loader.large, part)
    known = Known()
    for part in loader.looked_at():
        yield known.note(looked_at(loader.large, part))
    yield known.rest(loader)
    yield from unread(loader, known)
    for part in last_parts(loader, known):
        yield judged(loader.large, part)


def unread(loader: Loader, known: Known) -> Iterator[Outcome]:
    """What cannot be read because of something else, and was not read: that is said where that is wrong."""
    for wrong in loader.not_taken(known.resting):
        yield Outcome((), {}, wrong=wrong)


@undisturbed()
def judged(large: Large, part: Part) -> Outcome:
    """Judge facts that are judged together."""
    settings = part.settings
    verified = verify(part.fact_base, settings.sources, settings.conventions, kept=large.kept)
    report = checker.check(part.fact_base, settings=settings, verified=verified, tables=part.tables)
    return Outcome(report.findings, part.fact_base.by_id, report.citations)


def looked_at(large: Large, part: Part) -> Outcome:
    """Judge facts of which one alone may give a finding: each that cites a passage is in one such part."""
    outcome = judged(large, part)
    return outcome._replace(
        verdicts=Counter(one.verdict for one in outcome.citations.values()),
        refused=part.names - part.fact_base.by_id.keys(),
        has_problems=bool(part.wrong),
        untaken=part.asked - len(part.fact_base.facts),
        mentions={name: fact for fact in part.fact_base.facts for name in listed_names(fact)},
        wrong=part.wrong,
    )


def check(
    large: Large,
    engine: Engine,
    *,
    judge: Callable[[Loader, session.Suspects], Iterable[Outcome]] = judge_here,
    hand_on: Callable[[Report], None] | None = None,
    tell: Tell | None = None,
    interruptible: bool = False,
) -> Report:
    """Screen on an engine that has the table `facts`, and judge what it lets through.

    Args:
        large: what is checked.
        engine: with the rows of `records` in it.
        judge: judges what the screens let through, here or elsewhere.
        hand_on: is given the findings of each part as soon as they are there. They are then counted and
            not kept, but for those that an acceptance may be about.
        tell: is told what is being done, how much of it is done, and of how much.
        interruptible: Ctrl-C gives a report on what was found until then.
    """
    with nullcontext() if hand_on else undisturbed():  # what is handed on does not stay
        large = _settled(large, engine)
        (total,) = next(iter(engine.rows("SELECT COUNT(*) FROM facts")))
        found = Found(large, hand_on)
        loader = Loader(large, engine, tell)
        stopped = ""
        try:
            conventions, there = large.settings.conventions, engine.predicates()
            asked = screens(large.vocabulary, large.screens, conventions, there)
            loader.sifted = asked.rows
            suspects = session.run(engine, asked, tell)
            for outcome in judge(loader, suspects):
                found.take(outcome)
        except KeyboardInterrupt:
            if not interruptible:
                raise
            stopped = f"interrupted: it was {loader.doing}"
        known = large.vocabulary.acceptances if stopped else loader.acceptances
        return reported(large, engine, found, known, int(str(total)), stopped)


def _settled(large: Large, engine: Engine) -> Large:
    """The same, once the rows say which of the things and facts exist that no fact file declares.

    Things are those that the fact files name and those that speak in rows: each part has to know them.
    """
    large = attrs.evolve(large, undeclared=large.undeclared | speakers(engine, large.vocabulary))
    while large.undeclared or large.lacking:
        base = large.vocabulary
        things = frozenset(named_by_rows(engine, large.files, base, large.undeclared))
        given = rested_on(engine, large.files, large.row_ids, large.lacking, large.known)
        if not (things or given):
            return large.settled()
        large = large.with_rows(things, given)
        new = [fact for fact in large.vocabulary.facts if fact.id not in base.by_id]
        engine.add(measurer_of(large).of_fact(-1, fact) for fact in new)
    return large
