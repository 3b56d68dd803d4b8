"""`averred schema`: the JSON Schema of fact files, for editors."""

from __future__ import annotations

import click

from averred.commands import shared

_EXAMPLES = """\b
Examples:
  averred schema > fact-file.schema.json
  and at the top of a fact file:  #:schema fact-file.schema.json
"""


@click.command(epilog=_EXAMPLES)
def command() -> int:
    """Print the JSON Schema of fact files, so that an editor can complete and check them."""
    shared.say(schema_text())
    return 0


def schema_text() -> str:
    """The JSON Schema of fact files, as JSON."""
    import json

    from averred.rules import RULES, declarable
    from averred.schema import fact_file_schema

    names = declarable(RULES)
    summaries = {rule.name: rule.summary for rule in RULES if rule.name in names}
    return json.dumps(fact_file_schema(summaries), indent=2) + "\n"
