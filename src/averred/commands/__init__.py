"""The command line. Each command is one module, imported when it is called.

Exit codes: 0 for nothing found, 1 for findings, 2 for a wrong option or setting, 130 when interrupted.
"""

from __future__ import annotations

import os
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import click

from averred.errors import AverredError, SeveralError

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Name of a command → what it does, in one line. Its module has the same name and holds `command`.
COMMANDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "check": "Find the facts that cannot all hold (the default command).",
        "explain": "Say what a rule means, or how a finding follows, step by step.",
        "add": "Find words in a source and write the fact that cites them.",
        "show": "Show a fact in full, or all facts about something.",
        "accept": "Keep a known finding, with a reason.",
        "report": "Write one HTML page to send to somebody.",
        "lock": "Keep what was verified, so that it can be checked without the sources' texts.",
        "coverage": "Show how much of each source is cited.",
        "drift": "Say what an edit of a source's text did to its citations.",
        "diff": "Show what came, went and changed since a revision of git.",
        "fmt": "Put fact files into one order and spacing.",
        "rules": "List the rules.",
        "import": "Turn a table, or passages of an annotation tool, into a fact file.",
        "export": "Write facts as a table, or as passages for annotation tools.",
        "config": "Show the settings in force, and where each comes from.",
        "schema": "Print the JSON Schema of fact files, for editors.",
        "init": "Make the first fact file and the settings.",
    }
)
EXAMPLES: Final = """\b
Examples:
  averred facts/lantern-march              check one folder of facts
  averred check --sources texts            verify the quotes in the sources' texts
  averred explain contradictory            what a rule means
"""
_DEFAULT: Final = "check"
_FAILED, _INTERRUPTED = 2, 130


class _Commands(click.Group):
    """Commands that are imported when they are called; a path in place of a command means `check`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        # "import" is a word of Python, so its module cannot have that name
        module = "import_" if cmd_name == "import" else cmd_name
        command: click.Command = import_module(f"averred.commands.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {"--help", "--version"}
        names_none = not args or (args[0] not in COMMANDS and args[0] not in own)
        if names_none and not ctx.resilient_parsing:  # which is how a shell asks for completions
            args = [_DEFAULT, *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Commands, epilog=EXAMPLES, context_settings={"max_content_width": 100})
@click.version_option(package_name="averred", message="averred %(version)s")
def cli() -> None:
    """Averred, a linter for facts: it shows which facts cannot all hold, and the words that say so.

    It judges whether facts agree with each other, never whether they are true.
    """


def run(args: list[str]) -> int:
    """Run the command line.

    Args:
        args: the arguments, without the program's name.

    Returns:
        The exit code. Whatever goes wrong is said in one line on stderr; nothing is ever a traceback.
    """
    try:
        code = cli.main(args=args, prog_name="averred", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("interrupted", err=True)
        return _INTERRUPTED
    except click.ClickException as error:
        return _fail(error.format_message())
    except AverredError as error:
        each = error.errors if isinstance(error, SeveralError) else (error,)
        return max([_fail(str(one)) for one in each])
    except OSError as error:  # what the system refuses, such as a folder that may not be written to
        where = f"{os.fsdecode(error.filename)}: " if error.filename else ""
        return _fail(f"{where}{error.strerror or error}")
    except Exception as error:  # noqa: BLE001  # the last guard: a person gets one line, not a traceback
        return _fail(f"internal error, please report it: {type(error).__name__}: {error}")
    return code if isinstance(code, int) else 0


def _fail(message: str) -> int:
    from averred.display.cells import visible

    click.echo(f"averred: error: {visible(message)}", err=True)
    return _FAILED
