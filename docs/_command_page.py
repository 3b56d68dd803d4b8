"""Writes the page about the command line from the commands themselves: every argument, option and example."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Final, cast

import click

from averred.commands import COMMANDS, EXAMPLES, cli

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HEAD: Final = """# Command line

```text
{examples}
```

A path in place of a command means `averred check`. `--help` after a command says what stands here of it.

| exit code | meaning |
|---|---|
| 0 | nothing was found |
| 1 | something was found |
| 2 | a wrong option or setting, or a file that cannot be written |
| 130 | interrupted |

| command | what it does |
|---|---|
{commands}
"""


def write_command_page(page: Path) -> None:
    """Write the page; one that would not change is left alone."""
    text = command_page()
    if not page.exists() or page.read_text(encoding="utf-8") != text:
        page.write_text(text, encoding="utf-8")


def command_page() -> str:
    """The page about the command line."""
    context = click.Context(cli, info_name="averred")
    rows = "\n".join(f"| [`{name}`](#averred-{name}) | {_cell(what)} |" for name, what in COMMANDS.items())
    parts = [_HEAD.format(examples=_examples(EXAMPLES), commands=rows)]
    parts += ["\n\n".join(_section(name, context)) + "\n" for name in COMMANDS]
    return "\n".join(parts)


def _section(name: str, above: click.Context) -> Iterator[str]:
    """What the page says of one command."""
    command = cast("click.Command", cli.get_command(above, name))  # each of COMMANDS is one
    context = click.Context(command, parent=above, info_name=name)
    yield f"## averred {name}"
    yield inspect.cleandoc(command.help or "").replace("<", "&lt;")
    usage = " ".join(["averred", name, *command.collect_usage_pieces(context)])
    yield f"```text\n{usage}\n```"
    options = [each for each in command.get_params(context) if isinstance(each, click.Option)]
    records = [record for each in options if (record := each.get_help_record(context))]
    rows = "\n".join(f"| `{_cell(names)}` | {_cell(what)} |" for names, what in records)
    yield f"| option | what it does |\n|---|---|\n{rows}"
    if command.epilog:
        yield f"```text\n{_examples(command.epilog)}\n```"


def _examples(epilog: str) -> str:
    """The examples at the end of a command's help, without their heading."""
    lines = inspect.cleandoc(epilog.replace("\b\n", "")).splitlines()
    return "\n".join(line.removeprefix("  ") for line in lines if line != "Examples:")


def _cell(words: str) -> str:
    """Words as a cell of a table."""
    return " ".join(words.split()).replace("|", "\\|").replace("<", "&lt;")
