"""Tries mutants: each in a process of its own, which runs the tests of its module until one fails."""

from __future__ import annotations

import ast
import os
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import NoReturn

import attrs

from tests.mutation.mutants import Mutant, mutants

PROJECT = Path(__file__).parent.parent.parent
SOURCE = PROJECT / "src"
#: A mutant that works so many times as long as the tests need hangs, which is noticed too.
PATIENCE = 4
LEAST_SECONDS = 10

#: Runs tests; true if one failed.
Tests = Callable[[], bool]


@attrs.frozen
class Target:
    """A module and its tests.

    Attributes:
        path: the file of the module, below the project.
        tests: the files of tests that hold it, the ones that say most in the shortest time first.
        cases: files of literate cases that are run before all others.
        chosen: which tests of these files, as pytest's option `-k`.
        warm: modules that can be imported before the mutant is made, since they do not import it.
    """

    path: str
    tests: tuple[str, ...]
    cases: tuple[str, ...] = ()
    chosen: str = ""
    warm: tuple[str, ...] = ()

    @property
    def module(self) -> str:
        """The name by which the module is imported."""
        name = self.path.removeprefix("src/").removesuffix(".py").replace("/", ".")
        return name.removesuffix(".__init__")


@attrs.frozen
class Result:
    """What became of the mutants of one module: how many there are, and how many of them no test noticed."""

    count: int
    survivors: int


class _Mutated(MetaPathFinder, Loader):
    """Gives the mutated tree when the module is imported."""

    def __init__(self, target: Target, tree: ast.Module) -> None:
        self.target = target
        self.tree = tree

    def find_spec(self, fullname: str, _path: object, _target: object = None) -> ModuleSpec | None:
        if fullname != self.target.module:
            return None
        path = PROJECT / self.target.path
        spec = ModuleSpec(fullname, self, origin=str(path), is_package=path.name == "__init__.py")
        spec.has_location = True
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(str(path.parent))
        return spec

    def exec_module(self, module: ModuleType) -> None:
        code = compile(ast.fix_missing_locations(self.tree), self.target.path, "exec")
        exec(code, module.__dict__)  # noqa: S102 - our own module, with one mistake in it


def try_mutants(
    target: Target, tell: Callable[[Mutant], None], *, jobs: int = 1, lines: Sequence[int] = ()
) -> Result:
    """Try every mutant of a module, or those on some of its lines, and tell of each that survives at once.

    Raises:
        RuntimeError: if the tests fail without any mutant.
    """
    found = _chosen(target, lines)
    read_end, write_end = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(read_end)
        with os.fdopen(write_end, "w") as report:
            for index in _survivors(target, jobs, lines):
                print(index, file=report, flush=True)
        os._exit(0)
    os.close(write_end)
    survivors = 0
    with os.fdopen(read_end) as report:
        for index in map(int, report):
            if index < 0:
                raise RuntimeError(f"the tests of {target.path} fail as it stands")
            tell(found[index])
            survivors += 1
    os.waitpid(process, 0)
    return Result(len(found), survivors)


def _tree(target: Target) -> ast.Module:
    return ast.parse((PROJECT / target.path).read_text(encoding="utf-8"))


def _chosen(target: Target, lines: Sequence[int], tree: ast.Module | None = None) -> list[Mutant]:
    found = mutants(tree if tree is not None else _tree(target))
    return [mutant for mutant in found if not lines or mutant.line in lines]


def _survivors(target: Target, jobs: int, lines: Sequence[int]) -> Iterator[int]:
    """The numbers of the mutants that no test noticed; -1 if the tests fail without one."""
    for name in ("hypothesis", "hypothesis.strategies", "pytest", *target.warm):
        import_module(name)
    tree = _tree(target)
    _, status, used = os.wait4(_start(target, tree, None, None), 0)
    if status:
        yield -1
        return
    seconds = max(LEAST_SECONDS, round(PATIENCE * (used.ru_utime + used.ru_stime)))
    running: dict[int, int] = {}
    for index, mutant in enumerate(_chosen(target, lines, tree)):
        if len(running) >= jobs:
            yield from _one_ended(running)
        running[_start(target, tree, mutant, seconds)] = index
    while running:
        yield from _one_ended(running)


def _one_ended(running: dict[int, int]) -> Iterator[int]:
    process, status = os.wait()
    index = running.pop(process)
    if status == 0:
        yield index


def _start(target: Target, tree: ast.Module, mutant: Mutant | None, seconds: int | None) -> int:
    process = os.fork()
    if process == 0:
        _try(target, tree, mutant, seconds)
    return process


def _try(target: Target, tree: ast.Module, mutant: Mutant | None, seconds: int | None) -> NoReturn:
    """In a process of its own: make the mistake, run the tests, and end with 1 if one failed."""
    if seconds is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    noticed = True
    # What a mutant does to the tests is of no interest; without one, only why they fail is.
    output = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed with the process
    try:
        os.dup2(output.fileno(), 1)
        if mutant is not None:
            os.dup2(output.fileno(), 2)
            mutant.make()
        sys.meta_path.insert(0, _Mutated(target, tree))
        noticed = _a_case_fails(target.cases) or _a_test_fails(target)
    finally:
        sys.stdout.flush()
        if noticed and mutant is None:
            output.seek(0)
            sys.stderr.write(output.read())
            sys.stderr.flush()
        os._exit(int(noticed))


def _a_case_fails(files: Sequence[str]) -> bool:
    """Run literate cases without the ado of a test runner: most mutants are noticed here."""
    from averred.testing import outcome, read_cases

    return any(outcome(case) != case.expected for file in files for case in read_cases(PROJECT / file))


def _a_test_fails(target: Target) -> bool:
    import pytest

    options = ["-x", "-q", "--no-header", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:xdist"]
    files = [str(PROJECT / file) for file in target.tests]
    return pytest.main([*options, "-k", target.chosen, *files]) != 0
