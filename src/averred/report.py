"""The result of a check: data only."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn

import attrs

from averred.findings import Level
from averred.records import Record, first_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from fractions import Fraction

    from averred.anchor.cite import Cited
    from averred.factbase import FactBase
    from averred.facts import Fact
    from averred.findings import Finding, Judgement
    from averred.source import SourceText
    from averred.spans import Span


@attrs.frozen(eq=False, repr=False)
class CitationResult(Record):
    """What became of one citation.

    Attributes:
        fact: the fact's id.
        verdict: exact, moved, folded, drift, drift-critical, reanchor, reanchor-critical, orphan,
            ambiguous, invalid, missing (source at hand); locked, stale-lock, lock-corrupt, unlocked
            (not at hand); none where the fact has no quote.
        span: the passage in the source, in code points of its derived text.
        passage: its words, where the text is at hand.
        message: why, for a verdict that is not plain.
        suggestion: what would settle it.
        value_read: whether the fact's value was read in the passage; None where that was not looked at.
    """

    fact: str
    verdict: str
    span: Span | None = None
    passage: str | None = None
    message: str = ""
    suggestion: str | None = None
    value_read: bool | None = None


@attrs.frozen(eq=False, repr=False)
class Doubt(Record):
    """A fact that the most credible consistent reading leaves out. It only says what to doubt first.

    Attributes:
        fact: the fact's id.
        confidence: how much the claim weighs, from 1/100 to 99/100.
        because: where that comes from.
        beside: the ids of the facts with which it conflicts, sorted.
    """

    fact: str
    confidence: Fraction
    because: str
    beside: tuple[str, ...]


@attrs.frozen(eq=False, repr=False)
class Credible(Record):
    """The most credible consistent reading (see `Report.credible`).

    Attributes:
        kept: the ids of the facts that can all hold, sorted.
        doubts: those that are left out, sorted by id.
        is_exact: whether no reading that is consistent drops less weight; else it is a bound.
    """

    kept: tuple[str, ...]
    doubts: tuple[Doubt, ...] = ()
    is_exact: bool = True


class Tally(NamedTuple):
    """What was counted and is not held one by one, since there is too much of it.

    Attributes:
        facts: how many facts an engine looked at; 0 where the fact base holds all of them.
        findings: how many findings were handed on as they came, by rule and level.
        citations: how many citations have each verdict, where findings were handed on.
    """

    facts: int = 0
    findings: Mapping[tuple[str, Level], int] = MappingProxyType({})
    citations: Mapping[str, int] = MappingProxyType({})


_NO_TALLY: Final = Tally()
#: Verdicts of a citation whose quote has exactly one place in the text at hand.
_RESOLVED: Final = frozenset({"exact", "moved", "drift", "drift-critical"})


@attrs.frozen(eq=False)
class Report:
    """Findings about one fact base, and what they rest on.

    Attributes:
        fact_base: what was checked.
        findings: those that no acceptance covers, gravest first, then in a stable order.
        accepted: those that an acceptance covers.
        citations: what became of each citation, by fact id.
        judgements: every verdict of every logical rule.
        source_texts: the derived texts of the sources that were at hand, by source id.
        skipped: what was not checked and why, one line each.
        remarks: how it was checked, where that is not what was asked for or would have been quickest.
        engine: python, duckdb or spark.
        read_in_full: how many facts its screens let through; None without them, and where nobody counted.
        today: the day that was used, as ISO 8601; None where no rule used one.
        tally: what was counted beside what stands here.
        is_whole: False where somebody interrupted the check; `skipped` then says where.
        sources: the same texts with their blocks and cut points, for `link`.
        source_files: the files of the sources that were at hand, by source id, as findings name files.
        find_credible: works out the most credible consistent reading; filled in by the checker.
    """

    fact_base: FactBase
    findings: tuple[Finding, ...] = ()
    accepted: tuple[Finding, ...] = ()
    citations: Mapping[str, CitationResult] = attrs.field(factory=dict)
    judgements: tuple[Judgement, ...] = ()
    source_texts: Mapping[str, str] = attrs.field(factory=dict)
    skipped: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    engine: str = "python"
    read_in_full: int | None = None
    today: str | None = None
    tally: Tally = _NO_TALLY
    is_whole: bool = True
    sources: Mapping[str, SourceText] = attrs.field(factory=dict, repr=False)
    source_files: Mapping[str, str] = attrs.field(factory=dict)
    find_credible: Callable[[], Credible] | None = attrs.field(default=None, repr=False)

    def __repr__(self) -> str:
        """How many findings there are of each level, on how many facts, and the first by id."""
        counts = {level.value: self.count(level) for level in Level}
        levels = ", ".join(f"{count:,} {level}{'' if count == 1 else 's'}" for level, count in counts.items())
        return f"<Report: {levels} on {self.checked:,} facts{first_ids(self.findings)}>"

    def __reduce__(self) -> tuple[Callable[[dict[str, Any]], Report], tuple[dict[str, Any]]]:
        """For pickle: the most credible reading is worked out, since the rules that find it do not travel."""
        fields = {field.name: getattr(self, field.name) for field in attrs.fields(Report)}
        if self.find_credible is not None:
            fields["find_credible"] = _Known(self.credible())
        return _remade, (fields,)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "whether a report is true is ambiguous: use report.consistent for “no errors were found”, or"
            " len(report) for the number of findings"
        )

    @property
    def consistent(self) -> bool:
        """Whether nothing at the level of an error was found."""
        return not self.count(Level.ERROR)

    def credible(self) -> Credible:
        """The most credible consistent reading: which facts to doubt first, so that all others can hold.

        All voices are taken as claims, findings that are accepted included. It says nothing about truth.
        A report that no check made knows of no conflict, and keeps everything. Behind an engine `kept` has
        those of the facts that were read in full; all others are in no conflict, and stay as well. Findings
        that were handed on as they came are not in the report, and nor is what to doubt in them.
        """
        if self.find_credible is None:
            return Credible(tuple(sorted(fact.id for fact in self.fact_base.facts if fact.is_active)))
        return self.find_credible()

    def count(self, level: Level) -> int:
        """How many findings are of this level."""
        handed_on = sum(count for (_, own), count in self.tally.findings.items() if own is level)
        return handed_on + sum(finding.level is level for finding in self.findings)

    def link(self, fact: str) -> str | None:
        """An address that leads a browser to the passage of a fact, by averred's own rules; None without.

        Its source needs an address of the web (`url`), and its text must have been at hand.
        """
        one, result = self.fact_base.by_id.get(fact), self.citations.get(fact)
        source = self.fact_base.sources.get(one.source) if one else None
        text = self.sources.get(source.id) if source else None
        if one is None or source is None or not source.url or text is None or not (result and result.span):
            return None
        from averred.directives import deep_link, web_address

        address = web_address(source.url)
        return address and deep_link(address, result.span, text, cited=_leading(one, result))

    @property
    def checked(self) -> int:
        """How many facts were checked, be they held here or not."""
        return self.tally.facts or len(self.fact_base)

    def to_data(self) -> dict[str, object]:
        """The report as strings, numbers, lists and dictionaries; `version` says which shape it has."""
        from averred import plain

        spans = {fact: result.span for fact, result in self.citations.items() if result.span}
        known = self.fact_base, spans, self.link
        found = [plain.finding_data(finding, *known) for finding in self.findings]
        accepted = [plain.finding_data(finding, *known) for finding in self.accepted]
        return {
            "version": plain.VERSION,
            "consistent": self.consistent,
            "facts": self.checked,
            "citations": {fact: result.verdict for fact, result in sorted(self.citations.items())},
            "findings": found,
            "accepted": accepted,
            "skipped": [*self.skipped, *self.remarks],
            "engine": self.engine,
            "read_in_full": self.read_in_full,
            "today": self.today,
        }

    def to_json(self) -> str:
        """The report as JSON, in ASCII: the same bytes for the same input."""
        import json

        return json.dumps(self.to_data(), indent=2, allow_nan=False) + "\n"

    def to_frame(self, library: str | None = None) -> Any:  # noqa: ANN401  # pandas or polars
        """The findings as a data frame, a row each: the open ones, then those that are accepted.

        Its columns: `finding` (the id), `rule`, `level`, `headline`, `about`, `facts` (a list of ids),
        `accepted` (the reason, missing for an open one), `file` and `line` (missing without a place).

        Args:
            library: pandas or polars; None for the one that is installed, pandas where both are.

        Raises:
            ConfigurationError: where the library is not installed.
        """
        from averred.frames import to_frame

        all_ = (*self.findings, *self.accepted)
        columns: dict[str, list[Any]] = {
            "finding": [one.id for one in all_],
            "rule": [one.rule for one in all_],
            "level": [one.level.value for one in all_],
            "headline": [one.headline for one in all_],
            "about": [one.about for one in all_],
            "facts": [list(one.facts) for one in all_],
            "accepted": [one.accepted for one in all_],
            "file": [one.place.path if one.place else None for one in all_],
            "line": [one.place.line if one.place else None for one in all_],
        }
        return to_frame(columns, library)

    def _repr_html_(self) -> str:
        """What a notebook shows: the findings as a table."""
        from averred.display.notebook import table

        verdict = "nothing at the level of an error" if self.consistent else "the facts do not all agree"
        rows = [
            (one.level.value, one.rule, one.headline, ", ".join(one.facts), one.id) for one in self.findings
        ]
        caption = f"{len(self.findings):,} findings on {len(self.fact_base):,} facts: {verdict}"
        return table(caption, ("level", "rule", "finding", "facts", "id"), rows)


class _Known(NamedTuple):
    """The most credible reading of a report that was pickled."""

    credible: Credible

    def __call__(self) -> Credible:
        return self.credible


def _leading(fact: Fact, result: CitationResult) -> Cited | None:
    """The words of a citation, where these alone lead to its passage."""
    cited = fact.citation
    if result.verdict not in _RESOLVED or cited is None or cited.quote is None or cited.section is not None:
        return None
    from averred.anchor.cite import Cited

    return Cited(cited.quote, cited.prefix, cited.suffix)


def _remade(fields: dict[str, Any]) -> Report:
    return Report(**fields)
