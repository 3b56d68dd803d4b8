"""Find a quote in its source: exactly, or in n2 as a warning; a near miss is shown, never taken."""

from __future__ import annotations

from averred.anchor.cite import Cited, cite
from averred.anchor.matcher import anchor, quote_occurs_in
from averred.anchor.places import stands_in
from averred.anchor.quote import Quote, format_quote, parse_quote
from averred.anchor.verdict import Anchor, Verdict

__all__ = [
    "Anchor",
    "Cited",
    "Quote",
    "Verdict",
    "anchor",
    "cite",
    "format_quote",
    "parse_quote",
    "quote_occurs_in",
    "stands_in",
]
