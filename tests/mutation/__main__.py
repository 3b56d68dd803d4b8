"""Mutation testing: which small mistakes in the judging core would no test notice?

python -m tests.mutation                                  every part
python -m tests.mutation rules --only wrong_order         one module of a part
python -m tests.mutation interval --lines 120 121         some lines
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tests.mutation.mutants import Mutant
    from tests.mutation.trying import Target

PARTS = ("rules", "conflicts", "interval")


def main(arguments: list[str] | None = None) -> int:
    """Try the mutants that the arguments ask for, and print which survive; 1 if under 90 % are noticed."""
    options = _parsed(arguments)
    # Like "ci", but what fails is not made small: that it fails is all that is asked.
    os.environ["HYPOTHESIS_PROFILE"] = "mutation"
    from tests.mutation.targets import targets
    from tests.mutation.trying import try_mutants

    enough = True
    for part in options.parts or PARTS:
        count = killed = 0
        started = time.monotonic()
        for target in targets(part, options.only):
            result = try_mutants(target, _teller(target), jobs=options.jobs, lines=options.lines)
            count += result.count
            killed += result.count - result.survivors
        share = killed / count if count else 1
        enough = enough and share >= 0.9
        minutes = (time.monotonic() - started) / 60
        click.echo(f"{part}: {killed} of {count} mutants noticed, {share:.1%}, in {minutes:.1f} minutes")
    return 0 if enough else 1


def _teller(target: Target) -> Callable[[Mutant], None]:
    return lambda mutant: click.echo(f"{target.path}:{mutant.line}: {mutant.what}")


def _parsed(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="which parts; all if left out")
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="MODULE", help="modules of a part, by file name"
    )
    parser.add_argument("--lines", nargs="+", type=int, default=[], metavar="LINE", help="only these lines")
    parser.add_argument("--jobs", type=int, default=1, help="how many mutants at once")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
