"""The frame of every page: head, policy, style and script, and what stands at its top and bottom.

A content security policy allows the page's own style and script by their digests and nothing else.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from averred.display.markup import Markup, element

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What a program can tell our pages by.
GENERATOR = element("meta", name="generator", content="averred")
_FOLDER = Path(__file__).parent


def document(title: str, header: Markup, main: Markup) -> str:
    """A whole page.

    Args:
        title: what a browser shows as its name.
        header: the element above everything else.
        main: the element with what the page is for.
    """
    style, script = (
        _FOLDER.joinpath(name).read_text(encoding="utf-8") for name in ("report.css", "report.js")
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_policy(style, script)),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        GENERATOR,
        element("title", title),
        element("link", rel="icon", href="data:,"),
        element("style", Markup(style)),
    )
    body = element("body", header, main, _footer(), element("script", Markup(script)))
    return f"<!DOCTYPE html>\n{element('html', head, body, lang='en')}\n"


def _policy(style: str, script: str) -> str:
    allowed = f"style-src 'sha256-{_digest(style)}'; script-src 'sha256-{_digest(script)}'; img-src data:"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    from base64 import b64encode
    from hashlib import sha256

    return b64encode(sha256(text.encode()).digest()).decode("ascii")


def header(title: str, lines: Iterable[str], *navigation: Markup) -> Markup:
    """The top of a page: where to skip to, its title, the verdict first of its lines, and its links."""
    verdict, *others = lines
    return element(
        "header",
        element("a", "Skip to the findings", href="#findings", class_="skip"),
        element("h1", title),
        element("p", verdict, class_="verdict"),
        *(element("p", line, class_="faint") for line in others if line),
        element(
            "p", "Keys: j and k go to the next and the previous finding.", class_="faint keys", hidden=True
        ),
        *navigation,
    )


def navigation(label: str, links: Iterable[tuple[str, str]]) -> Markup:
    """A list of links, each with its words and its address; nothing where there is none."""
    items = [element("li", element("a", words, href=address)) for words, address in links]
    return element("nav", element("ul", *items), aria_label=label) if items else Markup()


def _footer() -> Markup:
    words = "averred judges whether facts agree with each other, never whether they are true."
    return element("footer", element("p", words, class_="faint"))
