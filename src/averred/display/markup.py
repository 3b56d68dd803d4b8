"""HTML and SVG that are safe by construction: whatever is not markup of ours is escaped."""

from __future__ import annotations

from html import escape

from averred.display.cells import visible

_VOID = frozenset({"br", "hr", "meta", "link"})


class Markup(str):
    """Text that is markup already. Only `element`, `joined` and our own literals make it."""

    __slots__ = ()


def text(words: str) -> Markup:
    """Words as they stand in a page: nothing of them acts, nothing is hidden."""
    return Markup(escape(visible(words), quote=True))


def joined(*pieces: str, between: str = "") -> Markup:
    """Pieces one after the other; those that are not markup are escaped."""
    return Markup(_safe(between).join(map(_safe, pieces)))


def element(name: str, /, *children: str, **attributes: str | int | bool | None) -> Markup:
    """An element. Children and values of attributes are escaped unless they are markup.

    Args:
        name: the element's name, ours.
        children: text or markup.
        attributes: a trailing underscore is dropped and others become hyphens (`class_`, `aria_label`);
            None and False leave an attribute out, True writes its name alone.
    """
    opening = name + "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Markup(f"<{opening}>")
    return Markup(f"<{opening}>{joined(*children)}</{name}>")


def _attribute(key: str, value: object) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{text(str(value))}"'


def _safe(piece: str) -> str:
    return piece if isinstance(piece, Markup) else text(piece)


def identifier(kind: str, name: str) -> str:
    """An id for an element: the kind and the name, with everything but letters and digits written out."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c == "-") else f"_{ord(c):x}_" for c in name)
    return f"{kind}-{plain}"
