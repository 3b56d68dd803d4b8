"""How ids are written."""

from __future__ import annotations

import re
from typing import Final

_SIGNS: Final = "abcdefghijklmnopqrstuvwxyz0123456789-"


def is_id(words: str) -> bool:
    """Whether words are written as an id is: lower-case letters, digits, hyphens."""
    return words != "" and not words.strip(_SIGNS)  # the first other sign ends what is stripped


def slug(words: str) -> str:
    """An id that is made of words: "Old Harbour" becomes "old-harbour"."""
    return re.sub(r"[^a-z0-9]+", "-", words[:60].lower()).strip("-")
