"""Tries mutants: each in a process of its own, which runs the tests that reach its line until one fails."""

from __future__ import annotations

import ast
import contextlib
import gc
import json
import os
import resource
import signal
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from mmap import mmap
from pathlib import Path
from types import CodeType

import attrs
import pytest

from tests.mutation import making
from tests.mutation.mutants import Mutant, mutants
from tests.mutation.reach import PROJECT, Reached, first_lines, reached_by

#: A test that works so many seconds, and so many times as long as without a mutant, hangs: that is noticed.
LEAST_SECONDS = 2
PATIENCE = 5
#: What a mutant may take: bytes of memory, and seconds where everything is imported anew.
MOST_MEMORY = 6 << 30
MOST_SECONDS_ANEW = 60


@attrs.frozen
class Target:
    """A module, and how the mistakes are tried that show when it is imported.

    Attributes:
        path: the file of the module, below the project.
        tests: files of tests that are run after everything is imported anew.
        cases: files of literate cases that are run before these.
        chosen: which of these tests, as pytest's option `-k`.
        makes_others: whether its functions run while other modules are imported.
    """

    path: str
    tests: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    chosen: str = ""
    makes_others: bool = False

    @property
    def module(self) -> str:
        """The name by which the module is imported."""
        name = self.path.removeprefix("src/").removesuffix(".py").replace("/", ".")
        return name.removesuffix(".__init__")

    @property
    def rule(self) -> str:
        """The rule that stands in the file, which can be imported anew alone; empty where none does."""
        return "" if self.tests else Path(self.path).stem.replace("_", "-")


@attrs.frozen
class Result:
    """What became of the mutants of one module: how many there are, and how many of them no test noticed."""

    count: int
    survivors: int


class Trying:
    """A plugin of pytest that runs what was collected for every mutant instead of once.

    Attributes:
        results: what became of each module that is done.
    """

    def __init__(
        self,
        targets: Sequence[Target],
        tell: Callable[[str], None],
        *,
        lines: Sequence[int] = (),
        most_seconds: float = 5,
        kept: Path | None = None,
    ) -> None:
        """See `tests.mutation`.

        Args:
            targets: the modules.
            tell: told at once of each mutant that survives, and of each module that is done.
            lines: only mutants of these lines; all if empty.
            most_seconds: how long tests are run for one mutant, the slowest last.
            kept: a file that keeps which tests reach what, for another run over the same commit.
        """
        self.results: dict[Target, Result] = {}
        self._targets = targets
        self._tell = tell
        self._lines = lines
        self._most_seconds = most_seconds
        self._kept = kept
        self._noticed: Counter[int] = Counter()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Find out once which tests reach what, then try the mutants."""
        self._items = session.items
        self._session = session
        self._functions = {target: making.functions_of(target.module) for target in self._targets}
        gc.freeze()  # so that no process copies what it only looks at
        self._reached = self._reach()
        for target in self._targets:
            self.results[target] = self._of(target)
        return True

    def _reach(self) -> list[Reached]:
        """What each test reaches, found out in another process: in this one no test has run.

        Raises:
            RuntimeError: if a test fails without any mutant.
        """
        known = json.loads(self._kept.read_text()) if self._kept and self._kept.exists() else {}
        new = [index for index, item in enumerate(self._items) if item.nodeid not in known]
        paths = {target.path for target in self._targets}
        lines = _told_by_child(
            lambda: (json.dumps(attrs.asdict(self._traced(index, paths))) for index in new)
        )
        for index, line in zip(new, lines, strict=False):
            known[self._items[index].nodeid] = json.loads(line)
        missing = [item.nodeid for item in self._items if item.nodeid not in known]
        if missing:
            raise RuntimeError(f"without any mutant this test fails: {missing[0]}")
        if self._kept:
            self._kept.write_text(json.dumps(known))
        return [Reached(**known[item.nodeid]) for item in self._items]

    def _traced(self, index: int, paths: set[str]) -> Reached:
        reached = reached_by(lambda: self._run(index), paths)
        if self._session.testsfailed:
            os._exit(1)
        return reached

    def _run(self, index: int) -> None:
        item = self._items[index]
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)

    def _of(self, target: Target) -> Result:
        """Try the mutants of a module.

        Raises:
            RuntimeError: if a test fails where the module is imported anew without any mutant.
        """
        self._by_statement = self._tests_by_statement(target)
        code = making.compiled(_tree(target), target.path)
        if self._is_noticed(partial(self._fails_at_import, target, code)):
            raise RuntimeError(f"the tests of {target.path} fail where it is imported anew")
        survivors = 0
        chosen = _chosen(target, self._lines)
        for index, mutant in enumerate(chosen):
            if not self._is_noticed(partial(self._fails, target, index)):
                survivors += 1
                self._tell(f"{target.path}:{mutant.line}: {mutant.what}")
        self._tell(f"{target.path}: {len(chosen) - survivors} of {len(chosen)}")
        return Result(len(chosen), survivors)

    def _is_noticed(self, fails: Callable[[mmap], bool]) -> bool:
        """Whether a test fails in a process of its own, which says which one it runs."""
        with mmap(-1, 8) as last:
            process = os.fork()
            if process == 0:
                _in_child(lambda: fails(last))
            _, status = os.waitpid(process, 0)
            self._noticed[int.from_bytes(last[:8])] += 1 if status else 0
        return status != 0

    def _fails(self, target: Target, index: int, last: mmap) -> bool:
        """Make a mistake, and run tests until one fails."""
        tree = _tree(target)
        before = making.compiled(_tree(target), target.path)
        mutant = _chosen(target, self._lines, tree)[index]
        statement = first_lines(tree).get(mutant.line, 0)
        mutant.make()
        code = making.compiled(tree, target.path)
        if making.differs_at_import(before, code):
            return self._fails_at_import(target, code, last)
        making.exchange(self._functions[target], code)
        one_fails = self._one_fails(self._by_statement[statement], last)
        return one_fails or (target.makes_others and _fails_anew(target, code))

    def _fails_at_import(self, target: Target, code: CodeType, last: mmap) -> bool:
        if not target.rule:
            return _fails_anew(target, code)
        _import_anew(target, code)
        return self._one_fails(self._about(target), last)

    def _tests_by_statement(self, target: Target) -> dict[int, set[int]]:
        """For the first line of each statement the tests that reach it."""
        first = first_lines(_tree(target))
        tests: dict[int, set[int]] = defaultdict(set)
        for number, test in enumerate(self._reached):
            for line in test.lines.get(target.path, ()):
                tests[first[line]].add(number)
        return tests

    def _about(self, target: Target) -> list[int]:
        """The tests that use a rule, and those that are about what the catalogue says of it."""
        return [
            number
            for number, test in enumerate(self._reached)
            if target.path in test.lines or f"[{target.rule}]" in self._items[number].nodeid
        ]

    def _one_fails(self, tests: Iterable[int], last: mmap) -> bool:
        """Run tests, those first that noticed most mutants until now, then the fastest."""
        left = self._most_seconds
        for number in sorted(tests, key=lambda one: (-self._noticed[one], self._reached[one].seconds)):
            seconds = self._reached[number].seconds
            if seconds > left:
                continue
            left -= seconds
            last[:8] = number.to_bytes(8)
            signal.setitimer(signal.ITIMER_PROF, LEAST_SECONDS + PATIENCE * seconds)
            self._run(number)
            if self._session.testsfailed:
                return True
        return False


def _tree(target: Target) -> ast.Module:
    return ast.parse((PROJECT / target.path).read_text(encoding="utf-8"))


def _chosen(target: Target, lines: Sequence[int], tree: ast.Module | None = None) -> list[Mutant]:
    found = mutants(tree if tree is not None else _tree(target))
    return [mutant for mutant in found if not lines or mutant.line in lines]


def _in_child(ends_with: Callable[[], bool]) -> None:
    """End this process with 1 if something is true, or goes wrong. What it prints is of no interest."""
    status = 1
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        status = int(ends_with())
    finally:
        os._exit(status)


def _told_by_child(make: Callable[[], Iterator[str]]) -> Iterator[str]:
    """The lines that another process makes, until it ends."""
    read_end, write_end = os.pipe()
    process = os.fork()
    if process == 0:
        with os.fdopen(write_end, "w") as report:

            def tell() -> bool:
                for line in make():
                    print(line, file=report, flush=True)
                return False

            _in_child(tell)
    os.close(write_end)
    with os.fdopen(read_end) as report:
        yield from report
    os.waitpid(process, 0)


def _import_anew(target: Target, code: CodeType) -> None:
    """Import the file of a rule again, and let the catalogue ask it again what it says."""
    from averred.rules import RULES_BY_NAME
    from averred.rules.base import _DEFINITION

    sys.modules.pop(target.module, None)
    sys.meta_path.insert(0, making.Mutated(target.module, target.path, code))
    for name in _DEFINITION:
        with contextlib.suppress(AttributeError):
            object.__delattr__(RULES_BY_NAME[target.rule], name)


def _fails_anew(target: Target, code: CodeType) -> bool:
    """Import everything again, and run the tests that are meant for that."""
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS_ANEW)
    making.forget()
    sys.meta_path.insert(0, making.Mutated(target.module, target.path, code))
    from averred.testing import outcome, read_cases

    if any(outcome(case) != case.expected for file in target.cases for case in read_cases(PROJECT / file)):
        return True
    files = [str(PROJECT / file) for file in target.tests]
    return pytest.main([*OPTIONS, "-x", "-k", target.chosen, *files]) != 0


OPTIONS = ("-q", "--no-header", "--assert=plain", "--tb=no", "-p", "no:cacheprovider", "-p", "no:xdist")
