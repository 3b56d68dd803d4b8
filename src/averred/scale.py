"""Large fact bases: an engine narrows the facts, the same rules judge what is left.

Screen, then judge. The screens (`averred.engine`) say which groups can be in a conflict at all; only their
facts are read in full and become objects, together with those of which one rule alone may have something
to say. So every size gives the same findings. Rules that have no screen and would need every fact are
left out beyond `MOST_READ` facts, and that is said.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from averred import acceptances, checker, exchange, reader
from averred.engine import session
from averred.engine.rows import Measurer
from averred.engine.screens import screens
from averred.large import NEED_EVERYTHING, Large, Loader, Part, open_large
from averred.parameters import declared
from averred.report import Report
from averred.rules import RULES, RULES_BY_NAME
from averred.rules.impossible_anniversary import screened
from averred.rules.part_exceeds_whole import part_of_whole
from averred.rules.wrong_order import in_order
from averred.structuring import Misfit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from averred.config import Settings
    from averred.constraint import Linear
    from averred.engine.duck import DuckEngine
    from averred.engine.rows import Record
    from averred.engine.screens import Relation
    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.findings import Finding


def check_path(path: Path, settings: Settings, *, memory: str = "1GB", spill: Path | None = None) -> Report:
    """Check a large fact base with DuckDB.

    Args:
        path: a folder with fact files and files of rows, or one file of rows with fact files beside it.
        settings: which rules run and how.
        memory: the most memory that the engine may use; what does not fit is spilled to disk.
        spill: the folder for that; None for the system's place for temporary files.

    Raises:
        ConfigurationError: for a wrong declaration, amount of memory or folder, or where DuckDB is missing.
    """
    from contextlib import closing

    from averred.engine.duck import DuckEngine

    large = open_large(path, settings)
    with closing(DuckEngine(memory, spill)) as engine:
        fill(engine, large, range(len(large.files)))
        return check(large, engine)


def fill(engine: DuckEngine, large: Large, files: Iterable[int]) -> None:
    """Make the table `facts` in DuckDB: the facts of the fact files, and the rows of some files."""
    from averred.engine.parquet import add_parquet

    base = large.vocabulary
    read = reader.value_reader(base, large.settings.conventions)
    slow = [
        index
        for index, file in ((index, large.files[index]) for index in files)
        if exchange.format_of(file) != "parquet"
        or not add_parquet(
            engine, index, file, base.predicates, base.sources, read, reader.row_id(file, 0)[:-1]
        )
    ]
    engine.add(records(large, slow))


def is_large(path: Path) -> bool:
    """Whether a fact base has files of rows of a size for which an engine pays."""
    size = 0
    for file in exchange.row_files(path):
        packed = file.suffix in {".gz", ".zst", ".parquet"}
        size += file.stat().st_size * (_PACKED if packed else 1)
    return size > _LARGE


#: Bytes of rows from which the engine is quicker than objects for all facts (about 100,000 facts).
_LARGE: Final = 20_000_000
_PACKED: Final = 8


def records(large: Large, files: Collection[int] | None = None) -> Iterator[Record]:
    """Facts as rows of the table `facts`: those of the fact files, then those of all or some files."""
    measure = Measurer(
        large.vocabulary.predicates,
        large.vocabulary.sources,
        reader.value_reader(large.vocabulary, large.settings.conventions),
    )
    for fact in large.vocabulary.facts:
        yield measure.of_fact(-1, fact)
    for index, file in enumerate(large.files):
        if files is not None and index not in files:
            continue
        for line, name, entry in exchange.entries(file):
            given = name or reader.row_id(file, line)
            yield measure.record(index, line, given, {} if isinstance(entry, Misfit) else entry)


#: What judging some facts gave: the findings, and the facts that were read in full, by id.
Outcome: TypeAlias = "tuple[Iterable[Finding], Mapping[str, Fact]]"


def judge_here(loader: Loader, suspects: session.Suspects) -> Iterator[Outcome]:
    """Judge what the screens let through, part by part, in this process."""
    for part in chain(loader.suspects(suspects), loader.looked_at()):
        yield judged(part)


def judged(part: Part) -> Outcome:
    """Judge facts that are judged together."""
    report = checker.check(part.fact_base, settings=part.settings)
    return report.findings, part.fact_base.by_id


def check(
    large: Large,
    engine: session.Engine,
    *,
    tell: Callable[[list[Finding]], None] | None = None,
    judge: Callable[[Loader, session.Suspects], Iterable[Outcome]] = judge_here,
) -> Report:
    """Screen on an engine that has the table `facts`, and judge what it lets through.

    Args:
        large: what is checked.
        engine: with the rows of `records` in it.
        tell: is given the findings of each part as soon as they are there.
        judge: judges what the screens let through, here or elsewhere.
    """
    suspects = session.run(engine, screens(large.vocabulary, _linear_rules(large)), _orders(large))
    loader = Loader(large, engine)
    found: dict[Finding, None] = {}
    read: dict[str, Fact] = {}
    for findings, facts in judge(loader, suspects):
        new = [finding for finding in findings if finding not in found]
        found.update(dict.fromkeys(new))
        read.update(facts)
        if tell:
            tell(new)
    return _report(
        large,
        engine,
        list(found),
        attrs.evolve(
            large.vocabulary,
            facts=tuple(sorted(read.values(), key=_position)),
            acceptances=loader.acceptances,
        ),
    )


def _linear_rules(large: Large) -> list[Linear]:
    """The linear rules that are declared, as data."""
    base = large.vocabulary
    found = [part_of_whole(one.id) for one in base.predicates.values() if one.value == "quantity"]
    found += [
        in_order(_date(one, "before-predicate"), _date(one, "after-predicate"))
        for one in _declared(large, "wrong-order")
    ]
    for one in _declared(large, "impossible-anniversary"):
        found += screened(one)
    return list(dict.fromkeys(found))


def _declared(large: Large, rule: str) -> list[Mapping[str, object]]:
    parameters = RULES_BY_NAME[rule].parameters
    return [one.parameters for one in declared(rule, parameters, large.vocabulary)] if parameters else []


def _date(parameters: Mapping[str, object], key: str) -> str:
    return str(parameters.get(key, "date"))


def _orders(large: Large) -> list[Relation]:
    orders = _declared(large, "wrong-order")
    return [("before", str(one["before"]), "", str(one["after"]), "") for one in orders]


def _position(fact: Fact) -> tuple[str, str]:
    return fact.source, fact.id


def _report(large: Large, engine: session.Engine, found: list[Finding], read: FactBase) -> Report:
    """All findings with the acceptances applied, and what was read in full."""
    today = large.settings.today or checker.utc_day()
    result = acceptances.apply(found, read, today=today)
    chosen = checker.selected(result.hygiene, large.settings, RULES)
    hygiene = checker.identified(chosen, read)
    (total,) = next(iter(engine.rows("SELECT COUNT(*) FROM facts")))
    left_out = sorted(rule for rule in NEED_EVERYTHING if _would_run(rule, large))
    return Report(
        read,
        findings=tuple(sorted((*result.open, *hygiene), key=checker.order)),
        accepted=tuple(sorted(result.accepted, key=checker.order)),
        skipped=(
            f"{total:,} facts were screened, {len(read.facts):,} of them read in full",
            *(f"{rule}: it would need every fact at once" for rule in left_out),
        ),
        engine=engine.name,
        today=today,
    )


def _would_run(name: str, large: Large) -> bool:
    """Whether a rule is on, and has a declaration if it needs one."""
    rule = RULES_BY_NAME.get(name)
    if rule is None or rule not in checker.chosen(RULES, large.settings):
        return False
    return rule.parameters is None or bool(_declared(large, name))
