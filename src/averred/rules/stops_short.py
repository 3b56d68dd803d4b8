"""The rule `stops-short`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from averred.findings import Finding, Level
from averred.rules.base import FOUND, Context, Need, fact_finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from averred.facts import Fact

_NAME = "stops-short"
#: What right behind a passage takes back some of it.
_TURN = r"[ \t]*[,;—–-]?[ \t]*(but|unless|except|although|though|however|if|provided that)\b"
#: What right behind it says that it is somebody's claim, and not the source's.
_SPEAKER = (
    r"[ \t]*,?[ \t]*(according to|as reported by|as claimed by|(?:said|claimed|estimated|reported) by)\b"
)
#: Behind an estimate also a bare "by": elsewhere that says who did it, or where.
_WHOSE = r"[ \t]*,?[ \t]*(by (?:the|its|their|an?) \w+)"
_ESTIMATED = r"(?i)\b(?:estimat|claim|alleg|report)"
_LONGEST = 80


@rule(_NAME, Level.NOTE, needs=Need.TEXT)
def stops_short(context: Context) -> Iterable[Finding]:
    """A quote ends right before words that change what it says.

    What it reports:
        Passages that the same sentence continues with "but", "unless", "except" and the like; and, for
        facts in the source's own voice, with "according to …" or "said by …"; behind an estimate also
        with "by the organizers" and the like.

    Why it matters:
        "The bridge is safe" is not what "the bridge is safe unless it rains" says.

    Example:
        `quote = "around 300 marchers"` where the source goes on: "according to the mayor".

    What to do:
        Quote on to the end of the thought; name the speaker in `said-by`; or accept the finding.

    Options:
        None.

    Where the idea comes from:
        Quoting out of context, the oldest complaint about quotations.
    """
    for fact in context.fact_base.facts:
        result = context.citations.get(fact.id)
        text = context.texts.get(fact.source)
        if result is None or result.span is None or text is None or result.verdict not in FOUND:
            continue
        behind = text[result.span.end : result.span.end + _LONGEST]
        word = _turns(text[result.span.start : result.span.end], behind, fact)
        if word:
            yield fact_finding(
                context,
                fact,
                _NAME,
                Level.NOTE,
                f"quote of “{fact.id}” stops right before “{word}”",
                message=f"the source goes on: “{word} …”",
                key="quote",
                advice=("quote on to the end of the thought", "or say who says so (said-by)"),
            )


def _turns(passage: str, behind: str, fact: Fact) -> str:
    """The words with which the sentence turns behind a passage; empty if it does not."""
    patterns = [_TURN]
    if fact.attribution.is_own_voice:
        patterns += [_SPEAKER, *([_WHOSE] if re.search(_ESTIMATED, passage) else [])]
    found = (re.match(pattern, behind) for pattern in patterns)
    return next((match[1] for match in found if match), "")
