"""Where a TOML text is nested too deeply for its parser, which says only that it is."""

from __future__ import annotations

import re
from typing import Final

from averred.spans import line_and_column

#: Texts and remarks, whose brackets nest nothing, and then the brackets that do.
_TOKENS: Final = (
    r'"""(?:\\.|[^\\])*?"""'
    r"|'''.*?'''"
    r'|"(?:\\.|[^"\\\n])*+"'
    r"|'[^'\n]*+'"
    r"|\#[^\n]*+"
    r"|[\[\]{}]"
)


def deepest(text: str) -> tuple[int, int]:
    """The line and column, from 1, of the list or table in braces in which the deepest nesting stands."""
    depth = most = begin = found = 0
    for token in re.finditer(_TOKENS, text, re.DOTALL):
        if token[0] in "[{":
            begin = begin if depth else token.start()
            depth += 1
            if depth > most:
                most, found = depth, begin
        elif token[0] in "]}":
            depth = max(depth - 1, 0)
    return line_and_column(text, found)
