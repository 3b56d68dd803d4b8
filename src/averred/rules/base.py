"""What a rule is, what it is given, and how a finding is put together.

A rule is a function from a `Context` to findings and judgements, made a `Rule` by the decorator `rule`.
It never prints, and never raises for a broken fact.
"""

from __future__ import annotations

import re
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import attrs

from averred.constraint import Bound, Holder, declared_range, measured
from averred.describe import reading_with_convention
from averred.errors import ConfigurationError
from averred.findings import Finding, Judgement, Label, Level
from averred.values import DEFAULT_CONVENTIONS, Conventions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from averred.conflicts import Conflict, Round
    from averred.constraint import Inequality, Variable
    from averred.factbase import FactBase
    from averred.facts import Fact, Origin
    from averred.report import CitationResult
    from averred.spans import Place
    from averred.vocabulary import Constraint, Predicate

    Check = Callable[["Context"], Iterable[Finding | Judgement]]
    Validate = Callable[[Constraint], None]

#: The most conflicts that one card lists; how many more there are is said.
MOST_CONFLICTS: Final = 20
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


@attrs.frozen(eq=False, slots=False)
class Context:
    """What a rule may look at.

    Attributes:
        fact_base: the facts and what is declared about them.
        citations: what became of each citation, by fact id.
        texts: the derived texts of the sources at hand, by source id.
        conventions: how the words were read.
        today: the day to use, as ISO 8601.
        options: settings of rules, by rule name.
    """

    fact_base: FactBase
    citations: Mapping[str, CitationResult] = attrs.field(factory=lambda: MappingProxyType({}))
    texts: Mapping[str, str] = attrs.field(factory=lambda: MappingProxyType({}))
    conventions: Conventions = DEFAULT_CONVENTIONS
    today: str = ""
    options: Mapping[str, Mapping[str, object]] = attrs.field(factory=lambda: MappingProxyType({}))

    @cached_property
    def active(self) -> tuple[Fact, ...]:
        """The facts that logical rules look at, in the order of their passages."""
        facts = (fact for fact in self.fact_base.facts if fact.is_active)
        return tuple(sorted(facts, key=self._passage_order))

    def _passage_order(self, fact: Fact) -> tuple[str, int, str, str]:
        result = self.citations.get(fact.id)
        offset = result.span.start if result and result.span else -1
        return fact.source, offset, fact.written, fact.id

    @cached_property
    def active_by_predicate(self) -> Mapping[str, tuple[Fact, ...]]:
        """The active facts of each predicate, in the order of their passages."""
        groups: dict[str, list[Fact]] = {}
        for fact in self.active:
            groups.setdefault(fact.predicate, []).append(fact)
        return MappingProxyType({key: tuple(group) for key, group in groups.items()})

    def constraints(self, rule: str) -> tuple[Constraint, ...]:
        """The declared `[[constraint]]` tables of a rule."""
        return tuple(found for found in self.fact_base.constraints if found.rule == rule)

    def predicate_of(self, fact: Fact) -> Predicate:
        """The predicate of a fact."""
        return self.fact_base.predicates[fact.predicate]

    def label(self, fact: Fact, message: str = "") -> Label:
        """A label on a fact's passage; without a message it says how the value was read."""
        result = self.citations.get(fact.id)
        return Label(
            message or reading_with_convention(fact.value, self.fact_base),
            fact=fact.id,
            place=self.place(fact.origin, "value"),
            source=fact.source or None,
            span=result.span if result else None,
            words=(result.passage if result else None) or (fact.citation.quote if fact.citation else None),
        )

    def place(self, origin: Origin | None, key: str | None = None) -> Place | None:
        """Where a record, or one key of it, is written."""
        return self.fact_base.place(origin, key)

    def bounds_of(self, inequality: Inequality) -> dict[Variable, list[Bound]]:
        """What bounds each variable of an inequality: active, asserted facts and the declared range."""
        return {variable: self._bounds(variable) for _, variable in inequality.terms}

    def _bounds(self, variable: Variable) -> list[Bound]:
        predicate = self.fact_base.predicates.get(variable.predicate)
        bounds = list(declared_range(predicate)) if predicate and variable.measure == "value" else []
        for fact in self.active_by_predicate.get(variable.predicate, ()):
            if Holder(fact.subject, fact.part or "") == variable.holder and not fact.denied:
                interval = measured(fact.value, variable.measure)
                if interval is not None:
                    bounds.append(Bound(interval, fact))
        return bounds

    def facts_of(self, conflicts: Iterable[Conflict]) -> list[Fact]:
        """The facts of some conflicts, each once, in the order of their passages."""
        ids = {fact.id for conflict in conflicts for fact in conflict}
        return [fact for fact in self.active if fact.id in ids]


@attrs.frozen
class Rule:
    """A rule: a definition that yields findings for some facts.

    Attributes:
        name: names the bad pattern, in kebab case.
        level: the level of its findings in the first round.
        check: from a context to findings and judgements.
        documentation: its docstring, with the fixed headings.
        logical: about the world, so that it skips retracted facts; else about the record.
        validate: raises ConfigurationError for a `[[constraint]]` with wrong parameters, without data.
        default: whether it runs when nothing selects it.
        raised_by: for a rule that is only described here: who raises its findings, another rule or a
            part of averred.
    """

    name: str
    level: Level
    check: Check
    documentation: str
    logical: bool = False
    validate: Validate | None = None
    default: bool = True
    raised_by: str | None = None

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


def rule(
    name: str,
    level: Level,
    *,
    logical: bool = False,
    validate: Validate | None = None,
    default: bool = True,
) -> Callable[[Check], Rule]:
    """Make a rule of a function; its docstring becomes the documentation.

    Example:
        >>> @rule("no-round-number", Level.NOTE)
        ... def no_round_number(context):
        ...     '''A count that ends in three zeros.'''
        ...     for fact in context.active:
        ...         if fact.written.endswith("000"):
        ...             yield fact_finding(context, fact, "no-round-number", Level.NOTE, "a round number")
    """

    def make(check: Check) -> Rule:
        return Rule(name, level, check, check.__doc__ or "", logical, validate, default)

    return make


def _nothing(_context: Context) -> Iterable[Finding | Judgement]:
    return ()


def described(name: str, level: Level, *, raised_by: str, documentation: str, logical: bool = False) -> Rule:
    """A rule of which another part raises the findings; here it has its name and its description."""
    return Rule(name, level, _nothing, documentation, logical, raised_by=raised_by)


def check_parameters(constraint: Constraint, required: Sequence[str], optional: Sequence[str] = ()) -> None:
    """Refuse a `[[constraint]]` with missing, unknown or non-text parameters.

    Raises:
        ConfigurationError: saying which parameter, and what the rule knows.
    """
    known = (*required, *optional)
    for name, value in constraint.parameters.items():
        if name not in known:
            raise ConfigurationError(
                f"rule “{constraint.rule}” knows no parameter “{name}”",
                suggestion=f"it has {', '.join(known)}",
            )
        if not isinstance(value, str):
            raise ConfigurationError(f"parameter “{name}” of rule “{constraint.rule}” has to be a name")
    for name in required:
        if name not in constraint.parameters:
            raise ConfigurationError(f"rule “{constraint.rule}” needs the parameter “{name}”")


def citation_findings(
    context: Context,
    name: str,
    level: Level,
    verdicts: Sequence[str],
    headline: str,
    advice: Sequence[str] = (),
) -> Iterable[Finding]:
    """A finding for each citation with one of these verdicts (citations.md, "Verdicts")."""
    for fact in context.fact_base.facts:
        for key, words in (("quote", "quote"), ("said-in", "said-in")):
            result = context.citations.get(fact.id if key == "quote" else f"{fact.id} said-in")
            if result is not None and result.verdict in verdicts:
                suggestion = (result.suggestion,) if result.suggestion else ()
                yield fact_finding(
                    context,
                    fact,
                    name,
                    level,
                    f"{words} of “{fact.id}” {headline}",
                    message=result.message,
                    key=key,
                    advice=(*suggestion, *advice),
                )


def fact_finding(  # noqa: PLR0913 - the parts of a finding, each with its name
    context: Context,
    fact: Fact,
    name: str,
    level: Level,
    headline: str,
    *,
    message: str = "",
    key: str = "value",
    derivation: Sequence[str] = (),
    advice: Sequence[str] = (),
) -> Finding:
    """A finding about one fact, placed at one key of it."""
    return Finding(
        name,
        level,
        headline,
        about=fact.id,
        facts=(fact.id,),
        labels=(context.label(fact, message),),
        derivation=tuple(derivation),
        help=tuple(advice),
        place=context.place(fact.origin, key),
    )


def stated_level(constraint: Constraint, otherwise: Level) -> Level:
    """The level that a `[[constraint]]` asks for, else the rule's."""
    return Level(constraint.level) if constraint.level else otherwise


def level_in_round(level: Level, turn: Round) -> Level:
    """The level of a logical rule's finding: its own, a warning across sources, a note across voices."""
    return level.lowered_to((Level.ERROR, Level.WARNING, Level.NOTE)[turn - 1])


def conflict_finding(  # noqa: PLR0913 - the parts of a finding, each with its name
    context: Context,
    name: str,
    level: Level,
    headline: str,
    about: str,
    conflicts: Sequence[Conflict],
    *,
    derivation: Sequence[str] = (),
    needs: Sequence[str] = (),
    advice: Sequence[str] = (),
) -> Finding:
    """One card for the minimal conflicts over one quantity or component.

    A card that rests on implied values in every one of its conflicts is at most a warning.
    """
    shown = conflicts[:MOST_CONFLICTS]
    ordered = context.facts_of(shown)
    if all(any(fact.implied for fact in conflict) for conflict in conflicts):
        level = level.lowered_to(Level.WARNING)
    return Finding(
        name,
        level,
        headline,
        about=about,
        facts=tuple(sorted(fact.id for fact in ordered)),
        conflicts=tuple(sorted(tuple(sorted(fact.id for fact in conflict)) for conflict in shown)),
        omitted_conflicts=len(conflicts) - len(shown),
        labels=tuple(context.label(fact) for fact in ordered),
        derivation=tuple(derivation),
        needs=tuple(needs),
        help=tuple(advice),
        place=context.place(ordered[0].origin, "value"),
    )
