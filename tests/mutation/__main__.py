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
from pathlib import Path

import click
import pytest

from tests.mutation.targets import PARTS, SLOW, targets, test_files
from tests.mutation.trying import OPTIONS, Trying


def main(arguments: list[str] | None = None) -> int:
    """Try the mutants that the arguments ask for, and print which survive; 1 if under 90 % are noticed."""
    options = _parsed(arguments)
    # Like "ci", but what fails is not made small: that it fails is all that is asked.
    os.environ["HYPOTHESIS_PROFILE"] = "mutation"
    parts = {part: list(targets(part, options.only)) for part in options.parts or PARTS}
    trying = Trying(
        [target for some in parts.values() for target in some],
        click.echo,
        lines=options.lines,
        most_seconds=options.seconds,
        kept=options.kept,
    )
    started = time.monotonic()
    pytest.main([*OPTIONS, "--capture=no", "-k", SLOW, *test_files(parts)], plugins=[trying])
    if len(trying.results) < sum(map(len, parts.values())):
        return 2  # pytest has said why
    enough = True
    for part, some in parts.items():
        results = [trying.results[target] for target in some]
        count = sum(result.count for result in results)
        killed = count - sum(result.survivors for result in results)
        enough = enough and killed >= 0.9 * count
        click.echo(f"{part}: {killed} of {count} mutants noticed, {killed / max(count, 1):.1%}")
    click.echo(f"in {(time.monotonic() - started) / 60:.0f} minutes")
    return 0 if enough else 1


def _parsed(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="which parts; all if left out")
    parser.add_argument(
        "--only", nargs="+", default=[], metavar="MODULE", help="modules of a part, by file name"
    )
    parser.add_argument("--lines", nargs="+", type=int, default=[], metavar="LINE", help="only these lines")
    parser.add_argument(
        "--seconds", type=float, default=5, help="how long tests are run for one mutant (default: 5)"
    )
    parser.add_argument(
        "--kept", type=Path, metavar="FILE", help="keeps which tests reach what, for the same commit"
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
