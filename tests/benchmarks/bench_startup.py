"""CPU of `averred check` on the article's facts beside that of importing attrs and cattrs.

Run by hand: `python tests/benchmarks/bench_startup.py [rounds]`. The goal is at most 2.5 times. The two are
measured in turn, so that a busy machine slows both, and the least of all rounds counts. Measure an installed
package: without bytecode (an editable checkout with PYTHONDONTWRITEBYTECODE) it says nothing.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parent.parent.parent
COMMANDS = {
    "import attrs, cattrs": ["-c", "import attrs, cattrs"],
    "averred --help": ["-m", "averred", "--help"],
    "averred check": ["-m", "averred", "check", "facts/istanbul-rally-2012", "--fail-on", "never"],
}


def cpu_milliseconds(arguments: list[str]) -> float:
    """User and system time of one run of the interpreter."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)  # to the microsecond; os.times has steps of 10 ms
    subprocess.run([sys.executable, *arguments], cwd=PROJECT, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def main(rounds: int) -> None:
    """Print the least time of each command, and its ratio to the first."""
    least = dict.fromkeys(COMMANDS, float("inf"))
    for _ in range(rounds):
        for name, arguments in COMMANDS.items():
            least[name] = min(least[name], cpu_milliseconds(arguments))
    base = next(iter(least.values()))
    for name, milliseconds in least.items():
        print(f"{name:22} {milliseconds:6.1f} ms  {milliseconds / base:5.2f} times")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
