"""Loaders: from a file to derived text with its block starts and cut points, one format a file."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from averred.source import SourceText, read_text_source

if TYPE_CHECKING:
    from pathlib import Path

# Which module loads which suffix; everything else is plain text.
_MODULES: Final = {
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".wiki": "wikitext",
    ".wikitext": "wikitext",
    ".mediawiki": "wikitext",
}


def load_source(path: Path) -> SourceText:
    """The text of a source, by the loader that its file's suffix asks for.

    Raises:
        SourceError: the file cannot be read, or its loader needs an extra that is not installed.
    """
    module = _MODULES.get(path.suffix.lower())
    if module is None:
        return read_text_source(path)
    loaded: SourceText = import_module(f"averred.loaders.{module}").load(path)
    return loaded
