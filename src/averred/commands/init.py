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
_SETTINGS_FILE: Final = "averred.toml"
_TEXTS: Final = "sources"
_FACTS: Final = """\
#:schema ../../fact-file.schema.json
# Each table is one record. What a key means: docs/reference of averred; "averred check" says what is wrong.

[source.{name}]
title    = "{name}"
path     = "{name}.txt"        # in the folder that averred.toml names, or --sources
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
_SETTINGS: Final = f"""\
# Settings of averred; "averred config" shows those in force.
sources = "{_TEXTS}"
# ignore = ["attribution-needed"]
# levels = {{ disputed = "warning" }}
# about  = "10 %"
"""
_NEXT: Final = """\
next:
  1. put the text at {text}
  2. say in {facts} what it speaks of (entities) and what it says of that (predicates)
  3. averred add "some words of it"    finds the words, asks what they say, writes the fact
  4. averred check                     says what cannot all hold, and why

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
    settings, schema = folder / _SETTINGS_FILE, folder / _SCHEMA
    texts = _folder_of_texts(settings, facts)
    for path in (texts, facts.parent):
        path.mkdir(parents=True, exist_ok=True)
    for path, text in {facts: _FACTS.format(name=name), settings: _SETTINGS, schema: schema_text()}.items():
        if not path.exists():
            shared.write(text, path)
            shared.say(f"wrote {path}\n")
    shared.say(_NEXT.format(text=texts / f"{name}.txt", facts=facts))
    return 0


def _folder_of_texts(settings: Path, facts: Path) -> Path:
    """Where a check will look for the text: as the settings say that are there, or else the new ones."""
    if not settings.exists():
        return settings.parent / _TEXTS
    folder = shared.settings_for(settings, shared.Overrides()).sources or facts.parent
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
