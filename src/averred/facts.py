"""The fact and what it is made of: typed, frozen, without behaviour beyond derived views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from averred.records import OrderedRecord, Record

if TYPE_CHECKING:
    from fractions import Fraction

    from averred.values import Date, Value

UNNAMED_SPEAKER: Final = "?"
ACTUAL: Final = "actual"
#: The words for `status` that need no declaration.
STATUSES: Final = (ACTUAL, "expected", "planned", "proposed", "predicted", "feared", "cancelled")


@attrs.frozen(eq=False, repr=False)
class Origin(Record):
    """Where a record was written.

    Attributes:
        file: the file, relative to where the user stands, with forward slashes.
        table: the path of the record's table in that file, such as ("fact", "date-infobox") or
            ("constraint", 0); for a record of a row-based file ("row", 17).
    """

    file: str
    table: tuple[str | int, ...]


@attrs.frozen(eq=False, repr=False)
class Citation(Record):
    """What a fact rests on: a quote in a source.

    Attributes:
        source: the id of the source.
        quote: the words of the source, or first and last words of a passage joined by " … ".
        prefix: words right before the passage, where the quote alone is not unique.
        suffix: words right after it.
        section: the heading under which it stands.
        said_in: the words of the source that name the speaker; anchored like the quote.
    """

    source: str
    quote: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    section: str | None = None
    said_in: str | None = None


@attrs.frozen(eq=False, repr=False)
class Voice(OrderedRecord):
    """Who says it. Two facts are of one voice iff their voices are equal.

    Attributes:
        source: the id of the source.
        speaker: None for the source itself, else who the source says it was.
        via: who relayed it, nearest to the speaker first.
        unnamed: the id of the fact where the speaker is not named, since such a speaker is never
            the same as any other; else the empty string.
    """

    source: str
    speaker: str = ""
    via: tuple[str, ...] = ()
    unnamed: str = ""

    @property
    def is_own(self) -> bool:
        """Whether the source says it in its own voice."""
        return not self.speaker


@attrs.frozen(eq=False, repr=False)
class Attribution(Record):
    """To whom a source attributes what it reports.

    Attributes:
        speaker: an entity's id, words that name a speaker, "?" for an unnamed one; None where the
            source says it in its own voice.
        via: the chain of who relayed it, as entity ids or words.
    """

    speaker: str | None = None
    via: tuple[str, ...] = ()

    @property
    def is_own_voice(self) -> bool:
        """Whether the source itself says it."""
        return self.speaker is None


@attrs.frozen(eq=False, repr=False)
class Confidence(Record):
    """How much a claim weighs against others; never whether it is true.

    Attributes:
        weight: from 1/100 to 99/100.
        written: what the author wrote ("likely", "C3", "0.83"); None where a convention gave it.
        because: the printed reason: the convention, or how the author's word was mapped.
    """

    weight: Fraction
    written: str | None
    because: str


@attrs.frozen(eq=False, repr=False)
class Scope(Record):
    """The qualifiers within which a fact holds.

    Attributes:
        status: actual, expected, planned, …; facts of different status are never compared.
        during: holds throughout this interval.
        as_of: holds at this day.
        keys: further keys that the predicate declares, sorted by name.
    """

    status: str = ACTUAL
    during: Date | None = None
    as_of: Date | None = None
    keys: tuple[tuple[str, str], ...] = ()

    def get(self, key: str) -> str | None:
        """The value of a further key, or None where it is absent."""
        return next((value for name, value in self.keys if name == key), None)


@attrs.frozen(eq=False, repr=False)
class Check(Record):
    """Who checked a fact against its source, when and how.

    Attributes:
        by: who.
        on: the day, as ISO 8601.
        method: how ("secondary", "primary", …).
    """

    by: str
    on: str
    method: str | None = None


@attrs.frozen(eq=False, repr=False)
class Fact(Record):
    """One claim of a source.

    Attributes:
        id: unique over the fact base.
        subject: what it is about: an entity's id.
        predicate: which property of it: a predicate's id.
        value: the reading of what the source wrote.
        written: the value as written in the fact file (for a table of values, its `text`).
        citation: what it rests on; None only for a derived fact or one that lacks a citation.
        attribution: who says so.
        confidence: how much it weighs.
        scope: within which it holds.
        part: the part of the subject that it is about: an entity's id.
        of: the other thing that it relates to (the event whose anniversary it is).
        share: what share of a group it is about ("many", "some", …).
        denied: the source says that it is not so.
        rank: normal, preferred or retracted.
        implied: why the value follows though the passage does not spell it out.
        derived_from: the facts that it follows from.
        inferred: what was inferred for the value and from which fact (a year, a day); printed.
        year_from: the fact from which an incomplete date took its year.
        same_as: the fact whose day a relative date ("simultaneously") means.
        unit: the unit that the author gave because the words have none.
        because: the fact that is the reason that the source gives.
        note: a remark of the author.
        tags: free words.
        locator: where in a larger work (a page, a paragraph).
        checked: who checked it.
        origin: where it is written; None for a fact made in memory.
        overridden: the reading was given by the author as numbers, not read from the words.
    """

    id: str
    subject: str
    predicate: str
    value: Value
    written: str
    citation: Citation | None
    attribution: Attribution
    confidence: Confidence
    scope: Scope = Scope()
    part: str | None = None
    of: str | None = None
    share: str | None = None
    denied: bool = False
    rank: str = "normal"
    implied: str | None = None
    derived_from: tuple[str, ...] = ()
    inferred: str | None = None
    year_from: str | None = None
    same_as: str | None = None
    unit: str | None = None
    because: str | None = None
    note: str | None = None
    tags: tuple[str, ...] = ()
    locator: str | None = None
    checked: Check | None = None
    origin: Origin | None = None
    overridden: bool = False

    @property
    def source(self) -> str:
        """The id of the source that it cites; empty where it cites none."""
        return self.citation.source if self.citation else ""

    @property
    def voice(self) -> Voice:
        """Who says it, in the form that decides whether two facts are of one voice."""
        speaker = self.attribution.speaker
        if speaker is None:
            return Voice(self.source)
        unnamed = self.id if speaker == UNNAMED_SPEAKER else ""
        return Voice(self.source, speaker, self.attribution.via, unnamed)

    @property
    def is_active(self) -> bool:
        """Whether logical rules look at it: retracted facts are skipped."""
        return self.rank != "retracted"

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from averred.display.notebook import terms

        about = f"{self.subject}, {self.part}" if self.part else self.subject
        pairs = [
            ("about", f"{self.predicate} of {about}"),
            ("denied" if self.denied else "value", self.written),
            ("said by", self.attribution.speaker or "the source itself"),
            ("quote", (self.citation.quote if self.citation else None) or ""),
            ("source", self.source),
        ]
        return terms(self.id, pairs)


@attrs.frozen(eq=False, repr=False)
class LeaveOut(Record):
    """A passage that claims nothing, so that coverage does not ask for a fact.

    Attributes:
        source: the id of the source.
        quote: the words of the passage.
        reason: why it is left out.
        origin: where it is written.
    """

    source: str
    quote: str
    reason: str
    origin: Origin | None = None
