"""What a rule yields: findings, the minimal conflicts that show them, verdicts, acceptances."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

import attrs

from averred.records import Record

if TYPE_CHECKING:
    from averred.facts import Origin
    from averred.spans import Place, Span


class Level(enum.Enum):
    """How grave a finding is. It says nothing about how sure it is."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    rank: int  # 3 for an error, 2 for a warning, 1 for a note: kept, since every order asks for it

    def __init__(self, name: object) -> None:
        self.rank = ("note", "warning", "error").index(name) + 1

    def lowered_to(self, other: Level) -> Level:
        """The less grave of the two."""
        return self if self.rank <= other.rank else other


class Verdict(enum.Enum):
    """What a rule says of facts with readings (semantics.md, "Three-valued verdicts")."""

    VIOLATED = "violated"
    SATISFIED = "satisfied"
    UNDETERMINED = "undetermined"


@attrs.frozen(eq=False, repr=False)
class Label(Record):
    """A passage or an entry that a finding points at, with its own message.

    Attributes:
        message: what to see there ("read as 180,000 to 220,000").
        fact: the fact whose citation it is.
        place: a place in a fact file.
        source: the id of a source.
        span: a passage of that source, where its text was at hand or its lock says where.
        words: the words that stand there, where they are known.
    """

    message: str
    fact: str | None = None
    place: Place | None = None
    source: str | None = None
    span: Span | None = None
    words: str | None = None


@attrs.frozen(eq=False, repr=False)
class Finding(Record):
    """One card: what a rule found about one quantity, component or record.

    Attributes:
        rule: the rule's name.
        level: how grave it is.
        headline: one line, without the names of files.
        about: the quantity, component or record that it is about, as a stable text.
        facts: the ids of every fact that it rests on, sorted.
        conflicts: minimal sets of facts that cannot all hold, as sorted tuples of ids.
        omitted_conflicts: how many more there are than the cap lets through.
        labels: passages and entries to look at, the primary one first.
        derivation: how it follows, one step a line, with the arithmetic.
        needs: what would have to be true for the facts to agree.
        help: what can be done, one way a line.
        place: where to look first.
        id: the rule's name and eight hexadecimal digits; filled in by the checker.
        fingerprint: the id with readings, voices and scopes added; filled in by the checker.
        accepted: the reason, where an acceptance covers it.
        instead_of: rules whose findings about the same record are not shown beside this one: they see the
            same fault and know less of it.
    """

    rule: str
    level: Level
    headline: str
    about: str = ""
    facts: tuple[str, ...] = ()
    conflicts: tuple[tuple[str, ...], ...] = ()
    omitted_conflicts: int = 0
    labels: tuple[Label, ...] = ()
    derivation: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    help: tuple[str, ...] = ()
    place: Place | None = None
    id: str = ""
    fingerprint: str = ""
    accepted: str | None = None
    instead_of: tuple[str, ...] = ()

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from averred.display.notebook import terms

        pairs = [
            ("facts", ", ".join(self.facts)),
            ("why", "; ".join(self.derivation)),
            ("needs", "; ".join(self.needs)),
            ("help", "; ".join(self.help)),
            ("accepted", self.accepted or ""),
            ("id", self.id),
        ]
        return terms(f"{self.level.value}[{self.rule}]: {self.headline}", pairs)


@attrs.frozen(eq=False, repr=False)
class Judgement(Record):
    """A verdict that is kept: of which rule, about what, resting on which facts.

    Attributes:
        rule: the rule's name.
        about: the quantity or component.
        verdict: violated, satisfied or undetermined.
        facts: the ids of the facts, sorted.
        needs: what would have to be true, where the verdict is undetermined.
    """

    rule: str
    about: str
    verdict: Verdict
    facts: tuple[str, ...]
    needs: tuple[str, ...] = ()


@attrs.frozen(eq=False, repr=False)
class Acceptance(Record):
    """A known finding that the author keeps, with a reason.

    Attributes:
        rule: the rule's name.
        facts: the ids of the facts of the finding, sorted.
        reason: why it is kept.
        until: the day, as ISO 8601, from which it counts no more.
        origin: where it is written.
    """

    rule: str
    facts: tuple[str, ...]
    reason: str
    until: str | None = None
    origin: Origin | None = None
