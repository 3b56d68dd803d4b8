"""Small pieces of HTML for notebooks: a table, a list of terms. Everything in them is escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from averred.display.markup import Markup, element

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: A notebook shows so many rows; how many there are is said.
MOST_ROWS = 50


def table(caption: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    """A table with a caption; of a long one the first rows, and how many there are in all."""
    more = f" ({MOST_ROWS} of {len(rows):,} shown)" if len(rows) > MOST_ROWS else ""
    head = element("tr", *(element("th", heading, scope="col") for heading in headings))
    body = [element("tr", *(element("td", cell) for cell in row)) for row in rows[:MOST_ROWS]]
    parts = [element("caption", caption + more), element("thead", head), element("tbody", *body)]
    return element("table", *parts)


def terms(title: str, pairs: Iterable[tuple[str, str]]) -> Markup:
    """A title and terms with what they are; those without anything are left out."""
    found = [part for term, words in pairs if words for part in (element("dt", term), element("dd", words))]
    return element("div", element("strong", title), element("dl", *found))
