"""Makes a mistake in a program that runs: what was imported stays, and the functions do something else."""

from __future__ import annotations

import ast
import gc
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

PROJECT = Path(__file__).parent.parent.parent


def compiled(tree: ast.Module, path: str) -> CodeType:
    """The code of a module."""
    code: CodeType = compile(ast.fix_missing_locations(tree), f"{PROJECT}/{path}", "exec")
    return code


def differs_at_import(a: CodeType, b: CodeType) -> bool:
    """Whether two versions of a module do something else when it is imported, not only when it is used."""
    if (a.co_code, a.co_names, len(a.co_consts)) != (b.co_code, b.co_names, len(b.co_consts)):
        return True
    return any(_constants_differ(one, other) for one, other in zip(a.co_consts, b.co_consts, strict=True))


def _constants_differ(one: object, other: object) -> bool:
    if not isinstance(one, CodeType) or not isinstance(other, CodeType):
        return repr(one) != repr(other)  # 1 and True are equal
    if one.co_flags & CO_OPTIMIZED and (one.co_name == "<lambda>" or not one.co_name.startswith("<")):
        return False  # a function, which is called later
    return differs_at_import(one, other)


def functions_of(module: str) -> list[FunctionType]:
    """The functions of a module that are there now."""
    place = import_module(module).__file__
    return [
        found
        for found in gc.get_objects()
        if isinstance(found, FunctionType) and found.__code__.co_filename == place
    ]


def exchange(functions: list[FunctionType], code: CodeType) -> None:
    """Give functions what they have in another version of their module, in which no line moved."""
    others = {(one.co_qualname, one.co_firstlineno): one for one in _functions(code)}
    for function in functions:
        other = others.get((function.__code__.co_qualname, function.__code__.co_firstlineno))
        if other is not None and len(other.co_freevars) == len(function.__code__.co_freevars):
            function.__code__ = other


def _functions(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _functions(constant)


class Mutated(MetaPathFinder, Loader):
    """Gives another version of a module when it is imported."""

    def __init__(self, name: str, path: str, code: CodeType) -> None:
        self.name = name
        self.path = PROJECT / path
        self.code = code

    def find_spec(self, fullname: str, _path: object, _target: object = None) -> ModuleSpec | None:
        """Where the module is to be found; None for others."""
        if fullname != self.name:
            return None
        is_package = self.path.name == "__init__.py"
        spec = ModuleSpec(fullname, self, origin=str(self.path), is_package=is_package)
        spec.has_location = True
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(str(self.path.parent))
        return spec

    def exec_module(self, module: ModuleType) -> None:
        """Run it."""
        exec(self.code, module.__dict__)  # noqa: S102 - our own module, with one mistake in it


def forget() -> None:
    """Let everything of the project and its tests be imported anew."""
    for name in list(sys.modules):
        if name.partition(".")[0] in {"averred", "tests", "conftest"} and not name.startswith(
            "tests.mutation"
        ):
            del sys.modules[name]
