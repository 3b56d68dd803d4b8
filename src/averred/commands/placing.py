"""Put a new fact into its file; where the reader refuses it, the file is as it was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from averred.commands import shared
from averred.display import cells
from averred.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from averred.config import Settings
    from averred.factbase import FactBase
    from averred.spans import Span
    from averred.suggesting import Suggestion

_ADVICE: Final = "give other words, or --value"


class Target(NamedTuple):
    """Where the fact goes: the path that was named, what was read there, and how."""

    path: Path | None
    fact_base: FactBase
    settings: Settings


def write_fact(
    name: str, pairs: dict[str, object], suggestion: Suggestion, target: Target, *, yes: bool
) -> int:
    """Show the block and put it into its file; where the reader refuses it, the file is as it was."""
    from averred.editing import default_source, fact_block, home_of, insert_fact

    fact_base = target.fact_base
    file = Path(home_of(suggestion.source, fact_base, str(pairs["subject"]), str(pairs["predicate"])))
    text = file.read_bytes().decode("utf-8")
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    if default_source(text) == suggestion.source:
        pairs.pop("source")
    block = fact_block(name, pairs)
    shared.say("".join(f"{cells.visible(line)}\n" for line in block.splitlines()))
    spans = _spans(target, suggestion.source)
    if same := _same(spans, suggestion, pairs, fact_base):
        words = f"note: {same} cites this passage already, with the same subject and predicate"
        click.echo(cells.visible(words), err=True)
    if not (yes or click.confirm(f"write it into {cells.visible(str(file))}?", default=True)):
        return 1
    starts = {fact: span.start for fact, span in spans.items()}
    new = insert_fact(text.removeprefix(mark), block, starts, suggestion.span.start)
    _replace(file, text, mark + new, lambda: _refused(name, target))
    shared.say(f"{cells.visible(str(file))}: {name} added\n")
    return 0


def _same(
    spans: Mapping[str, Span], suggestion: Suggestion, pairs: Mapping[str, object], of: FactBase
) -> str:
    """The fact that says something of the same property of the same thing from the same passage; or ""."""
    own = suggestion.span
    for name, span in spans.items():
        fact = of.by_id[name]
        is_alike = (fact.subject, fact.predicate) == (pairs["subject"], pairs["predicate"])
        if is_alike and span.start < own.end and own.start < span.end:
            return name
    return ""


def _spans(target: Target, source: str) -> dict[str, Span]:
    """The passage of each fact of a source, by id."""
    from averred.verification import verify

    fact_base, settings = target.fact_base, target.settings
    found = verify(fact_base, settings.sources, settings.conventions).citations
    own = {fact.id for fact in fact_base.facts if fact.source == source}
    return {key: one.span for key, one in found.items() if key in own and one.span}


def _refused(name: str, target: Target) -> tuple[str, str]:
    """Why the reader does not take the new fact, and what to do; empty where it does."""
    again = shared.read(shared.fact_base_paths([target.path] if target.path else [])[0], target.settings)
    if name in again.by_id:
        return "", ""
    known = {problem.headline for problem in target.fact_base.problems}
    new = [problem for problem in again.problems if problem.headline not in known]
    advice = next((problem.help[0] for problem in new if problem.rule == "unknown-name" and problem.help), "")
    return "; ".join(problem.headline for problem in new) or "the fact cannot be read", advice or _ADVICE


def _replace(file: Path, old: str, new: str, refused: Callable[[], tuple[str, str]]) -> None:
    """Write a file, and take that back if it is refused, or somebody interrupts before it is read again.

    Raises:
        ConfigurationError: saying why it was refused, or that it cannot be written.
    """
    from averred.atomic import write_atomically

    try:
        write_atomically(file, new)
        why, advice = "interrupted", ""
        try:
            why, advice = refused()
        finally:
            if why:
                write_atomically(file, old)
    except OSError as error:
        raise ConfigurationError(f"cannot write {file}: {error.strerror}") from error
    if why:
        raise ConfigurationError(f"nothing was written: {why}", suggestion=advice)
