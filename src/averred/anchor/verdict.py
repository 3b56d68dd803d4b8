"""What came of looking for a quote."""

from __future__ import annotations

from typing import Literal, TypeAlias

import attrs

from averred.spans import Span

Verdict: TypeAlias = Literal["exact", "folded", "ambiguous", "missing", "invalid"]


@attrs.frozen
class Anchor:
    """Where a quote was found, or why it was not.

    Attributes:
        verdict: `exact`, `folded` (only in n2), `ambiguous` (more than one place), `missing`, `invalid`.
        span: the passage in the raw text; only of `exact` and `folded`.
        message: one sentence for people; empty for `exact`.
        suggestion: what would settle or mend it, if anything can be said.
        candidates: the places of an ambiguous quote, at most 100; the nearest passage of a missing one.
    """

    verdict: Verdict
    span: Span | None = None
    message: str = ""
    suggestion: str | None = None
    candidates: tuple[Span, ...] = ()
