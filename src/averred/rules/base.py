"""What a rule is.

A rule is a function from a `Context` to findings and judgements, made a `Rule` by the decorator `rule`.
It never prints, and never raises for a broken fact.
"""

from __future__ import annotations

import enum
import re
from typing import TYPE_CHECKING, Final

import attrs

from averred.cards import (
    MOST_CONFLICTS,
    citation_findings,
    conflict_finding,
    fact_finding,
    level_in_round,
    stated_level,
)
from averred.context import Context
from averred.findings import Finding, Judgement, Level
from averred.parameters import COMMON
from averred.records import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from averred.factbase import FactBase
    from averred.parameters import Parameters
    from averred.screening import Screen
    from averred.vocabulary import Constraint

    Check = Callable[["Context"], Iterable[Finding | Judgement]]
    Screened = Callable[[FactBase, Sequence[Constraint]], Iterable[Screen]]
    Joined = Callable[[Sequence[Finding]], Finding]

__all__ = [
    "FOUND",
    "HEADINGS",
    "MOST_CONFLICTS",
    "By",
    "Context",
    "Need",
    "Rule",
    "citation_findings",
    "conflict_finding",
    "described",
    "fact_finding",
    "level_in_round",
    "listed",
    "rule",
    "stated_level",
]

HEADINGS: Final = (
    "What it reports",
    "Why it matters",
    "Example",
    "What to do",
    "Options",
    "Where the idea comes from",
)
#: The verdicts of a quote that was found in its source.
FOUND: Final = frozenset({"exact", "moved", "folded", "drift", "drift-critical"})

#: What is filled in when the file of a listed rule is imported.
_DEFINITION: Final = (
    "level", "check", "documentation", "logical", "parameters", "screened", "judged_by", "joined",
)  # fmt: skip


class By(enum.Enum):
    """What is judged together of what a screen lets through; the last five once all single facts were."""

    GROUP = "groups of facts"
    FACT = "single facts"
    THING = "what may be missing"
    VALUE = "what several things have"
    CLUSTER = "what relations link"
    NAME = "what nothing uses"
    QUERY = "what a query asks of all facts"


class Need(enum.Enum):
    """What has to be there before a rule can yield anything; where it is not, its file is not imported.

    Attributes:
        FACTS: facts.
        DECLARATION: a `[[constraint]]`, or a key on a predicate or an entity.
        TABLE: a `[[constraint]]`.
        DOUBT: a citation that was not simply found.
        TEXT: the text of a source.
        RELATIONS: several declared relations.
    """

    FACTS = enum.auto()
    DECLARATION = enum.auto()
    TABLE = enum.auto()
    DOUBT = enum.auto()
    TEXT = enum.auto()
    RELATIONS = enum.auto()


@attrs.frozen(eq=False, repr=False)
class Rule(Record):
    """A rule: a definition that yields findings for some facts.

    The catalogue lists rules by name (`listed`); what stands in the file of such a rule is filled in when
    it is first asked for.

    Attributes:
        name: names the bad pattern, in kebab case.
        level: the level of its findings in the first round.
        check: from a context to findings and judgements.
        documentation: its docstring, with the fixed headings.
        logical: about the world, so that it skips retracted facts; else about the record.
        parameters: what a declaration of it may say; None for a rule that is not declared.
        default: whether it runs when nothing selects it.
        raised_by: for a rule that is only described here: who raises its findings, another rule or a
            part of averred.
        needs: what has to be there before it can yield anything.
        screened: from the vocabulary and its declarations to what it may have something to say of; None
            for a rule that looks at each fact, or at what no engine can look for.
        judged_by: what is judged together of what is let through.
        joined: of a rule with one finding for facts that may be very many: that finding, of those that parts
            of these facts gave.
    """

    name: str
    level: Level
    check: Check
    documentation: str
    logical: bool
    parameters: Parameters | None = None
    default: bool = True
    raised_by: str | None = None
    needs: Need = Need.FACTS
    screened: Screened | None = None
    judged_by: By = By.GROUP
    joined: Joined | None = None

    if not TYPE_CHECKING:  # pragma: no branch - for a type checker every attribute is there

        def __getattr__(self, attribute: str) -> object:
            if attribute not in _DEFINITION:
                raise AttributeError(attribute)
            from importlib import import_module

            name = self.name.replace("-", "_")
            found = getattr(import_module(f"averred.rules.{name}"), name)
            for one in _DEFINITION:
                object.__setattr__(self, one, getattr(found, one))
            return getattr(found, attribute)

    def applies(self, context: Context) -> bool:
        """Whether it can yield anything at all."""
        if self.raised_by is not None:
            return False
        match self.needs:
            case Need.DECLARATION | Need.TABLE:
                return self.name in context.fact_base.declared_rules
            case Need.DOUBT:
                return context.has_doubts
            case Need.TEXT:
                return bool(context.sources)
            case Need.RELATIONS:
                return context.has_relations
        return True

    @property
    def is_declared(self) -> bool:
        """Whether it holds only for what it is declared for, by a `[[constraint]]` at least."""
        return self.needs in {Need.DECLARATION, Need.TABLE, Need.RELATIONS}

    @property
    def summary(self) -> str:
        """The first line of its documentation."""
        return self.documentation.strip().partition("\n")[0]

    @property
    def sections(self) -> Mapping[str, str]:
        """The paragraphs of its documentation by heading."""
        import textwrap

        parts = re.split(
            r"^\s*(" + "|".join(map(re.escape, HEADINGS)) + r"):\s*$", self.documentation, flags=re.MULTILINE
        )
        return {
            title: textwrap.dedent(body.strip("\n")).strip()
            for title, body in zip(parts[1::2], parts[2::2], strict=True)
        }


def rule(  # noqa: PLR0913 - the parts of a rule, each with its name
    name: str,
    level: Level,
    *,
    logical: bool = False,
    parameters: Parameters | None = None,
    default: bool = True,
    needs: Need = Need.FACTS,
    screened: Screened | None = None,
    judged_by: By = By.GROUP,
    joined: Joined | None = None,
) -> Callable[[Check], Rule]:
    """Make a rule of a function; its docstring becomes the documentation.

    A rule with parameters is asked only where it is declared.

    Example:
        >>> @rule("no-round-number", Level.NOTE)
        ... def no_round_number(context):
        ...     '''A count that ends in three zeros.'''
        ...     for fact in context.active:
        ...         if fact.written.endswith("000"):
        ...             yield fact_finding(context, fact, "no-round-number", Level.NOTE, "a round number")
    """
    if parameters is not None and needs is Need.FACTS:
        needs = Need.DECLARATION if COMMON.keys() & parameters.kinds.keys() else Need.TABLE

    def make(check: Check) -> Rule:
        return Rule(
            name,
            level,
            check,
            check.__doc__ or "",
            logical,
            parameters,
            default,
            needs=needs,
            screened=screened,
            judged_by=judged_by,
            joined=joined,
        )

    return make


def _nothing(_context: Context) -> Iterable[Finding | Judgement]:
    return ()


def described(name: str, level: Level, *, raised_by: str, documentation: str, logical: bool = False) -> Rule:
    """A rule of which another part raises the findings; here it has its name and its description."""
    return Rule(name, level, _nothing, documentation, logical, raised_by=raised_by)


def listed(
    name: str, needs: Need = Need.FACTS, *, default: bool = True, raised_by: str | None = None
) -> Rule:
    """A rule of the catalogue, without importing the file that bears its name."""
    rule = Rule.__new__(Rule)
    for key, value in {"name": name, "default": default, "raised_by": raised_by, "needs": needs}.items():
        object.__setattr__(rule, key, value)
    return rule
