"""How ids are written."""

from __future__ import annotations

import re
from typing import Final

ID: Final = r"[a-z0-9-]+"


def is_id(words: str) -> bool:
    """Whether words are written as an id is: lower-case letters, digits, hyphens."""
    return re.fullmatch(ID, words) is not None


def slug(words: str) -> str:
    """An id that is made of words: "Old Harbour" becomes "old-harbour"."""
    return re.sub(r"[^a-z0-9]+", "-", words[:60].lower()).strip("-")
