"""How ids are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from averred.digests import json_digest

if TYPE_CHECKING:
    from pathlib import Path

_SIGNS: Final = "abcdefghijklmnopqrstuvwxyz0123456789-"
#: So much of some words is kept in an id.
_LONGEST: Final = 60
#: Names of files that hardly another one has the id of.
_PLAIN: Final = r"[A-Za-z0-9._=/ -]+"


def is_id(words: str) -> bool:
    """Whether words are written as an id is: lower-case letters, digits, hyphens."""
    return words != "" and not words.strip(_SIGNS)  # the first other sign ends what is stripped


def slug(words: str) -> str:
    """An id that is made of words: "Old Harbour" becomes "old-harbour"."""
    return re.sub(r"[^a-z0-9]+", "-", words[:_LONGEST].lower()).strip("-")


def row_ids(file: Path, root: Path) -> str:
    """What the ids of the facts in rows without one begin with; the number of the row follows.

    It is made of the name of the file within the folder of the facts; where that loses too much in an id, a
    digest tells it apart. Two plain names can still meet ("a/b.ndjson" and "a-b.ndjson"): then their facts
    are said to be declared twice.
    """
    name = (file.relative_to(root) if file.is_relative_to(root) else file.relative_to(file.parent)).as_posix()
    if len(name) <= _LONGEST and re.fullmatch(_PLAIN, name):
        return f"{slug(name)}-"
    return f"{slug(name)}-{json_digest([name])[:8]}-".lstrip("-")
