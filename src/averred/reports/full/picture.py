"""The values of a finding drawn: quantities over an axis, days in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred import describe
from averred.display.plot import Moment, interval_plot, time_line
from averred.reports import base
from averred.values import Date
from averred.values.calendar import time_between

if TYPE_CHECKING:
    from averred.display.terminal import Terminal
    from averred.facts import Fact
    from averred.findings import Finding
    from averred.report import Report

_MOST_ROWS = 10


def picture(finding: Finding, report: Report, terminal: Terminal) -> list[str]:
    """A plot of the quantities that conflict and a time line of the dates, where there are at least two.

    A finding that is no conflict of values names its facts for another reason: there is nothing to draw.
    """
    if not finding.conflicts:
        return []
    quantities = base.quantities_of(finding, report)[:_MOST_ROWS]
    facts = base.facts_of(finding, report)
    dates = [(fact, fact.value) for fact in facts if isinstance(fact.value, Date)]
    lines: list[str] = []
    if quantities:
        names = base.short_names([fact for fact, _ in quantities])
        lines += interval_plot(
            [base.bar_of(fact, value, names[fact.id]) for fact, value in quantities], terminal
        )
    if len(dates) > 1:
        names = base.short_names([fact for fact, _ in dates])
        moments = (_moment(fact, value, names[fact.id]) for fact, value in dates[:_MOST_ROWS])
        lines += time_line([moment for moment in moments if moment], terminal, time_between)
    return lines


def _moment(fact: Fact, value: Date, name: str) -> Moment | None:
    """A row of the time line; None for a date without a first and a last day."""
    first, last = value.interval.lo, value.interval.hi
    if first is None or last is None:
        return None
    return Moment(name, int(first), int(last), describe.days(value.interval), fact.written)
