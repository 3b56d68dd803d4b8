"""One HTML page that can be sent to somebody: no network, no JavaScript needed, nothing in it acts.

A content security policy allows this page's own style and script by their digests and nothing else.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from averred.display.markup import Markup, element, joined
from averred.findings import Level
from averred.reports import base
from averred.reports.html import cards, judged, overview, passages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from averred.report import Report
    from averred.reports.base import Options

_FOLDER = Path(__file__).parent


def render(reports: Sequence[Report], options: Options) -> str:
    """The page over all reports: verdict, texts beside findings, plots, events, facts."""
    title = f"averred: {', '.join(base.base_name(report) for report in reports) or 'no facts'}"
    style, script = (
        _FOLDER.joinpath(name).read_text(encoding="utf-8") for name in ("report.css", "report.js")
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
        element("link", rel="icon", href="data:,"),
        element("style", Markup(style)),
    )
    body = element(
        "body",
        _header(reports, options),
        _main(reports, options),
        _footer(),
        element("script", Markup(script)),
    )
    return f"<!DOCTYPE html>\n{element('html', head, body, lang='en')}\n"


def _policy(style: str, script: str) -> str:
    allowed = f"style-src 'sha256-{_digest(style)}'; script-src 'sha256-{_digest(script)}'; img-src data:"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    from base64 import b64encode
    from hashlib import sha256

    return b64encode(sha256(text.encode()).digest()).decode("ascii")


def _header(reports: Sequence[Report], options: Options) -> Markup:
    names = "; ".join(dict.fromkeys(name for report in reports for name in _titles(report)))
    return element(
        "header",
        element("a", "Skip to the findings", href="#findings", class_="skip"),
        element("h1", f"Do the facts agree? {names}"),
        element("p", verdict(reports), class_="verdict"),
        element("p", base.summary(reports), class_="faint"),
        element("p", _how_verified(reports), class_="faint"),
        element("p", "Keys: j and k go to the next and the previous finding.", class_="faint keys"),
        _navigation(options),
    )


def _titles(report: Report) -> list[str]:
    sources = report.fact_base.sources.values()
    return [source.title or source.path or source.id for source in sources] or [base.base_name(report)]


def verdict(reports: Sequence[Report]) -> str:
    """What the check says, in one sentence. It speaks of agreement, never of truth."""
    levels = base.level_counts(reports)
    if levels[Level.ERROR.value]:
        return f"The facts do not all agree: {base.plural(levels['error'], 'error')}."
    if any(levels.values()):
        return "Nothing contradicts itself; there are warnings or notes."
    return "Nothing was found. That says that the facts agree with each other, not that they are true."


def _how_verified(reports: Sequence[Report]) -> str:
    absent = [
        base.source_name(report, source)
        for report in reports
        for source in report.fact_base.sources
        if source not in report.source_texts
    ]
    if not absent:
        return "Every quote was looked up in the text of its source."
    return f"Not at hand, so that quotes alone are shown: {', '.join(absent)}."


def _navigation(options: Options) -> Markup:
    covered = ("coverage",) if options.coverage else ()
    names = ("findings", "text", "quantities", "events", "doubts", *covered, "facts")
    items = [element("li", element("a", name.capitalize(), href=f"#{name}")) for name in names]
    return element("nav", element("ul", *items), aria_label="Sections")


def _main(reports: Sequence[Report], options: Options) -> Markup:
    numbers = cards.numbered(reports)
    texts = element(
        "section", element("h2", "Text", id="text"), *(passages.texts(report, numbers) for report in reports)
    )
    return element(
        "main",
        element("div", texts, cards.section(reports, numbers), class_="beside"),
        overview.quantities(reports),
        overview.events(reports),
        judged.doubts(reports),
        judged.coverage(options.coverage),
        overview.facts(reports),
    )


def _footer() -> Markup:
    words = "averred judges whether facts agree with each other, never whether they are true."
    return element("footer", element("p", joined(words), class_="faint"))
