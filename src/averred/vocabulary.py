"""What an author declares about facts: predicates, partitions, constraints."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import attrs

from averred.records import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from averred.facts import Origin
    from averred.values import Number

VALUE_KINDS: Final = ("quantity", "date", "entity", "text", "quotation", "boolean", "ordinal")
NO_PARAMETERS: Final[Mapping[str, object]] = MappingProxyType({})


@attrs.frozen(eq=False, repr=False)
class Predicate(Record):
    """A property that facts give values of.

    Attributes:
        id: unique over the fact base.
        value: the kind of its values, one of VALUE_KINDS.
        label: how headlines call it ("number of participants"); None to use the id.
        unit: the unit in which quantities of it are compared.
        functional: it has one true value within a scope.
        min: the least value that makes sense (0 for a count).
        max: the greatest.
        scope: further scope keys that its facts may use.
        statuses: further words for `status` that its facts may use.
        exact: texts that differ exclude each other.
        opinion: its facts are judgements, which need a speaker.
        additive: parts of it may be compared with and summed to the whole.
        about: the tolerance of "around" for it, as a share (1/10), where it differs from the convention.
        rules: parameters of rules that are declared on the predicate, by rule name.
        note: a remark of the author.
        origin: where it is written.
    """

    id: str
    value: str
    label: str | None = None
    unit: str | None = None
    functional: bool = False
    min: Number | None = None
    max: Number | None = None
    scope: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    exact: bool = False
    opinion: bool = False
    additive: bool = True
    about: Number | None = None
    rules: Mapping[str, object] = attrs.field(default=NO_PARAMETERS, hash=False)
    note: str | None = None
    origin: Origin | None = None

    @property
    def title(self) -> str:
        """How headlines call it."""
        return self.label or self.id.replace("-", " ")


@attrs.frozen(eq=False, repr=False)
class Partition(Record):
    """Disjoint direct parts of a whole; only these are ever summed.

    Attributes:
        of: the whole: an entity's id.
        parts: the parts: entity ids.
        exhaustive: nothing else belongs to the whole.
        origin: where it is written.
    """

    of: str
    parts: tuple[str, ...]
    exhaustive: bool = False
    origin: Origin | None = None


@attrs.frozen(eq=False, repr=False)
class Constraint(Record):
    """A rule of the catalogue between named things.

    Attributes:
        rule: the rule's name.
        parameters: its parameters, by the names that the rule documents.
        level: error, warning or note, where it differs from the rule's.
        exceptions: subjects that it does not hold for.
        within: the scope keys that must agree for two facts to compete; None for all.
        origin: where it is written.
    """

    rule: str
    parameters: Mapping[str, object] = attrs.field(default=NO_PARAMETERS, hash=False)
    level: str | None = None
    exceptions: tuple[str, ...] = ()
    within: tuple[str, ...] | None = None
    origin: Origin | None = None
