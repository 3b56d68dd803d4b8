"""The records of what is written where it is not yet what is meant: a fact, a value in braces."""

from __future__ import annotations

import attrs

from averred.facts import ACTUAL, Check


@attrs.define(eq=False, repr=False)
class ValueTable:
    """A value that is not plain words: bounds, alternatives, unknown or none. See `Fact.overridden`."""

    min: object = None
    max: object = None
    min_open: bool = False
    max_open: bool = False
    unit: str | None = None
    text: str | None = None
    unknown: bool = False
    none: bool = False
    one_of: tuple[str, ...] | None = None


@attrs.define(eq=False, repr=False)
class FactEntry:
    """A fact as it is written: keys of the right types, names and words not yet looked at."""

    subject: str
    predicate: str
    value: object
    quote: str | None = None
    cite: str | None = None
    source: str | None = None
    said_by: str | None = None
    via: tuple[str, ...] = ()
    said_in: str | None = None
    confidence: str | None = None
    checked: Check | None = None
    part: str | None = None
    during: str | None = None
    as_of: str | None = None
    status: str = ACTUAL
    scope: tuple[tuple[str, str], ...] = ()
    polarity: str = "asserted"
    rank: str = "normal"
    unit: str | None = None
    note: str | None = None
    tags: tuple[str, ...] = ()
    locator: str | None = None
    implied: str | None = None
    derived_from: tuple[str, ...] = ()
    kind: str | None = None
    of: str | None = None
    share: str | None = None
    year_from: str | None = None
    same_as: str | None = None
    because: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    section: str | None = None
