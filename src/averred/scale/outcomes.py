"""What judging a large fact base gives, part by part: kept for a report, or handed on and counted."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import attrs

from averred.reader import Telling
from averred.report import Report, Tally
from averred.rules import RULES_BY_NAME
from averred.texts import source_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from averred.facts import Fact
    from averred.findings import Finding, Level
    from averred.report import CitationResult
    from averred.scale.large import Large


class Outcome(NamedTuple):
    """What judging some facts gave.

    Attributes:
        findings: what was found.
        facts: the facts that were read in full, by id.
        citations: what became of their citations, by fact id.
        verdicts: how many of these have each verdict, but for facts that are judged in another part too.
        refused: the ids of facts that were to be read and could not be taken.
        has_problems: whether any entry could not be read.
        untaken: how many facts were to be read and could not be taken.
        mentions: a fact for each name that it has in a list, or as a key.
        wrong: what is wrong with entries, and what needs others that are wrong.
    """

    findings: Iterable[Finding]
    facts: Mapping[str, Fact]
    citations: Mapping[str, CitationResult] = MappingProxyType({})
    verdicts: Mapping[str, int] = MappingProxyType({})
    refused: frozenset[str] = frozenset()
    has_problems: bool = False
    untaken: int = 0
    mentions: Mapping[str, Fact] = MappingProxyType({})
    wrong: Telling | None = None

    @property
    def tells(self) -> bool:
        """Whether it tells something beside findings and their facts."""
        told = self.verdicts or self.refused or self.has_problems or self.untaken or self.mentions
        return bool(told or self.wrong is not None)


def with_texts(report: Report, large: Large) -> Report:
    """A report with the texts of the sources that were read."""
    texts = large.kept.texts.read
    return attrs.evolve(
        report,
        sources=texts,
        source_texts={name: source.text for name, source in texts.items()},
        source_files=source_files(large.vocabulary, large.settings.sources, texts),
    )


class Found:
    """Gathers outcomes.

    Attributes:
        wrong: what is wrong with entries.
        kept: the findings that the report will hold; each once, in the order in which they came.
        facts: the facts that these rest on, or all that were read in full, by id.
        citations: what became of the citations of facts, where findings are kept.
        hands_on: whether findings are handed on.
    """

    def __init__(self, large: Large, hand_on: Callable[[Report], None] | None) -> None:
        """Begin.

        Args:
            large: what is checked.
            hand_on: takes findings as they come; None where all of them are kept.
        """
        self.kept: dict[Finding, None] = {}
        self.facts: dict[str, Fact] = {}
        self.citations: dict[str, CitationResult] = {}
        self.hands_on = hand_on is not None
        self._large = large
        self._vocabulary = large.vocabulary
        self._hand_on = hand_on
        self._untaken = 0
        self.wrong = Telling()
        self._parted: dict[tuple[str, str], list[Finding]] = {}
        self._told: dict[tuple[str, Level], int] = {}
        self._verdicts: dict[str, int] = {}
        self._seen: set[Finding] = set()
        self._accepted = {
            (acceptance.rule, fact)
            for acceptance in large.vocabulary.acceptances
            for fact in acceptance.facts
        }

    def take(self, outcome: Outcome) -> None:
        """Take what judging some facts gave."""
        self._untaken += outcome.untaken
        if outcome.wrong is not None:
            self.wrong.join(outcome.wrong)
        self._take(outcome, [finding for finding in outcome.findings if self._is_whole(finding)])

    def finish(self, problems: Iterable[Finding], named: Callable[[list[Finding]], list[Finding]]) -> None:
        """Once everything was taken: findings that parts of facts gave become one, and so on.

        Args:
            problems: what is wrong with entries.
            named: gives findings their ids and levels, or leaves them out.
        """
        found = list(problems)
        for (rule, _), some in self._parted.items():
            joined, about = RULES_BY_NAME[rule].joined, [one for one in some if one.facts]
            found += [joined(about)] if joined and about else []
            told = {one.headline for one in about}  # a part that has none of these facts says no more
            found += dict.fromkeys(one for one in some if not one.facts and one.headline not in told)
        self._take(Outcome((), {}), named(found))

    def _is_whole(self, finding: Finding) -> bool:
        """Whether a finding says all that is to be said; else it is put aside."""
        rule = RULES_BY_NAME.get(finding.rule)
        if rule is None or rule.joined is None:
            return True
        self._parted.setdefault((finding.rule, finding.about), []).append(finding)
        return False

    def _take(self, outcome: Outcome, findings: list[Finding]) -> None:
        if self._hand_on is None:
            self.kept.update(dict.fromkeys(findings))
            self.facts.update(outcome.facts)
            self.citations.update(outcome.citations)
            return
        new = [finding for finding in findings if self._is_new(finding)]
        held = {finding for finding in new if self._may_be_accepted(finding)}
        self.kept.update(dict.fromkeys(held))
        names = [name for finding in held for name in finding.facts if name in outcome.facts]
        self.facts.update({name: outcome.facts[name] for name in names})
        self._count(outcome, [finding for finding in new if finding not in held], self._hand_on)

    def _count(self, outcome: Outcome, findings: list[Finding], hand_on: Callable[[Report], None]) -> None:
        for verdict, count in outcome.verdicts.items():
            self._verdicts[verdict] = self._verdicts.get(verdict, 0) + count
        for finding in findings:
            key = finding.rule, finding.level
            self._told[key] = self._told.get(key, 0) + 1
        if findings:
            part = attrs.evolve(self._vocabulary, facts=tuple(outcome.facts.values()))
            report = Report(part, findings=tuple(findings), citations=outcome.citations)
            hand_on(with_texts(report, self._large))

    def _is_new(self, finding: Finding) -> bool:
        """Whether a finding comes for the first time.

        The facts of each row are judged once, so what is about rows alone need not be remembered.
        """
        if self._is_about_rows(finding):
            return True
        is_new = finding not in self._seen
        self._seen.add(finding)
        return is_new

    def _is_about_rows(self, finding: Finding) -> bool:
        if not finding.facts or any(name in self._vocabulary.by_id for name in finding.facts):
            return False
        return finding.place is None or not finding.place.path.endswith(".toml")

    def _may_be_accepted(self, finding: Finding) -> bool:
        return any((finding.rule, name) in self._accepted for name in finding.facts)

    def tally(self, total: int) -> Tally:
        """What was counted, and how many facts there are: all rows, without those that could not be taken."""
        return Tally(total - self._untaken, MappingProxyType(self._told), MappingProxyType(self._verdicts))
