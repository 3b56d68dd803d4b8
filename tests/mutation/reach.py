"""Which tests reach which lines: a mutant is only tried by tests that run its line."""

from __future__ import annotations

import ast
import sys
import time
from collections.abc import Callable, Container
from pathlib import Path
from types import FrameType
from typing import Any

import attrs

PROJECT = Path(__file__).parent.parent.parent


@attrs.frozen
class Reached:
    """What one test runs.

    Attributes:
        seconds: how long it takes.
        lines: the lines that it runs, by file below the project.
    """

    seconds: float
    lines: dict[str, list[int]]


def reached_by(test: Callable[[], object], paths: Container[str]) -> Reached:
    """Run a test, and say which lines of some files it reaches.

    Args:
        test: runs it.
        paths: the files, below the project.
    """
    lines: dict[str, set[int]] = {}
    prefix = f"{PROJECT}/"

    def local(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            lines[frame.f_code.co_filename.removeprefix(prefix)].add(frame.f_lineno)
        return local

    def called(frame: FrameType, _event: str, _: Any) -> Any:
        path = frame.f_code.co_filename.removeprefix(prefix)
        if path not in paths:
            return None
        lines.setdefault(path, set())
        return local

    started = time.process_time()
    sys.settrace(called)
    try:
        test()
    finally:
        sys.settrace(None)
    return Reached(
        round(time.process_time() - started, 4), {path: sorted(some) for path, some in lines.items()}
    )


def first_lines(tree: ast.Module) -> dict[int, int]:
    """For each line where the innermost statement around it begins: a statement is reached as a whole."""
    first: dict[int, int] = {}
    for node in ast.walk(tree):  # from the outside to the inside
        if isinstance(node, ast.stmt):
            first.update(dict.fromkeys(range(node.lineno, (node.end_lineno or node.lineno) + 1), node.lineno))
    return first
