"""What a fact base claims of its sources: each citation with what is said about it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from averred.describe import canonical_reading
from averred.digests import short_digest
from averred.report import CitationResult

if TYPE_CHECKING:
    from averred.anchor import Anchor
    from averred.factbase import FactBase
    from averred.facts import Fact, LeaveOut
    from averred.source import SourceText

SAID_IN: Final = " said-in"
LEAVE_OUT: Final = "leave-out "


class Claim(NamedTuple):
    """A citation that can be locked.

    Attributes:
        key: a fact's id; that with " said-in" added; or "leave-out ", the source and a digest.
        source: the source's id.
        quote: as written.
        prefix: likewise.
        suffix: likewise.
        section: likewise.
        about: what the fact says (subject, property, part, scope, value as written, reading, polarity), who
            says it, and whether the value is implied only, as one text.
        once_about: of that what locks had before they looked at subject, property, part and scope.
    """

    key: str
    source: str
    quote: str
    prefix: str | None = None
    suffix: str | None = None
    section: str | None = None
    about: str = ""
    once_about: tuple[object, ...] = ()

    @property
    def quote_digest(self) -> str:
        """The digest of the citation as written."""
        return short_digest([self.quote, self.prefix, self.suffix, self.section])

    def claim_digest(self, *, value_read: bool | None) -> str:
        """The digest of what is claimed about it, with whether the value was read in the passage."""
        return short_digest([self.about, value_read])

    def older_digest(self, *, value_read: bool | None) -> str:
        """The digest that a lock has for the same claim if it looked at value, voice and polarity alone."""
        return short_digest([json.dumps(self.once_about, ensure_ascii=False), value_read])


def result_of(key: str, found: Anchor, source: SourceText) -> CitationResult:
    """What became of a citation, from where its words were found in a text.

    Args:
        key: that of the claim. Only a quote of a fact can have a prefix; of other words more are needed.
        found: what came of looking for it.
        source: the text.
    """
    name, is_not_quote, _ = key.partition(" ")
    passage = source.words(found.span) if found.span else None
    advice = "write more words" if is_not_quote and found.verdict == "ambiguous" else found.suggestion
    return CitationResult(name, found.verdict, found.span, passage, found.message, advice)


def claims_of(fact_base: FactBase) -> dict[str, Claim]:
    """Every citation of a fact base: quotes, words that name a speaker, passages left out; by key."""
    claims = [claim for fact in fact_base.facts for claim in _of_fact(fact)]
    claims += [_of_leave_out(left) for left in fact_base.leave_outs]
    return {claim.key: claim for claim in claims}


def _of_fact(fact: Fact) -> list[Claim]:
    cited = fact.citation
    if cited is None or (cited.quote is None and cited.said_in is None):
        return []
    voice = fact.voice
    claims = []
    if cited.quote is not None:
        said = (fact.written, canonical_reading(fact.value), voice.speaker, *voice.via, fact.denied)
        what = [*_of_what(fact), said]
        if fact.implied:  # nobody looked whether the passage says the value; without it somebody must
            what.append("implied")
        context = cited.prefix, cited.suffix, cited.section
        claims.append(Claim(fact.id, cited.source, cited.quote, *context, json.dumps(what), said))
    if cited.said_in is not None:
        about = json.dumps([voice.speaker, *voice.via], ensure_ascii=False)
        claims.append(Claim(fact.id + SAID_IN, cited.source, cited.said_in, about=about))
    return claims


def _of_what(fact: Fact) -> list[object]:
    """Of what a fact gives a value, and within which scope."""
    scope = fact.scope
    times = [time and canonical_reading(time) for time in (scope.during, scope.as_of)]
    return [fact.subject, fact.predicate, fact.part, fact.of, fact.share, scope.status, times, scope.keys]


def leave_out_key(left: LeaveOut) -> str:
    """The key of a passage that is left out."""
    return f"{LEAVE_OUT}{left.source} {short_digest(left.quote)[7:15]}"


def _of_leave_out(left: LeaveOut) -> Claim:
    return Claim(leave_out_key(left), left.source, left.quote, about=left.reason)
