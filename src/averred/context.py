"""What a rule may look at: the facts, their citations, the texts, the day."""

from __future__ import annotations

from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import attrs

from averred.alike import facts_alike
from averred.constraint import Bound, measured
from averred.describe import reading_with_convention
from averred.findings import Label
from averred.parameters import declared
from averred.records import record_repr
from averred.values import DEFAULT_CONVENTIONS, Conventions, Interval, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from averred.conflicts.minimal import Conflict
    from averred.constraint import Inequality, Variable
    from averred.factbase import FactBase
    from averred.facts import Fact, Origin
    from averred.parameters import Parameters
    from averred.query_rules import Tables
    from averred.report import CitationResult
    from averred.source import SourceText
    from averred.spans import Place
    from averred.vocabulary import Constraint, Predicate


#: The rules whose declarations relate several things to each other.
RELATING: Final = frozenset(
    {"wrong-order", "difference-out-of-range", "no-overlap", "impossible-anniversary", "joint-conflict"}
)


def _no_parameters(_rule: str) -> Parameters | None:
    return None


@attrs.frozen(eq=False, slots=False)
class Context:
    """What a rule may look at.

    Attributes:
        fact_base: the facts and what is declared about them.
        citations: what became of each citation, by fact id.
        sources: the sources whose text is at hand, by id.
        conventions: how the words were read.
        today: the day to use, as ISO 8601.
        parameters_of: what a rule lets one declare, by its name; None for a rule that is not declared.
        checkers: programs outside of averred that a value can be shown to, by name; True is "fine".
        tables: what queries read; None for the tables of these facts.
    """

    fact_base: FactBase
    citations: Mapping[str, CitationResult] = attrs.field(factory=lambda: MappingProxyType({}))
    sources: Mapping[str, SourceText] = attrs.field(factory=lambda: MappingProxyType({}))
    conventions: Conventions = DEFAULT_CONVENTIONS
    today: str = ""
    parameters_of: Callable[[str], Parameters | None] = _no_parameters
    checkers: Mapping[str, Callable[[str], bool]] = attrs.field(factory=lambda: MappingProxyType({}))
    tables: Tables | None = None

    __repr__ = record_repr

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The derived texts of the sources at hand, by source id."""
        return MappingProxyType({name: source.text for name, source in self.sources.items()})

    @cached_property
    def records(self) -> tuple[Fact, ...]:
        """All facts, retracted ones too, in the order of their passages: what lexical rules look at."""
        return tuple(self.in_order(self.fact_base.facts))

    @cached_property
    def active(self) -> tuple[Fact, ...]:
        """The facts that logical rules look at, in the order of their passages."""
        return tuple(fact for fact in self.records if fact.is_active)

    def in_order(self, facts: Iterable[Fact]) -> list[Fact]:
        """Facts in the order of their passages."""
        return sorted(facts, key=self._passage_order)

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

    @cached_property
    def active_by_quantity(self) -> Mapping[str, Sequence[Sequence[Fact]]]:
        """The active facts of each predicate by what may compete: those of one subject, part and status.

        Predicates, and groups of each, are in the order of their names. In a group facts are as they come:
        most groups agree in every order, and who shows one puts it `in_order`.
        """
        found: dict[str, dict[tuple[str, str, str], list[Fact]]] = {}
        for fact in self.fact_base.facts:
            if fact.is_active:
                groups = found.setdefault(fact.predicate, {})
                groups.setdefault((fact.subject, fact.part or "", fact.scope.status), []).append(fact)
        return MappingProxyType(
            {name: tuple(tuple(found[name][key]) for key in sorted(found[name])) for name in sorted(found)}
        )

    @cached_property
    def active_by_property(self) -> Mapping[tuple[str, str], tuple[Fact, ...]]:
        """The active facts of each subject and predicate, in the order of their passages."""
        groups: dict[tuple[str, str], list[Fact]] = {}
        for fact in self.active:
            groups.setdefault((fact.subject, fact.predicate), []).append(fact)
        return MappingProxyType({key: tuple(group) for key, group in groups.items()})

    @cached_property
    def has_relations(self) -> bool:
        """Whether several declared relations can contradict each other together."""
        relating = [found for found in self.fact_base.constraints if found.rule in RELATING]
        on_records = self.fact_base.declared_rules - {found.rule for found in self.fact_base.constraints}
        durations = any(found.rule == "joint-conflict" for found in relating)
        several = len(relating) > 1 or durations or bool(RELATING & on_records)
        return several or len(self.fact_base.partitions) > 1

    def declarations(self, rule: str) -> list[Constraint]:
        """Every declaration of a rule by its name, with its parameters read; none of an unknown rule."""
        if rule not in self.fact_base.declared_rules:
            return []
        parameters = self.parameters_of(rule)
        return [] if parameters is None else declared(rule, parameters, self.fact_base)

    def declared(self, rule: str, parameters: Parameters) -> list[Constraint]:
        """Every declaration of a rule, with its parameters read."""
        return declared(rule, parameters, self.fact_base)

    @cached_property
    def has_doubts(self) -> bool:
        """Whether some citation was not simply found (or vouched for), or does not say its value."""
        return any(
            found.verdict not in {"exact", "locked"} or found.value_read is False
            for found in self.citations.values()
        )

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
        facts = {variable: self._asserted(variable) for _, variable in inequality.terms}
        are_open = all(variable.measure == "value" and not self._unit_of(variable) for variable in facts)
        if are_open and inequality.constant == 0:  # nobody knows in which unit another number is
            together = iter(facts_alike([fact for found in facts.values() for fact in found]))
            facts = {variable: [next(together) for _ in found] for variable, found in facts.items()}
        return {variable: self._bounds(variable, found) for variable, found in facts.items()}

    def _unit_of(self, variable: Variable) -> str | None:
        """The unit that the predicate of a variable declares."""
        predicate = self.fact_base.predicates.get(variable.predicate)
        return predicate.unit if predicate else None

    def _asserted(self, variable: Variable) -> list[Fact]:
        """The facts that say something of a variable."""
        found = self.active_by_property.get((variable.holder.subject, variable.predicate), ())
        return [fact for fact in found if (fact.part or "") == variable.holder.part and not fact.denied]

    def _bounds(self, variable: Variable, facts: Sequence[Fact]) -> list[Bound]:
        """What bounds a variable: the range of its predicate, and facts."""
        predicate = self.fact_base.predicates.get(variable.predicate)
        bounds: list[Bound] = []
        if predicate and variable.measure == "value":
            from averred.ranges import declared_range

            bounds += declared_range(predicate, facts)
        for fact in facts:
            interval = measured(fact.value, variable.measure)
            if interval is not None:
                bounds.append(Bound(interval, fact))
            elif isinstance(fact.value, Unknown):  # it is there, and may be any
                bounds.append(Bound(Interval.everything(), fact))
        return bounds

    def facts_of(self, conflicts: Iterable[Conflict]) -> list[Fact]:
        """The facts of some conflicts, each once, in the order of their passages."""
        return self.in_order({fact.id: fact for conflict in conflicts for fact in conflict}.values())
