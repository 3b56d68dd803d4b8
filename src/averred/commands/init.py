"""`averred init`: the first fact file and the settings."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from averred.commands import shared
from averred.errors import ConfigurationError

_EXAMPLES: Final = """\b
Examples:
  averred init lantern-march
  averred init lantern-march --folder work/claims
"""
_SCHEMA: Final = "fact-file.schema.json"
_FACTS: Final = """\
#:schema ../../fact-file.schema.json
# Each table is one record. What a key means: docs/reference of averred; "averred check" says what is wrong.

[source.{name}]
title    = "{name}"
path     = "{name}.txt"        # the text; say where with --sources, or in averred.toml
language = "en"

[defaults]
source = "{name}"

[entity.example-event]
name = "the event"
kind = "event"

[predicate.participants]
value      = "quantity"
label      = "number of participants"
unit       = "person"
functional = true              # one true value within a scope

# One claim of the source: its own words, and the passage that says so. Remove the # and write yours.
# [fact.participants-lede]
# subject   = "example-event"
# predicate = "participants"
# value     = "around 200"
# quote     = "with around 200 participants"
"""
_SETTINGS: Final = """\
# Settings of averred; "averred config" shows those in force.
sources = "sources"
# ignore = ["attribution-needed"]
# levels = { disputed = "warning" }
# about  = "10 %"
"""
_NEXT: Final = """\
next: put the text at sources/{name}.txt, write its claims into {facts}, run averred check

pre-commit, in .pre-commit-config.yaml:
  - repo: local
    hooks:
      - id: averred
        name: averred
        entry: averred check
        language: system
        always_run: true
        pass_filenames: false
"""


@click.command(epilog=_EXAMPLES)
@click.argument("name")
@click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), default=".", help="Where to make it."
)
def command(name: str, folder: Path) -> int:
    """Make facts/NAME/facts.toml, sources/, averred.toml and the schema of fact files for editors.

    Nothing that is there is changed.
    """
    from averred.commands.schema import schema_text

    if not name.isascii() or not name.replace("-", "").isalnum() or name != name.lower():
        raise ConfigurationError(
            f"“{name}” cannot be a name",
            suggestion="lower-case letters, digits and hyphens, such as lantern-march",
        )
    facts = folder / "facts" / name / "facts.toml"
    if facts.exists():
        raise ConfigurationError(f"{facts} is there already")
    texts = {facts: _FACTS.format(name=name), folder / "averred.toml": _SETTINGS}
    wanted = {**texts, folder / _SCHEMA: schema_text()}
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    facts.parent.mkdir(parents=True, exist_ok=True)
    for path, text in wanted.items():
        if not path.exists():
            shared.write(text, path)
            shared.say(f"wrote {path}\n")
    shared.say(_NEXT.format(name=name, facts=facts))
    return 0
