"""The syntax errors of `tomli` in plain words, with what to do."""

from __future__ import annotations

import re
from typing import Final

from averred.spans import line_and_column
from averred.structuring import shown

_CURLY: Final = "“”„‟«»‘’‚"
_EXPLANATIONS: Final = (  # how tomli's message begins, what it means, what to do
    ("Cannot overwrite", "a key stands twice in one table", "rename or remove one of the two"),
    ("Cannot mutate", "a table is written in two places", "keep it in one place"),
    ("Cannot redefine", "a table is written in two places", "keep it in one place"),
    ("Unterminated string", "a text has no closing quotation mark", 'close it with "'),
    ("Illegal character '\\n'", "a text has no closing quotation mark on its line", 'close it with "'),
    ("Illegal character", "a character that may not stand here", "write it as an escape: \\t, \\u0007"),
    ("Expected \"'", "a text has no closing quotation mark", "close it with '"),
    ("Unescaped", "a backslash that begins no escape", "write \\\\ for a backslash"),
    ("Invalid hex value", "an escape that lacks hexadecimal digits", "write \\\\ for a backslash"),
    ("Escaped character", "an escape that stands for no character", "write the character itself"),
    ("Expected '='", "no = after a key", 'write key = "value"'),
    (
        "Invalid initial character\n",
        "a table in braces is not closed",
        "close it with } after its last key",
    ),
    ("Invalid initial character", "a key is missing here", "write key = value, with one comma between two"),
    ("Invalid statement", "this is neither a key nor a [table]", "begin a remark with #"),
    ("Unclosed array", "a list is not closed", "put commas between its items and ] at its end"),
    ("Unclosed inline", "a table in braces is not closed", "close it with } after its last key"),
    ("Expected ']]'", "a table's name is not closed", "write [[accept]]"),
    ("Expected ']'", "a table's name is not closed", "write [fact.some-id]"),
    ("Invalid date", "there is no such day or time", "write 2012-02-26, or words in quotes"),
    ("Invalid value", "the value is neither text nor a number", "put quotation marks around words"),
    (
        "Expected newline",
        "something follows the end of the value",
        'put words in quotation marks; inside them write \\"',
    ),
)


def explained(message: str, text: str) -> tuple[str, str, int, int]:
    """What is wrong, what to do, line and column, for an error of `tomli` about a text."""
    found = re.search(r" \((?:at line (\d+), column (\d+)|at end of document)\)$", message)
    what = message[: found.start()] if found else message
    if found and found[1]:
        line, column = int(found[1]), int(found[2])
    else:
        line, column = line_and_column(text, len(text.rstrip("\n")))
    content = text.split("\n")[line - 1]
    if column > len(content):
        what = what.replace("Invalid initial character", "Invalid initial character\n")
    return *_in_plain_words(what, content, content[column - 1 : column]), line, column


def _in_plain_words(message: str, line: str, character: str) -> tuple[str, str]:
    """What is wrong and what to do, for a message, the line that it is about and the character there."""
    if character and character in _CURLY:
        return f"the curly quotation mark {character} begins no text", 'write straight quotation marks: "…"'
    if message.startswith("Cannot declare"):
        name = line.strip().strip("[]").strip()
        return f"the table {shown(name)} is declared twice", "give one of the two another id, or join them"
    for start, says, hint in _EXPLANATIONS:
        if message.startswith(start):
            return says, hint
    return message[:1].lower() + message[1:], "toml.io says how TOML is written"
